"""What was granted on one practice platform: codes, access tokens, refresh tokens. Outlives a restart.

A token is an entry kept aside in the world; a family is all that came of one consent.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, Literal

from jansetu.sandbox.exchange import Json, Malformed
from jansetu.sandbox.world import Account, World

Kind = Literal["app", "code", "access", "refresh", "login"]
FOREVER = 10**12  # seconds since 1970
DEEDS = ("expire", "revoke", "life", "withhold")


class Grants:
    """The tokens of one platform."""

    def __init__(self, world: World, platform: str) -> None:
        self.world, self.platform = world, platform
        self.life: float | None = (
            None  # seconds, in place of the platform's own; for what is issued from now on
        )
        self.withholds = (
            False  # no refresh token comes with a consent, as Google does where it gave one before
        )

    @property
    def shelf(self) -> str:
        """Under which name the world keeps them."""
        return f"oauth-{self.platform}"

    def issue(self, kind: Kind, *, lives: float = FOREVER, family: str = "", **facts: Any) -> str:
        """A new token, app or code; `lives` in seconds."""
        if kind == "access" and self.life is not None:
            lives = self.life
        token = f"{kind}-{secrets.token_urlsafe(24)}"
        kept = {"kind": kind, "ends": min(self.world.clock() + lives, FOREVER), "family": family or token}
        self.world.set_aside(self.shelf, token, {**kept, **facts})
        return token

    def find(self, kind: Kind, token: str) -> Json | None:
        """What is known of a token that serves; None where it is dead, used or was never issued."""
        known = self.world.aside.get((self.shelf, token))
        if known is None or known["kind"] != kind or known["ends"] <= self.world.clock():
            return None
        return known

    def use_up(self, kind: Kind, token: str) -> Json | None:
        """The same of what serves once; used a second time it takes its whole family along (as X does)."""
        known = self.find(kind, token)
        if known is None:
            dead = self.world.aside.get((self.shelf, token))
            if dead is not None and dead.get("used"):
                self.end_family(dead["family"])
            return None
        self._change(token, known, used=True, ends=0)
        return known

    def account_of(self, token: str) -> Account | None:
        """Whose access token it is."""
        known = self.find("access", token)
        return self.world.account(self.platform, known["account"]) if known else None

    def end_family(self, family: str) -> None:
        """A consent is over, with all that came of it."""
        for token, known in self._every():
            if known["family"] == family:
                self._change(token, known, ends=0)

    def command(self, asked: Json) -> None:
        """What the control API asks: `do` expire (access tokens end now) or revoke (all end) of an account,
        `life` (of access tokens from now on, in seconds), `withhold` (no refresh tokens).
        """
        deed, account = asked.get("do"), asked.get("account")
        if deed not in DEEDS:
            raise Malformed
        if deed == "life":
            self.life = asked.get("seconds")
        elif deed == "withhold":
            self.withholds = asked.get("on", True) is True
        for token, known in self._every() if deed in ("expire", "revoke") else ():
            ends = known["kind"] == "access" or (deed == "revoke" and known["kind"] in ("refresh", "login"))
            if ends and account in (None, known.get("account")):
                self._change(token, known, ends=0)

    def _every(self) -> Iterator[tuple[str, Json]]:
        yield from [
            (token, known) for (shelf, token), known in self.world.aside.items() if shelf == self.shelf
        ]

    def _change(self, token: str, known: Json, **changed: Any) -> None:
        self.world.set_aside(self.shelf, token, {**known, **changed})
