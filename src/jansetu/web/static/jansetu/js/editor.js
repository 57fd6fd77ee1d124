// Counts every text of the editor while it is typed, as its platform counts, and keeps its preview the same.
import { measure } from "./counter.js";
import { mirror } from "./preview.js";

const count = (field) => {
  const line = document.getElementById(field.getAttribute("aria-describedby"));
  if (!line) return;
  const { counts, limit, bytes } = field.dataset;
  const { length, fits } = measure(field.value, counts, Number(limit), bytes ? Number(bytes) : Infinity);
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
