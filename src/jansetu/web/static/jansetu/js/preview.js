// Shows a text where it will stand, as it is typed: plain words, no platform's dressing.
const targetsOf = (field) => {
  if (field.name === "title") return document.querySelectorAll("[data-mirror-title]");
  return document.querySelectorAll(`[data-mirror="${CSS.escape(field.name ?? "")}"]`);
};

const show = (field) => {
  for (const target of targetsOf(field)) target.textContent = field.value;
};

/** Bring every preview below root up to what is typed. */
export function mirror(root) {
  for (const field of root.querySelectorAll("#editor textarea, #editor input[name=title]")) show(field);
}

document.addEventListener("input", (event) => {
  if (event.target.closest?.("#editor")) show(event.target);
});
