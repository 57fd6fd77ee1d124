"""What stands around every staff page: the menu of a charge, the other charges, the pauses in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jansetu.fields.words import both
from jansetu.notifications.models import Alert
from jansetu.orgs.charges import charges_of
from jansetu.orgs.models import Installation, Person
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing.waiting_words import signs

NOTES = frozenset({Capability.SUBMIT, Capability.DESK, Capability.VIEW, Capability.ASSIGN})
POSTS = frozenset({Capability.DESK, Capability.APPROVE, Capability.VIEW})
CHANNELS = frozenset({Capability.REGISTER, Capability.CONNECT, Capability.DESK, Capability.VIEW})
OFFICES = frozenset({Capability.PEOPLE, Capability.VIEW})
PAUSES = frozenset({Capability.PAUSE, Capability.VIEW})
PULSE = frozenset({Capability.AUDIT, Capability.PAUSE})
JOBS = frozenset({Capability.PEOPLE, Capability.REGISTER, Capability.AUDIT})
BUDGETS = frozenset({Capability.CONNECT})
INCIDENTS = frozenset({Capability.WITHDRAW, Capability.VIEW})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu, for charges with one of `capabilities` (none: for all)."""

    label: str
    url: str
    icon: str
    capabilities: frozenset[Capability] = frozenset()


MENU = (
    Item(both("मेरा काम", "My work"), "/desk/", "home"),
    Item(both("सूचनाएँ", "Notes"), "/desk/notes/", "inbox", NOTES),
    Item(both("पोस्ट", "Posts"), "/desk/posts/", "pen", POSTS),
    Item(both("चैनल", "Channels"), "/desk/channels/", "link", CHANNELS),
    Item(both("कार्यालय व लोग", "Offices and people"), "/desk/organisation/", "people", OFFICES),
    Item(both("रोक", "Pauses"), "/desk/pauses/", "pause", PAUSES),
    Item(both("घटनाएँ", "Incidents"), "/desk/incidents/", "alert", INCIDENTS),
    Item(both("बजट", "Budgets"), "/desk/budgets/", "rupee", BUDGETS),
    Item(both("लंबे काम", "Long jobs"), "/desk/jobs/", "clock", JOBS),
    Item(both("नब्ज़", "Pulse"), "/desk/pulse/", "pulse", PULSE),
    Item(both("अंकेक्षण", "Audit"), "/desk/audit/", "seal", frozenset({Capability.AUDIT})),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """For templates: empty on public pages, so that they cost no query."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not isinstance(request.user, Person):
        return {}
    held = request.capabilities  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    return {
        "actor": actor,
        "can": {capability.value: True for capability in held},
        "menu": [item for item in MENU if not item.capabilities or item.capabilities & held],
        "charges": list(charges_of(request.user, now=now)),
        "practises": actor.tenure is not None and actor.tenure.position.unit.practises,
        "unread_alerts": Alert.objects.of(request.user).unread().count(),
        "signs": signs(now),
        "installation": Installation.objects.first(),
    }
