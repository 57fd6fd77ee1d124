"""What the audit trail says, in words and with a link to what each event is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jansetu.audit.models import Event
from jansetu.fields.words import in_language
from jansetu.orgs.models import Unit
from jansetu.web.verbs import CODES, FACTS, SUBJECTS, VERBS

PAGES = {
    "channels.channel": "/desk/channels/{}/",
    "content.post": "/desk/posts/{}/",
    "content.submission": "/desk/notes/{}/",
    "jobs.job": "/desk/jobs/{}/",
    "orgs.person": "/desk/organisation/people/{}/",
}
OF_UNITS = ("orgs.unit", "orgs.position", "orgs.tenure", "orgs.grant", "orgs.cell")


@dataclass(frozen=True, slots=True)
class Deed:
    """One event as it is shown."""

    event: Event
    said: str
    actor: str
    subject: str
    url: str  # empty where there is no page
    unit: Unit | None
    facts: tuple[tuple[str, str], ...]


def said_verb(verb: str) -> str:
    """The verb in the reader's language; one without words stands as it is."""
    return in_language(*VERBS.get(verb, (verb, verb)))


def said_subject(subject_type: str) -> str:
    """The kind of thing."""
    return in_language(*SUBJECTS.get(subject_type, (subject_type, subject_type)))


def deeds(events: Iterable[Event], units: Mapping[int, Unit]) -> list[Deed]:
    """One an event, in the order given; no query. `units` by id, as far as they are wanted."""
    return [
        Deed(
            event=event,
            said=said_verb(event.verb),
            actor=_actor(event),
            subject=said_subject(event.subject_type),
            url=_url(event, units),
            unit=units.get(event.unit_id or 0),
            facts=tuple(
                (said_fact(key), _short(fact)) for key, fact in event.detail.items() if fact not in ("", None)
            ),
        )
        for event in events
    ]


def said_fact(key: str) -> str:
    """The name of one of an event's facts."""
    return in_language(*FACTS.get(key, (key, key)))


def _actor(event: Event) -> str:
    if event.actor_id is not None:
        return event.actor_label
    return f"{in_language('जनसेतु स्वयं', 'Jansetu itself')} ({event.actor_label})"


def _url(event: Event, units: Mapping[int, Unit]) -> str:
    if event.subject_type in PAGES:
        return PAGES[event.subject_type].format(event.subject_id)
    unit = units.get(event.unit_id or 0)
    return f"/desk/organisation/{unit.code}/" if unit and event.subject_type in OF_UNITS else ""


def _short(fact: object) -> str:
    if isinstance(fact, bool):
        return in_language("हाँ", "yes") if fact else in_language("नहीं", "no")
    text = ", ".join(_short(one) for one in fact) if isinstance(fact, list) else str(fact)
    text = in_language(*CODES.get(text, (text, text)))
    return text if len(text) <= 160 else f"{text[:159]}…"
