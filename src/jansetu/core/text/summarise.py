"""Picks the sentences of a long note that make a post, whole and in their order. Adds no word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import regex

from jansetu.core.text.dateline import without_dateline
from jansetu.core.text.hashtags import find_hashtags
from jansetu.core.text.normalise import normalise, search_key
from jansetu.core.text.sentences import Sentence, split_sentences

Fits = Callable[[str], bool]

WORDY = regex.compile(r"[\p{L}\p{N}]")
WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+")
NO_TEXT = regex.compile(r"[\ufffe\uffff\p{Cc}--[\n\t]]", flags=regex.VERSION1)
# A note wrapped by hand: a full line without an end goes on in the next.
WRAPPED = regex.compile(r"(?<=[^\n]{50}[^\n।॥.?!:\-–—…|]) *\n(?=\S)")
HYPHENATED = regex.compile(r"(?<=[^\n]{50}\S-) *\n(?=\S)")

# What reports end with and citizens do not need.
CEREMONY = regex.compile(
    r"(?:उपस्थित|मौजूद)\s+(?:रह|थ|हु|है)|संचालन\s+(?:श्री|सुश्री|डॉ|किया|कर)|संचालन.{0,40}\sकिया"
    r"|आभार\s+(?:प्रदर्शन|व्यक्त|माना)|आभार.{0,40}\s(?:माना|व्यक्त)|स्वागत\s+(?:किया|भाषण|उद्बोधन)"
    r"|दीप\s+प्रज्+वल|माल्यार्पण|पुष्पगुच्छ|स्मृति\s*चिन्?ह"
    r"|\b(?:were|was) (?:also )?present\b|\b(?:conducted|compered|proposed) by\b"
    r"|vote of thanks|\bwelcomed the\b",
    regex.IGNORECASE,
)
ACTION = regex.compile(
    r"निर्देश|घोषणा|घोषित|स्वीकृ|जारी|प्रारम्?भ|प्रारंभ|शुरू|लोकार्पण|शिलान्यास|भूमिपूजन|उद्घाटन|शुभारं|शुभारम्"
    r"|अंतरित|अन्तरित|अपील|चेतावनी|बंद|राहत|निःशुल्क|नि:शुल्क|मुफ़?्त|आवेदन|पंजी(?:यन|करण)|अंतिम|अन्तिम|हेल्पलाइन"
    r"|दूरभाष|सम्पर्क कर|संपर्क कर|मिलेग|मिलेंग|लाभ|होग[ीा]|होंग|जाएग|जाएंग|जाएँग"
    r"|\b(?:announced?|launch|inaugurat|approved?|sanction|apply|register|free|helpline|last date|warning"
    r"|alert|relief|closed?|will|must|requested|directed|instructed)",
    regex.IGNORECASE,
)
FIGURE = regex.compile(r"\d")
MONEY = regex.compile(r"₹|रुपय|रुपए|रू\.|रु\.|करोड़|लाख|प्रतिशत|\bRs\b|crore|lakh|per cent|%")
LEANS_BACK = regex.compile(
    r"(?:उन्होंने|उन्होने|इन्होंने|वे|वह|उनके|उनकी|इसके|इसमें|इस दौरान|इस अवसर|इसी|साथ ही|he|she|they|it|this|these)\b",
    regex.IGNORECASE,
)
CLAUSE = regex.compile(r"(?<=[,;:])\s|\s(?=[–—])|\s(?=(?:और|तथा|एवं|व|कि|ताकि|जिससे|जिसमें|and|that|which|so)\s)")
SPACE, CLUSTER = regex.compile(r"\s+"), regex.compile(r"\X")
ENDED = regex.compile(r"[।॥.?!…][”\"’')\]]*$")
BESIDE_A_CUT = " ,;:–—-"
TRIED = 60  # sentences; what ranks lower is in no post


def summarise(text: str, fits: Fits, tags: Sequence[str] = ()) -> str:
    """The best sentences that fit together, then as many `#tags` as fit; the whole note where it does.

    `fits` is the platform's own measure. A sentence is cut, at a clause, only where none fits whole.
    "" only for a text without letters and figures.
    """
    note = _without_datelines(_flowing(NO_TEXT.sub("", normalise(text))).strip())
    if not WORDY.search(note):
        return ""
    sentences = [one for one in split_sentences(note) if WORDY.search(one.text)]
    ranked = _ranked(sentences)
    endings = _endings(note, tags)
    for ending in endings:
        whole = note + ending
        packed = whole if fits(whole) else _packed(sentences, ranked, ending, fits)
        if packed:
            return packed
    return _cut(sentences[ranked[0]].text, fits)


def _flowing(note: str) -> str:
    return WRAPPED.sub(" ", HYPHENATED.sub("", note))


def _without_datelines(note: str) -> str:
    """The place and date at the beginning, or after a headline, are not the post's."""
    headline, line_end, rest = note.partition("\n")
    if line_end and without_dateline(headline) == headline:
        return headline + line_end + without_dateline(rest.lstrip())
    return without_dateline(note)


