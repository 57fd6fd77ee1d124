"""What a connector may be able to do: protocols, found with `isinstance`, never flags.

A connector has what it defines and nothing that its platform cannot do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from jansetu.connectors.contracts import (
    Account,
    AccountFigures,
    Hearing,
    Json,
    Outgoing,
    PostFigures,
    Progress,
    Quota,
    Receipt,
    RemotePost,
    Renewed,
    Reports,
    Sighting,
    TemplateFacts,
    Timeline,
)


@runtime_checkable
class Publishes(Protocol):
    """Can publish, one platform call a step."""

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Make the next call. A step that could publish raises OutcomeUnknown when in doubt."""
        ...


@runtime_checkable
class Finds(Protocol):
    """Can look for an earlier attempt."""

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Look for `outgoing` among the account's own posts since `since`; passes over `known` remote ids."""
        ...


@runtime_checkable
class Reads(Protocol):
    """Can read one post back, as evidence."""

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as it stands, or None where the platform says it is gone."""
        ...


@runtime_checkable
class Deletes(Protocol):
    """Can remove its own post."""

    async def delete(self, remote_id: str) -> None:
        """Remove it; a post that is already gone is a success, so that a repeat is harmless."""
        ...


@runtime_checkable
class Corrects(Protocol):
    """Can change the text of its own published post in place."""

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Replace the text; repeating it is harmless."""
        ...


@runtime_checkable
class Reposts(Protocol):
    """Can repost natively a post of another of our own accounts on the same platform."""

    async def repost(self, remote_id: str) -> Receipt:
        """Repost; one that already stands is a success with the same receipt, so that a repeat is harmless.

        OutcomeUnknown therefore means: call it again.
        """
        ...


@runtime_checkable
class Identifies(Protocol):
    """Can tell whose credentials these are: the connection test."""

    async def whoami(self) -> Account:
        """The account behind the credentials."""
        ...


@runtime_checkable
class Measures(Protocol):
    """Can tell figures of its account and of the account's own posts."""

    async def account_figures(self) -> AccountFigures:
        """The account's counts now."""
        ...

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """The counts of at most `figures_at_once` posts; those that are gone are left out."""
        ...


@runtime_checkable
class Listens(Protocol):
    """Can hear what others say to the account."""

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """The next page of remarks; an empty cursor begins with those said at `since`.

        Pages come in the platform's order. A remark may come twice and none is left out, so remarks are
        told apart by their remote ids. Rejected: the platform does not know the cursor any more; begin anew.
        """
        ...


@runtime_checkable
class Replies(Protocol):
    """Can answer a post or a remark in public view beneath it, or to its author alone where that is so."""

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Make the next call, as in publishing: in doubt it raises OutcomeUnknown."""
        ...

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """Look for the reply of an attempt made at `since`; `progress` is what that attempt began with."""
        ...


@runtime_checkable
class Hides(Protocol):
    """Can take a remark beneath its own post out of sight without deleting it."""

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide the remark, or with `hidden` false show it again; repeating it is harmless."""
        ...


@runtime_checkable
class Lists(Protocol):
    """Can tell the account's own posts, also those made in the platform's own app."""

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """The next page of the account's own posts; an empty cursor begins with those made at `since`.

        Reposts and replies are left out. A post may come twice and none is left out. Rejected: the platform
        does not know the cursor any more; begin anew.
        """
        ...


@runtime_checkable
class Hears(Protocol):
    """Can be asked what became of messages at their recipients."""

    async def reports(self, cursor: Json, *, since: datetime) -> Reports:
        """The next page of reports; an empty cursor begins with those that came at `since`."""
        ...


@runtime_checkable
class TellsQuota(Protocol):
    """Can be asked how much it still allows, where no header tells it."""

    async def quotas(self) -> tuple[Quota, ...]:
        """Each limit that the platform tells, as it stands now."""
        ...


@runtime_checkable
class KeepsTemplates(Protocol):
    """Keeps texts that it approved beforehand, to be sent with their places filled."""

    async def templates(self) -> tuple[TemplateFacts, ...]:
        """All of the account's, approved or not, as they stand now."""
        ...


@runtime_checkable
class Refreshes(Protocol):
    """Can renew its own credentials before they run out."""

    async def refresh(self) -> Renewed:
        """Fresh credentials. NotAuthorized: the grant is gone for good; any other error is passing."""
        ...


@runtime_checkable
class Subscribes(Protocol):
    """Can be told by us, and not only in its own dashboard, to call us when something happens."""

    async def subscribe(self, address: str, secret: str) -> None:
        """From now on call `address` when something happens to the account; repeating it is harmless.

        A platform that knows one address for the whole app takes the account into that app instead.
        """
        ...
