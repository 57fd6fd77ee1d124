"""Asks for approval, gives it or sends back. Nobody approves what they wrote any part of."""

from __future__ import annotations

from datetime import datetime

import regex
from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content.checks import findings, is_blocked
from jansetu.content.findings import Finding
from jansetu.content.hashing import hashes_of
from jansetu.content.judging import judgements
from jansetu.content.models import Approval, ApprovalRequest, Post, Return, Revision, Variant
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability

State = Post.State
LETTER = regex.compile(r"\p{L}")


def request_approval(
    post: Post, *, publish_at: datetime | None, note: str = "", by: Actor, now: datetime
) -> ApprovalRequest:
    """Ask that the post as it stands goes out at `publish_at` (None: as soon as it is approved)."""
    by.require(Capability.DESK, post.unit, now=now)
    if publish_at is not None and publish_at <= now:
        raise Refusal("hour_past", hi="यह समय बीत चुका है।", en="This hour has passed.")
    with transaction.atomic():
        locked = _locked(post, {State.DRAFT, State.RETURNED})
        _refuse_blocked(findings(locked))
        _refuse_unlawful(locked, {"block"}, now)
        request = ApprovalRequest.objects.create(
            post=locked,
            revision=_latest(locked),
            by=by.tenure_or_refuse(),
            at=now,
            publish_at=publish_at,
            note=note,
        )
        _move(locked, State.AWAITING, "post.approval_requested", by, now, note)
    return request


def return_post(post: Post, *, note: str, by: Actor, now: datetime) -> Return:
    """Send it back to the desk, with the reason."""
    by.require(Capability.APPROVE, post.unit, now=now)
    if not LETTER.search(note):
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    with transaction.atomic():
        locked = _locked(post, {State.AWAITING})
        returned = Return.objects.create(
            post=locked, revision=_latest(locked), by=by.tenure_or_refuse(), at=now, note=note
        )
        _answer(locked, now)
        _move(locked, State.RETURNED, "post.returned", by, now, note)
    return returned


def approve(post: Post, *, seen_revision: int, note: str = "", by: Actor, now: datetime) -> list[Approval]:
    """Approve exactly `seen_revision`: one approval, bound to its hash, for each variant that goes out."""
    by.require(Capability.APPROVE, post.unit, now=now)
    with transaction.atomic():
        locked = _locked(post, {State.AWAITING})
        revision = _latest(locked)
        if revision.number != seen_revision:
            raise Refusal(
                "changed_meanwhile",
                hi="आपके पढ़ने के बाद यह पोस्ट बदल गई। कृपया नया पाठ पढ़कर अनुमोदन करें।",
                en="This post changed after you read it. Please read the new text before you approve.",
            )
        _refuse_authors(locked, by)
        _refuse_blocked(findings(locked))
        _refuse_unlawful(locked, {"block", "hold"}, now)
        approvals = _approvals(locked, revision, note, by, now)
        _answer(locked, now)
        _move(locked, State.APPROVED, "post.approved", by, now, note, hashes=[one.hash for one in approvals])
    post.state = locked.state
    return approvals


def wrote_any_of(post: Post, by: Actor) -> bool:
    """Whether this person, in any charge, wrote the note, wrote it anew, or wrote any version of the post."""
    return by.person is not None and Post.objects.written_by(by.person).filter(pk=post.pk).exists()


def own_words() -> Refusal:
    """The sentence for whoever would let their own words go out."""
    return Refusal(
        "own_words",
        hi="आपने यह समाचार या इसका कोई रूप लिखा है, इसलिए अनुमोदन कोई और करेगा।",
        en="You wrote this note or a version of it, so somebody else must approve it.",
    )


def _refuse_authors(post: Post, by: Actor) -> None:
    if wrote_any_of(post, by):
        raise own_words()


def _refuse_blocked(found: list[Finding]) -> None:
    if is_blocked(found):
        first = next(finding for finding in found if finding.severity == "block")
        raise Refusal(first.code, hi=first.hi, en=first.en)


def _refuse_unlawful(post: Post, gravest: set[str], now: datetime) -> None:
    """What a rule blocks, and for an approval what it holds and no officer let pass."""
    for one in judgements(post, now):
        if one.stands and one.severity in gravest:
            raise Refusal(one.rule, hi=f"{one.title_hi}: {one.hi}", en=f"{one.title_en}: {one.en}")


def _approvals(post: Post, revision: Revision, note: str, by: Actor, now: datetime) -> list[Approval]:
    placed = Variant.objects.filter(post=post, placements__isnull=False).distinct()
    hashes = hashes_of(placed.values_list("pk", flat=True))
    return Approval.objects.bulk_create(
        Approval(variant_id=pk, revision=revision, hash=digest, by=by.tenure_or_refuse(), at=now, note=note)
        for pk, digest in hashes.items()
    )


def _latest(post: Post) -> Revision:
    return post.revisions.order_by("number").select_related("author").reverse()[0]


def _locked(post: Post, states: set[Post.State]) -> Post:
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.state not in states:
        raise Refusal(
            "wrong_state",
            hi=f"यह पोस्ट अभी “{locked.get_state_display()}” है, इसलिए यह नहीं हो सकता।",
            en=f"This post is “{locked.state}” now, so this cannot be done.",
        )
    return locked


def _answer(post: Post, now: datetime) -> None:
    ApprovalRequest.objects.filter(post=post, answered_at=None).update(answered_at=now)


def _move(
    post: Post, state: Post.State, verb: str, by: Actor, now: datetime, note: str, **detail: object
) -> None:
    post.state = state
    post.save(update_fields=["state"])
    record(
        verb,
        by=by,
        subject=("content.post", post.pk),
        unit_id=post.unit_id,
        detail={"note": note, **detail},
        now=now,
    )
