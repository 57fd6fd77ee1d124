"""Declares what only an author can know, and lets a rule's hold pass on a named officer's word."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.compliance.declarations import DECLARATIONS
from jansetu.content.findings import LETTER
from jansetu.content.hashing import hashes_of
from jansetu.content.judging import judgements
from jansetu.content.models import Declared, Post, Release
from jansetu.content.operations.approvals import own_words, wrote_any_of
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability

CODES = frozenset(one.code for one in DECLARATIONS)
OPEN = frozenset({Post.State.DRAFT, Post.State.RETURNED, Post.State.AWAITING})


def declare(post: Post, codes: frozenset[str], *, by: Actor, now: datetime) -> None:
    """What the desk answers for is just this from now on: what is new is written, what is gone taken back."""
    by.require(Capability.DESK, post.unit, now=now)
    if codes - CODES:
        raise Refusal("no_such_declaration", hi="ऐसी कोई घोषणा नहीं है।", en="There is no such declaration.")
    with transaction.atomic():
        locked = _open(post)
        standing = Declared.objects.standing().filter(post=locked)
        had = set(standing.values_list("code", flat=True))
        Declared.objects.bulk_create(
            Declared(post=locked, code=code, by=by.tenure_or_refuse(), at=now) for code in sorted(codes - had)
        )
        standing.filter(code__in=had - codes).update(taken_back_by=by.tenure_or_refuse(), taken_back_at=now)
        if codes != had:
            _note("post.declared", locked, by, now, declared=sorted(codes), before=sorted(had))


def release(post: Post, *, rule: str, reason: str, by: Actor, now: datetime) -> list[Release]:
    """Let one rule's hold pass for the texts as they stand. Nobody does so for what they wrote themselves."""
    by.require(Capability.RELEASE, post.unit, now=now)
    if not LETTER.search(reason):
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    with transaction.atomic():
        locked = _open(post)
        if wrote_any_of(locked, by):
            raise own_words()
        held = [one for one in judgements(locked, now) if one.rule == rule and one.severity == "hold"]
        variants = {variant.pk for one in held for variant in one.variants}
        if not variants:
            raise Refusal(
                "nothing_held",
                hi="इस नियम से अब कुछ रुका नहीं है।",
                en="This rule holds nothing any more.",
            )
        given = Release.objects.bulk_create(
            Release(variant_id=pk, rule=rule, hash=digest, by=by.tenure_or_refuse(), at=now, reason=reason)
            for pk, digest in hashes_of(variants).items()
        )
        _note("post.released", locked, by, now, rule=rule, reason=reason, variants=sorted(variants))
    return given


def _open(post: Post) -> Post:
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.state not in OPEN:
        raise Refusal(
            "wrong_state",
            hi=f"यह पोस्ट अभी “{locked.get_state_display()}” है, इसलिए यह नहीं हो सकता।",
            en=f"This post is “{locked.state}” now, so this cannot be done.",
        )
    return locked


def _note(verb: str, post: Post, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, subject=("content.post", post.pk), unit_id=post.unit_id, detail=detail, now=now)
