"""The first page of each charge: what waits for this person, what they do most, and how it went."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from jansetu.fields.words import both
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.waiting import sections as channels
from jansetu.web.notes.waiting import latest
from jansetu.web.notes.waiting import waiting as notes
from jansetu.web.organisation.waiting import sections as organisation
from jansetu.web.posts.waiting import waiting_posts as posts

# What each kind of charge does most, beside what waits: label, address, drawing.
ACTS = {
    Capability.SUBMIT: (both("नई सूचना भेजें", "Send a note"), "/desk/notes/new/", "send"),
    Capability.DESK: (both("नई पोस्ट लिखें", "Write a post"), "/desk/posts/new/", "pen"),
    Capability.REGISTER: (both("चैनल जोड़ें", "Register a channel"), "/desk/channels/new/", "plus"),
}


@staff()
def home(request: DeskRequest) -> HttpResponse:
    """Show what waits for the charge; nothing of it is stored."""
    actor, now = request.actor, request.now
    waiting = [*posts(request), *notes(request), *channels(actor, now), *organisation(actor, now)]
    facts = {"sections": waiting, "acts": _acts(request), "latest": latest(request)}
    return render(request, "jansetu/home.html", facts)


def _acts(request: DeskRequest) -> list[tuple[str, str, str]]:
    return [act for capability, act in ACTS.items() if capability in request.capabilities]
