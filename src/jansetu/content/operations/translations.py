"""Lets a machine draft a text in the other language, and takes a person's word for having read it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content import translating
from jansetu.content.findings import LETTER
from jansetu.content.models import Post, Translation
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability


def can_translate() -> bool:
    """Whether a service is named in the settings."""
    return translating.configured() is not None


def draft_translation(post: Post, *, text: str, source: str, target: str, by: Actor, now: datetime) -> str:
    """A machine's draft for the editor. Until somebody has read it, nothing in that language goes out.

    The service is asked outside any transaction, and the mark is written before anybody sees the draft.
    """
    by.require(Capability.DESK, post.unit, now=now)
    service = translating.configured()
    if service is None:
        raise Refusal(
            "translation_off",
            hi="मशीनी अनुवाद इस स्थापना में चालू नहीं है।",
            en="Machine translation is not switched on in this installation.",
        )
    if not LETTER.search(text):
        raise Refusal(
            "nothing_to_translate", hi="अनुवाद के लिए पहले पाठ लिखें।", en="First write the text to be translated."
        )
    draft = translating.ask(service, text, source=source, target=target)
    model = service.model or service.kind
    with transaction.atomic():
        Translation.objects.create(
            post=post, language=target, model=model, made_by=by.tenure_or_refuse(), made_at=now
        )
        _record("post.machine_drafted", post, target, by, now, model=model)
    return draft


def mark_translation_read(post: Post, *, language: str, by: Actor, now: datetime) -> None:
    """A person's word that the machine's drafts in this language were read and mended; once is enough."""
    by.require(Capability.DESK, post.unit, now=now)
    with transaction.atomic():
        unread = Translation.objects.unread().filter(post=post, language=language)
        if unread.update(read_by=by.tenure_or_refuse(), read_at=now):
            _record("post.translation_read", post, language, by, now)


def _record(verb: str, post: Post, language: str, by: Actor, now: datetime, **detail: object) -> None:
    record(
        verb,
        by=by,
        subject=("content.post", post.pk),
        unit_id=post.unit_id,
        detail={"language": language, **detail},
        now=now,
    )
