"""What authors declare of a post, and which of the rules' holds an officer let pass: facts with an author."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jansetu.content.models.posts import Post, Variant
from jansetu.orgs.models import Tenure


class DeclaredQuerySet(models.QuerySet["Declared"]):
    """Finds declarations."""

    def standing(self) -> DeclaredQuerySet:
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)


class Declared(models.Model):
    """One sentence of `compliance.declarations` for which somebody answers."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="declared")
    code = models.CharField(max_length=40)
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[DeclaredQuerySet] = DeclaredQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "code"],
                condition=models.Q(taken_back_at=None),
                name="declared_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.code}"


class Release(models.Model):
    """A named officer lets one rule's hold pass for exactly this text; void when anything in it changes."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="releases")
    rule = models.CharField(max_length=40)
    hash = models.CharField(max_length=64)  # of the variant, as an approval has it
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.variant_id} {self.rule}"
