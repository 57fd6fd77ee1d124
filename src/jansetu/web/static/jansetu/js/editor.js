// Counts every text of the editor while it is typed, as its platform counts, and keeps its preview the same.
import { measure } from "./counter.js";
import { mirror } from "./preview.js";

const DIVIDES = /^[ \t]*[-–—]{3,}[ \t]*$/m; // as core/text/parts.py divides

const partsOf = (field) => {
  if (!field.dataset.parts) return [field.value];
  const parts = field.value.split(DIVIDES).map((part) => part.trim()).filter(Boolean);
  return parts.length ? parts : [""];
};

const showParts = (field, parts, lengths) => {
  const list = document.querySelector(`[data-parts-of="${CSS.escape(field.dataset.parts ?? "")}"]`);
  if (!list) return;
  list.replaceChildren(
    ...parts.map((part, number) => {
      const row = document.createElement("li");
      row.innerHTML = '<small class="counter"><b></b> <span></span></small><p class="prose"></p>';
      row.querySelector("b").textContent = number + 1;
      row.querySelector("span").textContent = `${lengths[number].length} / ${lengths[number].limit}`;
      row.querySelector("small").classList.toggle("is-over", !lengths[number].fits);
      row.querySelector("p").textContent = part;
      return row;
    }),
  );
};

const count = (field) => {
  const line = document.getElementById(field.getAttribute("aria-describedby"));
  if (!line) return;
  const { counts, limit, bytes } = field.dataset;
  const parts = partsOf(field);
  const lengths = parts.map((part) => measure(part, counts, Number(limit), bytes ? Number(bytes) : Infinity));
  showParts(field, parts, lengths);
  const length = Math.max(...lengths.map((one) => one.length));
  const fits = lengths.every((one) => one.fits);
  line.querySelector("[data-length]").textContent = length;
  line.querySelector("meter").value = length;
  line.querySelector("[data-over]").hidden = fits;
  line.classList.toggle("is-over", !fits);
};

const renew = (root) => {
  for (const field of root.querySelectorAll("textarea[data-counts]")) count(field);
  mirror(root);
};

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-counts]")) count(event.target);
});
document.body.addEventListener("htmx:afterSwap", () => renew(document));
renew(document);
