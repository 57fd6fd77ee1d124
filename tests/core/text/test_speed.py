"""No text that somebody may paste keeps the desk waiting: time grows with its length, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from jansetu.core.text.count import measure
from jansetu.core.text.fingerprint import fingerprint
from jansetu.core.text.fold import fold
from jansetu.core.text.identify import identify
from jansetu.core.text.neighbours import signature
from jansetu.core.text.normalise import search_key
from jansetu.core.text.paste import read_paste
from jansetu.core.text.sentences import split_sentences
from jansetu.core.text.summarise import summarise

LONG = 20_000
HOSTILE = [
    *[
        "a.",
        "a",
        "क",
        "क.",
        "a-",
        "@a",
        "#a",
        "ि",
        "ि्",
        "क\u094d",
        " ",
        "\n",
        "12 ",
        "1-1-",
        ", ",
        "à¤",
        "<a",
    ],
    *["a | ", "/", "👨\u200d", "http://क.", "http://a.in/(", "home / ", "A Ab ", "क: ", "mp.gov.inक "],
]
READERS: dict[str, Callable[[str], object]] = {
    "paste": read_paste,
    "search key": search_key,
    "fingerprint": fingerprint,
    "sentences": split_sentences,
    "language": identify,
    "fold": fold,
    "signature": signature,
    "x": lambda text: measure(text, "x", 280),
    "graphemes": lambda text: measure(text, "graphemes", 300),
    "mastodon": lambda text: measure(text, "mastodon", 500),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_monotonous_text_is_read_in_seconds(name: str, piece: str) -> None:
    text = "http://a.in/" + piece * (LONG // len(piece)) + "क"
    began = time.process_time()
    READERS[name](text)
    assert time.process_time() - began < 4


@pytest.mark.parametrize("piece", ["http://क.", "mp.gov.inक ", "1-1-", "क", "क। "])
def test_a_summary_of_it_is_made_in_seconds(piece: str) -> None:
    began = time.process_time()
    summarise(piece * (LONG // len(piece)), lambda part: measure(part, "x", 280).fits)
    assert time.process_time() - began < 4
