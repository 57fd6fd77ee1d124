// What the keys of one word mean in each layout: keys in, Hindi out. Knows no page.
import { TABLES } from "./typing_tables.js";

const { glyphs, joined, marks, before, reph, both, inscript, consonants, vowels, after, beginnings } = TABLES;
const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
const anyOf = (keys) => keys.sort((one, other) => other.length - one.length).map(literal).join("|");

// Remington: as core/text/legacy.py shapes the keys of Kruti Dev.
const GLYPH = new RegExp(anyOf(Object.keys(glyphs)), "g");
const CONSONANT = "[\\u0915-\\u0939]\\u093c?";
const CLUSTER = `${CONSONANT}(?:\\u094d(?:${CONSONANT})?){0,6}`;
const SIGNS = "[\\u093e-\\u0949\\u094b\\u094c\\u0900-\\u0903]";
const SIGN_RUN = new RegExp(`(?:${SIGNS}|\\u093c){2,}`, "g");
const RAN_OVER = new RegExp(`([${before}${both}])(\\u0902?)(${CLUSTER})`, "g");
const LEFT_REPH = new RegExp(`(${CLUSTER})(${SIGNS}{0,4})${reph}{1,4}`, "g");
const MARKS = new RegExp(`[${before}${reph}${both}]`, "g");
const RA = "\u0930\u094d";
const COLON = /(?<![\u0900-\u097f])\u0903|\u0903(?=-)/g;

const rank = (sign) => (sign === "\u093c" ? 0 : sign >= "\u0900" && sign <= "\u0903" ? 2 : 1);
const inOrder = (run) =>
  [...new Set(run)]
    .sort((one, other) => rank(one) - rank(other))
    .join("")
    .replace("\u093e\u0947", "\u094b")
    .replace("\u093e\u0948", "\u094c")
    .replace("\u093e\u0945", "\u0949");

const remington = (keys) => {
  let drawn = keys.replace(GLYPH, (glyph) => glyphs[glyph]);
  drawn = drawn.replaceAll("\u094d\u093c", "\u093c\u094d").replaceAll("\u094d\u093e", "").replace(SIGN_RUN, inOrder);
  for (const [apart, whole] of Object.entries(joined)) drawn = drawn.replaceAll(apart, whole);
  return drawn
    .replace(RAN_OVER, (_, mark, nasal, cluster) => (mark === both ? RA : "") + cluster + "\u093f" + nasal)
    .replace(SIGN_RUN, inOrder)
    .replace(LEFT_REPH, (_, cluster, signs) => RA + cluster + signs)
    .replace(MARKS, (mark) => marks[mark])
    .replace(COLON, ":");
};

// By sound: a consonant waits for its vowel; another consonant joins it, the word's end gives it its own.
const SOUND = new RegExp(
  anyOf([...Object.keys(consonants), ...Object.keys(vowels), ...Object.keys(after)]) + "|.",
  "gsu",
);
const known = (key) => key in consonants || key in vowels || key in after || key === "C" || key === "S";
const small = (keys) => {
  const first = beginnings[keys[0]] && !keys.startsWith("RRi") ? beginnings[keys[0]] : keys[0];
  const plain = [first, ...keys.slice(1)].map((key) => (known(key) ? key : key.toLowerCase())).join("");
  return plain.replace(/C(?!h)|S(?!h)/g, (key) => key.toLowerCase());
};
const phonetic = (keys) => {
  let written = "";
  let waits = false;
  for (const [sound] of small(keys).matchAll(SOUND)) {
    if (sound in consonants) written += (waits ? "\u094d" : "") + consonants[sound];
    else if (sound in vowels) written += vowels[sound][waits ? 1 : 0];
    else written += after[sound] ?? sound;
    waits = sound in consonants;
  }
  return written;
};

const byKey = (keys) => [...keys].map((key) => inscript[key] ?? key).join("");
const LAYOUTS = { remington, inscript: byKey, phonetic };

// Which keys belong to a word; another one ends it.
export const belongs = (layout, key) => (layout === "phonetic" ? /[A-Za-z~^]/ : /\S/).test(key);
export const write = (layout, keys) => LAYOUTS[layout](keys).normalize("NFC");
