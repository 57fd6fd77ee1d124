// Counts a text as core/text/count.py counts it; tests/core/text/test_counter_js.py holds the two together.
import { encodedLength } from "./punycode.js";
import { TLDS } from "./tlds.js";

const LINK_LENGTH = 23;
const LATIN =
  "\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b\\u0263\\u0268\\u026f" +
  "\\u0272\\u0289\\u028b\\u02bb\\u0300-\\u036f\\u1e00-\\u1eff";
const CYRILLIC = "\\u0400-\\u04ff";
const MARKERS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const HOST = `[^\\s\\x00-\\x2f\\x3a-\\x40\\x5b-\\x5f\\x7b-\\x9f${MARKERS}\\ufeff\\ufffe\\uffff]`;
const PLAIN = `[a-z0-9${LATIN}]`;
const endings = TLDS.split(" ").sort((a, b) => b.length - a.length).join("|");
const ENDING = `(?:${endings}|xn--[-0-9a-z]+)(?![0-9a-z@+\\-])`;
const PATH_SIGN = `[a-z0-9${LATIN}${CYRILLIC}!*';:=+,.$\\/%#\\[\\]\\-\\u2013_~@\\|&]`;
const PARENTHESES = `\\((?:${PATH_SIGN}+|${PATH_SIGN}*\\(${PATH_SIGN}+\\)${PATH_SIGN}*)\\)`;
const PATH_END = `(?:[a-z0-9${LATIN}${CYRILLIC}=_#\\/+\\-]|${PARENTHESES})`;
const PATH = `\\/(?:(?:${PATH_SIGN}|${PARENTHESES})*${PATH_END})?`;
const QUERY = "\\?[a-z0-9!?*'@();:&=+$\\/%#\\[\\]\\-_.,~\\|]*[a-z0-9\\-_&=#\\/]";
const SCHEMED =
  `(?<scheme>https?:\\/\\/)(?<host>(?:${HOST}(?:(?:${HOST}|[_\\-])*${HOST})?\\.)*` +
  `${HOST}(?:(?:${HOST}|-)*${HOST})?\\.${ENDING})(?::[0-9]+)?(?:${PATH})?(?:${QUERY})?`;
const GLUED = `(?<=[^\\s\\x00-\\x9f${MARKERS}\\ufeff\\ufffe\\uffff][\\-_.])`;
const BARE =
  `(?:(?<![\\-_.\\/${LATIN}])|${GLUED})(?<bare>(?:${PLAIN}(?:(?:${PLAIN}|-)*${PLAIN})?\\.)+${ENDING})` +
  `(?:(?::[0-9]+)?${PATH}(?:${QUERY})?)?`;
const LINK = new RegExp(`(?<![a-z0-9@＠$#＃])(?:${SCHEMED}|${BARE})`, "giu");
const SHORTENED = /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9&=_.\-#/%+]*[a-z0-9\-_&=#/])?/i;
const WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";
const MENTION = new RegExp(
  `(?<![=\\/${WORD}])@([a-z0-9_]+(?:[.\\-]+[a-z0-9_]+)*)(?:@[${WORD}]+(?:[.\\-]+[${WORD}]+)*)?`,
  "giu",
);

const HEAVY = /[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/gu;
const REFUSED_BY_X = /[\ufffe\ufeff\uffff]/u;
const TONE = "[\\u{1f3fb}-\\u{1f3ff}]";
const TONED = "(?![🤌🤏🤝🤼👫-👯🥷🦻🧍-🧏\\u{1fa70}-\\u{1faff}])\\p{Emoji_Modifier_Base}";
const EMOJI = new RegExp(
  [
    "[👨👩]\\u200d❤\\ufe0f\\u200d(?:💋\\u200d)?[👨👩]",
    "[👨👩](?:\\u200d[👨👩])?(?:\\u200d[👦👧]){1,2}",
    `[👨👩]${TONE}?\\u200d(?:[⚕⚖✈]\\ufe0f|[🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰🦱🦲🦳])`,
    `(?:(?:${TONED})(?:${TONE}|\\ufe0f)?|[👯🤼🧞🧟])\\u200d[♀♂]\\ufe0f`,
    "🏳\\ufe0f\\u200d🌈|🏴\\u200d☠\\ufe0f|👁\\u200d🗨|🏴[\\u{e0061}-\\u{e007a}]{5}\\u{e007f}",
    `(?:${TONED})${TONE}`,
    "[\\u{1f1e6}-\\u{1f1ff}]{2}",
    "[#*0-9]\\ufe0f?\\u20e3",
    "(?=\\p{Emoji})(?:[\\u00a9-\\u3299]|(?!\\p{Emoji_Presentation})[\\u{1f000}-\\u{1faff}])\\ufe0f",
  ].join("|"),
  "gu",
);
const CONJUNCT = /[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d][\p{M}\u200d]{0,9}\p{L}/gu;
const clusters = new Intl.Segmenter("hi", { granularity: "grapheme" });

const isLabel = (label) => {
  if (/^[\x00-\x7f]*$/.test(label)) return label.length <= 63;
  return !/^xn--/i.test(label) && "xn--".length + encodedLength(label) <= 63;
};

const linkOf = (found) => {
  const { scheme, host, bare } = found.groups;
  if ([...found[0]].length > 4096 || !(host ?? bare).split(".").every(isLabel)) return null;
  const shortened = scheme && found[0].match(SHORTENED);
  if (shortened && shortened[1].length > 40) return null;
  return { start: found.index, url: shortened ? shortened[0] : found[0] };
};

const findLinks = (text) => [...text.matchAll(LINK)].map(linkOf).filter(Boolean);

const without = (text, links, instead) =>
  links.reduceRight((rest, { start, url }) => rest.slice(0, start) + instead + rest.slice(start + url.length), text);

const countOf = (text, pattern) => text.match(pattern)?.length ?? 0;

const x = (given) => {
  const text = given.normalize("NFC");
  const links = findLinks(text);
  const marked = without(text, links, "\n");
  const rest = marked.replace(EMOJI, "");
  const length = [...rest].length - links.length + countOf(rest, HEAVY);
  return LINK_LENGTH * links.length + 2 * countOf(marked, EMOJI) + length;
};

const graphemes = (text) => [...clusters.segment(text)].length;

const mastodon = (text) => {
  const links = findLinks(text).filter(({ url }) => url.includes("://"));
  const short = without(text, links, "x".repeat(LINK_LENGTH)).replace(MENTION, "@$1");
  return [...clusters.segment(short)].reduce((sum, { segment }) => sum + 1 + countOf(segment, CONJUNCT), 0);
};

const COUNTS = { x, graphemes, mastodon, characters: (text) => [...text].length };

/** The length in the platform's unit, and whether it may be sent; rule: x, graphemes, mastodon or characters. */
export function measure(text, rule, limit = Infinity, limitBytes = Infinity) {
  const length = COUNTS[rule](text);
  const bytes = limitBytes === Infinity ? 0 : new TextEncoder().encode(text).length;
  const fits = length <= limit && bytes <= limitBytes && !(rule === "x" && REFUSED_BY_X.test(text));
  return { length, limit, fits };
}
