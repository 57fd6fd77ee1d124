"""Seals anew, with the newest key, what older keys sealed: every encrypted field of every model, by batches.

Knows tokens only: nothing is opened further than it takes to seal it again, and nothing of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from jansetu.fields.encrypted import EncryptedJSONField
from jansetu.fields.keys import each_key, keyring

BATCH = 200  # rows a transaction: nobody else waits long for the database
UNOPENED = 0  # in place of a position: no key fits


@dataclass(kw_only=True)
class Resealed:
    """How many values were sealed anew, and how many no key opens: those stay as they are."""

    made: int = 0
    unopened: int = 0


def reseal_fields() -> Resealed:
    """Every encrypted field; harmless when repeated, broken off, or run beside everything else."""
    result = Resealed()
    for model, name in _fields():
        for pks in _batches(model):
            with transaction.atomic():
                _reseal(model, name, pks, result)
    return result


def tokens_of_fields() -> Iterator[str]:
    """Every sealed value as it lies in the database."""
    for model, name in _fields():
        for pks in _batches(model):
            yield from (token for _, token in _tokens(model, name, pks))


def resealed_token(token: str) -> str | None:
    """The same value sealed with the newest key; None where it is already, InvalidToken where no key fits."""
    if position_of(token, each_key()[:1]) != UNOPENED:
        return None
    return keyring().rotate(token).decode()


def position_of(token: str, keys: Iterable[Fernet]) -> int:
    """Which key sealed it, counted from 1, the newest; UNOPENED where none fits."""
    for position, key in enumerate(keys, start=1):
        try:
            key.decrypt(token)
        except InvalidToken:
            continue
        return position
    return UNOPENED


def _fields() -> list[tuple[type[models.Model], str]]:
    return [
        (model, found.name)
        for model in apps.get_models()
        for found in model._meta.concrete_fields
        if isinstance(found, EncryptedJSONField)
    ]


def _batches(model: type[models.Model]) -> Iterator[list[object]]:
    """Keys of all rows, in order, so many at a time; rows made meanwhile are sealed with the newest key."""
    after = model._default_manager.order_by("pk")
    last: object = None
    while True:
        rows = after if last is None else after.filter(pk__gt=last)
        pks: list[object] = list(rows.values_list("pk", flat=True)[:BATCH])
        if not pks:
            return
        yield pks
        last = pks[-1]


def _tokens(model: type[models.Model], name: str, pks: list[object]) -> Iterator[tuple[object, str]]:
    """As they lie there: a cast column is not opened on its way."""
    rows = model._default_manager.filter(pk__in=pks).exclude(**{f"{name}__isnull": True})
    yield from rows.annotate(_token=Cast(F(name), TextField())).values_list("pk", "_token")


def _reseal(model: type[models.Model], name: str, pks: list[object], result: Resealed) -> None:
    for pk, token in _tokens(model, name, pks):
        try:
            fresh = resealed_token(token)
        except InvalidToken:
            result.unopened += 1
            continue
        if fresh is None:
            continue
        # Only where nobody wrote another value meanwhile; that one was sealed with the newest key.
        same = model._default_manager.annotate(_token=Cast(F(name), TextField())).filter(pk=pk, _token=token)
        result.made += same.update(**{name: Value(fresh, output_field=TextField())})
