"""What platforms say, in a form that both databases can keep: a strange answer must not stop a worker."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import regex

from jansetu.connectors.contracts import Receipt
from jansetu.connectors.errors import OutcomeUnknown

ID_LENGTH, URL_LENGTH = 200, 500  # of the columns
UNKEEPABLE = regex.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither in text nor in JSON


def keepable(receipt: Receipt) -> Receipt:
    """The receipt; OutcomeUnknown where its id can be no platform's, for then nobody knows what was done."""
    remote_id = receipt.remote_id
    if not remote_id or len(remote_id) > ID_LENGTH or not remote_id.isprintable():
        raise OutcomeUnknown("unexpected_answer")
    if len(receipt.url) > URL_LENGTH or not receipt.url.isprintable():
        return replace(receipt, url="")
    return receipt


def plain(value: Any) -> Any:
    """JSON from a platform with the characters that cannot be kept replaced by U+FFFD."""
    if isinstance(value, str):
        return UNKEEPABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value
