// What a reader has unfolded stays unfolded when its list renews itself, and keeps the focus.
let open = [];
let focused = "";

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const root = event.detail.target;
  open = [...root.querySelectorAll("details[open][id]")].map(({ id }) => id);
  focused = root.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : "";
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.querySelector("summary")?.focus();
  open = [];
  focused = "";
});
