"""Whether a post on a timeline is ours: what platforms change is passed over, what they do not is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jansetu.connectors.contracts import Absent, CannotTell, Found, Receipt
from jansetu.connectors.matching import CLOCK_SKEW, Shown, Timeline, same_links, sighting
from tests.connectors.contract import NOW, OUTGOING

LINK = "https://ujjain.nic.in/jal"
SENT = replace(OUTGOING, text=f"कल जलप्रदाय बंद। देखें {LINK}")


def shown(text: str = SENT.text, *, remote_id: str = "7", at: datetime | None = NOW) -> Shown:
    return Shown(remote_id, f"https://x.example/{remote_id}", text, at)


def found(remote_id: str = "7") -> Found:
    return Found(receipt=Receipt(remote_id=remote_id, url=f"https://x.example/{remote_id}"))


def seen(*posts: Shown, gap: str = "", known: tuple[str, ...] = ()) -> object:
    return sighting(SENT, Timeline(list(posts), gap), since=NOW, known=frozenset(known))


@pytest.mark.parametrize(
    "text",
    [
        f"कल  जलप्रदाय बंद।\n\nदेखें {LINK} ",
        f"कल जलप्रदाय बंद। देखें {LINK}/",
        "कल जलप्रदाय बंद। देखें HTTPS://Ujjain.NIC.in/jal",
        "कल जलप्रदाय बंद। देखें http://ujjain.nic.in/jal",
        "कल जलप्रदाय बंद। देखें https://t.co/abc",
    ],
)
def test_spaces_schemes_capitals_and_short_links_do_not_hide_a_post(text: str) -> None:
    assert seen(shown(text)) == found()


@pytest.mark.parametrize("text", ["", "कल जलप्रदाय बंद।", f"आज जलप्रदाय बंद। देखें {LINK}"])
def test_another_text_is_not_ours(text: str) -> None:
    assert seen(shown(text)) == Absent()


def test_the_same_words_with_another_page_behind_them_are_for_a_person() -> None:
    assert seen(shown(SENT.text.replace("jal", "bijli"))) == CannotTell(reason="other_links")
    assert not same_links(f"देखें {LINK}", "देखें")


def test_a_post_before_the_attempt_is_not_ours_but_a_slow_clock_is_allowed_for() -> None:
    assert seen(shown(at=NOW - CLOCK_SKEW)) == found()
    assert seen(shown(at=NOW - CLOCK_SKEW - timedelta(seconds=1))) == Absent()


def test_the_earliest_of_several_is_ours_and_known_ones_are_others() -> None:
    later = shown(remote_id="9", at=NOW + timedelta(seconds=9))
    assert seen(later, shown()) == found("7")
    assert seen(later, shown(), known=("7",)) == found("9")
    assert seen(later, shown(), known=("7", "9")) == Absent()


def test_a_gap_hides_an_absence_and_not_a_post() -> None:
    assert seen(gap="too_many_posts") == CannotTell(reason="too_many_posts")
    assert seen(shown(), gap="too_many_posts") == found()


def test_a_post_without_a_time_or_an_attempt_without_a_text_proves_nothing() -> None:
    assert seen(shown(at=None)) == CannotTell(reason="no_times")
    empty = replace(SENT, text=" \n")
    nothing = sighting(empty, Timeline([shown("")]), since=NOW, known=frozenset())
    assert nothing == CannotTell(reason="no_text")
