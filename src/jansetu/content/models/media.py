"""Photos and films: the originals, and each as a platform takes it."""

from __future__ import annotations

from django.db import models

from jansetu.orgs.models import Tenure, Unit


class Media(models.Model):
    """An original photo or film, stripped of its location, named by the digest of its bytes."""

    digest = models.CharField(max_length=64, db_index=True)  # the portal asks by it
    file = models.CharField(max_length=200)  # below the media folder: "ab/abcdef….jpg"
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    seconds = models.FloatField(null=True)  # how long a film lasts; null: a photo
    alt_hi = models.CharField(max_length=500, default="", blank=True)
    alt_en = models.CharField(max_length=500, default="", blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def is_film(self) -> bool:
        """Whether it moves."""
        return self.seconds is not None


class Rendition(models.Model):
    """One media item as one platform takes it; made once, from the original, by a named derivation."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="renditions")
    derivation = models.CharField(max_length=60)  # "jpeg:1600:85:v1": enters the approval's hash
    digest = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["media", "derivation"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.derivation} of {self.media_id}"
