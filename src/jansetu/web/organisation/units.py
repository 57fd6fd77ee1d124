"""Adding, renaming, moving and closing units."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jansetu.channels.operations import close_practice_room, open_practice_room
from jansetu.fields.words import in_language
from jansetu.orgs.models import Unit
from jansetu.orgs.operations import add_unit, close_unit, move_unit, rename_unit
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import units_seen
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import NEAR, DeskForm, Facts, Task, fill, said, sent, suggest
from jansetu.web.organisation.finding import unit_or_404
from jansetu.web.organisation.forms import MoveForm, NamesForm, UnitForm


def page_of(unit: Unit) -> str:
    """The unit's own page."""
    return reverse("unit", args=[unit.code])


@staff(Capability.PEOPLE)
def add(request: DeskRequest, code: str) -> HttpResponse:
    """A unit below this one."""
    parent = unit_or_404(request, code)
    task = Task(
        title=in_language("नीचे नई इकाई जोड़ें", "Add a unit below"),
        about=said(parent, "name"),
        button=in_language("जोड़ें", "Add"),
        back=page_of(parent),
        done=in_language("इकाई जोड़ी गई।", "The unit is added."),
    )

    def act(typed: Facts) -> str:
        return page_of(add_unit(parent=parent, **typed, by=request.actor, now=request.now))

    return fill(request, UnitForm(sent(request)), task, act)


@staff(Capability.PEOPLE)
def rename(request: DeskRequest, code: str) -> HttpResponse:
    """Other names for the same unit."""
    unit = unit_or_404(request, code)
    form = NamesForm(sent(request), initial={"name_hi": unit.name_hi, "name_en": unit.name_en})
    task = Task(
        title=in_language("नाम बदलें", "Rename"),
        about=said(unit, "name"),
        button=in_language("नाम बदलें", "Rename"),
        back=page_of(unit),
        done=in_language("नाम बदला गया।", "The unit is renamed."),
    )
    return fill(
        request, form, task, lambda typed: rename_unit(unit, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.PEOPLE)
def move(request: DeskRequest, code: str) -> HttpResponse:
    """Hang the unit elsewhere."""
    unit = unit_or_404(request, code)
    form = MoveForm(sent(request))
    near = units_seen(request.actor, request.now).standing().order_by("path")[:NEAR]
    suggest(form, "parent", [(one.code, said(one, "name")) for one in near])
    task = Task(
        title=in_language("दूसरी इकाई के नीचे रखें", "Move below another unit"),
        about=said(unit, "name"),
        lead=in_language(
            "नीचे की सब इकाइयाँ साथ जाएँगी; अधिकार और डेस्क नई जगह के हिसाब से बदलेंगे।",
            "All units below go along; rights and desks will follow from the new place.",
        ),
        button=in_language("यहाँ रखें", "Move it"),
        back=page_of(unit),
        done=in_language("इकाई नई जगह रखी गई।", "The unit is moved."),
    )
    return fill(
        request, form, task, lambda typed: move_unit(unit, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.PEOPLE)
def practise(request: DeskRequest, code: str) -> HttpResponse:
    """Open a practice room below the unit; close one that is itself the unit."""
    unit = unit_or_404(request, code)
    form = DeskForm(sent(request))
    if unit.practises:
        return fill(request, form, _closing_room(unit), lambda _: _close_room(request, unit))
    task = Task(
        title=in_language("अभ्यास कक्ष खोलें", "Open a practice room"),
        about=said(unit, "name"),
        lead=in_language(
            "कक्ष में तीन सीटें (प्रेषक, डेस्क, अनुमोदक) और हर मंच का एक अभ्यास खाता बनेगा। प्रशिक्षुओं को "
            "अतिरिक्त प्रभार में इन सीटों पर पदस्थ करें। यहाँ का कुछ भी असली खातों पर नहीं जाता।",
            "The room has three seats (sender, desk, approver) and a practice account on each platform. Seat "
            "trainees there in additional charge. Nothing of it goes to real accounts.",
        ),
        button=in_language("कक्ष खोलें", "Open the room"),
        back=page_of(unit),
        done=in_language("अभ्यास कक्ष खुला है।", "The practice room is open."),
    )
    return fill(
        request, form, task, lambda _: page_of(open_practice_room(unit, by=request.actor, now=request.now))
    )


def _closing_room(room: Unit) -> Task:
    return Task(
        title=in_language("अभ्यास कक्ष बंद करें", "Close the practice room"),
        about=said(room, "name"),
        lead=in_language(
            "सीटें ख़ाली होंगी और अभ्यास खाते बंद होंगे; जो बना वह देखने को रहेगा।",
            "Its seats are vacated and its practice accounts closed; what was made stays to be looked at.",
        ),
        button=in_language("हाँ, बंद करें", "Yes, close it"),
        back=page_of(room),
        done=in_language("अभ्यास कक्ष बंद हुआ।", "The practice room is closed."),
        is_danger=True,
    )


def _close_room(request: DeskRequest, room: Unit) -> str:
    close_practice_room(room, by=request.actor, now=request.now)
    return page_of(room.parent) if room.parent else page_of(room)


@staff(Capability.PEOPLE)
def close(request: DeskRequest, code: str) -> HttpResponse:
    """Close the unit, once confirmed."""
    unit = unit_or_404(request, code)
    task = Task(
        title=in_language("इकाई बंद करें", "Close the unit"),
        about=said(unit, "name"),
        lead=in_language(
            "इसका इतिहास बना रहेगा। पहले नीचे की इकाइयाँ बंद और पदस्थापनाएँ समाप्त होनी चाहिए।",
            "Its history stays. The units below must be closed and the tenures ended first.",
        ),
        button=in_language("हाँ, बंद करें", "Yes, close it"),
        back=page_of(unit),
        done=in_language("इकाई बंद हुई।", "The unit is closed."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: close_unit(unit, by=request.actor, now=request.now))
