"""Turns the keys under which the secrets of channels, apps and people lie. Shows no key and no secret."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels.subscribers import digest_anew
from jansetu.fields import keys, resealing
from jansetu.orgs import second_factor
from jansetu.orgs.rights import Actor, not_allowed


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """How many keys there are now, how many values were sealed anew, and how many no key opens."""

    keys: int
    resealed: int
    unopened: int


@dataclass(frozen=True, kw_only=True)
class KeyStatus:
    """How many values each key has sealed, the newest key first, and how many no key opens."""

    from_environment: bool
    sealed: tuple[int, ...]
    unopened: int


def rotate_keys(*, by: Actor, now: datetime) -> Rotation:
    """Put a new key in front and seal everything with it. The old ones stay, for backups.

    Only the system does this. Refused (`keys_elsewhere`) where the keys come from the environment.
    """
    _require_system(by)
    keys.put_in_front()
    return reseal(by=by, now=now)


def reseal(*, by: Actor, now: datetime) -> Rotation:
    """Seal with the newest key what older ones sealed, by batches; may be broken off and repeated."""
    _require_system(by)
    done = (resealing.reseal_fields(), second_factor.reseal_factors())
    digest_anew(now)  # changes nothing unless the oldest key was dropped by hand
    rotation = Rotation(
        keys=len(keys.present_keys()),
        resealed=sum(part.made for part in done),
        unopened=sum(part.unopened for part in done),
    )
    with transaction.atomic():
        detail = {"keys": rotation.keys, "resealed": rotation.resealed, "unopened": rotation.unopened}
        record("keys.resealed", by=by, subject=("orgs.installation", 1), detail=detail, now=now)
    return rotation


def key_status() -> KeyStatus:
    """Looks at every sealed value; changes nothing."""
    known = keys.each_key()
    tokens = chain(resealing.tokens_of_fields(), second_factor.tokens_of_factors())
    counted = Counter(resealing.position_of(token, known) for token in tokens)
    return KeyStatus(
        from_environment=keys.is_from_environment(),
        sealed=tuple(counted[position] for position in range(1, len(known) + 1)),
        unopened=counted[resealing.UNOPENED],
    )


def _require_system(by: Actor) -> None:
    if not by.is_system:
        raise not_allowed()
