"""Positions at units: added and abolished, filled and emptied, given roles."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from jansetu.fields.words import in_language
from jansetu.orgs.models import Position
from jansetu.orgs.operations import (
    abolish_position,
    add_position,
    begin_tenure,
    end_grant,
    end_tenure,
    grant_role,
)
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import people_seen, units_seen, vacant_heads
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import NEAR, DeskForm, Task, fill, said, sent, suggest
from jansetu.web.organisation.finding import (
    grant_or_404,
    position_or_404,
    tenure_or_404,
    unit_or_404,
)
from jansetu.web.organisation.forms import EndForm, GrantForm, PositionForm, SeatForm
from jansetu.web.organisation.units import page_of

PAGE = 25


def _about(position: Position) -> str:
    return f"{said(position, 'title')}, {said(position.unit, 'name')}"


@staff(Capability.PEOPLE)
def vacant(request: DeskRequest) -> HttpResponse:
    """Heads' positions that stand empty."""
    found = vacant_heads(request.actor, request.now)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "jansetu/organisation/vacant.html", {"page": page})


@staff(Capability.PEOPLE)
def add(request: DeskRequest, code: str) -> HttpResponse:
    """A position at a unit."""
    unit = unit_or_404(request, code)
    task = Task(
        title=in_language("नया पद", "New position"),
        about=said(unit, "name"),
        button=in_language("पद जोड़ें", "Add the position"),
        back=page_of(unit),
        done=in_language("पद जोड़ा गया।", "The position is added."),
    )
    form = PositionForm(sent(request), initial={"code": f"{unit.code}-"})
    return fill(
        request,
        form,
        task,
        lambda typed: add_position(unit=unit, **typed, by=request.actor, now=request.now),
    )


@staff(Capability.PEOPLE)
def abolish(request: DeskRequest, code: str) -> HttpResponse:
    """Abolish a position, once confirmed."""
    position = position_or_404(request, code)
    task = Task(
        title=in_language("पद समाप्त करें", "Abolish the position"),
        about=_about(position),
        lead=in_language("इस पद की भूमिकाएँ भी समाप्त होंगी।", "The roles of this position end as well."),
        button=in_language("हाँ, समाप्त करें", "Yes, abolish it"),
        back=page_of(position.unit),
        done=in_language("पद समाप्त हुआ।", "The position is abolished."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: abolish_position(position, by=request.actor, now=request.now))


@staff(Capability.PEOPLE)
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """Put a person into a position."""
    position = position_or_404(request, code)
    form = SeatForm(sent(request), initial={"starts_on": localdate(request.now)})
    people = people_seen(request.actor, request.now).filter(is_active=True).order_by("name_hi")[:NEAR]
    suggest(form, "person", [(one.email, said(one, "name")) for one in people])
    task = Task(
        title=in_language("पदस्थ करें", "Put somebody into the position"),
        about=_about(position),
        lead=in_language(
            "पद के अधिकार उसी मिनट से मिलेंगे जब पदस्थापना शुरू होगी।",
            "The position's rights come with the minute in which the tenure begins.",
        ),
        button=in_language("पदस्थ करें", "Begin the tenure"),
        back=page_of(position.unit),
        done=in_language("पदस्थापना दर्ज हुई।", "The tenure is entered."),
    )
    return fill(
        request,
        form,
        task,
        lambda typed: begin_tenure(position=position, **typed, by=request.actor, now=request.now),
    )


@staff(Capability.PEOPLE)
def end(request: DeskRequest, tenure_id: int) -> HttpResponse:
    """End a tenure, now or later."""
    tenure = tenure_or_404(request, tenure_id)
    task = Task(
        title=in_language("पदस्थापना समाप्त करें", "End the tenure"),
        about=f"{said(tenure.person, 'name')} · {_about(tenure.position)}",
        lead=in_language(
            "उसी मिनट इस प्रभार के अधिकार और सारे सत्र समाप्त होंगे।",
            "At that minute the rights of this charge and all its sessions end.",
        ),
        button=in_language("समाप्त करें", "End it"),
        back=page_of(tenure.position.unit),
        done=in_language("पदस्थापना समाप्त दर्ज हुई।", "The end of the tenure is entered."),
        is_danger=True,
    )
    return fill(
        request,
        EndForm(sent(request)),
        task,
        lambda typed: end_tenure(tenure, **typed, by=request.actor, now=request.now),
    )


@staff(Capability.PEOPLE)
def grant(request: DeskRequest, code: str) -> HttpResponse:
    """Give a position a role."""
    position = position_or_404(request, code)
    form = GrantForm(sent(request), initial={"unit": position.unit.code})
    near = units_seen(request.actor, request.now).standing().order_by("path")[:NEAR]
    suggest(form, "unit", [(one.code, said(one, "name")) for one in near])
    task = Task(
        title=in_language("भूमिका दें", "Give a role"),
        about=_about(position),
        lead=in_language(
            "भूमिका पद को मिलती है, व्यक्ति को नहीं; जो भी पद पर आए उसके पास होगी।",
            "A role belongs to the position, not to the person: whoever holds it has it.",
        ),
        button=in_language("भूमिका दें", "Give the role"),
        back=page_of(position.unit),
        done=in_language("भूमिका दी गई।", "The role is given."),
    )
    return fill(
        request, form, task, lambda typed: grant_role(position, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.PEOPLE)
def take_back(request: DeskRequest, grant_id: int) -> HttpResponse:
    """Take a role back."""
    found = grant_or_404(request, grant_id)
    task = Task(
        title=in_language("भूमिका वापस लें", "Take the role back"),
        about=_about(found.position),
        lead=f"{found.get_role_display()} · {said(found.unit, 'name')}",
        button=in_language("वापस लें", "Take it back"),
        back=page_of(found.position.unit),
        done=in_language("भूमिका ली गई।", "The role is taken back."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: end_grant(found, by=request.actor, now=request.now))
