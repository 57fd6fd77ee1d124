"""How Telegram's Bot API says no: by status and parameters, and by words where there is nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from jansetu.connectors.errors import NotAuthorized, RateLimited, Rejected, Unavailable
from jansetu.connectors.http import Answer, Dialect, Verdict

# An edit that changes nothing is a 400 without a code of its own (Bot API 10.1, June 2026: ResponseParameters
# has migrate_to_chat_id and retry_after only). This beginning of the description is what tdlib's
# telegram-bot-api has sent since 2016 and what python-telegram-bot and aiogram match; seen August 2026.
NOT_MODIFIED = "Bad Request: message is not modified"
UNCHANGED = "unchanged"


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """Telegram's refusals that mean something else than their status."""
    if answer.status == 404:
        # The token is part of the address: one of the wrong form is an address that Telegram does not have.
        known = answer.get("error_code") == 404
        return Verdict(NotAuthorized, "token_refused") if known else Verdict(Unavailable, "blocked")
    if answer.count("parameters", "migrate_to_chat_id") is not None:
        return Verdict(NotAuthorized, "chat_moved")
    if answer.status == 429:
        wait = answer.count("parameters", "retry_after")
        until = None if wait is None else now + timedelta(seconds=min(max(wait, 0), 10**6))
        return Verdict(RateLimited, "rate_limited", until)
    if answer.status == 400 and str(answer.get("description")).startswith(NOT_MODIFIED):
        return Verdict(Rejected, UNCHANGED)
    return None


DIALECT = Dialect("Telegram", verdict)
