"""Wake-ups over RabbitMQ or Redis, for workers on many machines. Carries the name of a queue, never a row.

Imported only where JANSETU_BROKER is set. What is due lies in the database; a lost or doubled wake-up
changes nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Any

import django
from celery import Celery, beat, signals
from django.conf import settings
from kombu.exceptions import OperationalError

from jansetu.config.shifts import Sleeper
from jansetu.config.worker import work, work_heavy
from jansetu.jobs.queue import STANDARD as PACE
from jansetu.jobs.supervising import Timing as Pace
from jansetu.publishing.timing import STANDARD, Timing

log = logging.getLogger(__name__)
POSTS, HEAVY = "posts", "heavy"
DRAIN = 30.0  # seconds that one wake-up keeps a worker awake
BEAT = 1.0  # seconds between the wake-ups of the safety net, and the life of each
CONCURRENCY = 64
SLEEPERS: dict[str, Sleeper] = {}  # by queue: one of this process for each


def _lasting(broker: str) -> dict[str, float]:
    """For how long a wake-up is worth anything. RabbitMQ counts by its own clock; Redis cannot, so there the
    clocks of the machines are compared.
    """
    return {"expiration": BEAT} if broker.startswith("amqp") else {"expires": BEAT}


LASTING = _lasting(settings.JANSETU_BROKER)
app = Celery("jansetu", broker=settings.JANSETU_BROKER, fixups=[], set_as_current=False)
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    task_default_delivery_mode="transient",
    task_default_queue=POSTS,
    worker_prefetch_multiplier=1,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_heartbeat=10,
    # Without a second try a line that died with its broker would be kept, and used in vain for ever.
    task_publish_retry_policy={
        "max_retries": 2,
        "interval_start": 0,
        "interval_step": 0.2,
        "interval_max": 0.2,
    },
    broker_transport_options={"socket_connect_timeout": 4, "socket_keepalive": True}
    if settings.JANSETU_BROKER.startswith("redis")
    else {},
    beat_schedule={
        queue: {
            "task": "jansetu.drain",
            "args": (queue,),
            "schedule": BEAT,
            "options": {"queue": queue, **LASTING},
        }
        for queue in (POSTS, HEAVY)
    },
)


@app.task(name="jansetu.drain")  # type: ignore[untyped-decorator]
def drain(queue: str) -> None:
    """Send what is due for half a minute, and hand on at its end, so that the next one follows at once."""
    if queue not in SLEEPERS:
        be_ready()
    if SLEEPERS[queue].drain(DRAIN):
        BELLS[queue].ring()


def be_ready(
    *, concurrency: int = CONCURRENCY, timing: Timing = STANDARD, pace: Pace = PACE, heavy: bool | None = None
) -> None:
    """Which workers this process has; `heavy`: only the one of long jobs, or only the other."""
    django.setup()
    if not heavy:
        SLEEPERS[POSTS] = Sleeper(partial(_send, concurrency, timing))
    if heavy is not False:
        SLEEPERS[HEAVY] = Sleeper(partial(_run_long_jobs, pace))


def _send(concurrency: int, timing: Timing, held: Any) -> None:
    work(concurrency=concurrency, timing=timing, heavy=False, held=held)


def _run_long_jobs(pace: Pace, held: Any) -> None:
    work_heavy(pace=pace, held=held)


class Bell:
    """Rings for one queue from a thread of its own: no commit waits for a broker. Many rings are one."""

    def __init__(self, queue: str) -> None:
        self._queue, self._wanted = queue, Event()
        self._thread: Thread | None = None

    def ring(self) -> None:
        """Soon, once; where the broker is away, not at all: the beat is the net."""
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():  # after a fork there is none
            self._thread = Thread(target=self._live, name=f"bell {self._queue}", daemon=True)
            self._thread.start()

    def _live(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                drain.apply_async((self._queue,), queue=self._queue, **LASTING)
            except OperationalError as error:
                log.warning("the broker did not take a wake-up (%s)", error)
                time.sleep(BEAT)


BELLS = {queue: Bell(queue) for queue in (POSTS, HEAVY)}


def ring() -> None:
    """Something was committed that may be due at once."""
    BELLS[POSTS].ring()


class Unwritten(beat.Scheduler):  # type: ignore[misc]
    """The beat without a file: all that it knows is that a second has passed."""

    def setup_schedule(self) -> None:
        """What is sent, and when."""
        self.update_from_dict(self.app.conf.beat_schedule)

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        """Send one; a broker that is away is told in one line, and asked again in a second."""
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except beat.SchedulingError as error:
            log.warning("no beat: %s", error)


def serve(
    *,
    concurrency: int,
    heavy: bool | None = None,
    timing: Timing = STANDARD,
    pace: Pace = PACE,
    ready: Callable[[str], None] = log.info,
) -> None:
    """Be woken until SIGTERM or SIGINT. The beat is in every such process, so none is missed."""
    be_ready(concurrency=concurrency, timing=timing, pace=pace, heavy=heavy)
    rhythm = beat.EmbeddedService(app, thread=True, scheduler_cls=Unwritten)

    def begin(**_told: Any) -> None:
        rhythm.start()
        ready(", ".join(SLEEPERS))

    def end(**_told: Any) -> None:
        for sleeper in SLEEPERS.values():
            sleeper.stop()

    signals.worker_ready.connect(begin, weak=False)
    signals.worker_shutting_down.connect(end, weak=False)
    wanted = ["--queues", ",".join(SLEEPERS), "--pool", "threads", "--concurrency", str(len(SLEEPERS))]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    app.worker_main(["--quiet", "worker", *wanted, *quiet])
