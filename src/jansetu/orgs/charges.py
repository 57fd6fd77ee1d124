"""The charges in which one login may act: read here, chosen by the person, kept by the web's session."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, Value, When

from jansetu.orgs.models import Person, Tenure, TenureQuerySet


def charges_of(person: Person, *, now: datetime) -> TenureQuerySet:
    """The tenures that run now, at positions that still exist; the regular one first, then the oldest."""
    regular_first = {"regular": 0, "in_charge": 1, "additional": 2}
    order = Case(*(When(kind=kind, then=Value(place)) for kind, place in regular_first.items()))
    running = Tenure.objects.active(now).filter(person=person)
    return running.with_names().order_by(order, "starts_at", "pk")


def present_charge(person: Person, *, chosen: int | None, now: datetime) -> Tenure | None:
    """The chosen charge (an id of `charges_of`), or the first where none was chosen yet.

    None means: the chosen charge has ended, or there is none. The session then ends at this minute; nothing
    else stands in for a charge that was taken away, because a person must know in whose name they act.
    """
    charges = charges_of(person, now=now)
    return charges.first() if chosen is None else charges.filter(pk=chosen).first()
