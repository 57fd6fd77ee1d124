"""The database itself refuses to change or delete an event or a seal, whoever asks and however."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from jansetu.audit.append_only import AppendOnlyError
from jansetu.audit.models import Event, Seal
from jansetu.audit.protection import FOR_EVER
from jansetu.audit.sealer import seal_batch
from tests.audit.acts import NOW, happen

pytestmark = pytest.mark.django_db

ATTACKS = [
    *[f"UPDATE audit_event SET {column} = NULL" for column in FOR_EVER if column != "id"],  # noqa: S608
    "UPDATE audit_event SET verb = 'post.returned'",
    "UPDATE audit_event SET id = id + 1",
    """UPDATE audit_event SET personal = '{"phone": "1"}'""",
    "UPDATE audit_event SET personal_salt = 'x'",
    "UPDATE audit_event SET sealed = false",
    "DELETE FROM audit_event",
    "UPDATE audit_seal SET hash = 'x'",
    "UPDATE audit_seal SET number = number + 1",
    "DELETE FROM audit_seal",
]
REPLACEMENTS = [
    "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event",
    "INSERT OR REPLACE INTO audit_seal SELECT * FROM audit_seal",
    "INSERT OR REPLACE INTO audit_seal (number, event_id, event_hash, previous, sealed_at, hash) "
    "SELECT number + 1, event_id, event_hash, previous, sealed_at, hash FROM audit_seal",
]


@pytest.fixture(autouse=True)
def sealed() -> Event:
    event = happen(personal={"phone": "9425000000"})
    seal_batch(NOW)
    return event


def attack(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ATTACKS)
def test_the_database_refuses(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        attack(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows on insert")
@pytest.mark.parametrize("statement", REPLACEMENTS)
def test_no_row_takes_the_place_of_another(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        attack(statement)


def test_the_sealers_mark_and_the_erasure_pass(sealed: Event) -> None:
    happen()
    assert Event.objects.unsealed().mark_sealed() == 1
    assert Event.objects.filter(pk=sealed.pk).forget_personal() == 1


@pytest.mark.parametrize("model", [Event, Seal])
def test_the_models_refuse_before_the_database_has_to(model: type[Event] | type[Seal]) -> None:
    for change in (model.objects.all().delete, model.objects.all().update, model.objects.all().bulk_update):
        with pytest.raises(AppendOnlyError):
            change()


def test_saving_an_event_again_is_refused(sealed: Event) -> None:
    sealed.verb = "post.returned"
    with pytest.raises(DatabaseError, match="append-only"):
        sealed.save()


def test_deleting_one_event_is_refused() -> None:
    waiting = happen()
    with pytest.raises(DatabaseError, match="append-only"):
        waiting.delete()
