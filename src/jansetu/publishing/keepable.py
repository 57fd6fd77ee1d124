"""What platforms say, in a form that both databases can keep: a strange answer must not stop a worker."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import regex

from jansetu.connectors.contracts import Progress, Receipt
from jansetu.connectors.errors import OutcomeUnknown

ID_LENGTH, URL_LENGTH = 200, 500  # of the columns
UNKEEPABLE = regex.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither in text nor in JSON


def keepable(receipt: Receipt) -> Receipt:
    """The receipt; OutcomeUnknown where its id can be no platform's, for then nobody knows what was done."""
    _require_ids(receipt.remote_id, *receipt.further_ids)
    return replace(receipt, url=address_or_nothing(receipt.url))


def keepable_progress(progress: Progress) -> Progress:
    """The progress; OutcomeUnknown where the id of a part that is out can be no platform's."""
    _require_ids(*progress.posted)
    return progress


def _require_ids(*ids: str) -> None:
    if not all(one and len(one) <= ID_LENGTH and one.isprintable() for one in ids):
        raise OutcomeUnknown("unexpected_answer")


def address_or_nothing(url: str) -> str:
    """An address as it can be kept; empty where it cannot."""
    return url if len(url) <= URL_LENGTH and url.isprintable() else ""


def plain(value: Any) -> Any:
    """JSON from a platform with the characters that cannot be kept replaced by U+FFFD."""
    if isinstance(value, str):
        return UNKEEPABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value
