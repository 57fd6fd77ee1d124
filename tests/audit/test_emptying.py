"""A test that commits events leaves no trace of them, and no gap in the protection."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from jansetu.audit.models import Event
from tests.audit.acts import happen

each_of_several_that_commit = pytest.mark.parametrize("turn", [1, 2, 3])


@each_of_several_that_commit
@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_the_test_before_but_the_triggers(turn: int) -> None:
    assert not Event.objects.exists()
    with transaction.atomic():
        happen(turn=turn)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")


@each_of_several_that_commit
def test_also_where_a_fixture_commits(transactional_db: None, turn: int) -> None:
    test_nothing_is_left_of_the_test_before_but_the_triggers(turn)