def _endings(note: str, tags: Sequence[str]) -> list[str]:
    present = {found.value.casefold() for found in find_hashtags(note)}
    wanted = [tag for tag in tags if tag.removeprefix("#").casefold() not in present]
    return ["\n" + " ".join(wanted[:count]) if count else "" for count in range(len(wanted), -1, -1)]


def _packed(sentences: Sequence[Sentence], ranked: Iterable[int], ending: str, fits: Fits) -> str:
    """Best first, each that still fits; what only ceremony has to say is taken alone or not at all."""
    taken: list[int] = []
    for place in ranked:
        if taken and CEREMONY.search(sentences[place].text):
            continue
        together = sorted([*taken, place])
        if fits(_joined(sentences, together) + ending):
            taken = together
    return _joined(sentences, taken) + ending if taken else ""


def _joined(sentences: Sequence[Sentence], places: Iterable[int]) -> str:
    """With a space after an end, a new line after a headline that has none."""
    texts = [sentences[place].text for place in places]
    return "".join(one + (" " if ENDED.search(one) else "\n") for one in texts).rstrip()


def _ranked(sentences: Sequence[Sentence]) -> list[int]:
    keys = [[search_key(word) for word in WORD.findall(one.text)] for one in sentences]
    counted = Counter(word for words in keys for word in words if len(word) > 3)
    scores = [_score(place, one.text, keys[place], counted) for place, one in enumerate(sentences)]
    return sorted(range(len(sentences)), key=lambda place: (-scores[place], place))[:TRIED]


def _score(place: int, sentence: str, words: list[str], counted: Counter[str]) -> float:
    shared = sum(counted[word] > 1 for word in words) / max(len(words), 1)
    return (
        3 / (1 + place)
        + shared
        + 0.8 * bool(FIGURE.search(sentence))
        + 0.8 * bool(MONEY.search(sentence))
        + 0.7 * min(len(ACTION.findall(sentence)), 3)
        - 5 * bool(CEREMONY.search(sentence))
        - 0.8 * bool(LEANS_BACK.match(sentence))
        - 1.5 * (len(words) < 4)
    )


def _cut(sentence: str, fits: Fits) -> str:
    """As much as fits, up to a clause, else a word, else a cluster; no clause that keeps too little."""
    for pattern, least in ((CLAUSE, 0.3), (SPACE, 0.1), (CLUSTER, 0.0)):
        ends = [match.end() if pattern is CLUSTER else match.start() for match in pattern.finditer(sentence)]
        found = _longest(sentence, [end for end in ends if 0 < end < len(sentence)], fits)
        if found and (not least or len(found) >= least * len(_longest_by_cluster(sentence, fits))):
            return found
    return next((match[0] for match in CLUSTER.finditer(sentence) if WORDY.search(match[0])), "")


def _longest_by_cluster(sentence: str, fits: Fits) -> str:
    return _longest(sentence, [match.end() for match in CLUSTER.finditer(sentence)], fits)


def _longest(sentence: str, ends: Sequence[int], fits: Fits) -> str:
    """The longest beginning that fits with its …; a link that is cut may count more, so it looks back."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if fits(_ended(sentence, ends[middle])) else (low, middle)
    for end in reversed(ends[max(0, low - 50) : low]):
        shown = _ended(sentence, end)
        if WORDY.search(shown) and fits(shown):
            return shown
    return ""


def _ended(sentence: str, end: int) -> str:
    return sentence[:end].rstrip(BESIDE_A_CUT) + "…"
