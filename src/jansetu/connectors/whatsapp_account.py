"""What WhatsApp tells of a number and its business account: who it is, its limit, its templates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jansetu.connectors.contracts import Account, Quota, TemplateFacts
from jansetu.connectors.http import Answer

NUMBER_FIELDS = "id,display_phone_number,verified_name,quality_rating"
TEMPLATE_FIELDS = "name,language,status,category,components"
# How many people may be written to in a moving day, outside of talks: of the whole portfolio, whatever number
# writes. "Messaging limits", developers.facebook.com, as updated on 8.5.2026; TIER_50 and TIER_1K are older.
LIMIT_FIELD, OLDER_LIMIT_FIELD = "whatsapp_business_manager_messaging_limit", "messaging_limit_tier"
TIERS = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_1K": 1_000,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
}
DAY = timedelta(days=1)


def account(answer: Answer) -> Account:
    """The number; there is no page of it that a citizen could open."""
    number = answer.text("display_phone_number")
    name = answer.get("verified_name")
    return Account(remote_id=answer.text("id"), handle=number, name=str(name) if name else number, url="")


def quotas(answer: Answer, field: str, now: datetime) -> tuple[Quota, ...]:
    """The limit. WhatsApp tells neither how much of it is used nor when: all of it, for a day from now."""
    limit = TIERS.get(str(answer.get(field)))
    if limit is None:  # unlimited, or none yet
        return ()
    return (Quota(scope="app", name="people", limit=limit, remaining=limit, resets_at=now + DAY),)


def templates(answer: Answer) -> list[TemplateFacts]:
    """Those of one page."""
    return [_template(answer, at) for at in range(len(answer.items("data")))]


def _template(answer: Answer, at: int) -> TemplateFacts:
    body = _component(answer, at, "BODY")
    header = _component(answer, at, "HEADER")
    return TemplateFacts(
        name=answer.text("data", at, "name"),
        language=answer.text("data", at, "language"),
        body=str(body.get("text") or ""),
        header=str(header.get("format") or "").lower(),
        category=str(answer.get("data", at, "category") or "").lower(),
        state=answer.text("data", at, "status"),
    )


def _component(answer: Answer, at: int, kind: str) -> dict[str, Any]:
    """The template's part of that kind; nothing where it has none."""
    found = answer.get("data", at, "components")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and str(one.get("type")).upper() == kind:
            return one
    return {}
