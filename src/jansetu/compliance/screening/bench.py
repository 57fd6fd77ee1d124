"""Measures the screening on lines like those that arrive, beside one naive alternation in the same run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from time import process_time
from typing import NamedTuple

import regex

from jansetu.compliance.screening.screen import Screener
from jansetu.compliance.screening.terms import shipped, terms_with

LINES = (
    "{place} में पिछले {number} दिन से नाली की सफाई नहीं हुई, कृपया ध्यान दें।",
    "कलेक्टर ने {place} की जनसुनवाई में {number} आवेदन सुने और निराकरण के निर्देश दिए",
    "{place} me handpump kharab pada hai, {number} din se koi sunne wala nahi",
    "Street light not working near {place} bus stand since {number} days",
    "लाड़ली बहना योजना की किस्त {place} में {number} हितग्राहियों को मिली",
    "श्री {place} को {number} रुपये की सहायता स्वीकृत",
    "{place} तहसील में {number} ग्राम पंचायतों में विकास कार्यों का भूमिपूजन हुआ",
    "बिजली का बिल {number} रुपये आया है, {place} में मीटर की जांच कराएं",
    "{place} district reviews {number} pending complaints of CM Helpline",
    "ration card me naam jodna hai, {place} panchayat, ward {number}",
    "मुख्यमंत्री ने {place} में {number} करोड़ की नल जल योजना का लोकार्पण किया",
    "{place} मंडी में गेहूं उपार्जन के {number} पंजीयन हुए, कल से तौल शुरू होगी",
    "Collector inspects {place} hospital, {number} patients seen in the camp",
    "{place} की आंगनवाड़ी में {number} बच्चों को पोषण आहार वितरित",
    "sir {place} ward {number} me street light band hai kripya thik karwaye",
    "{place} के किसान को फसल बीमा के {number} रुपये मिले, शासन का आभार",
    "{place} wale chutiya samajhte hain kya, {number} baar bola",
    "{place} के आवारा कुत्तों से {number} लोग घायल",
)
SYLLABLES = ["का", "रा", "मे", "ति", "नो", "बी", "सु", "दा", "गो", "ली", "पु", "हा", "वी", "ने", "जो"]


class Speed(NamedTuple):
    """Short texts a second of one processor; cold: no word was seen before; naive: one alternation of all."""

    texts: int
    mean_length: float
    texts_per_second: float
    cold_texts_per_second: float
    naive_texts_per_second: float
    ratio: float


def measure(texts: int, seed: int = 5) -> Speed:
    """Every line names a place that no other names, so that memory alone does not answer."""
    lines = list(_lines(texts, random.Random(seed)))  # noqa: S311 - no secret
    screener = Screener(terms_with())
    cold = _rate(screener.screen, lines[: texts // 10])
    warm = _rate(screener.screen, lines[texts // 10 :])
    words = sorted({" ".join(term.words) for term in shipped()[0]}, key=len, reverse=True)
    naive = regex.compile(
        rf"(?<![\p{{L}}\p{{M}}])(?:{'|'.join(map(regex.escape, words))})(?![\p{{L}}\p{{M}}])"
    )
    plain = _rate(naive.search, lines[: max(200, texts // 100)])
    return Speed(
        texts=texts,
        mean_length=round(sum(map(len, lines)) / len(lines), 1),
        texts_per_second=round(warm),
        cold_texts_per_second=round(cold),
        naive_texts_per_second=round(plain),
        ratio=round(warm / plain, 1),
    )


def _lines(texts: int, chance: random.Random) -> Iterable[str]:
    for at in range(texts):
        place = "".join(chance.choices(SYLLABLES, k=4))
        yield LINES[at % len(LINES)].format(place=place, number=chance.randint(1, 2000))


def _rate(look: Callable[[str], object], lines: list[str]) -> float:
    began = process_time()
    for line in lines:
        look(line)
    return len(lines) / (process_time() - began)
