"""Which texts of a post a machine drafted, and which person has read them since."""

from __future__ import annotations

from typing import ClassVar, TypedDict

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django_stubs_ext import WithAnnotations

from jansetu.content.models.posts import Post, Variant
from jansetu.orgs.models import Tenure


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Finds drafts of a machine."""

    def unread(self) -> TranslationQuerySet:
        """Those that nobody has said to have read."""
        return self.filter(read_at=None)


class Translation(models.Model):
    """A machine's draft in one language, asked for at the desk; `read` is a person's word about it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2)
    model = models.CharField(max_length=200)  # as the settings name it
    made_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    read_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects: ClassVar[TranslationQuerySet] = TranslationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="translation_read_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}"


class Made(TypedDict):
    """What `by_machine` adds to a variant."""

    is_machine_made: bool
    is_unread: bool


def by_machine(variants: models.QuerySet[Variant]) -> models.QuerySet[WithAnnotations[Variant, Made]]:
    """The variants, each with whether a machine drafted its language and whether that is still unread."""
    drafts = Translation.objects.filter(post=OuterRef("post"), language=OuterRef("language"))
    return variants.annotate(is_machine_made=Exists(drafts), is_unread=Exists(drafts.unread()))
