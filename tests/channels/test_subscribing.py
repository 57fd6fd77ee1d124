"""Nobody is written to who did not ask; whoever leaves is left alone; addresses lie sealed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.addresses import clean_address, digest_of, number_of
from jansetu.channels.models import Channel, Consent, Subscriber
from jansetu.channels.operations.subscribing import (
    add_subscriber,
    confirm,
    erase,
    hear_message,
    leave,
    note_dead_address,
    subscribe,
    take_out,
)
from jansetu.channels.sealing import reseal
from jansetu.channels.subscribers import by_address, counts, digest_anew, growth
from jansetu.connectors.contracts import Remark
from jansetu.core.errors import Refusal
from jansetu.fields.keys import fresh_key
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast
from tests.letter_box import LetterBox, boxes, list_channel

__all__ = ["boxes"]
ADDRESS = "ramesh@example.in"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def mail(cast: Cast, boxes: type[LetterBox], now: datetime) -> Channel:
    """The district's list by mail."""
    return list_channel(cast, "email", "soochna@ujjain.example.in", now)


@pytest.fixture
def whatsapp(cast: Cast, boxes: type[LetterBox], now: datetime) -> Channel:
    """The district's list on WhatsApp."""
    return list_channel(cast, "whatsapp", "+917342510000", now)


def said(text: str, at: datetime, author: str = "919876543210") -> Remark:
    return Remark(
        remote_id=f"w{at}", kind="direct", author="", author_id=author, text=text, said_at=at, raw={}
    )


def only() -> Subscriber:
    return Subscriber.objects.get()


def words() -> list[tuple[bool, str]]:
    return list(Consent.objects.order_by("pk").values_list("given", "how"))


def asked(mail: Channel, now: datetime) -> Subscriber:
    subscribe(mail, address=ADDRESS, language="hi", now=now)
    return only()


def joined(channel: Channel, cast: Cast, now: datetime, address: str = ADDRESS) -> Subscriber:
    return add_subscriber(
        channel, address=address, evidence="पंजी 7", agreed_at=now - MINUTE, by=cast.esha, now=now
    )


def test_the_form_asks_the_owner_and_only_their_click_subscribes(mail: Channel, now: datetime) -> None:
    one = asked(mail, now)
    assert (one.state, one.letter_due_at, words()) == ("pending", now, [])
    assert confirm(one.token, notice="ई-मेल से समाचार", now=now + MINUTE) is not None
    assert (only().state, words()) == ("active", [(True, "link")])
    confirm(one.token, now=now + MINUTE)
    assert words() == [(True, "link")]


def test_a_wish_that_nobody_confirmed_for_a_week_is_void(mail: Channel, now: datetime) -> None:
    one = asked(mail, now)
    assert confirm(one.token, now=now + timedelta(days=8)) is None
    assert only().state == "pending"


def test_asking_again_within_the_hour_sends_no_second_mail(mail: Channel, now: datetime) -> None:
    one = asked(mail, now)
    Subscriber.objects.filter(pk=one.pk).update(lettered_at=now, letter_due_at=None)
    assert asked(mail, now + MINUTE).letter_due_at is None
    later = now + timedelta(hours=2)
    assert asked(mail, later).letter_due_at == later


def test_the_form_tells_nothing_of_an_active_subscriber_and_changes_nothing(
    mail: Channel, cast: Cast, now: datetime
) -> None:
    joined(mail, cast, now)
    assert asked(mail, now + MINUTE).state == "active"
    assert only().letter_due_at is None


def test_an_address_lies_sealed_and_is_found_by_its_keyed_digest(
    mail: Channel, cast: Cast, now: datetime
) -> None:
    one = joined(mail, cast, now, "Ramesh@Example.IN")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channels_subscriber")
        assert "amesh" not in str(cursor.fetchall())
    assert one.sealed == {"address": "Ramesh@example.in"}
    found = by_address(mail, "ramesh@EXAMPLE.in")
    assert found is not None
    assert found.pk == one.pk
    assert digest_of(mail.pk, ADDRESS) != digest_of(mail.pk + 1, ADDRESS)


def test_the_trail_knows_no_address(mail: Channel, cast: Cast, now: datetime) -> None:
    one = joined(mail, cast, now)
    take_out(one, reason="पत्र 9", by=cast.esha, now=now + MINUTE)
    events = list(Event.objects.filter(verb__startswith="subscriber.").values("verb", "detail"))
    assert [event["verb"] for event in events] == ["subscriber.joined", "subscriber.left"]
    assert "ramesh" not in json.dumps(events)
    assert events[0]["detail"]["digest"] == one.digest[:8]


def test_leaving_takes_one_click_and_twice_is_once(mail: Channel, cast: Cast, now: datetime) -> None:
    one = joined(mail, cast, now)
    for _ in range(2):
        assert leave(one.token, now=now + MINUTE) is not None
    assert (only().state, words()) == ("left", [(True, "register"), (False, "link")])
    assert leave("x" * 43, now=now) is None


def test_an_older_paper_brings_nobody_back_who_left_since(mail: Channel, cast: Cast, now: datetime) -> None:
    leave(joined(mail, cast, now).token, now=now + MINUTE)
    subscribe(mail, address=ADDRESS, language="hi", now=now + 2 * MINUTE)  # anybody could have typed it
    with pytest.raises(Refusal, match="left_since"):
        joined(mail, cast, now + MINUTE)
    assert only().state == "pending"
    fresh = now + 5 * MINUTE
    assert joined(mail, cast, fresh).state == "active"


