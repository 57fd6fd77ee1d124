"""What a connector raises: five errors, each naming the next step. Neither words nor codes carry a secret."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal

from jansetu.connectors.contracts import Quota


class ConnectorError(Exception):
    """The platform did not do what was asked."""

    next_step: ClassVar[str] = ""

    def __init__(
        self,
        code: str,
        *,
        status: int | None = None,
        hi: str = "",
        en: str = "",
        quota: Quota | None = None,
    ) -> None:
        """`code` is a short stable word ("duplicate", "too_long"); `hi`/`en` are for the author's eyes.

        Neither may carry a secret, a header or a body.
        """
        super().__init__(code)
        self.code, self.status, self.hi, self.en, self.quota = code, status, hi, en, quota


class Rejected(ConnectorError):
    """The platform says never: this text or media is refused."""

    next_step = "fail the delivery and tell its author why"


class NotAuthorized(ConnectorError):
    """The token is dead or a permission is missing."""

    next_step = "pause the channel and tell its custodian"


class RateLimited(ConnectorError):
    """Too fast: nothing was published; wait until `until` (UTC)."""

    next_step = "wait, and teach the limiter"

    def __init__(
        self, code: str, *, until: datetime, scope: Literal["account", "app"] = "account", **rest: Any
    ) -> None:
        super().__init__(code, **rest)
        self.until, self.scope = until, scope


class Unavailable(ConnectorError):
    """Surely not published: refused before anything was sent, or failed in a step that publishes nothing."""

    next_step = "try again with backoff"


class OutcomeUnknown(ConnectorError):
    """Maybe published: the answer was lost, unreadable, or came from a server in trouble."""

    next_step = "look on the platform before anything else"
