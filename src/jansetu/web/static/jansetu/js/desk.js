// What every staff page shares: errors get the focus, a form is sent once, htmx carries the CSRF token.
const focusOnTrouble = (root) => root.querySelector("[data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.hasAttribute("data-many")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
});

// Coming back by the browser's arrow, a form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  focusOnTrouble(event.detail.target);
});
document.body.addEventListener("htmx:afterRequest", (event) => {
  delete event.detail.elt.dataset?.sent;
});
focusOnTrouble(document);
