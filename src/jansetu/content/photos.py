"""Which stored photos a charge may see, and which it may put under a text of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from jansetu.content.models import Media, Post, Submission, SubmissionMedia, VariantPicture
from jansetu.orgs.rights import Actor


def photos_seen_by(actor: Actor, now: datetime) -> QuerySet[Media]:
    """Its own office's, and those of the notes and posts that it may read."""
    notes = SubmissionMedia.objects.filter(
        submission__in=Submission.objects.visible_to(actor, now).values("pk")
    )
    posts = VariantPicture.objects.filter(variant__post__in=Post.objects.visible_to(actor, now).values("pk"))
    return Media.objects.filter(
        _own(actor) | Q(pk__in=notes.values("media")) | Q(pk__in=posts.values("media"))
    )


def own_photos(actor: Actor, ids: Iterable[int]) -> list[Media]:
    """Those of `ids` that the charge's office uploaded, in the order of `ids`, each once."""
    wanted = list(dict.fromkeys(ids))
    found = {media.pk: media for media in Media.objects.filter(_own(actor), pk__in=wanted)}
    return [found[one] for one in wanted if one in found]


def _own(actor: Actor) -> Q:
    return Q(unit=actor.tenure.position.unit_id) if actor.tenure else Q(pk__in=[])
