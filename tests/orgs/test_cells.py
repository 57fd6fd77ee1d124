"""A cell has an order, somebody in charge and members; it gives nobody a right."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Cell, Position
from jansetu.orgs.operations import (
    abolish_position,
    add_member,
    add_position,
    change_in_charge,
    close_cell,
    open_cell,
    remove_member,
)
from jansetu.orgs.rights import Actor, NotAllowed, capabilities_of
from tests.cast import Cast

ORDER = date(2026, 11, 20)


def opened(cast: Cast, now: datetime, *, kind: str = "social_media_cell", by: Actor | None = None) -> Cell:
    return open_cell(
        unit=cast.health,
        kind=kind,
        order_number="एफ 3-1/2026",
        order_date=ORDER,
        in_charge=position_of(cast.asha),
        by=by or cast.farid,
        now=now,
    )


def position_of(actor: Actor) -> Position:
    return actor.tenure_or_refuse().position


def test_an_it_cell_may_stand_beside_the_social_media_cell_but_no_second_of_a_kind(
    cast: Cast, now: datetime
) -> None:
    opened(cast, now)
    opened(cast, now, kind="it_cell")
    with pytest.raises(Refusal, match="cell_open_already"):
        opened(cast, now)


def test_a_cell_is_opened_by_a_numbered_order(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="invalid"):
        open_cell(unit=cast.health, kind="wing", order_number=" ", order_date=ORDER, by=cast.farid, now=now)


def test_being_in_charge_of_a_cell_or_working_in_it_gives_no_right(cast: Cast, now: datetime) -> None:
    before = capabilities_of(cast.asha, now)
    cell = opened(cast, now)
    add_member(cell, position=position_of(cast.asha), by=cast.farid, now=now)
    assert capabilities_of(cast.asha, now) == before


def test_a_cell_is_handed_over_by_an_order_that_stays_on_record(cast: Cast, now: datetime) -> None:
    new = position_of(cast.dev)
    cell = change_in_charge(
        opened(cast, now), in_charge=new, deputy=None, order_number="एफ 3-2", by=cast.farid, now=now
    )
    assert Cell.objects.get(pk=cell.pk).in_charge == new
    assert Event.objects.get(verb="cell.handed_over").detail["order_number"] == "एफ 3-2"


def test_a_position_joins_once_leaves_once_and_may_join_again(cast: Cast, now: datetime) -> None:
    cell, position = opened(cast, now), position_of(cast.dev)
    member = add_member(cell, position=position, by=cast.farid, now=now)
    with pytest.raises(Refusal, match="member_already"):
        add_member(cell, position=position, by=cast.farid, now=now)
    remove_member(member, by=cast.farid, now=now)
    with pytest.raises(Refusal, match="member_gone"):
        remove_member(member, by=cast.farid, now=now)
    assert add_member(cell, position=position, by=cast.farid, now=now).until is None


def test_a_closed_cell_has_no_members_left_and_changes_no_more(cast: Cast, now: datetime) -> None:
    cell = opened(cast, now)
    member = add_member(cell, position=position_of(cast.dev), by=cast.farid, now=now)
    close_cell(cell, by=cast.farid, now=now)
    member.refresh_from_db()
    assert member.until == now
    with pytest.raises(Refusal, match="cell_closed"):
        close_cell(cell, by=cast.farid, now=now)
    assert opened(cast, now).closed_at is None


def test_an_abolished_position_runs_no_cell(cast: Cast, now: datetime) -> None:
    gone = add_position(
        unit=cast.health, code="gone", rank="staff", title_hi="क", title_en="k", by=cast.farid, now=now
    )
    gone = abolish_position(gone, by=cast.farid, now=now)
    with pytest.raises(Refusal, match="position_abolished"):
        add_member(opened(cast, now), position=gone, by=cast.farid, now=now)


@pytest.mark.parametrize("who", ["asha", "bilal", "chandra", "dev", "esha"])
def test_whoever_does_not_order_people_opens_and_closes_no_cell(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        opened(cast, now, by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        close_cell(opened(cast, now), by=getattr(cast, who), now=now)
