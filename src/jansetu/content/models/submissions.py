"""What offices send, and what they have typed and not yet sent."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.content.models.media import Media
from jansetu.core.text.normalise import search_key
from jansetu.fields.words import both
from jansetu.orgs.models import Person, Tenure, Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability


class Kind(models.TextChoices):
    """What a note or a post is about."""

    ANNOUNCEMENT = "announcement", both("घोषणा", "Announcement")
    SCHEME = "scheme", both("योजना", "Scheme")
    PROGRAMME = "programme", both("कार्यक्रम", "Programme")
    MEETING = "meeting", both("बैठक", "Meeting")
    ACHIEVEMENT = "achievement", both("उपलब्धि", "Achievement")
    ORDER = "order", both("आदेश या निर्देश", "Order or instruction")
    STORY = "story", both("सफलता की कहानी", "Success story")
    SPEECH = "speech", both("भाषण", "Speech")
    MESSAGE = "message", both("संदेश", "Message")
    HELPLINE = "helpline", both("हेल्पलाइन व जनसुनवाई", "Helpline and public hearing")
    PRESS_NOTE = "press_note", both("समाचार", "Press note")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Finds submissions."""

    def for_desk(self, unit: Unit) -> SubmissionQuerySet:
        """What lies at the desk of a unit, oldest first."""
        return self.filter(desk=unit).order_by("received_at")

    def at_desks_of(self, actor: Actor, now: datetime) -> SubmissionQuerySet:
        """What lies at the desks where the present charge edits, oldest first."""
        reach = units_with(actor, Capability.DESK, now)
        return self.filter(desk__in=reach.values("pk")).order_by("received_at", "pk")

    def visible_to(self, actor: Actor, now: datetime) -> SubmissionQuerySet:
        """What the present charge may read: notes of the units that it oversees or edits for, its own
        office's where it sends notes, and its person's own.
        """
        reach = Q(sender__person=actor.person) if actor.person else Q(pk__in=[])
        for capability in (Capability.VIEW, Capability.DESK):
            seen = units_with(actor, capability, now)
            reach |= Q(desk__in=seen.values("pk")) | Q(unit__in=seen.values("pk"))
        if actor.tenure is not None:
            sends = units_with(actor, Capability.SUBMIT, now).filter(pk=actor.tenure.position.unit_id)
            reach |= Q(unit__in=sends.values("pk"))
        return self.filter(reach)

    def sent_by(self, person: Person) -> SubmissionQuerySet:
        """Somebody's own notes, from whatever charge, newest first."""
        return self.filter(sender__person=person).order_by("-received_at", "-pk")

    def of_office(self, unit: Unit) -> SubmissionQuerySet:
        """The notes of an office, whoever sent them, newest first."""
        return self.filter(unit=unit).order_by("-received_at", "-pk")

    def of_office_or_person(self, unit: Unit, person: Person | None) -> SubmissionQuerySet:
        """An office's notes, and those that a person sent in other charges too."""
        return self.filter(Q(unit=unit) | Q(sender__person=person)).order_by("-received_at", "-pk")

    def in_turn(self) -> SubmissionQuerySet:
        """What nobody has taken up first, then the oldest ("received" sorts before "taken")."""
        return self.order_by("state", "received_at", "pk")

    def waiting(self) -> SubmissionQuerySet:
        """Those for whose next step somebody at the desk is waited for."""
        return self.filter(state__in=[Submission.State.RECEIVED, Submission.State.TAKEN])

    def search(self, words: str) -> SubmissionQuerySet:
        """Notes whose text, in any spelling, or reference holds every word; all for none."""
        found = self
        for word in search_key(words).split():
            found = found.filter(Q(search_key__contains=word) | Q(reference__icontains=word))
        return found

    def for_list(self) -> SubmissionQuerySet:
        """With office, desk and sender in the same query."""
        return self.select_related("unit", "desk", "sender__person", "sender__position")


class Submission(models.Model):
    """A department officer's note as it came; never edited by the desk."""

    class State(models.TextChoices):
        """Where it stands, as its sender sees it."""

        RECEIVED = "received", both("प्राप्त", "Received")
        TAKEN = "taken", both("डेस्क पर", "On the desk")
        RETURNED = "returned", both("लौटाया गया", "Returned")
        PLANNED = "planned", both("पोस्ट बनी", "Made into a post")
        PUBLISHED = "published", both("प्रकाशित", "Published")
        DECLINED = "declined", both("उपयोग नहीं हुआ", "Not used")

    reference = models.CharField(max_length=60, unique=True)  # told to the sender
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose note
    desk = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose desk receives it
    sender = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    body = models.TextField()
    pasted = models.TextField(default="", blank=True)  # the text as it came, before furniture was cut
    language = models.CharField(max_length=2, default="hi")
    event_date = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, default="", blank=True)
    public_interest = models.TextField(default="", blank=True)  # row 0.16
    search_key = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField()
    form_key = models.CharField(max_length=40, unique=True)  # one form sent twice is one submission

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.title


class SubmissionMedia(models.Model):
    """A photo that came with a note."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="photos")
    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.position}"


class SubmissionStep(models.Model):
    """Who moved a note from one state to the next, when, and why."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=Submission.State.choices)
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(default="", blank=True)
    desk = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # it was given to
    earlier = models.JSONField(null=True)  # what the note said before its sender wrote it anew

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.state}"


class Draft(models.Model):
    """What somebody has typed and not yet sent; saved as they type, deleted when sent."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=60)  # "submission:<form_key>", "post:12"
    values = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="draft_once")]

    def __str__(self) -> str:
        return self.form
