"""A post as the rules see it: one matter for each text that goes somewhere. Plain facts, no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from jansetu.compliance.contracts import Matter, Neighbour, Passage, Seen
from jansetu.content.models import Declared, Placement, Post, Variant
from jansetu.content.reading_photos import seen_on
from jansetu.core.text.parts import parts_of

LATELY = timedelta(hours=12)  # X's window for the same words is not documented; about half a day was seen
NEIGHBOURS = 50


class Told(NamedTuple):
    """A variant and what the rules read of it."""

    variant: Variant
    matter: Matter


def matters_of(post: Post, now: datetime) -> list[Told]:
    """Of each variant that goes somewhere; a fixed number of queries."""
    variants = list(
        Variant.objects.filter(post=post, placements__isnull=False)
        .distinct()
        .select_related("channel")
        .prefetch_related("pictures__media__reading")
        .order_by("pk")
    )
    declared = frozenset(Declared.objects.standing().filter(post=post).values_list("code", flat=True))
    neighbours = _said_lately(post, now) if any(one.kind == "x" for one in variants) else ()
    return [Told(one, _matter(post, one, variants, declared, neighbours, now)) for one in variants]


def _matter(
    post: Post,
    variant: Variant,
    variants: Sequence[Variant],
    declared: frozenset[str],
    neighbours: tuple[Neighbour, ...],
    now: datetime,
) -> Matter:
    seen, read = seen_on(variant)
    own = Passage(place="text", text=variant.text, language=variant.language)
    title = [Passage(place="title", text=variant.title, language=variant.language)] if variant.title else []
    return Matter(
        platform=variant.kind,
        kind=post.kind,
        language=variant.language,
        passages=(own, *title, *_alts(variant, seen), *read),
        seen=seen,
        counterpart=next(
            (
                Passage(place="text", text=one.text, language=one.language)
                for one in variants
                if one.kind == variant.kind and one.language != variant.language
            ),
            None,
        ),
        neighbours=neighbours if variant.kind == "x" else (),
        declared=declared,
        at=now,
    )


def _alts(variant: Variant, seen: Sequence[Seen]) -> list[Passage]:
    return [
        Passage(place=f"alt:{number}", text=one.alt, language=variant.language)
        for number, one in enumerate(seen)
        if one.alt
    ]


def _said_lately(post: Post, now: datetime) -> tuple[Neighbour, ...]:
    """What other posts say on X, approved within the last half day, on other accounts than this one's."""
    own = Placement.objects.filter(post=post).values("channel")
    rows = (
        Placement.objects.filter(
            variant__kind="x",
            repost_of=None,
            variant__approvals__at__gt=now - LATELY,
            post__state=Post.State.APPROVED,
            channel__practice=False,
        )
        .exclude(post=post)
        .exclude(channel__in=own)
        .order_by("-pk")
        .values_list("channel__handle", "variant__text")
        .distinct()[:NEIGHBOURS]
    )
    return tuple(Neighbour(account=handle, text=parts_of(text)[0]) for handle, text in rows)
