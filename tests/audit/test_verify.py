"""Verification names the first row that somebody touched behind the triggers' backs, and never cries wolf."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from jansetu.audit.models import Event, Head, Seal
from jansetu.audit.operations import erase_personal
from jansetu.audit.sealer import seal_batch
from jansetu.audit.verify import WORDS, Anchor, Broken, Verdict, verify
from tests.audit.acts import NOW, Somebody, happen, tamper

pytestmark = pytest.mark.django_db

PHONE = {"phone": "9425000000"}


@pytest.fixture
def events() -> list[Event]:
    """Five sealed events; the third has a personal part."""
    happened = [happen(revision=number, personal=PHONE if number == 2 else None) for number in range(5)]
    seal_batch(NOW)
    return happened


def test_an_empty_trail_holds() -> None:
    assert verify() == Verdict(
        sealed=0, head=Anchor(0, "0" * 64), broken_at=None, unsealed=0, first_unsealed=None
    )


def test_an_untouched_chain_holds_to_its_last_seal(events: list[Event]) -> None:
    verdict = verify()
    assert (verdict.holds, verdict.sealed, verdict.unsealed) == (True, len(events), 0)
    assert verdict.head == Anchor(5, Seal.objects.get(number=5).hash)


def test_the_unsealed_tail_is_counted_from_its_first_event(events: list[Event]) -> None:
    tail = [happen(), happen()]
    verdict = verify()
    assert (verdict.holds, verdict.unsealed, verdict.first_unsealed) == (True, 2, tail[0].pk)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-11-24 05:00:01"),
        ("verb", "post.returned"),
        ("actor_id", 8),
        ("actor_id", None),
        ("actor_label", "कोई और"),
        ("tenure_id", None),
        ("subject_type", "content.draft"),
        ("subject_id", "6"),
        ("unit_id", 2),
        ("detail", '{"revision": 9}'),
        ("detail", "{}"),
        ("personal_digest", "0" * 64),
    ],
)
def test_a_changed_fact_is_named(events: list[Event], column: str, value: str | int | None) -> None:
    tamper(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, events[1].pk)  # noqa: S608
    verdict = verify()
    assert verdict.broken_at == Broken(code="event_changed", seal=2, event=events[1].pk)
    assert verdict.sealed == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes no nonsense")
def test_an_event_made_unreadable_is_named_and_not_stumbled_over(events: list[Event]) -> None:
    tamper("UPDATE audit_event SET at = 'nonsense' WHERE id = %s", events[3].pk)
    assert verify().broken_at == Broken(code="event_changed", seal=4, event=events[3].pk)


def test_a_deleted_event_is_named(events: list[Event]) -> None:
    tamper("DELETE FROM audit_event WHERE id = %s", events[3].pk)
    assert verify().broken_at == Broken(code="event_deleted", seal=4, event=events[3].pk)
    tamper("DELETE FROM audit_seal WHERE number = 4")  # or the foreign key would stop the test from ending


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_seal_is_named(events: list[Event], number: int) -> None:
    tamper("DELETE FROM audit_seal WHERE number = %s", number)
    assert verify().broken_at == Broken(code="seal_removed", seal=number)


def test_a_changed_seal_is_named(events: list[Event]) -> None:
    tamper("UPDATE audit_seal SET sealed_at = '2020-01-01' WHERE number = 2")
    assert verify().broken_at == Broken(code="seal_changed", seal=2, event=events[1].pk)


def test_a_seal_hung_on_behind_the_head_is_named(events: list[Event]) -> None:
    tamper("UPDATE audit_head SET number = 4, hash = %s", Seal.objects.get(number=4).hash)
    assert verify().broken_at == Broken(code="seal_inserted", seal=5)


def test_a_sealed_event_that_pretends_to_wait_is_named(events: list[Event]) -> None:
    tamper("UPDATE audit_event SET sealed = false WHERE id = %s", events[0].pk)
    assert verify().broken_at == Broken(code="event_unsealed", seal=1, event=events[0].pk)


def test_an_event_that_pretends_to_be_sealed_is_named(events: list[Event]) -> None:
    forged = happen()
    tamper("UPDATE audit_event SET sealed = true WHERE id = %s", forged.pk)
    assert verify().broken_at == Broken(code="event_never_sealed", event=forged.pk)


def test_a_lost_head_is_named(events: list[Event]) -> None:
    Head.objects.all().delete()
    assert verify().broken_at == Broken(code="seal_inserted", seal=5)


def test_of_several_the_first_is_named(events: list[Event]) -> None:
    tamper("UPDATE audit_event SET verb = 'x' WHERE id IN (%s, %s)", events[4].pk, events[2].pk)
    assert verify().broken_at == Broken(code="event_changed", seal=3, event=events[2].pk)


def test_a_chain_forged_from_its_beginning_is_known_by_an_anchor_kept_elsewhere(events: list[Event]) -> None:
    anchor = verify().head
    tamper("UPDATE audit_event SET verb = 'x', sealed = false")
    tamper("DELETE FROM audit_seal")
    tamper("DELETE FROM audit_head")
    seal_batch(NOW)
    assert verify().holds
    assert verify(anchor).broken_at == Broken(code="rewritten", seal=5)


def test_a_chain_cut_short_is_known_by_an_anchor_kept_elsewhere(events: list[Event]) -> None:
    anchor = Anchor(6, "f" * 64)
    assert verify(anchor).broken_at == Broken(code="seal_removed", seal=6)


def test_the_chain_holds_when_what_is_personal_was_erased(events: list[Event]) -> None:
    erased = erase_personal(Event.objects.all(), by=Somebody(), reason="माँग पर", now=NOW)
    gone = Event.objects.get(pk=events[2].pk)
    assert (erased, gone.personal, gone.personal_salt) == (1, None, "")
    assert verify().holds
    seal_batch(NOW)
    assert verify().sealed == 6


def test_erasing_twice_finds_nothing_more(events: list[Event]) -> None:
    for erased in (1, 0):
        assert erase_personal(Event.objects.all(), by=Somebody(), reason="माँग पर", now=NOW) == erased


def test_an_erasure_that_failed_leaves_the_personal_part(events: list[Event]) -> None:
    with transaction.atomic():
        erase_personal(Event.objects.all(), by=Somebody(), reason="माँग पर", now=NOW)
        transaction.set_rollback(True)
    assert Event.objects.get(pk=events[2].pk).personal == PHONE


def test_an_erasure_that_nobody_recorded_is_named(events: list[Event]) -> None:
    tamper("UPDATE audit_event SET personal = NULL, personal_salt = '' WHERE id = %s", events[2].pk)
    assert verify().broken_at == Broken(code="personal_removed", seal=3, event=events[2].pk)


def test_another_personal_part_is_named(events: list[Event]) -> None:
    tamper("UPDATE audit_event SET personal = %s WHERE id = %s", '{"phone": "9"}', events[2].pk)
    assert verify().broken_at == Broken(code="personal_changed", seal=3, event=events[2].pk)


@pytest.mark.parametrize("code", WORDS)
def test_every_verdict_is_told_in_both_languages(code: str) -> None:
    broken = Broken(code=code, seal=41, event=42)
    assert ("41" in broken.hi, "42" in broken.hi) == ("41" in broken.en, "42" in broken.en)
    assert any("\u0900" <= sign <= "\u097f" for sign in broken.hi)
