"""Stops everything, a platform, a unit, a campaign or a channel. Read before every platform call."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.labels import LENGTH, label_key
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Pause


def pause(
    *,
    scope: Pause.Scope,
    reason: str,
    by: Actor,
    now: datetime,
    unit: Unit | None = None,
    channel: Channel | None = None,
    kind: str = "",
    label: str = "",
) -> Pause:
    """From this minute nothing goes out within the scope. Everything or a platform: the state's right.

    A campaign's label is stopped within `unit` and below.
    """
    by.require(Capability.PAUSE, _reach(scope, unit, channel), now=now)
    if not reason.strip():
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    key = label_key(label)
    if not _says_what(scope, unit, channel, kind, key):
        raise Refusal(
            "scope_missing",
            hi="कृपया चुनें कि रोक किस पर लगे।",
            en="Please choose what is to be paused.",
        )
    with transaction.atomic():
        made = Pause.objects.create(
            scope=scope,
            kind=kind,
            unit=unit,
            channel=channel,
            label=" ".join(normalise(label).split())[:LENGTH],
            label_key=key,
            reason=reason,
            by=by.tenure,
            at=now,
        )
        _note("publishing.paused", made, by, now)
    return made


def _says_what(scope: Pause.Scope, unit: Unit | None, channel: Channel | None, kind: str, key: str) -> bool:
    """A pause that names nothing would hold nothing back and look as if it did."""
    named = {
        Pause.Scope.UNIT: unit is not None,
        Pause.Scope.CHANNEL: channel is not None,
        Pause.Scope.PLATFORM: kind in dict(registry.kinds()),
        Pause.Scope.LABEL: unit is not None and bool(key),
    }
    return named.get(scope, True)


def lift_pause(given: Pause, *, by: Actor, now: datetime) -> None:
    """What waited goes out now by its turns and limits; what has grown stale meanwhile asks a person."""
    by.require(Capability.PAUSE, _reach(Pause.Scope(given.scope), given.unit, given.channel), now=now)
    with transaction.atomic():
        if Pause.objects.filter(pk=given.pk, lifted_at=None).update(lifted_by=by.tenure, lifted_at=now):
            _note("publishing.resumed", given, by, now)


def _reach(scope: Pause.Scope, unit: Unit | None, channel: Channel | None) -> Unit:
    """The unit over which the right is needed."""
    if scope in (Pause.Scope.UNIT, Pause.Scope.LABEL) and unit is not None:
        return unit
    if scope == Pause.Scope.CHANNEL and channel is not None:
        return channel.unit
    return Unit.objects.get(parent=None)


def _note(verb: str, given: Pause, by: Actor, now: datetime) -> None:
    record(
        verb,
        by=by,
        subject=("publishing.pause", given.pk),
        unit_id=given.unit_id or (given.channel.unit_id if given.channel else None),
        detail={"scope": given.scope, "kind": given.kind, "label": given.label, "reason": given.reason},
        now=now,
    )
