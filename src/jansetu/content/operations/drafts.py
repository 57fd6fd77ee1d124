"""Keeps what somebody types before they send it. Only its author ever sees it; nothing is audited here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from jansetu.content.models import Draft
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Person

LARGEST = 200_000  # characters of one draft; the longest speech is a quarter of it


def save_draft(*, person: Person, form: str, values: dict[str, Any], now: datetime) -> Draft:
    """Keep the values of a form as they stand; the last save wins."""
    if sum(len(str(value)) for value in values.values()) > LARGEST:
        raise Refusal(
            "draft_too_long",
            hi="यह पाठ मसौदे के लिए बहुत लंबा है; कृपया इसे छोटा करें।",
            en="This text is too long for a draft; please shorten it.",
        )
    with transaction.atomic():
        draft, _ = Draft.objects.update_or_create(
            person=person, form=form, defaults={"values": values, "saved_at": now}
        )
    return draft


def swap_photo(*, person: Person, form: str, old: int, new: int, now: datetime) -> None:
    """Put another photo in the place of one that a draft holds; its words stay."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(person=person, form=form).first()
        if draft is None or str(old) not in draft.values.get("photo", []):
            return
        photos = [str(new) if one == str(old) else one for one in draft.values["photo"]]
        words = {name: value for name, value in draft.values.items() if name != f"alt-{old}"}
        alt = draft.values.get(f"alt-{old}", "")
        draft.values = words | {"photo": list(dict.fromkeys(photos)), f"alt-{new}": alt}
        draft.saved_at = now
        draft.save(update_fields=["values", "saved_at"])


def saved_draft(person: Person | None, form: str) -> Draft | None:
    """What was typed and not yet sent, with the moment of the last save."""
    return Draft.objects.filter(person=person, form=form).first()


def draft_values(person: Person, form: str) -> dict[str, Any]:
    """What was typed and not yet sent, or nothing."""
    draft = saved_draft(person, form)
    values: dict[str, Any] = draft.values if draft else {}
    return values


def forget_draft(*, person: Person | None, form: str) -> None:
    """What was sent is a draft no more."""
    Draft.objects.filter(person=person, form=form).delete()
