"""Rows that are written once: refuses in Python what `protection` makes the database refuse."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(RuntimeError):
    """Events and seals are written once and never changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses what the database's triggers refuse, earlier and in plainer words."""

    def update(self, **_changes: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError

    def bulk_update(self, *_args: object, **_changes: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Never."""
        raise AppendOnlyError
