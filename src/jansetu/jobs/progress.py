"""What a running job may write: how far it is, where to go on, how it ended. Fenced by attempt and owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.engine.clock import database_now, elapsed
from jansetu.jobs import beside
from jansetu.jobs.files import path_of
from jansetu.jobs.models import Job, Turn

OFTEN = 0.5  # seconds between two writes of progress
Clock = Callable[[], datetime]
Facts = Mapping[str, Any]


class Overtaken(Exception):
    """This attempt is no longer the present one: nothing that it writes counts, so it ends."""


class Itself:
    """Who acts where nobody in person does."""

    actor_id = None
    tenure_id = None
    actor_label = "jansetu jobs"


class Progress:
    """Given to the kind's callable; every write raises Overtaken once another attempt has the job."""

    def __init__(self, job: Job, turn: Turn, *, clock: Clock = database_now) -> None:
        self.turn, self.clock = turn, clock
        self.saved: dict[str, Any] = dict(job.saved)  # as the last attempt left it
        self.has_ended = False
        self._job, self._written_at, self._is_locked = job, 0.0, False
        self._total = job.total

    def note(
        self, done: int, total: int | None = None, *, hi: str = "", en: str = "", saved: Facts | None = None
    ) -> None:
        """How far it is, in numbers and a sentence. `saved` is where the next attempt goes on: in the
        caller's transaction, together with what it tells of. Without it, seldom enough to cost nothing.
        """
        is_news = saved is not None or total not in (None, self._total) or done == total
        self._total = self._total if total is None else total
        inside = transaction.get_connection().in_atomic_block
        self._is_locked = inside and (self._is_locked or saved is not None)
        if not is_news and elapsed() < self._written_at + OFTEN:
            return
        self._written_at = elapsed()
        facts = beside.Standing(done=done, total=self._total, hi=hi, en=en)
        if inside and not self._is_locked:
            # A transaction shows nothing until it ends, so this is told past it.
            beside.tell(self.turn, facts)
            return
        changes: dict[str, Any] = {"done": done, "total": self._total, "said_hi": hi, "said_en": en}
        if saved is not None:
            self.saved = changes["saved"] = dict(saved)
        self._write(changes)

    def finish(self, result: Facts, *, made: str = "") -> None:
        """It is done. In the transaction of what it did, where that must not happen twice.

        `made` is the name of a file for the asker; what was brought is removed.
        """
        self._end("job.done", Job.State.DONE, {"result": dict(result), "made": made, "saved": {}})

    def refuse(self, refusal: Refusal, result: Facts | None = None, *, forget: bool = False) -> None:
        """It cannot be done, in words for the asker; `forget` removes at once what was brought."""
        changes = {"result": dict(result or {}), "error_hi": refusal.hi[:500], "error_en": refusal.en[:500]}
        self._end("job.failed", Job.State.FAILED, changes, forget=forget)

    def _end(self, verb: str, state: Job.State, changes: dict[str, Any], *, forget: bool = False) -> None:
        now = self.clock()
        brought = self._job.brought
        spent = bool(brought) and (forget or state == Job.State.DONE)
        ended = changes | {"state": state, "due_at": None, "ended_at": now, "said_hi": "", "said_en": ""}
        ended |= {"brought": ""} if spent else {}
        ended |= {"done": self._total} if state == Job.State.DONE and self._total is not None else {}
        with transaction.atomic():
            self._write(ended)
            detail = {"kind": self._job.kind} | {
                key: value for key, value in changes["result"].items() if isinstance(value, int)
            }
            subject = ("jobs.job", self._job.pk)
            record(verb, by=Itself(), subject=subject, unit_id=self._job.unit_id, detail=detail, now=now)
            if spent:
                transaction.on_commit(lambda: path_of(brought).unlink(missing_ok=True))
            transaction.on_commit(lambda: beside.forget(self.turn.job))
        self.has_ended = True

    def _write(self, changes: Facts) -> None:
        if not Job.objects.held(self.turn).update(**changes):
            raise Overtaken
