"""The one thread in which a worker speaks to its database; the event loop never does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """Runs functions one after the other, all on one connection."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result, once its turn has come."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: _afresh(function, *args, **kwargs))

    async def close(self) -> None:
        """Close the connection and end the thread."""
        await self.run(_disconnect)
        self._executor.shutdown(wait=True)


def _disconnect() -> None:
    # Looked up here and not by the caller: every thread has a connection of its own.
    connection.close()


def _afresh(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A connection that broke is closed, so that the next call opens a new one."""
    try:
        return function(*args, **kwargs)
    except (OperationalError, InterfaceError):
        connection.close()
        raise
