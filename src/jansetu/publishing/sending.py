"""One platform call in the event loop: what it raises becomes an outcome. Touches no database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import TypeGuard, TypeVar

from aiohttp import ClientSession

from jansetu.connectors.capabilities import Corrects, Deletes, Finds, Publishes, Reads, Reposts
from jansetu.connectors.contracts import Connector, Found, Progress, Resumes, Sighting
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.http import Http
from jansetu.connectors.registry import connect
from jansetu.core.http import AddressPolicy, open_session
from jansetu.engine.clock import elapsed
from jansetu.publishing.jobs import (
    Account,
    Evidence,
    Impossible,
    Job,
    Outcome,
    Removed,
    Result,
    Search,
    SearchResult,
    Takedown,
    TakedownResult,
    Unsent,
)
from jansetu.publishing.keepable import keepable, keepable_progress

log = logging.getLogger(__name__)
T = TypeVar("T")
START_BEFORE: ContextVar[float] = ContextVar("START_BEFORE")
Connect = Callable[[Account], Connector]
EVIDENCE_TRIES = 3  # readings of a post before it is removed without its evidence


class TooLate(Exception):
    """What was checked before this call is no longer fresh, or the worker is stopping: nothing was sent."""


class Connections:
    """Connectors by channel and the pools beneath them; used in the event loop only."""

    def __init__(self, *, pool: int) -> None:
        """`pool`: connections at most; never fewer than jobs under way, or some wait past their checks."""
        self._pool = pool
        self._stopping = False
        self._sessions: dict[AddressPolicy, ClientSession] = {}
        self._connectors: dict[int, tuple[str, Connector]] = {}

    def of(self, account: Account) -> Connector:
        """The connector of a channel, made once for each time it was connected."""
        known = self._connectors.get(account.channel)
        if known is not None and known[0] == account.version:
            return known[1]
        http = Http(self._session(account.policy), before_send=self._ask)
        connector = connect(account.kind, account.credentials, http)
        self._connectors[account.channel] = (account.version, connector)
        return connector

    def _session(self, policy: AddressPolicy) -> ClientSession:
        if policy not in self._sessions:
            self._sessions[policy] = open_session(policy, limit=self._pool)
        return self._sessions[policy]

    def _ask(self) -> None:
        """The last question before the first byte: is what was checked still fresh, and do we go on?"""
        if self._stopping or elapsed() > START_BEFORE.get():
            raise TooLate

    def stop(self) -> None:
        """From now on no first byte leaves."""
        self._stopping = True

    async def close(self) -> None:
        """Let the connections go."""
        for session in self._sessions.values():
            await session.close()


async def send(job: Job, connect: Connect, seconds: float) -> Result:
    """The job's next step."""
    return Result(job=job, outcome=await in_time(_step(connect, job), job.start_before, seconds))


async def _step(connect: Connect, job: Job) -> Outcome:
    connector = connect(job.account)
    if job.fault:
        raise Unavailable(job.fault)
    if job.reposts:
        if not isinstance(connector, Reposts):
            return Rejected("cannot_repost", hi="यह मंच रीपोस्ट नहीं करता।", en="This platform does not repost.")
        return keepable(await connector.repost(job.reposts))
    if not _publishes(connector):
        return Rejected("cannot_publish", hi="यह मंच प्रकाशित नहीं करता।", en="This platform does not publish.")
    done = await connector.step(job.outgoing, job.progress)
    return keepable_progress(done) if isinstance(done, Progress) else keepable(done)


def _publishes(connector: Connector) -> TypeGuard[Publishes]:
    # Not isinstance: Python 3.11 lists a protocol's members anew at every instance check.
    return issubclass(type(connector), Publishes)


async def search(wanted: Search, connect: Connect, seconds: float) -> SearchResult:
    """One reading of the platform."""
    return SearchResult(
        search=wanted, outcome=await in_time(_reading(connect, wanted), wanted.start_before, seconds)
    )


async def _reading(connect: Connect, wanted: Search) -> Sighting | None:
    connector = connect(wanted.account)
    if not isinstance(connector, Finds):
        return None
    seen = await connector.find(
        wanted.outgoing, progress=wanted.progress, since=wanted.since, known=wanted.known
    )
    if isinstance(seen, Found):
        keepable(seen.receipt)
    elif isinstance(seen, Resumes):
        keepable_progress(seen.progress)
    return seen


async def take_down(takedown: Takedown, connect: Connect, seconds: float) -> TakedownResult:
    """Evidence first; then the removal or the correction."""
    step = _remove if takedown.has_evidence else _evidence
    outcome = await in_time(step(connect, takedown), takedown.start_before, seconds)
    if not takedown.has_evidence and isinstance(outcome, ConnectorError) and _gives_up(outcome, takedown):
        outcome = Evidence(post=None, missing=outcome.code)
    return TakedownResult(takedown=takedown, outcome=outcome)


def _gives_up(trouble: ConnectorError, takedown: Takedown) -> bool:
    """A passing trouble is waited out; but a harmful post must not stay up for the sake of the file."""
    if isinstance(trouble, NotAuthorized):
        return False
    return isinstance(trouble, Rejected | RateLimited) or takedown.number >= EVIDENCE_TRIES


async def _evidence(connect: Connect, takedown: Takedown) -> Evidence | Removed | Impossible:
    connector = connect(takedown.account)
    if not isinstance(connector, Reads):
        return Evidence(post=None, missing="cannot_be_read")
    post = await connector.read(takedown.remote_id)
    return Evidence(post=post, missing="" if post else "already_gone")


async def _remove(connect: Connect, takedown: Takedown) -> Evidence | Removed | Impossible:
    connector = connect(takedown.account)
    if takedown.corrects and isinstance(connector, Corrects):
        await connector.correct(takedown.remote_id, takedown.outgoing)
    elif not takedown.corrects and isinstance(connector, Deletes):
        await connector.delete(takedown.remote_id)
    else:
        return Impossible()
    return Removed()


async def in_time(call: Awaitable[T], start_before: float, seconds: float) -> T | ConnectorError | Unsent:
    """The call's result, or what its failure means. A call that ends here has ended within its lease."""
    START_BEFORE.set(start_before)
    try:
        async with asyncio.timeout(seconds):
            return await call
    except TooLate:
        return Unsent()
    except ConnectorError as error:
        return error
    except TimeoutError:
        return OutcomeUnknown("no_answer")
    except asyncio.CancelledError:
        return OutcomeUnknown("interrupted")
    except Exception as error:
        log.exception("a connector failed")
        return OutcomeUnknown(f"fault:{type(error).__name__}"[:60])
