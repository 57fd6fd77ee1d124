"""People: found, entered, put into positions and let go."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from jansetu.fields.words import in_language
from jansetu.orgs.directory import colleagues
from jansetu.orgs.models import Position, Tenure
from jansetu.orgs.operations import add_person, begin_tenure, deactivate_person, end_sessions
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import people_seen, units_seen
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import NEAR, DeskForm, Facts, Task, fill, said, sent, suggest
from jansetu.web.organisation.finding import person_or_404
from jansetu.web.organisation.forms import ChargeForm, PersonForm

PAGE = 25


@staff(Capability.PEOPLE, Capability.VIEW)
def listed(request: DeskRequest) -> HttpResponse:
    """Everybody who is seen, by name; with their charges."""
    words = request.GET.get("q", "").strip()
    found = people_seen(request.actor, request.now).search(words).order_by("name_hi", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "words": words,
        "page": page,
        "people": colleagues(page.object_list, request.now),
        "query": f"&{urlencode({'q': words})}",
    }
    return render(request, "jansetu/organisation/people.html", context)


@staff(Capability.PEOPLE, Capability.VIEW)
def shown(request: DeskRequest, person_id: int) -> HttpResponse:
    """One person, with tenures past and present."""
    person, now = person_or_404(request, person_id), request.now
    tenures = Tenure.objects.of(person)
    context: dict[str, Any] = {
        "person": person,
        "running": [one for one in tenures if one.is_current(now)],
        "coming": [one for one in tenures if one.starts_at > now],
        "past": [one for one in tenures if one.starts_at <= now and not one.is_current(now)],
        "may_order": Capability.PEOPLE in request.capabilities and person != request.actor.person,
    }
    return render(request, "jansetu/organisation/person.html", context)


@staff(Capability.PEOPLE)
def add(request: DeskRequest) -> HttpResponse:
    """Enter somebody."""
    task = Task(
        title=in_language("नया व्यक्ति", "New person"),
        lead=in_language(
            "व्यक्ति के अपने कोई अधिकार नहीं होते; अगले पन्ने पर उसे पद पर रखें।",
            "A person has no rights of their own; put them into a position on the next page.",
        ),
        button=in_language("व्यक्ति जोड़ें", "Add the person"),
        back=reverse("people"),
        done=in_language("व्यक्ति जोड़ा गया। अब पदस्थ करें।", "The person is added. Now give them a position."),
    )

    def act(typed: Facts) -> str:
        made = add_person(**typed, by=request.actor, now=request.now)
        return reverse("person", args=[made.pk])

    return fill(request, PersonForm(sent(request)), task, act)


@staff(Capability.PEOPLE)
def begin(request: DeskRequest, person_id: int) -> HttpResponse:
    """Put this person into a position."""
    person = person_or_404(request, person_id)
    form = ChargeForm(sent(request), initial={"starts_on": localdate(request.now)})
    reach = units_seen(request.actor, request.now)
    vacant = Position.objects.vacant(request.now).filter(unit__in=reach.values("pk"))
    near = vacant.select_related("unit").order_by("unit__path")[:NEAR]
    suggest(form, "position", [(one.code, f"{said(one, 'title')}, {said(one.unit, 'name')}") for one in near])
    task = Task(
        title=in_language("पदस्थ करें", "Give a position"),
        about=said(person, "name"),
        button=in_language("पदस्थ करें", "Begin the tenure"),
        back=reverse("person", args=[person.pk]),
        done=in_language("पदस्थापना दर्ज हुई।", "The tenure is entered."),
    )
    return fill(
        request,
        form,
        task,
        lambda typed: begin_tenure(person=person, **typed, by=request.actor, now=request.now),
    )


@staff(Capability.PEOPLE)
def log_out(request: DeskRequest, person_id: int) -> HttpResponse:
    """End all of a person's sessions."""
    person = person_or_404(request, person_id)
    task = Task(
        title=in_language("हर उपकरण से बाहर करें", "Log out everywhere"),
        about=said(person, "name"),
        lead=in_language("फ़ोन या कंप्यूटर खो जाने पर।", "For a lost phone or computer."),
        button=in_language("बाहर करें", "Log out"),
        back=reverse("person", args=[person.pk]),
        done=in_language("सारे सत्र समाप्त हुए।", "All sessions have ended."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: end_sessions(person, by=request.actor, now=request.now))


@staff(Capability.PEOPLE)
def deactivate(request: DeskRequest, person_id: int) -> HttpResponse:
    """Close a person's login."""
    person = person_or_404(request, person_id)
    task = Task(
        title=in_language("लॉगिन बंद करें", "Close the login"),
        about=said(person, "name"),
        lead=in_language(
            "सेवानिवृत्त या स्थायी रूप से गए व्यक्ति के लिए। पहले पदस्थापनाएँ समाप्त होनी चाहिए।",
            "For somebody who retired or left for good. The tenures must end first.",
        ),
        button=in_language("हाँ, बंद करें", "Yes, close it"),
        back=reverse("person", args=[person.pk]),
        done=in_language("लॉगिन बंद हुआ।", "The login is closed."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: deactivate_person(person, by=request.actor, now=request.now))
