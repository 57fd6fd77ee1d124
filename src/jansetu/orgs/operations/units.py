"""Changes the tree of units. Never deletes one: a closed unit keeps its history."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import search_key
from jansetu.orgs.models import Tenure, Unit
from jansetu.orgs.operations.checks import clean, refuse_closed, require_people
from jansetu.orgs.rights import Actor, not_allowed

LONGEST_KEY = 400


def key_of(name_hi: str, name_en: str) -> str:
    """What a search for the unit is compared with, in both languages."""
    return f"{search_key(name_hi)} {search_key(name_en)}"[:LONGEST_KEY]


@transaction.atomic
def add_unit(
    *,
    parent: Unit | None,
    kind: str,
    code: str,
    name_hi: str,
    name_en: str,
    lgd_code: str = "",
    by: Actor,
    now: datetime,
) -> Unit:
    """Add a unit below `parent`. Only the system adds a root. Refuses a code that is taken."""
    parent = _lock_tree(parent)
    if parent is not None:
        require_people(by, parent, now=now)
        refuse_closed(parent)
    elif not by.is_system:
        raise not_allowed()
    unit = Unit(parent=parent, kind=kind, code=code, name_hi=name_hi, name_en=name_en, lgd_code=lgd_code)
    unit.search_key = key_of(name_hi, name_en)
    unit.path = f"/new-{secrets.token_hex(8)}/"  # the real one needs the id
    clean(unit)
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    _record("unit.added", unit, by, now, code=code, kind=kind, parent=parent.pk if parent else None)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, name_hi: str, name_en: str, by: Actor, now: datetime) -> Unit:
    """Give a unit other names; its code stays, because Excel sheets and addresses know it by that."""
    require_people(by, unit, now=now)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    was = unit.name_hi
    unit.name_hi, unit.name_en, unit.search_key = name_hi, name_en, key_of(name_hi, name_en)
    clean(unit)
    unit.save(update_fields=["name_hi", "name_en", "search_key"])
    _record("unit.renamed", unit, by, now, was=was, name_hi=name_hi, name_en=name_en)
    return unit


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit, by: Actor, now: datetime) -> Unit:
    """Hang a unit and all below it elsewhere. Refuses a place within itself."""
    new_parent = _lock_tree(parent)
    unit = Unit.objects.get(pk=unit.pk)
    assert new_parent is not None  # noqa: S101 (a parent was given)
    require_people(by, unit, new_parent, now=now)
    refuse_closed(unit, new_parent)
    if unit.contains(new_parent):
        raise Refusal(
            "within_itself",
            hi="इकाई को उसी के नीचे नहीं रखा जा सकता।",
            en="A unit cannot be placed within itself.",
        )
    was, path = unit.parent_id, f"{new_parent.path}{unit.pk}/"
    Unit.objects.within(unit).update(path=Concat(Value(path), Substr("path", len(unit.path) + 1)))
    Unit.objects.filter(pk=unit.pk).update(parent=new_parent)
    unit.refresh_from_db()
    _record("unit.moved", unit, by, now, was=was, parent=new_parent.pk)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, by: Actor, now: datetime) -> Unit:
    """Close a unit. Refuses while anything below it is open or anybody sits in one of its positions."""
    _lock_tree(unit)
    require_people(by, unit, now=now)
    unit = Unit.objects.get(pk=unit.pk)
    refuse_closed(unit)
    below = Unit.objects.within(unit).filter(closed_at=None).exclude(pk=unit.pk).exists()
    held = Tenure.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), position__unit=unit).exists()
    if below or held:
        raise Refusal(
            "unit_in_use",
            hi="पहले इसके नीचे की इकाइयाँ बंद करें और इसके पदों की पदस्थापनाएँ समाप्त करें।",
            en="First close the units below it and end the tenures of its positions.",
        )
    unit.closed_at = now
    unit.save(update_fields=["closed_at"])
    _record("unit.closed", unit, by, now)
    return unit


def _lock_tree(unit: Unit | None) -> Unit | None:
    """Changes of shape wait for each other at the root: two moves could make a ring. `unit` comes afresh."""
    roots = Unit.objects.select_for_update().filter(parent=None).order_by("pk")
    list(roots.values_list("pk", flat=True))
    return Unit.objects.get(pk=unit.pk) if unit is not None else None


def _record(verb: str, unit: Unit, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, subject=("orgs.unit", unit.pk), unit_id=unit.pk, detail=detail, now=now)
