"""What a platform's calls to us look like to whoever receives them: genuine or not, and what they tell.

A hook reads; it keeps nothing, answers nobody and asks no platform.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from jansetu.connectors.contracts import Json, Remark, RemotePost, Report
from jansetu.connectors.oauth import AppField

Secrets = Mapping[str, str]  # of the app at the platform, by the platform's names for them


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request as it came. Header names are in lower case."""

    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that a call told; `id` is the platform's own, so that a repetition is recognised."""

    id: str
    account: str  # the platform's id of our account that it is about; empty where it names none
    raw: Json


class Hook:
    """Base of each platform's hook; what a platform does not tell is nothing here."""

    kind: ClassVar[str]
    app_fields: ClassVar[tuple[AppField, ...]] = ()  # what the app is registered with here, to be called

    def challenge(self, call: Call, secrets: Secrets) -> str | None:
        """The answer to a GET by which the platform makes sure that we are there; None: refuse it."""
        return None

    def is_genuine(self, call: Call, secrets: Secrets) -> bool:
        """Whether the platform itself made this call; compared in constant time over the raw body."""
        raise NotImplementedError

    def items(self, call: Call) -> tuple[Item, ...]:
        """What a genuine call tells; what is unknown is passed on too, so that nothing is lost."""
        raise NotImplementedError

    def reports(self, raw: Json) -> tuple[Report, ...]:
        """What became of messages at their recipients."""
        return ()

    def remarks(self, raw: Json) -> tuple[Remark, ...]:
        """What others said to the account."""
        return ()

    def posts(self, raw: Json) -> tuple[RemotePost, ...]:
        """Posts that stand on the account's own timeline now."""
        return ()
