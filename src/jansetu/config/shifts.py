"""A worker of this process that begins something only while somebody keeps it awake. Knows no broker."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Lock, Thread

from jansetu.engine.loop import Runner

log = logging.getLogger(__name__)
Held = Callable[[Runner], AbstractContextManager[None]]


class Sleeper:
    """The same worker as `jansetu worker` has, in a thread; between two wake-ups it only ends what it began.

    It outlives the wake-ups: connections, opened tokens and the hours of its duties stay as they are.
    """

    def __init__(self, work: Callable[[Held], None]) -> None:
        """`work` runs a worker under the context that it is given, until that worker is stopped."""
        self._work = work
        self._is_taken = Lock()
        self._is_stopped = False
        self._thread: Thread | None = None
        self._runner: Runner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun, self._ended = Event(), Event()
        self._fault: BaseException | None = None

    def drain(self, seconds: float) -> bool:
        """Work for so long, or until stopped; False at once where this process is awake already.

        What broke the worker is raised here; the next wake-up begins with a new one.
        """
        if self._is_stopped or not self._is_taken.acquire(blocking=False):
            return False
        try:
            self._be_there()
            self._begun.wait()
            if self._loop is not None and self._runner is not None:
                self._loop.call_soon_threadsafe(self._runner.open_for, seconds)
            self._ended.wait(seconds)
            self._raise_fault()
            return True
        finally:
            self._is_taken.release()

    def stop(self) -> None:
        """End what is under way and begin nothing more; does not wait for it."""
        self._is_stopped = True
        if self._loop is not None and self._runner is not None:
            self._loop.call_soon_threadsafe(self._runner.stop)

    def _be_there(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._begun.clear()
            self._ended.clear()
            self._thread = Thread(target=self._live, name="worker")  # not a daemon: it ends what it began
            self._thread.start()

    def _live(self) -> None:
        try:
            self._work(self._hold)
        except BaseException as error:  # noqa: BLE001 (raised again by `drain`, in the thread that waits)
            self._fault = error
        finally:
            self._ended.set()
            self._begun.set()

    @contextmanager
    def _hold(self, runner: Runner) -> Iterator[None]:
        runner.open_for(0)
        self._loop, self._runner = asyncio.get_running_loop(), runner
        self._begun.set()
        try:
            yield
        finally:
            self._loop = self._runner = None

    def _raise_fault(self) -> None:
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
