"""Who works, who holds what, and how much each limit still allows."""

from __future__ import annotations

from django.db import models


class Worker(models.Model):
    """One sender process and its heartbeat."""

    name = models.CharField(max_length=80, unique=True)  # host:pid:random
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Lease(models.Model):
    """A duty that only one process may have at a time: the sealer, the dispatcher, SQLite's sender."""

    duty = models.CharField(max_length=60, unique=True)
    owner = models.CharField(max_length=80, default="")
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.duty}: {self.owner}"


class Bucket(models.Model):
    """What one limit of one app or account still allows, as the platform's headers last told."""

    key = models.CharField(max_length=120, unique=True)  # "x:account:123:post"
    limit = models.IntegerField()
    remaining = models.IntegerField()
    resets_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} {self.remaining}/{self.limit}"
