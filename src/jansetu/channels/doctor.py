"""Examines official accounts: opens credentials and asks each platform whose they are. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from jansetu.channels.bridge import Asked, Heard, ask_each
from jansetu.channels.credentials import Opened, open_each
from jansetu.channels.custody import custody_of
from jansetu.channels.models import Channel
from jansetu.channels.practice import policy_for
from jansetu.connectors.capabilities import Identifies, TellsQuota
from jansetu.connectors.contracts import Account, Connector, Credentials, Quota
from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.fields.encrypted import KeyMissing


class Token(StrEnum):
    """What the examination found of a channel's credentials."""

    WORKS = "works"  # and they are the registered account's
    REFUSED = "refused"
    OTHER_ACCOUNT = "other_account"
    LIMITED = "limited"  # the platform wants to be asked later
    NO_ANSWER = "no_answer"
    TOO_SLOW = "too_slow"
    KEY_MISSING = "key_missing"
    MALFORMED = "malformed"  # sealed before the platform asked for what it asks for now
    NO_SANDBOX = "no_sandbox"
    DEFECT = "defect"  # ours: the connector broke
    NONE = "none"
    LOCAL = "local"  # our own portal needs none


@dataclass(frozen=True, slots=True)
class Finding:
    """What the platform said. `code` says more of a token that does not work, never its value."""

    token: Token
    code: str = ""
    account: str = ""  # the handle as the platform tells it
    ahead: timedelta | None = None  # how far our clock is ahead of the platform's
    quotas: tuple[Quota, ...] = ()  # where the platform can be asked what it still allows


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination:
    """What is true of one channel."""

    channel: Channel
    finding: Finding
    expires_at: datetime | None = None
    custodian_vacant: bool = False

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the token ends, negative once it has; None where nobody knows."""
        return (self.expires_at - now).days if self.expires_at else None


def examine(
    channels: Sequence[Channel], *, now: datetime, seconds: float, clock: Callable[[], datetime] = utcnow
) -> list[Examination]:
    """One a channel, in the order given: seven queries, then the platforms, each within so many seconds."""
    vacant = {custody.channel.pk for custody in custody_of(channels, now) if custody.is_vacant}
    opened = open_each(channel.pk for channel in channels)
    ready = {channel.pk: _ready(channel, opened.get(channel.pk)) for channel in channels}
    asked = [one for one in ready.values() if isinstance(one, Asked)]
    heard = ask_each(asked, _question, seconds=seconds, clock=clock)
    answers = dict(zip([one.channel.pk for one in asked], heard, strict=True))
    return [
        Examination(
            channel=channel,
            finding=_found(channel, ready[channel.pk], answers.get(channel.pk)),
            expires_at=opened[channel.pk].expires_at if channel.pk in opened else None,
            custodian_vacant=channel.pk in vacant,
        )
        for channel in channels
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """Whose credentials these are, and what the platform still allows them."""

    account: Account
    quotas: tuple[Quota, ...]


async def _question(connector: Connector) -> Told:
    if not isinstance(connector, Identifies):
        raise TypeError(connector.kind)
    account = await connector.whoami()
    return Told(account, await connector.quotas() if isinstance(connector, TellsQuota) else ())


def _ready(channel: Channel, opened: Opened | None) -> Asked | Finding:
    """What the platform can be asked with, or why it cannot be asked."""
    if channel.is_local:
        return Finding(Token.LOCAL)
    if opened is None:
        return Finding(Token.NONE)
    if isinstance(opened.credentials, KeyMissing):
        return Finding(Token.KEY_MISSING)
    if not isinstance(opened.credentials, Credentials):
        return Finding(Token.MALFORMED, opened.credentials.code)
    try:
        return Asked(channel=channel, credentials=opened.credentials, policy=policy_for(channel))
    except Refusal as refusal:
        return Finding(Token.NO_SANDBOX, refusal.code)


def _found(channel: Channel, ready: Asked | Finding, heard: Heard[Told] | None) -> Finding:
    if isinstance(ready, Finding) or heard is None:
        return ready if isinstance(ready, Finding) else Finding(Token.NONE)
    if isinstance(heard.answer, Told):
        account = heard.answer.account
        same = channel.remote_account_id in ("", account.remote_id)
        token = Token.WORKS if same else Token.OTHER_ACCOUNT
        return Finding(token, account=account.handle, ahead=heard.ahead, quotas=heard.answer.quotas)
    token, code = _meaning(heard.answer)
    return Finding(token, code, ahead=heard.ahead)


def _meaning(error: Exception) -> tuple[Token, str]:
    if isinstance(error, TimeoutError):
        return Token.TOO_SLOW, ""
    if isinstance(error, NotAuthorized):
        other = error.code == Token.OTHER_ACCOUNT
        return (Token.OTHER_ACCOUNT if other else Token.REFUSED), error.code
    if isinstance(error, ConnectorError):
        return (Token.LIMITED if isinstance(error, RateLimited) else Token.NO_ANSWER), error.code
    return Token.DEFECT, type(error).__name__  # its words could hold anything
