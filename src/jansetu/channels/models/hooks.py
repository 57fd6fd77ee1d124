"""What platforms call us to say, kept as it came until it is worked on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jansetu.channels.models.apps import AppRegistration
from jansetu.channels.models.register import Channel
from jansetu.connectors import registry


class HookItem(models.Model):
    """One thing that a verified call of a platform told; told twice it is one row."""

    kind = models.CharField(max_length=20, choices=registry.kinds)
    app = models.ForeignKey(AppRegistration, on_delete=models.SET_NULL, null=True, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="+")
    item = models.CharField(max_length=200)  # the platform's own id of it
    raw = models.JSONField()
    came_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # when it is worked on; null: done
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "item"], name="hook_item_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="hook_item_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"
