"""Channels as connectors need them, opened once and kept until a channel's tokens are others."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from jansetu.channels.credentials import open_credentials
from jansetu.channels.models import Channel
from jansetu.channels.practice import policy_for
from jansetu.connectors.contracts import Credentials
from jansetu.core.errors import Refusal
from jansetu.core.http import AddressPolicy
from jansetu.engine import sql
from jansetu.fields.encrypted import KeyMissing
from jansetu.publishing.jobs import Account

log = logging.getLogger(__name__)


class Accounts:
    """Opened accounts by channel; used in the database thread only."""

    def __init__(self) -> None:
        self._known: dict[int, Account] = {}

    def of(self, versions: Mapping[int, Any]) -> dict[int, Account]:
        """By channel, for those whose credentials can be opened. `versions`: since when their tokens are."""
        wanted = {channel: version_of(at) for channel, at in versions.items() if at is not None}
        fresh = [channel for channel, version in wanted.items() if self._version(channel) != version]
        if fresh:
            self._open(fresh, wanted)
        return {
            channel: self._known[channel]
            for channel, version in wanted.items()
            if self._version(channel) == version
        }

    def _version(self, channel: int) -> str | None:
        known = self._known.get(channel)
        return known.version if known else None

    def _open(self, fresh: list[int], wanted: Mapping[int, str]) -> None:
        channels = Channel.objects.in_bulk(fresh)
        for number, credentials in _opened(fresh).items():
            channel = channels[number]
            policy = _policy(channel)
            if policy is not None:
                self._known[number] = Account(
                    channel=number,
                    kind=channel.kind,
                    version=wanted[number],
                    practice=channel.practice,
                    credentials=credentials,
                    policy=policy,
                )


def version_of(sealed_at: Any) -> str:
    """The same word for the same tokens, whichever way their row was read."""
    return sql.moment(sealed_at).isoformat()


def _policy(channel: Channel) -> AddressPolicy | None:
    """None for a practice channel where the practice platforms are not running."""
    try:
        return policy_for(channel)
    except Refusal as refusal:
        log.error("channel %s: %s", channel.pk, refusal.en)
        return None


def _opened(channels: list[int]) -> dict[int, Credentials]:
    """All at once; one by one where a seal does not open, so that it stops nobody else's channel."""
    try:
        return open_credentials(channels)
    except (KeyMissing, Refusal):
        return dict(_one_by_one(channels))


def _one_by_one(channels: Iterable[int]) -> Iterable[tuple[int, Credentials]]:
    for channel in channels:
        try:
            yield from open_credentials([channel]).items()
        except (KeyMissing, Refusal) as trouble:
            log.error("channel %s: its credentials do not open (%s)", channel, type(trouble).__name__)
