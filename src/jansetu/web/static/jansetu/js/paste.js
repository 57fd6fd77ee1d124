// A pasted text is read at once; a button beside an odd spot selects it in the text.
document.addEventListener("paste", (event) => {
  if (!event.target.matches?.("[data-paste]")) return;
  setTimeout(() => document.getElementById("read")?.click());
});

// Offsets come in code points and with plain line ends, as the server counts them.
const unitsBefore = (text, points) => [...text].slice(0, points).join("").length;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-spot]");
  if (!button) return;
  const body = document.getElementById("id_body");
  const start = unitsBefore(body.value, Number(button.dataset.spot));
  const end = unitsBefore(body.value, Number(button.dataset.spotEnd));
  body.focus();
  body.setSelectionRange(start, end);
});

const enliven = () => {
  for (const button of document.querySelectorAll("[data-spot]")) button.hidden = false;
};
enliven();
document.body.addEventListener("htmx:afterSwap", () => {
  enliven();
  // The button that had the focus is gone with the form that it stood in.
  const next = ["reading-title", "oddities", "id_title"].map((id) => document.getElementById(id)).find(Boolean);
  next?.focus({ preventScroll: true });
});
