// Hindi on any keyboard, without a network: a chooser above each Hindi text, remembered in this browser.
// The word before the caret is written anew with each key; a blank, a click or an arrow leaves it as it stands.
import { belongs, write } from "./typing_engines.js";

const FIELDS = "textarea:not([lang=en], [hidden], [data-paste]), input[lang=hi]";
const STORE = "jansetu-typing";
const OFF = "off";
let held = null; // the word being typed: {field, start, keys, shown}
let isOurs = false;

const stored = (value) => {
  try {
    if (value) localStorage.setItem(STORE, value);
    return localStorage.getItem(STORE);
  } catch {
    return null; // a browser that keeps nothing: the choice holds for this page
  }
};
let [layout, last] = (stored() ?? "off remington").split(" ");

const stands = (field) =>
  held?.field === field &&
  field.selectionStart === field.selectionEnd &&
  field.selectionEnd === held.start + held.shown.length &&
  field.value.slice(held.start, field.selectionEnd) === held.shown;

// Browsers let no selection begin inside a drawn letter: the nearest beginning before it.
const drawnFrom = (text, place) => {
  while (place > 0 && (/\p{M}|\u200d/u.test(text[place] ?? "") || /[\u094d\u200d]/.test(text[place - 1]))) place -= 1;
  return place;
};

// By the browser's own command, so that its undo knows every step.
const put = (field, place, end, added) => {
  const start = place === end ? place : drawnFrom(field.value, place);
  const text = field.value.slice(start, place) + added;
  isOurs = true;
  field.setSelectionRange(start, end);
  const isDone = document.execCommand(text ? "insertText" : "delete", false, text);
  isOurs = false;
  if (isDone) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const renew = (field, keys) => {
  const text = write(layout, keys);
  let same = 0;
  while (same < text.length && text[same] === held.shown[same]) same += 1;
  if (same < Math.max(text.length, held.shown.length)) put(field, held.start + same, field.selectionEnd, text.slice(same));
  held = keys ? { ...held, keys, shown: text } : null;
};

const type = (field, key) => {
  if (layout === "phonetic" && key === "|") put(field, field.selectionStart, field.selectionEnd, "।");
  else if (layout === "inscript") put(field, field.selectionStart, field.selectionEnd, write(layout, key));
  else {
    if (!stands(field)) held = { field, start: field.selectionStart, keys: "", shown: "" };
    renew(field, held.keys + key);
  }
};

document.addEventListener("beforeinput", (event) => {
  const field = event.target;
  if (isOurs || layout === OFF || event.isComposing || !field.matches?.(FIELDS)) return;
  const key = event.inputType === "insertText" && event.data?.length === 1 ? event.data : "";
  if (key && (belongs(layout, key) || key === "|")) {
    event.preventDefault();
    type(field, key);
  } else if (event.inputType === "deleteContentBackward" && stands(field)) {
    event.preventDefault(); // takes back the last key, not the last sign
    renew(field, held.keys.slice(0, -1));
  } else held = null;
});

const choose = (chosen) => {
  if (chosen !== OFF) last = chosen;
  layout = chosen;
  held = null;
  stored(`${layout} ${last}`);
  for (const select of document.querySelectorAll("[data-typing]")) select.value = layout;
};

const enliven = () => {
  const chooser = document.getElementById("typing");
  if (!chooser) return;
  for (const field of document.querySelectorAll(FIELDS)) {
    if (field.tagName !== "TEXTAREA" || field.previousElementSibling?.matches(".typing")) continue;
    field.before(chooser.content.cloneNode(true));
    field.previousElementSibling.querySelector("select").value = layout;
  }
};

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-typing]")) choose(event.target.value);
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.code !== "KeyH") return;
  event.preventDefault();
  choose(layout === OFF ? last : OFF);
  const said = document.querySelector("[data-typing-said]");
  const option = document.querySelector("[data-typing]")?.selectedOptions[0];
  if (said && option) said.textContent = option.textContent;
});
enliven();
document.body.addEventListener("htmx:afterSwap", enliven);
