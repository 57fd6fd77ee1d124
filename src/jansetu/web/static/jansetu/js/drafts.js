// Saves a form as it is typed: <form data-draft="/desk/drafts/…/" …> with a [data-draft-status] in it.
// What could not be saved is tried again; nothing is saved any more once the form is on its way.
const QUIET = 1200; // milliseconds after the last key
const AGAIN = 8000;
const states = new WeakMap();

const stateOf = (form) => {
  if (!states.has(form)) states.set(form, { timer: 0, last: "", running: null, isSent: false });
  return states.get(form);
};

const fieldsOf = (form) => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
};

const say = (form, words, isBad) => {
  const status = form.querySelector("[data-draft-status]");
  if (!status) return;
  status.textContent = words;
  status.classList.toggle("is-over", isBad);
};

const save = async (form, isLast) => {
  const state = stateOf(form);
  const fields = fieldsOf(form);
  const typed = fields.toString();
  if (state.isSent || typed === state.last || !form.isConnected) return;
  clearTimeout(state.timer);
  state.running?.abort();
  state.running = new AbortController();
  try {
    const options = { method: "POST", body: fields, signal: state.running.signal, keepalive: isLast };
    const answer = await fetch(form.dataset.draft, { ...options, headers: { "HX-Request": "true" } });
    const isPlain = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
    if (answer.ok && isPlain) state.last = typed;
    say(form, isPlain ? await answer.text() : form.dataset.draftTrouble, !answer.ok);
    if (!isPlain) later(form, AGAIN);
  } catch (error) {
    if (error.name === "AbortError") return;
    say(form, form.dataset.draftTrouble, true);
    later(form, AGAIN);
  }
};

const later = (form, wait) => {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (!state.isSent) state.timer = setTimeout(() => save(form, false), wait);
};

const formOf = (event) => event.target.closest?.("form[data-draft]");

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (form) later(form, QUIET);
});
document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (!form || event.defaultPrevented) return;
  const state = stateOf(form);
  state.isSent = true;
  clearTimeout(state.timer);
  state.running?.abort();
});
// A telephone closes pages without asking.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (stateOf(form).timer) save(form, true);
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) stateOf(form).isSent = false;
});
window.addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) later(form, 0);
});
// What the server filled in is typed too; the form that it took the place of says nothing more.
document.body.addEventListener("htmx:afterSwap", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) later(form, QUIET);
});
