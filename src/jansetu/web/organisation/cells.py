"""Social-media cells and wings: opened by order, handed over, staffed, closed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from jansetu.fields.words import in_language
from jansetu.orgs.models import Cell, CellMember
from jansetu.orgs.operations import add_member, change_in_charge, close_cell, open_cell, remove_member
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import DeskForm, Task, fill, near_positions, said, sent, suggest
from jansetu.web.organisation.finding import cell_or_404, unit_or_404
from jansetu.web.organisation.forms import CellForm, InChargeForm, MemberForm
from jansetu.web.organisation.units import page_of


def _about(cell: Cell) -> str:
    return f"{cell.get_kind_display()}, {said(cell.unit, 'name')}"


@staff(Capability.PEOPLE)
def open_new(request: DeskRequest, code: str) -> HttpResponse:
    """Open a cell of a unit."""
    unit = unit_or_404(request, code)
    form = CellForm(sent(request), initial={"order_date": localdate(request.now)})
    near = near_positions(unit)
    suggest(form, "in_charge", near)
    suggest(form, "deputy", near)
    task = Task(
        title=in_language("सेल या विंग बनाएँ", "Open a cell or wing"),
        about=said(unit, "name"),
        button=in_language("बनाएँ", "Open it"),
        back=page_of(unit),
        done=in_language("सेल बनी।", "The cell is open."),
    )
    return fill(
        request, form, task, lambda typed: open_cell(unit=unit, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.PEOPLE)
def hand_over(request: DeskRequest, cell_id: int) -> HttpResponse:
    """Put others in charge."""
    cell = cell_or_404(request, cell_id)
    known = {"in_charge": cell.in_charge and cell.in_charge.code, "deputy": cell.deputy and cell.deputy.code}
    form = InChargeForm(sent(request), initial=known)
    near = near_positions(cell.unit)
    suggest(form, "in_charge", near)
    suggest(form, "deputy", near)
    task = Task(
        title=in_language("प्रभारी बदलें", "Change who is in charge"),
        about=_about(cell),
        button=in_language("बदलें", "Change"),
        back=page_of(cell.unit),
        done=in_language("प्रभारी बदला गया।", "The cell is handed over."),
    )
    return fill(
        request, form, task, lambda typed: change_in_charge(cell, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.PEOPLE)
def add(request: DeskRequest, cell_id: int) -> HttpResponse:
    """Let a position work in a cell."""
    cell = cell_or_404(request, cell_id)
    form = MemberForm(sent(request))
    suggest(form, "position", near_positions(cell.unit))
    task = Task(
        title=in_language("सदस्य जोड़ें", "Add a member"),
        about=_about(cell),
        button=in_language("जोड़ें", "Add"),
        back=page_of(cell.unit),
        done=in_language("सदस्य जोड़ा गया।", "The member is added."),
    )
    return fill(
        request, form, task, lambda typed: add_member(cell, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.PEOPLE)
def remove(request: DeskRequest, cell_id: int, position_id: int) -> HttpResponse:
    """Take a position out of a cell."""
    cell = cell_or_404(request, cell_id)
    working = CellMember.objects.select_related("position__unit", "cell")
    member = get_object_or_404(working, cell=cell, position=position_id, until=None)
    task = Task(
        title=in_language("सेल से हटाएँ", "Take out of the cell"),
        about=_about(cell),
        lead=f"{said(member.position, 'title')}, {said(member.position.unit, 'name')}",
        button=in_language("हटाएँ", "Take out"),
        back=page_of(cell.unit),
        done=in_language("सदस्य हटाया गया।", "The member is taken out."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: remove_member(member, by=request.actor, now=request.now))


@staff(Capability.PEOPLE)
def close(request: DeskRequest, cell_id: int) -> HttpResponse:
    """Close a cell, once confirmed."""
    cell = cell_or_404(request, cell_id)
    task = Task(
        title=in_language("सेल बंद करें", "Close the cell"),
        about=_about(cell),
        lead=in_language("इसके सदस्य भी सेल से हट जाएँगे।", "Its members leave it with that."),
        button=in_language("हाँ, बंद करें", "Yes, close it"),
        back=page_of(cell.unit),
        done=in_language("सेल बंद हुई।", "The cell is closed."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: close_cell(cell, by=request.actor, now=request.now))
