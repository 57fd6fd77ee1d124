"""What a mail server's answers mean: by command, reply code and RFC 3463's enhanced code, never by words."""

from __future__ import annotations

from typing import Literal

import regex

from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.http import Verdict, failure

LABEL = "ई-मेल (e-mail)"  # in sentences, which are in both languages
Phase = Literal["greeting", "login", "sender", "recipient", "content"]
ENHANCED = regex.compile(r"\s*(?P<code>[245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9])")
TOO_LARGE = {"5.3.4", "5.2.3"}
SENDERS = {"5.1.7", "5.1.8"}  # of 5.1.x, which is about addresses, these are about the sender's
TOO_FAST = {"4.5.3", "4.4.5"}  # too many recipients, congestion; and all of 4.7.x where it is no greylisting
UNKNOWN_ADDRESS = {550, 551, 553}  # where the server gives no enhanced code


def troubled(verdict: Verdict, status: int | None = None) -> ConnectorError:
    """The error of a verdict, with its sentences."""
    return failure(verdict, LABEL, status=status)


def enhanced(text: str) -> str:
    """RFC 2034: the code at the beginning of a reply's text, or nothing."""
    found = ENHANCED.match(text)
    return found["code"] if found else ""


def verdict_of(phase: Phase, status: int, text: str) -> Verdict:
    """What a reply other than the expected one means at this command."""
    told = enhanced(text)
    if 400 <= status < 500:
        return _not_now(phase, status, told)
    if 500 <= status < 600:
        return _never(phase, status, told)
    error = OutcomeUnknown if phase == "content" else Unavailable
    return Verdict(error, "unexpected_answer")


def is_dead(told: str) -> bool:
    """Whether RFC 3463's code says that there is no such address."""
    return told.startswith("5.1.") and told not in SENDERS


def _not_now(phase: Phase, status: int, told: str) -> Verdict:
    """RFC 5321, 4.2.1: the action did not occur, also after the content; it may be asked for again."""
    throttled = told.startswith("4.7.") or told in TOO_FAST
    # 450 4.7.1 at a recipient is greylisting, 454 4.7.0 at the login a passing trouble: nobody was too fast.
    if throttled and (status == 421 or phase in ("sender", "content") or told == "4.5.3"):
        return Verdict(RateLimited, "rate_limited")
    return Verdict(Unavailable, "not_now")


def _never(phase: Phase, status: int, told: str) -> Verdict:
    if phase == "greeting":
        return Verdict(Unavailable, "blocked")
    if phase == "login" or status == 530:
        return Verdict(NotAuthorized, "login_refused")
    if told in TOO_LARGE or (status == 552 and not told):
        return Verdict(Rejected, "too_large")
    if phase == "sender":
        return Verdict(NotAuthorized, "sender_refused")
    if is_dead(told) or (phase == "recipient" and not told and status in UNKNOWN_ADDRESS):
        return Verdict(Rejected, "address_dead")
    return Verdict(Rejected, "recipient_refused" if phase == "recipient" else "rejected")
