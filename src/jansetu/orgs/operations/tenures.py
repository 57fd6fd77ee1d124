"""Begins and ends tenures: the only way in which a person gets or loses rights."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Person, Position, Tenure, Unit
from jansetu.orgs.operations.checks import clean, refuse_abolished, refuse_oneself, require_people
from jansetu.orgs.operations.people import renew_salt
from jansetu.orgs.rights import Actor


@transaction.atomic
def begin_tenure(
    *,
    person: Person,
    position: Position,
    kind: str = Tenure.Kind.REGULAR,
    starts_at: datetime,
    order_number: str = "",
    order_date: date | None = None,
    by: Actor,
    now: datetime,
) -> Tenure:
    """Put a person into a position from `starts_at` on.

    The actor must order people over the position's unit and over every unit that its grants reach, so that
    nobody hands out more than they may. Refuses oneself, who left, and a second regular holder.
    """
    refuse_oneself(by, person)
    position = Position.objects.select_for_update().select_related("unit").get(pk=position.pk)
    require_people(by, position.unit, *_reach(position, now), now=now)
    refuse_abolished(position)
    _refuse_who_left(Person.objects.select_for_update().get(pk=person.pk))
    _refuse_overlap(person, position, kind, starts_at)
    tenure = Tenure(person=person, position=position, kind=kind, starts_at=starts_at)
    tenure.order_number, tenure.order_date = order_number.strip(), order_date
    clean(tenure)
    tenure.save()
    detail = {"person": person.pk, "kind": str(kind), "starts_at": starts_at.isoformat()}
    _record("tenure.begun", tenure, by, now, **detail, order_number=tenure.order_number)
    return tenure


@transaction.atomic
def end_tenure(tenure: Tenure, *, ends_at: datetime | None = None, by: Actor, now: datetime) -> Tenure:
    """End a tenure at `ends_at` (now unless told otherwise); a minute that has passed counts as now.

    Ended now, every session of the person ends at once. Ended later, the rights end at that minute by
    themselves, and `charges.present_charge` tells the web that the session is over.
    """
    tenure = Tenure.objects.select_for_update().select_related("position__unit").get(pk=tenure.pk)
    person = Person.objects.select_for_update().get(pk=tenure.person_id)
    refuse_oneself(by, person)
    require_people(by, tenure.position.unit, now=now)
    if tenure.ends_at is not None and tenure.ends_at <= now:
        raise Refusal("tenure_over", hi="यह पदस्थापना समाप्त हो चुकी है।", en="This tenure has already ended.")
    tenure.ends_at = max(ends_at or now, now, tenure.starts_at)
    tenure.save(update_fields=["ends_at"])
    if tenure.ends_at <= now:
        renew_salt(person)
    _record("tenure.ended", tenure, by, now, person=person.pk, ends_at=tenure.ends_at.isoformat())
    return tenure


def _reach(position: Position, now: datetime) -> list[Unit]:
    """The units that the position's running grants are over."""
    running = Grant.objects.filter(position=position).exclude(ended_at__lte=now)
    return list(Unit.objects.filter(grants__in=running).distinct())


def _refuse_who_left(person: Person) -> None:
    if not person.is_active:
        raise Refusal(
            "person_inactive",
            hi=f"{person.name_hi} का लॉगिन बंद है।",
            en=f"The login of {person.name_en} is closed.",
        )


def _refuse_overlap(person: Person, position: Position, kind: str, starts_at: datetime) -> None:
    """One regular holder at a time, and nobody twice in the same position."""
    same = Q(person=person)
    if kind == Tenure.Kind.REGULAR:
        same |= Q(kind=Tenure.Kind.REGULAR)
    taken = Tenure.objects.filter(same, position=position).exclude(ends_at__lte=starts_at)
    holder = taken.select_related("person").first()
    if holder is not None:
        raise Refusal(
            "position_held",
            hi=f"इस पद पर {holder.person.name_hi} पदस्थ हैं; पहले उनकी पदस्थापना समाप्त करें।",
            en=f"{holder.person.name_en} holds this position; end that tenure first.",
        )


def _record(verb: str, tenure: Tenure, by: Actor, now: datetime, **detail: object) -> None:
    unit_id = tenure.position.unit_id
    detail |= {"position": tenure.position_id}
    record(verb, by=by, subject=("orgs.tenure", tenure.pk), unit_id=unit_id, detail=detail, now=now)
