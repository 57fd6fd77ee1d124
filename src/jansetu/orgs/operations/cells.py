"""Opens cells and wings by order, changes who runs them, closes them. A cell carries no rights of its own."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Cell, CellMember, Position, Unit
from jansetu.orgs.operations.checks import clean, refuse_abolished, refuse_closed, require_people
from jansetu.orgs.rights import Actor


@transaction.atomic
def open_cell(
    *,
    unit: Unit,
    kind: str,
    order_number: str,
    order_date: date,
    in_charge: Position | None = None,
    deputy: Position | None = None,
    valid_until: date | None = None,
    by: Actor,
    now: datetime,
) -> Cell:
    """Open a cell of a unit by a numbered order. Refuses a second open one of the same kind."""
    require_people(by, unit, now=now)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    refuse_closed(unit)
    if Cell.objects.filter(unit=unit, kind=kind, closed_at=None).exists():
        raise Refusal(
            "cell_open_already",
            hi="इस इकाई में ऐसी सेल पहले से है।",
            en="This unit already has such a cell.",
        )
    cell = Cell(unit=unit, kind=kind, order_number=order_number.strip(), order_date=order_date)
    cell.valid_until = valid_until
    _put_in_charge(cell, in_charge, deputy)
    clean(cell)
    cell.save()
    _record("cell.opened", cell, by, now, kind=str(kind), order_number=cell.order_number)
    return cell


@transaction.atomic
def change_in_charge(
    cell: Cell,
    *,
    in_charge: Position | None,
    deputy: Position | None,
    order_number: str,
    by: Actor,
    now: datetime,
) -> Cell:
    """Put other positions in charge of a cell, by an order whose number the audit trail keeps."""
    cell = _locked(cell, by, now)
    _put_in_charge(cell, in_charge, deputy)
    cell.save(update_fields=["in_charge", "deputy"])
    _record("cell.handed_over", cell, by, now, order_number=order_number, in_charge=cell.in_charge_id)
    return cell


@transaction.atomic
def add_member(cell: Cell, *, position: Position, by: Actor, now: datetime) -> CellMember:
    """Let a position work in a cell. Refuses one that does already."""
    cell = _locked(cell, by, now)
    refuse_abolished(position)
    if CellMember.objects.filter(cell=cell, position=position, until=None).exists():
        raise Refusal("member_already", hi="यह पद सेल में पहले से है।", en="This position is already in the cell.")
    member = CellMember.objects.create(cell=cell, position=position, since=now)
    _record("cell.member_added", cell, by, now, position=position.pk)
    return member


@transaction.atomic
def remove_member(member: CellMember, *, by: Actor, now: datetime) -> CellMember:
    """Let a position work in its cell no longer."""
    cell = _locked(member.cell, by, now)
    member = CellMember.objects.select_for_update().get(pk=member.pk)
    if member.until is not None:
        raise Refusal("member_gone", hi="यह पद सेल में अब नहीं है।", en="This position is no longer in the cell.")
    member.until = now
    member.save(update_fields=["until"])
    _record("cell.member_removed", cell, by, now, position=member.position_id)
    return member


@transaction.atomic
def close_cell(cell: Cell, *, by: Actor, now: datetime) -> Cell:
    """Close a cell; its members leave it with that."""
    cell = _locked(cell, by, now)
    CellMember.objects.filter(cell=cell, until=None).update(until=now)
    cell.closed_at = now
    cell.save(update_fields=["closed_at"])
    _record("cell.closed", cell, by, now)
    return cell


def _put_in_charge(cell: Cell, in_charge: Position | None, deputy: Position | None) -> None:
    for position in (in_charge, deputy):
        if position is not None:
            refuse_abolished(position)
    cell.in_charge, cell.deputy = in_charge, deputy


def _locked(cell: Cell, by: Actor, now: datetime) -> Cell:
    """The cell, locked, for whoever may change it; refuses a closed one."""
    cell = Cell.objects.select_for_update(of=("self",)).select_related("unit").get(pk=cell.pk)
    require_people(by, cell.unit, now=now)
    if cell.closed_at is not None:
        raise Refusal("cell_closed", hi="यह सेल बंद हो चुकी है।", en="This cell is closed.")
    return cell


def _record(verb: str, cell: Cell, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, subject=("orgs.cell", cell.pk), unit_id=cell.unit_id, detail=detail, now=now)
