"""How WhatsApp says no: by the Graph API's codes, in an answer or in a report; never by its words."""

from __future__ import annotations

from datetime import datetime, timedelta

from jansetu.connectors import graph
from jansetu.connectors.errors import NotAuthorized, RateLimited, Rejected, Unavailable
from jansetu.connectors.http import Answer, Dialect, Verdict

LABEL = "WhatsApp"
# "Error codes", developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, as
# updated on 15.5.2026. A code means the same in an answer and in a report. What is not listed means what its
# status says; 131000 and 131016 are servers in trouble (500, 503), and so in doubt.
MEANS = {
    0: graph.TOKEN,
    131005: graph.PERMISSION,
    131031: Verdict(NotAuthorized, "account_locked"),
    130497: Verdict(NotAuthorized, "account_locked"),  # barred from writing to people in this country
    131042: Verdict(NotAuthorized, "payment_due"),
    131045: Verdict(NotAuthorized, "number_not_registered"),
    133010: Verdict(NotAuthorized, "number_not_registered"),
    131057: Verdict(Unavailable, "maintenance"),
    130429: Verdict(RateLimited, "rate_limited"),  # 80 messages a second and number
    131048: Verdict(RateLimited, "too_many_complaints"),
    131056: Verdict(RateLimited, "rate_limited"),  # too many to the same person: one in six seconds
    131021: Verdict(Rejected, "own_number"),
    131030: Verdict(Rejected, "not_a_test_number"),
    131026: Verdict(Rejected, "undeliverable"),
    131047: Verdict(Rejected, "window_closed"),
    131049: Verdict(Rejected, "held_back"),  # enough of marketing for this person, from all businesses
    130472: Verdict(Rejected, "held_back"),  # the person is part of Meta's own experiment
    131050: Verdict(Rejected, "opted_out"),
    131052: Verdict(Rejected, "media_refused"),
    131053: Verdict(Rejected, "media_refused"),
    132000: Verdict(Rejected, "template_places"),
    132012: Verdict(Rejected, "template_places"),
    132018: Verdict(Rejected, "template_places"),
    132001: Verdict(Rejected, "template_unknown"),
    132005: Verdict(Rejected, "template_too_long"),
    132007: Verdict(Rejected, "template_policy"),
    132015: Verdict(Rejected, "template_paused"),
    132016: Verdict(Rejected, "template_disabled"),
    133016: Verdict(RateLimited, "rate_limited"),
}
COMPLAINED = timedelta(hours=1)  # 131048 goes by the complaints of days: asking each minute makes it worse
known = graph.verdict_of(MEANS, {})


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """What a refusal means; how long to wait where WhatsApp never says it."""
    found = known(answer, now)
    if found is not None and found.code == "too_many_complaints":
        return found._replace(until=now + COMPLAINED)
    return found


def word_of(code: int | None) -> str:
    """The short stable word for what a report tells by its code."""
    found = MEANS.get(code) if code is not None else None
    if found is None and code is not None:
        found = graph.MEANS.get(code)
    return found.code if found else "message_failed"


DIALECT = Dialect(LABEL, verdict, graph.quota_of("whatsapp"))
