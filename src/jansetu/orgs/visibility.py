"""What a charge may look at in the organisation and in the audit trail. Gives no right to change anything."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from jansetu.audit.models import Event, EventQuerySet
from jansetu.orgs.models import Person, PersonQuerySet, Position, PositionQuerySet, Tenure, Unit, UnitQuerySet
from jansetu.orgs.rights import Actor, grants_of, units_with
from jansetu.orgs.roles import Capability


def units_seen(actor: Actor, now: datetime) -> UnitQuerySet:
    """The units that the present charge looks at or orders people in; two queries besides."""
    return units_with(actor, Capability.VIEW, now) | units_with(actor, Capability.PEOPLE, now)


def topmost(units: UnitQuerySet) -> UnitQuerySet:
    """Those of the units whose parent is not among them: where a tree of them begins."""
    return units.exclude(parent__in=units.values("pk")).order_by("path")


def people_seen(actor: Actor, now: datetime) -> PersonQuerySet:
    """Who sits or sat in the units seen; for whoever orders people also those who never sat anywhere."""
    seated = Tenure.objects.filter(position__unit__in=units_seen(actor, now).values("pk"))
    seen = Q(pk__in=seated.values("person"))
    if actor.is_system or grants_of(actor, Capability.PEOPLE, now).exists():
        seen |= ~Q(pk__in=Tenure.objects.values("person"))
    return Person.objects.filter(seen)


def vacant_heads(actor: Actor, now: datetime) -> PositionQuerySet:
    """Heads' positions that nobody holds, in open units where the charge orders people; from the top down."""
    reach = units_with(actor, Capability.PEOPLE, now).standing()
    vacant = Position.objects.vacant(now).filter(is_head=True, unit__in=reach.values("pk"))
    return vacant.select_related("unit").order_by("unit__path", "pk")


def events_seen(actor: Actor, now: datetime) -> EventQuerySet:
    """The events of the units over which the charge reads the trail; over a state, those of no unit too."""
    reach = units_with(actor, Capability.AUDIT, now)
    if reach.filter(parent=None).exists():
        return Event.objects.all()
    return Event.objects.filter(unit_id__in=reach.values("pk"))


def unit_names(events: EventQuerySet | list[Event]) -> dict[int, Unit]:
    """The units of the events by id; one query."""
    return Unit.objects.in_bulk({event.unit_id for event in events if event.unit_id is not None})
