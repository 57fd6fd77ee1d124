"""A register of subscribers comes in with the proof of each consent, looked at before anything is entered."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.channels.models import Channel, Consent, Subscriber
from jansetu.channels.operations.subscribing import leave
from jansetu.channels.subscriber_sheet import import_subscribers, read_sheet, write_template
from jansetu.core.errors import Refusal
from jansetu.orgs.importing import SheetRefused
from jansetu.orgs.rights import NotAllowed
from tests.cast import Cast
from tests.letter_box import LetterBox, boxes, list_channel

__all__ = ["boxes"]
HEAD = "मोबाइल नंबर,सहमति फ़ॉर्म क्रमांक,सहमति दिनांक,भाषा\n"
GOOD = "98765 43210,फ़ॉर्म 12,20.11.2026,\n9876543211,फ़ॉर्म 13,21.11.2026,English\n"


@pytest.fixture
def whatsapp(cast: Cast, boxes: type[LetterBox], now: datetime) -> Channel:
    """The district's list on WhatsApp."""
    return list_channel(cast, "whatsapp", "+917342510000", now)


def brought(
    whatsapp: Channel, cast: Cast, now: datetime, rows: str, *, dry: bool = False, skip_bad: bool = False
) -> tuple[int, list[int]]:
    sheet = read_sheet(io.BytesIO((HEAD + rows).encode("utf-8-sig")), whatsapp, now)
    made = import_subscribers(whatsapp, sheet, by=cast.farid, now=now, dry=dry, skip_bad=skip_bad)
    return made.rows, [problem.row for problem in made.problems]


def test_looking_first_enters_nothing(whatsapp: Channel, cast: Cast, now: datetime) -> None:
    bad = "12345,फ़ॉर्म 14,20.11.2026,\n9876543210,फ़ॉर्म 15,20.11.2026,\n9876543212,,20.11.2026,\n"
    assert brought(whatsapp, cast, now, GOOD + bad, dry=True) == (2, [4, 5, 6])
    assert not Subscriber.objects.exists()


def test_all_come_in_with_the_day_and_the_form_of_their_consent(
    whatsapp: Channel, cast: Cast, now: datetime
) -> None:
    assert brought(whatsapp, cast, now, GOOD) == (2, [])
    states = list(Subscriber.objects.order_by("pk").values_list("state", "language"))
    assert states == [("active", "hi"), ("active", "en")]
    consent = Consent.objects.order_by("pk")[0]
    assert (consent.evidence, consent.at.astimezone().date().isoformat()[:7]) == ("फ़ॉर्म 12", "2026-11")
    assert Event.objects.filter(verb="subscriber.joined").count() == 2
    assert brought(whatsapp, cast, now, GOOD) == (0, [])
    assert Consent.objects.count() == 2


def test_one_bad_row_stops_all_unless_the_bad_are_left_out(
    whatsapp: Channel, cast: Cast, now: datetime
) -> None:
    with pytest.raises(SheetRefused):
        brought(whatsapp, cast, now, GOOD + "1,फ़ॉर्म 14,20.11.2026,\n")
    assert not Subscriber.objects.exists()
    assert brought(whatsapp, cast, now, GOOD + "1,फ़ॉर्म 14,20.11.2026,\n", skip_bad=True) == (2, [4])


def test_whoever_left_after_signing_is_named_as_a_bad_row(
    whatsapp: Channel, cast: Cast, now: datetime
) -> None:
    brought(whatsapp, cast, now, GOOD)
    leave(Subscriber.objects.order_by("pk")[0].token, now=now)
    assert brought(whatsapp, cast, now + timedelta(days=1), GOOD, dry=True) == (1, [2])


def test_only_who_keeps_the_register_brings_lists_in(whatsapp: Channel, cast: Cast, now: datetime) -> None:
    sheet = read_sheet(io.BytesIO((HEAD + GOOD).encode()), whatsapp, now)
    with pytest.raises(NotAllowed):
        import_subscribers(whatsapp, sheet, by=cast.esha, now=now)


def test_the_empty_form_and_a_file_that_is_none(whatsapp: Channel, now: datetime) -> None:
    assert read_sheet(io.BytesIO(write_template(whatsapp)), whatsapp, now).rows == ()
    with pytest.raises(Refusal, match="csv_unreadable"):
        read_sheet(io.BytesIO(HEAD.encode("utf-16")), whatsapp, now)


def test_five_thousand_rows_come_in_at_once(whatsapp: Channel, cast: Cast, now: datetime) -> None:
    rows = "".join(f"{9_000_000_000 + number},पंजी {number},20.11.2026,\n" for number in range(5000))
    assert brought(whatsapp, cast, now, rows) == (5000, [])
