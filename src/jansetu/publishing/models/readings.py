"""Readings of accounts that are due, and the posts they found that were made in the platform's own app."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Max, Q

from jansetu.channels.models import Channel, ChannelQuerySet
from jansetu.core.text.normalise import search_key
from jansetu.fields.words import both


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Finds readings."""

    def due(self, now: datetime) -> ReadingQuerySet:
        """Those whose hour has come and that nobody does just now."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lte=now), due_at__lte=now)

    def last_success(self, channels: ChannelQuerySet) -> datetime | None:
        """When one of the channels' timelines was last read."""
        read = self.filter(channel__in=channels.values("pk"), what=Reading.What.TIMELINE)
        last: datetime | None = read.aggregate(last=Max("succeeded_at"))["last"]
        return last


class Reading(models.Model):
    """One account is read again and again for one thing: the row is the job."""

    class What(models.TextChoices):
        """What it is read for."""

        TIMELINE = "timeline", both("अपनी पोस्टें", "Its own posts")
        REPORTS = "reports", both("पहुँच की रिपोर्टें", "What became of messages")

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    due_at = models.DateTimeField()
    since = models.DateTimeField()  # what was made before is nobody's business
    cursor = models.JSONField(default=dict)
    owner = models.CharField(max_length=80, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=60, default="", blank=True)
    succeeded_at = models.DateTimeField(null=True)

    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "what"], name="reading_once")]
        indexes = [models.Index(fields=["due_at"], name="reading_due")]

    def __str__(self) -> str:
        return f"{self.what} of {self.channel_id}"


class DirectPostQuerySet(models.QuerySet["DirectPost"]):
    """Finds posts made past the desk."""

    def on(self, channels: Any) -> DirectPostQuerySet:
        """Those on the channels with these ids, newest first."""
        return self.filter(channel__in=channels).order_by("-published_at", "-pk")

    def search(self, words: str) -> DirectPostQuerySet:
        """Those whose text, in any spelling, holds every word; all for none."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def for_list(self) -> DirectPostQuerySet:
        """With channel and office in the same query."""
        return self.select_related("channel__unit")


class DirectPost(models.Model):
    """A post that somebody made in the platform's own app, past the desk: counted, checked and kept."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    remote_id = models.CharField(max_length=200)
    url = models.URLField(max_length=500, default="", blank=True)
    text = models.TextField(default="", blank=True)
    search_key = models.TextField(default="", blank=True)
    published_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    raw = models.JSONField()  # as the platform told it
    findings = models.JSONField(default=list)  # what our checks found: [{"severity", "code", "hi", "en"}]

    objects: ClassVar[DirectPostQuerySet] = DirectPostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "remote_id"], name="direct_post_once")]
        indexes = [models.Index(fields=["-published_at", "-id"], name="direct_post_newest")]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.remote_id}"
