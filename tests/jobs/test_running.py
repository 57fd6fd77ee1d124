"""Long jobs in processes of their own: whoever dies, each is completed once and goes on where it was."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from jansetu.audit.models import Event
from jansetu.engine import workers
from jansetu.engine.clock import database_now
from jansetu.jobs.models import Job
from jansetu.jobs.operations import cancel
from jansetu.jobs.progress import Itself
from tests.jobs.conftest import asked
from tests.jobs.stage import ended, has_counted, is_gone, lines, wait_for, work, worker

pytestmark = pytest.mark.usefixtures("shared_base")
S = Job.State


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def verbs(job: Job) -> list[str]:
    told = Event.objects.filter(subject_type="jobs.job", subject_id=str(job.pk)).order_by("id")
    return list(told.values_list("verb", flat=True))


def numbers(journal: Path) -> list[int]:
    return [number for number, _, _ in lines(journal)]


def test_a_job_runs_in_a_process_of_its_own_and_is_done_once(journal: Path) -> None:
    job = asked(journal=journal)
    work(ended(job))
    job.refresh_from_db()
    assert (job.state, job.done, job.result) == (S.DONE, 3, {"rows": 3})
    assert numbers(journal) == [0, 1, 2]
    assert {pid for _, _, pid in lines(journal)} != {os.getpid()}
    assert verbs(job) == ["job.asked", "job.done"]


def test_a_killed_process_is_followed_by_one_that_goes_on_where_it_was(journal: Path) -> None:
    job = asked(journal=journal, to=5, stop_at=3)
    killed: list[int] = []

    def kill_once() -> bool:
        if has_counted(journal, 3)() and not killed:
            killed.append(lines(journal)[-1][2])
            os.kill(killed[0], signal.SIGKILL)
            journal.with_suffix(".gate").touch()
        return ended(job)()

    work(kill_once)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.deaths) == (S.DONE, 2, 1)
    assert numbers(journal)[-2:] == [3, 4]
    # The number at which it was killed may have been written and not yet saved: then it is done again.
    assert numbers(journal) in ([0, 1, 2, 3, 4], [0, 1, 2, 2, 3, 4])


def test_a_cancelled_job_ends_although_it_does_not_listen(journal: Path) -> None:
    job = asked("stubborn", journal=journal, stop_at=1)
    asked_to: list[Job] = []

    def cancel_once() -> bool:
        if has_counted(journal, 1)() and not asked_to:
            asked_to.append(cancel(job, by=Itself(), now=database_now()))
        return ended(job)()

    work(cancel_once)
    job.refresh_from_db()
    assert (job.state, job.due_at) == (S.CANCELLED, None)
    assert is_gone(lines(journal)[0][2])
    assert verbs(job) == ["job.asked", "job.cancel_asked", "job.cancelled"]


def test_a_worker_that_stops_gives_the_job_back_with_what_it_had_saved(journal: Path) -> None:
    job = asked(journal=journal, to=4, stop_at=2)
    work(lambda: has_counted(journal, 2)() and Job.objects.get(pk=job.pk).saved.get("number") == 2)
    job.refresh_from_db()
    assert (job.state, job.deaths, job.done, job.saved) == (S.WAITING, 0, 2, {"number": 2})
    journal.with_suffix(".gate").touch()
    work(ended(job))
    job.refresh_from_db()
    assert (job.state, job.attempt) == (S.DONE, 2)
    assert numbers(journal) == [0, 1, 2, 3]


def test_a_killed_worker_takes_its_process_along_and_the_next_one_completes_the_job(journal: Path) -> None:
    job = asked(journal=journal, to=4, stop_at=2)
    # It sends nothing, so it may stand beside SQLite's only sender, and is not taken for one.
    with workers.sole_sender(), worker() as first:
        wait_for(lambda: Job.objects.get(pk=job.pk).saved.get("number") == 2)
        assert workers.are_absent(database_now())
        first.kill()
        first.wait()
    child = lines(journal)[0][2]
    wait_for(lambda: is_gone(child))
    job.refresh_from_db()
    assert (job.state, job.done) == (S.RUNNING, 2)  # the page still tells how far it was
    journal.with_suffix(".gate").touch()
    work(ended(job))
    job.refresh_from_db()
    assert (job.state, job.attempt, job.deaths) == (S.DONE, 2, 1)
    assert numbers(journal) == [0, 1, 2, 3]
    assert verbs(job) == ["job.asked", "job.done"]


def test_the_process_of_a_frozen_worker_ends_before_its_lease_does(journal: Path) -> None:
    job = asked(journal=journal, stop_at=1)
    with worker() as frozen:
        wait_for(has_counted(journal, 1))
        frozen.send_signal(signal.SIGSTOP)
        child = lines(journal)[0][2]
        wait_for(lambda: is_gone(child))
        job.refresh_from_db()
        assert job.due_at is not None
        assert job.due_at > database_now()  # nobody else can have begun


def test_what_cannot_be_done_fails_with_words_and_leaves_nothing(tmp_path: Path) -> None:
    said = {"greedy": "मेमोरी", "endless": "मिनट", "fill": "डिस्क", "refuse": "नहीं हो सकता"}
    jobs = [asked(kind, journal=tmp_path / kind, stop_at=1) for kind in said]
    work(lambda: all(ended(job)() for job in jobs), capacity=4)
    for job in Job.objects.order_by("pk"):
        assert (job.state, job.due_at) == (S.FAILED, None), job
        assert said[job.kind] in job.error_hi
        assert job.error_en
        assert verbs(job) == ["job.asked", "job.failed"]
    assert not list((tmp_path / "jobs").glob("*.xlsx*"))