def test_without_a_proof_of_consent_nobody_is_entered(mail: Channel, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="evidence_missing"):
        add_subscriber(mail, address=ADDRESS, evidence=" - ", agreed_at=now, by=cast.esha, now=now)
    with pytest.raises(Refusal, match="evidence_ahead"):
        add_subscriber(mail, address=ADDRESS, evidence="7", agreed_at=now + MINUTE, by=cast.esha, now=now)
    with pytest.raises(NotAllowed):
        add_subscriber(mail, address=ADDRESS, evidence="7", agreed_at=now, by=cast.asha, now=now)
    assert not Subscriber.objects.exists()


def test_erasing_destroys_the_address_and_keeps_that_there_were_consents(
    mail: Channel, cast: Cast, now: datetime
) -> None:
    one = joined(mail, cast, now)
    with pytest.raises(NotAllowed):
        erase(one, by=cast.esha, now=now + MINUTE)
    erase(one, by=cast.farid, now=now + MINUTE)
    one.refresh_from_db()
    assert (one.sealed, one.state) == (None, "left")
    kept = Consent.objects.order_by("pk")[0]
    assert (kept.given, kept.evidence[:5]) == (True, "hmac:")
    with pytest.raises(Refusal, match="left_since"):
        joined(mail, cast, now + MINUTE)


def test_a_keyword_joins_and_leaves_and_every_message_opens_the_talk(
    whatsapp: Channel, now: datetime
) -> None:
    assert hear_message(whatsapp, said("नमस्ते", now), now) == "unknown"
    assert hear_message(whatsapp, said(" शुरू ", now), now) == "joined"
    assert (only().state, only().sealed) == ("active", {"address": "+919876543210"})
    assert only().talk_until == now + timedelta(hours=24)
    assert hear_message(whatsapp, said("कब लगेगा शिविर?", now + MINUTE), now + MINUTE) == "talked"
    assert only().talk_until == now + MINUTE + timedelta(hours=24)
    assert hear_message(whatsapp, said("Stop.", now + 2 * MINUTE), now + 2 * MINUTE) == "left"
    assert (only().state, words()) == ("left", [(True, "keyword"), (False, "keyword")])


@pytest.mark.parametrize("word", ["बन्द", "बंद करें।", "छोड़ें", "छोड़ो", "STOP", "stop!", "रोको"])
def test_every_way_of_writing_the_word_for_leaving_counts(
    word: str, whatsapp: Channel, now: datetime
) -> None:
    hear_message(whatsapp, said("start", now), now)
    assert hear_message(whatsapp, said(word, now + MINUTE), now + MINUTE) == "left"


def test_a_sentence_that_only_contains_the_word_is_talk(whatsapp: Channel, now: datetime) -> None:
    hear_message(whatsapp, said("start", now), now)
    assert hear_message(whatsapp, said("सड़क बंद है", now + MINUTE), now + MINUTE) == "talked"
    assert only().state == "active"


def test_a_late_message_does_not_undo_a_newer_one(whatsapp: Channel, now: datetime) -> None:
    hear_message(whatsapp, said("START", now), now)
    hear_message(whatsapp, said("STOP", now + 2 * MINUTE), now + 3 * MINUTE)
    assert hear_message(whatsapp, said("START", now + MINUTE), now + 4 * MINUTE) == "talked"
    assert only().state == "left"
    assert hear_message(whatsapp, said("START", now + 2.5 * MINUTE), now + 4 * MINUTE) == "joined"


def test_a_dead_address_ends_the_subscription(mail: Channel, cast: Cast, now: datetime) -> None:
    note_dead_address(joined(mail, cast, now), code="bounced", now=now + MINUTE)
    assert (only().state, words()[-1]) == ("dead", (False, "platform"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("98765 43210", "+919876543210"),
        ("०९८७६५४३२१०", "+919876543210"),
        ("91-98765-43210", "+919876543210"),
        ("+91 98765 43210", "+919876543210"),
        ("0044 7911 123456", "+447911123456"),
    ],
)
def test_a_number_has_one_spelling(typed: str, number: str, whatsapp: Channel) -> None:
    assert clean_address(whatsapp, typed) == number


@pytest.mark.parametrize("typed", ["", "12345", "+91 12345 67890", "5876543210", "98765432101", "abc"])
def test_what_is_no_number_is_refused(typed: str, whatsapp: Channel) -> None:
    with pytest.raises(Refusal, match="phone_malformed"):
        clean_address(whatsapp, typed)


def test_what_the_platform_calls_its_user_has_its_country(whatsapp: Channel) -> None:
    assert number_of("6581234567") == "+6581234567"


def test_a_new_key_in_front_changes_no_digest_and_a_dropped_one_is_made_good(
    mail: Channel, cast: Cast, now: datetime, key_file: Path
) -> None:
    old = key_file.read_text().split()
    one = joined(mail, cast, now)
    new = fresh_key()
    key_file.write_text("\n".join([new, *old]))
    reseal(by=Actor.system("test"), now=now)
    assert only().digest == one.digest
    key_file.write_text(new)
    assert by_address(mail, ADDRESS) is None
    assert digest_anew(now) == 1
    found = by_address(mail, ADDRESS)
    assert found is not None
    assert found.pk == one.pk


def test_the_list_is_counted_and_its_growth_told_by_the_day(mail: Channel, cast: Cast, now: datetime) -> None:
    leave(joined(mail, cast, now).token, now=now + MINUTE)
    joined(mail, cast, now, "sita@example.in")
    assert counts(mail) == {"pending": 0, "active": 1, "left": 1, "dead": 0}
    [day] = growth(mail, now + MINUTE)
    assert (day.joined, day.left) == (2, 1)
