"""Who acts, in which charge, and what that charge allows. Knows no request and no session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Person, Tenure, Unit, UnitQuerySet
from jansetu.orgs.roles import SENSITIVE, Capability, roles_with

LONGEST_LABEL = 200  # what the audit trail keeps


class NotAllowed(Refusal):
    """The charge in which somebody acts does not carry this right here."""


def not_allowed() -> NotAllowed:
    """The sentence that a person reads."""
    return NotAllowed(
        "not_allowed",
        hi="आपके वर्तमान प्रभार में यह करने का अधिकार नहीं है।",
        en="Your present charge does not carry the right to do this.",
    )


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody acting in one charge; or the system, which has every right and names itself."""

    person: Person | None
    tenure: Tenure | None
    label: str

    @classmethod
    def of(cls, tenure: Tenure) -> Actor:
        """The person of a tenure, acting in it."""
        label = f"{tenure.person}, {tenure.position}"[:LONGEST_LABEL]
        return cls(person=tenure.person, tenure=tenure, label=label)

    @classmethod
    def system(cls, label: str) -> Actor:
        """The system itself: the worker, a command, the loading of the demonstration."""
        return cls(person=None, tenure=None, label=label)

    @property
    def actor_id(self) -> int | None:
        """For the audit trail."""
        return self.person.pk if self.person else None

    @property
    def actor_label(self) -> str:
        """For the audit trail."""
        return self.label

    @property
    def tenure_id(self) -> int | None:
        """For the audit trail."""
        return self.tenure.pk if self.tenure else None

    @property
    def is_system(self) -> bool:
        """Whether nobody in person acts."""
        return self.person is None

    def can(self, capability: Capability, unit: Unit, *, now: datetime) -> bool:
        """Whether the present charge carries the capability over `unit`; one query."""
        if self.is_system:
            return True
        return grants_of(self, capability, now).filter(unit_id__in=unit.lineage).exists()

    def require(self, capability: Capability, unit: Unit, *, now: datetime) -> None:
        """Refuse whoever cannot."""
        if not self.can(capability, unit, now=now):
            raise not_allowed()

    def tenure_or_refuse(self) -> Tenure:
        """The charge, where an act needs somebody who answers for it."""
        if self.tenure is None:
            raise not_allowed()
        return self.tenure


def grants_of(actor: Actor, capability: Capability, now: datetime) -> QuerySet[Grant]:
    """The running grants of the actor's charge that carry the capability; none once the tenure has ended."""
    if actor.tenure is None or not actor.tenure.is_current(now):
        return Grant.objects.none()
    running = Q(ended_at__isnull=True) | Q(ended_at__gt=now)
    return Grant.objects.filter(
        running, position_id=actor.tenure.position_id, granted_at__lte=now, role__in=roles_with(capability)
    )


def units_with(actor: Actor, capability: Capability, now: datetime) -> UnitQuerySet:
    """Every unit over which the present charge carries the capability; two queries."""
    if actor.is_system:
        return Unit.objects.all()
    return below(grants_of(actor, capability, now).values_list("unit__path", flat=True))


def below(paths: Sequence[str] | QuerySet[Grant, str]) -> UnitQuerySet:
    """The units at `paths` and everything below them."""
    reach = Q(pk__in=[])
    for path in paths:
        reach |= Q(path__startswith=path)
    return Unit.objects.filter(reach)


def capabilities_of(actor: Actor, now: datetime) -> frozenset[Capability]:
    """Everything that the present charge may do somewhere; one query, for menus."""
    from_roles = {capability: set(roles_with(capability)) for capability in Capability}
    if actor.tenure is None or not actor.tenure.is_current(now):
        return frozenset(Capability) if actor.is_system else frozenset()
    running = Q(ended_at__isnull=True) | Q(ended_at__gt=now)
    held = set(
        Grant.objects.filter(running, position_id=actor.tenure.position_id, granted_at__lte=now).values_list(
            "role", flat=True
        )
    )
    return frozenset(capability for capability, roles in from_roles.items() if roles & held)


def needs_second_factor(actor: Actor, now: datetime) -> bool:
    """Whether the present charge approves, publishes or connects: then a TOTP or a passkey is asked for."""
    return not actor.is_system and bool(capabilities_of(actor, now) & SENSITIVE)
