"""What waits for a charge among the notes: returned to its office, received at its desk."""

from __future__ import annotations

from django.urls import reverse

from jansetu.content.models import Submission, SubmissionQuerySet
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest
from jansetu.web.filling import said
from jansetu.web.waiting import Row, Section

MOST = 5


def waiting(request: DeskRequest) -> list[Section]:
    """The sections that hold something; two queries each."""
    unit = request.actor.tenure_or_refuse().position.unit
    sections = []
    if Capability.SUBMIT in request.capabilities:
        returned = Submission.objects.of_office(unit).filter(state=Submission.State.RETURNED)
        title = in_language("आपके कार्यालय को लौटाई गई", "Returned to your office")
        sections.append(_section(title, returned, "?scope=office&state=returned"))
    if Capability.DESK in request.capabilities:
        visible = Submission.objects.visible_to(request.actor, request.now)
        received = visible.for_desk(unit).waiting().in_turn()
        title = in_language("आपके डेस्क पर आई सूचनाएँ", "Notes at your desk")
        sections.append(_section(title, received, "?scope=desk&state=waiting"))
    return [section for section in sections if section.count]


def _section(title: str, notes: SubmissionQuerySet, query: str) -> Section:
    rows = [_row(note) for note in notes.for_list()[:MOST]]
    count = len(rows) if len(rows) < MOST else notes.count()
    return Section(title=title, rows=rows, count=count, more=reverse("notes") + query)


def _row(note: Submission) -> Row:
    return Row(
        title=note.title,
        url=reverse("note", args=[note.pk]),
        state=note.state,
        state_label=note.get_state_display(),
        meta=(said(note.unit, "name"), note.reference),
        when=note.received_at,
    )


def latest(request: DeskRequest) -> Section | None:
    """For whoever sends: the office's newest notes and what became of each. One query."""
    if Capability.SUBMIT not in request.capabilities or Capability.DESK in request.capabilities:
        return None
    unit = request.actor.tenure_or_refuse().position.unit
    notes = Submission.objects.of_office(unit).for_list().order_by("-received_at")[:MOST]
    title = in_language("आपके कार्यालय की नवीनतम सूचनाएँ", "Your office's latest notes")
    rows = [_row(note) for note in notes]
    return Section(title=title, rows=rows, count=len(rows), more=reverse("notes"))
