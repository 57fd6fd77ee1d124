"""A forward is known again after its greeting, spelling or script changed; a stranger is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.neighbours import SIMILAR, band_keys, signature, similarity
from tests.core.text.forwards import measured, sources, strangers
from tests.core.text.judging import labelled
from tests.core.text.notes import CAMP, FLOOD
from tests.core.text.texts import written


def test_of_a_hundred_edited_forwards_at_most_two_are_missed() -> None:
    for edit, found in measured(sources()).items():
        assert found.alike >= 0.98 * found.made, edit
        assert found.by_key == found.made, edit


def test_no_two_different_reports_are_taken_for_one() -> None:
    found = strangers(sources())
    assert found.alike == 0
    assert found.by_key <= 0.02 * found.made


def test_short_lines_are_seldom_taken_for_each_other() -> None:
    found = strangers([line.text for line in labelled("held_out")])
    assert found.alike <= 0.001 * found.made


def test_a_change_of_the_date_leaves_a_text_alike_and_another_text_is_not() -> None:
    assert similarity(signature(FLOOD), signature(FLOOD.replace("12 अगस्त 2026", "14 अगस्त 2026"))) > 0.8
    assert similarity(signature(FLOOD), signature(CAMP)) < SIMILAR / 2


def test_what_has_too_few_letters_is_like_nothing_not_even_itself() -> None:
    assert signature("👍 !!") == ()
    assert band_keys(()) == ()
    assert similarity((), ()) == 0


def test_signatures_are_the_same_tomorrow() -> None:
    """They are stored: a change of the hash, the fold or the bins must be a migration of what is kept."""
    assert band_keys(signature("नर्मदा का जलस्तर ख़तरे के निशान से ऊपर है"))[:2] == KEPT


KEPT = ("007d28f33f02", "01d4bc2b345f")


@given(written, written)
def test_likeness_is_mutual_and_whole_with_oneself(one: str, other: str) -> None:
    mine, theirs = signature(one), signature(other)
    assert similarity(mine, theirs) == similarity(theirs, mine)
    assert similarity(mine, mine) == (1.0 if mine else 0.0)
    assert len(band_keys(mine)) in (0, 32)


@given(st.sampled_from([FLOOD, CAMP]), st.integers(0, 400))
def test_a_text_without_a_word_shares_a_key_with_the_whole(text: str, at: int) -> None:
    words = text.split()
    del words[at % len(words)]
    assert {*band_keys(signature(text))} & {*band_keys(signature(" ".join(words)))}
