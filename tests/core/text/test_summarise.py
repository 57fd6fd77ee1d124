"""A long note becomes a post of whole sentences that every platform takes, and is never empty."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jansetu.connectors import registry
from jansetu.core.text.count import Measure, measure
from jansetu.core.text.paste import read_paste
from jansetu.core.text.sentences import split_sentences
from jansetu.core.text.summarise import Fits, summarise
from tests.core.text.notes import CAMP, ENGLISH, FLOOD, JOBS, NOTES
from tests.core.text.texts import written

ROOT = Path(__file__).resolve().parents[3]
REPORTS = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "data" / "notes"
KINDS = [str(kind) for kind, _ in registry.kinds()]
LIMITS = {(one.counts, one.text, one.text_bytes) for one in map(registry.limits_of, KINDS)}


def on(kind: str, text: str) -> Measure:
    limits = registry.limits_of(kind)
    return measure(text, limits.counts, limits.text, limits.text_bytes)


def taken_by(kind: str) -> Fits:
    return lambda text: on(kind, text).fits


def on_x(text: str) -> bool:
    return on("x", text).fits


@pytest.mark.parametrize("note", NOTES)
def test_a_post_is_made_of_whole_sentences_in_their_order(note: str) -> None:
    post = summarise(note, on_x)
    kept = [one.text for one in split_sentences(post)]
    places = [note.index(sentence) for sentence in kept]
    assert places == sorted(places)
    assert len(kept) >= 2
    assert on_x(post)


def test_dateline_and_ceremony_make_way_for_what_citizens_need() -> None:
    post = summarise(FLOOD, on_x)
    assert not post.startswith("हरदा")
    assert "उपस्थित" not in post
    assert "संचालन" not in post
    assert "07577-225007" in post
    english = summarise(ENGLISH, on_x)
    assert "were present" not in english
    assert "conducted by" not in english


def test_hashtags_share_the_length_and_give_way_to_words() -> None:
    post = summarise(CAMP, on_x, ["#LadliBehna", "#MadhyaPradesh"])
    assert post.endswith("\n#LadliBehna #MadhyaPradesh")
    assert on_x(post)
    assert summarise("कल छुट्टी है।", lambda text: len(text) < 15, ["#अवकाश"]) == "कल छुट्टी है।"
    assert summarise("कल #अवकाश है।", on_x, ["#अवकाश"]) == "कल #अवकाश है।"


def test_a_note_that_fits_stays_whole() -> None:
    assert summarise("भोपाल, 3 मई। आज सभा है।\nसब आएँ।", on_x) == "आज सभा है।\nसब आएँ।"


def test_one_endless_sentence_is_cut_at_a_clause() -> None:
    sentence = (
        "विभाग ने बताया कि " + ", ".join(f"{number} नंबर वार्ड में पानी नहीं आएगा" for number in range(40)) + "।"
    )
    post = summarise(sentence, on_x)
    assert post.endswith("नहीं आएगा…")
    assert 240 < on("x", post).length <= 280


@pytest.mark.parametrize(
    "endless", ["क" * 5000, "क्ष" * 3000, "https://mp.gov.in/" + "a" * 9000, "👍" * 400 + "क"]
)
def test_what_has_no_end_is_cut_somewhere(endless: str) -> None:
    for kind in KINDS:
        post = summarise(endless, taken_by(kind))
        assert on(kind, post).fits
        assert post


@settings(max_examples=60, deadline=None)
@given(st.lists(written, max_size=30).map("। ".join))
@example("\ufffe क")
@example(" ".join(NOTES))
def test_every_platform_gets_a_post_that_fits_where_there_are_words(text: str) -> None:
    for rule, limit, limit_bytes in LIMITS:
        post = summarise(text, lambda words: measure(words, rule, limit, limit_bytes).fits, ["#टैग"])  # noqa: B023
        assert measure(post, rule, limit, limit_bytes).fits
        assert bool(regex.search(r"[\p{L}\p{N}]", post)) >= bool(regex.search(r"[\p{L}\p{N}]", text))


@pytest.mark.shared
@pytest.mark.skipif(not REPORTS.is_dir(), reason="JANSETU_SHARED has no data/notes")
def test_five_real_reports_become_posts() -> None:
    for path in sorted(REPORTS.glob("*.txt")):
        body = read_paste(path.read_text(encoding="utf-8")).body
        post = summarise(body, on_x)
        assert on_x(post), path.name
        assert on("x", post).length > 150, path.name
        assert not regex.search(r"(?:उपस्थित|मौजूद) (?:थे|रहे)", post), path.name


def test_a_hand_wrapped_note_is_read_as_one_paragraph() -> None:
    wrapped = regex.sub(r"(.{70,80}?) ", r"\1\n", JOBS)
    assert "\n" in wrapped
    assert summarise(wrapped, on_x) == summarise(JOBS, on_x)
