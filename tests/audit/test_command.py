"""`jansetu audit` says in both languages, and to programs, what verification found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jansetu.audit.models import Event, Seal
from jansetu.audit.sealer import seal_batch
from jansetu.cli.audit import audit
from tests.audit.acts import NOW, happen, tamper

pytestmark = pytest.mark.django_db


def call(*arguments: str) -> Result:
    return CliRunner().invoke(audit, arguments)


def verdict(*arguments: str) -> dict[str, Any]:
    answer = call("verify", "--json", *arguments)
    facts: dict[str, Any] = json.loads(answer.output)
    return facts | {"exit_code": answer.exit_code}


def sealed(number: int) -> list[Event]:
    events = [happen() for _ in range(number)]
    seal_batch(NOW)
    return events


def test_a_chain_that_holds_ends_with_zero() -> None:
    sealed(2)
    waiting = happen()
    facts = verdict()
    assert (facts["exit_code"], facts["holds"], facts["sealed"]) == (0, True, 2)
    assert (facts["unsealed"], facts["first_unsealed"]) == (1, waiting.pk)


def test_a_broken_chain_ends_with_one_and_names_the_row() -> None:
    event = sealed(2)[1]
    tamper("UPDATE audit_event SET verb = 'x' WHERE id = %s", event.pk)
    facts = verdict()
    assert (facts["exit_code"], facts["holds"]) == (1, False)
    broken = facts["broken_at"]
    assert (broken["code"], broken["seal"], broken["event"]) == ("event_changed", 2, event.pk)


def test_a_person_reads_the_same_in_hindi_and_english() -> None:
    event = sealed(1)[0]
    tamper("UPDATE audit_event SET verb = 'x' WHERE id = %s", event.pk)
    answer = call("verify")
    assert answer.exit_code == 1
    assert f"घटना {event.pk} (मुहर 1) बदली गई है।" in answer.output
    assert f"Event {event.pk} (seal 1) was changed." in answer.output


def test_the_printed_anchor_can_be_given_back() -> None:
    sealed(3)
    seal = Seal.objects.get(number=3)
    assert f"3:{seal.hash}" in call("verify").output
    assert verdict("--anchor", f"3:{seal.hash.upper()}")["holds"]
    assert verdict("--anchor", f"3:{'0' * 64}")["broken_at"]["code"] == "rewritten"


@pytest.mark.parametrize("anchor", ["", "3", "x:" + "0" * 64, "3:abc"])
def test_an_anchor_of_another_shape_is_refused(anchor: str) -> None:
    answer = call("verify", "--anchor", anchor)
    assert answer.exit_code == 2
    assert "number:hash" in answer.output


def test_sealing_by_hand_leaves_nothing_unsealed() -> None:
    happen(), happen()
    assert "events sealed: 2" in call("seal").output
    assert "events sealed: 0" in call("seal").output
    assert verdict()["unsealed"] == 0
