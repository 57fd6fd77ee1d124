"""Who asked, and who approved or returned exactly what."""

from __future__ import annotations

from django.db import models

from jansetu.content.models.posts import Post, Revision, Variant
from jansetu.orgs.models import Tenure


class ApprovalRequest(models.Model):
    """Somebody asks that one revision be approved and published at an hour (null: at once)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="requests")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True)
    note = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"request for {self.revision}"


class Approval(models.Model):
    """One officer's word for exactly this variant: bound to its hash, void when anything in it changes."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="approvals")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    hash = models.CharField(max_length=64)
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return f"{self.variant}: {self.hash[:12]}"


class Return(models.Model):
    """An approver sent a revision back, and said why."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="returns")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"{self.revision} returned"
