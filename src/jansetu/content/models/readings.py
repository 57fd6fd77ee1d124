"""What a program read off a picture, word by word with its place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jansetu.content.models.media import Media
from jansetu.fields.words import both


class MediaReadingQuerySet(models.QuerySet["MediaReading"]):
    """Finds readings."""

    def of_photos_unread(self) -> models.QuerySet[Media]:
        """Photos that no program has looked at yet, newest first: those are about to be sent."""
        return Media.objects.filter(seconds=None, reading=None).order_by("-pk")


class MediaReading(models.Model):
    """One photo as it was read. Its text is never shown to strangers: it may hold what must be hidden."""

    class State(models.TextChoices):
        """Whether its text may be relied on."""

        READ = "read", both("पढ़ा गया", "Read")  # also where nothing is written on it
        UNCLEAR = "unclear", both("अस्पष्ट", "Unclear")  # something is written, and cannot be made out
        FAILED = "failed", both("नहीं पढ़ा जा सका", "Not read")

    media = models.OneToOneField(Media, on_delete=models.CASCADE, related_name="reading")
    state = models.CharField(max_length=10, choices=State.choices)
    text = models.TextField(default="", blank=True)
    confidence = models.FloatField(default=0)  # of its words, 0 to 100
    # [[text, left, top, width, height], …] in the photo's own pixels
    words = models.JSONField(default=list)
    program = models.CharField(max_length=60, default="", blank=True)  # "tesseract 5.3.0 eng+hin v1"
    trouble = models.CharField(max_length=40, default="", blank=True)  # a code, where it was not read
    read_at = models.DateTimeField()

    objects: ClassVar[MediaReadingQuerySet] = MediaReadingQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.media_id}: {self.state}"

    @property
    def is_certain(self) -> bool:
        """Whether a check of its text is a check of the photo."""
        return self.state == self.State.READ
