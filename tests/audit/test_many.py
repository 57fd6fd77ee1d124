"""Many events at once are the same rows as one by one, and the chain seals them alike."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction
from django.forms.models import model_to_dict

from jansetu.audit.canonical import NotAFactError
from jansetu.audit.many import Line, record_many
from jansetu.audit.models import Event
from jansetu.audit.operations import OutsideTransactionError, record
from jansetu.audit.sealer import seal_batch
from jansetu.audit.verify import verify
from jansetu.orgs.rights import Actor

pytestmark = pytest.mark.django_db
WORKER = Actor.system("worker")
DETAIL: dict[str, object] = {"कारण": "समय बीत गया", "attempt": 2, "found": True, "id": None}


def many(*lines: Line, now: datetime) -> None:
    with transaction.atomic():
        record_many(lines, by=WORKER, subject_type="publishing.delivery", now=now)


def test_many_write_the_same_rows_as_one_by_one(now: datetime) -> None:
    many(Line("delivery.sent", 7, 3, DETAIL), now=now)
    with transaction.atomic():
        record(
            "delivery.sent",
            by=WORKER,
            subject=("publishing.delivery", 7),
            unit_id=3,
            detail=DETAIL,
            now=now,
        )
    first, second = (model_to_dict(event, exclude=["id"]) for event in Event.objects.order_by("id"))
    assert first == second


def test_many_are_sealed_and_verified(now: datetime) -> None:
    many(*(Line("delivery.sent", number, None, {}) for number in range(5)), now=now)
    assert seal_batch(now) == 5
    assert verify().broken_at is None


def test_many_take_only_facts(now: datetime) -> None:
    with pytest.raises(NotAFactError):
        many(Line("delivery.sent", 1, None, {"at": now}), now=now)


@pytest.mark.django_db(transaction=True)
def test_many_refuse_to_write_outside_a_transaction(now: datetime) -> None:
    with pytest.raises(OutsideTransactionError):
        record_many([], by=WORKER, subject_type="publishing.delivery", now=now)
