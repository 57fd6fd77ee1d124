"""Posts and notes as pages list them, each list in a fixed number of queries. Checks no right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from jansetu.content.models import (
    ApprovalRequest,
    Draft,
    Placement,
    Post,
    Return,
    Revision,
    Submission,
    SubmissionMedia,
    SubmissionStep,
)
from jansetu.orgs.models import Person

NOTES = "submission:"  # how the drafts of notes are named


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with its latest revision, the open request for approval, the last return, and its channels."""

    post: Post
    revision: Revision | None
    request: ApprovalRequest | None
    returned: Return | None
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note with the last step of its way, the photos that came with it and the posts made of it."""

    submission: Submission
    step: SubmissionStep | None
    photos: int
    posts: tuple[Post, ...]


def post_lines(posts: Iterable[Post]) -> list[PostLine]:
    """One a post, in the order given; four queries besides theirs."""
    listed = list(posts)
    latest = Revision.objects.filter(post__in=listed).values("post").annotate(last=Max("pk")).values("last")
    revisions = {
        one.post_id: one
        for one in Revision.objects.filter(pk__in=latest).select_related("author__person").defer("snapshot")
    }
    open_requests = ApprovalRequest.objects.filter(post__in=listed, answered_at=None)
    requests = {one.post_id: one for one in open_requests.select_related("by__person").order_by("pk")}
    given_back = Return.objects.filter(post__in=listed).select_related("by__person").order_by("pk")
    returned = {one.post_id: one for one in given_back}
    placed: dict[int, list[Placement]] = defaultdict(list)
    for placement in Placement.objects.filter(post__in=listed).select_related("channel").order_by("pk"):
        placed[placement.post_id].append(placement)
    return [
        PostLine(
            post=post,
            revision=revisions.get(post.pk),
            request=requests.get(post.pk),
            returned=returned.get(post.pk),
            placements=tuple(placed[post.pk]),
        )
        for post in listed
    ]


def note_lines(submissions: Iterable[Submission]) -> list[NoteLine]:
    """One a note, in the order given; three queries besides theirs."""
    listed = list(submissions)
    last = SubmissionStep.objects.filter(submission__in=listed).values("submission").annotate(last=Max("pk"))
    found = SubmissionStep.objects.filter(pk__in=last.values("last")).select_related("by__person")
    steps = {step.submission_id: step for step in found}
    photos: dict[int, int] = defaultdict(int)
    for submission in SubmissionMedia.objects.filter(submission__in=listed).values_list(
        "submission_id", flat=True
    ):
        photos[submission] += 1
    posts: dict[int | None, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(submission__in=listed).order_by("pk"):
        posts[post.submission_id].append(post)
    return [
        NoteLine(submission, steps.get(submission.pk), photos[submission.pk], tuple(posts[submission.pk]))
        for submission in listed
    ]


def count_by_state(submissions: QuerySet[Submission]) -> dict[str, int]:
    """How many stand in each state; one query."""
    counted = submissions.order_by().values("state").annotate(many=Count("pk"))
    return {row["state"]: row["many"] for row in counted}


def unsent_notes(person: Person) -> list[Draft]:
    """What somebody has begun and not sent, the last typed first; two queries."""
    drafts = list(
        Draft.objects.filter(person=person, form__startswith=NOTES).order_by("-saved_at", "-pk")[:10]
    )
    keys = [draft.form.removeprefix(NOTES) for draft in drafts]
    sent = set(Submission.objects.filter(form_key__in=keys).values_list("form_key", flat=True))
    return [draft for draft in drafts if draft.form.removeprefix(NOTES) not in sent]
