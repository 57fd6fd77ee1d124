"""The queue of tokens whose hour has come: one platform call each, leased, never twice at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from jansetu.channels.operations import renewing
from jansetu.channels.operations.renewing import Cannot, Renewal, Renewing, Unbegun
from jansetu.connectors import registry
from jansetu.connectors.capabilities import Refreshes
from jansetu.connectors.contracts import Renewed
from jansetu.connectors.errors import ConnectorError, OutcomeUnknown
from jansetu.connectors.http import Http
from jansetu.core.http import open_session
from jansetu.engine.clock import database_now

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
CALL = 30.0  # seconds; half of the lease


class Stopping(Exception):
    """The worker stops; no first byte leaves any more."""


class Renewals:
    """The queue."""

    name = "renewals"
    capacity = 4
    poll = 5.0

    def __init__(self, owner: str, *, clock: Clock = database_now) -> None:
        self.owner, self._clock, self._stopping = owner, clock, False

    def cycle(self, results: Sequence[Renewing], room: int) -> Sequence[Renewal]:
        """Write what was renewed; lease what is due."""
        now = self._clock()
        waiting = room > 0 and renewing.due(now).exists()
        if not results and not waiting:
            return []
        with transaction.atomic():
            renewing.settle(results, owner=self.owner, now=now)
            return renewing.claim(room, owner=self.owner, now=now) if waiting else []

    async def run(self, job: Renewal) -> Renewing:
        """One call."""
        return Renewing(renewal=job, outcome=await self._attempt(job))

    async def _attempt(self, job: Renewal) -> Renewed | ConnectorError | Unbegun | Cannot:
        try:
            async with asyncio.timeout(CALL), open_session(job.policy, limit=1) as session:
                http = Http(session, before_send=self._ask)
                connector = registry.connect(job.kind, job.credentials, http)
                return await connector.refresh() if isinstance(connector, Refreshes) else Cannot()
        except Stopping:
            return Unbegun()
        except ConnectorError as error:
            return error
        except TimeoutError:
            return OutcomeUnknown("no_answer")
        except asyncio.CancelledError:
            return OutcomeUnknown("interrupted")
        except Exception as error:
            log.exception("a connector failed")
            return OutcomeUnknown(f"fault:{type(error).__name__}"[:60])

    def _ask(self) -> None:
        if self._stopping:
            raise Stopping

    def stop(self) -> None:
        """No further first byte."""
        self._stopping = True
