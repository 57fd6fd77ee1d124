"""The rows of long jobs: who may write to them, which moves they make, how claims stay apart and cheap."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.engine.clock import database_now
from jansetu.engine.models import Lease
from jansetu.jobs import beside, child, claims, files
from jansetu.jobs.beside import standing_of
from jansetu.jobs.claims import Claim, Why
from jansetu.jobs.models import KEPT, Job, Turn
from jansetu.jobs.operations import ask, ask_again, cancel
from jansetu.jobs.progress import Itself, Overtaken, Progress
from jansetu.jobs.states import may_move
from tests.jobs.conftest import asked

pytestmark = pytest.mark.django_db
S = Job.State
LEASE = timedelta(seconds=90)
SOON = timedelta(seconds=10)


@pytest.fixture
def now() -> datetime:
    return database_now() + timedelta(seconds=1)


def claimed(now: datetime, owner: str = "first") -> Turn:
    [one] = claims.claim(owner, 1, now, LEASE)
    return one.turn


def progress_of(turn: Turn) -> Progress:
    return Progress(Job.objects.get(pk=turn.job), turn)


def test_a_late_write_of_an_overtaken_attempt_changes_nothing(now: datetime) -> None:
    job = asked()
    late = progress_of(claimed(now))
    newer = progress_of(claimed(now + LEASE, "second"))
    newer.note(2, 3, saved={"number": 2})
    with pytest.raises(Overtaken):
        late.note(1, 3, saved={"number": 1})
    with pytest.raises(Overtaken):
        late.finish({"rows": 3})
    with pytest.raises(Overtaken):
        late.refuse(Refusal("no", hi="नहीं", en="no"))
    claims.settle(late.turn, Why.BY_ITSELF, now, SOON)
    job.refresh_from_db()
    assert (job.state, job.owner, job.attempt, job.done) == (S.RUNNING, "second", 2, 2)
    assert not Event.objects.filter(verb="job.done").exists()


def test_what_an_overtaken_attempt_did_goes_back_with_its_transaction(now: datetime) -> None:
    asked()
    late = progress_of(claimed(now))
    claimed(now + LEASE, "second")

    @transaction.atomic
    def work() -> None:
        Lease.objects.create(duty="what it did")
        late.finish({"rows": 1})

    with pytest.raises(Overtaken):
        work()
    assert not Lease.objects.filter(duty="what it did").exists()


def test_a_job_whose_worker_died_is_run_again_and_fails_with_words_at_the_third_death(now: datetime) -> None:
    job = asked()
    for attempt in (1, 2, 3):
        assert claimed(now + attempt * LEASE).attempt == attempt
    assert claims.claim("fourth", 1, now + 4 * LEASE, LEASE) == []
    job.refresh_from_db()
    assert (job.state, job.deaths) == (S.FAILED, claims.MOST_DEATHS)
    assert "3" in job.error_hi
    assert "3" in job.error_en


def test_a_process_that_ends_without_a_word_is_followed_by_another_a_little_later(now: datetime) -> None:
    job = asked()
    claims.settle(claimed(now), Why.BY_ITSELF, now, SOON)
    job.refresh_from_db()
    assert (job.state, job.deaths, job.due_at) == (S.WAITING, 1, now + SOON)
    assert claims.claim("next", 1, now, LEASE) == []
    assert claimed(now + SOON).attempt == 2


def test_a_worker_that_lost_a_job_is_told_to_end_its_process(now: datetime) -> None:
    job = asked()
    first = claimed(now)
    claims.renew([first], now + SOON, LEASE)
    job.refresh_from_db()
    assert job.due_at == now + SOON + LEASE
    assert claims.orders([first]) == {}
    claimed(now + SOON + LEASE, "second")
    assert claims.orders([first]) == {first: Why.OVERTAKEN}


@pytest.mark.django_db(transaction=True)
def test_progress_is_told_past_its_transaction_to_whoever_looks(now: datetime) -> None:
    job = asked()
    progress = progress_of(claimed(now))
    seen: list[int] = []

    def look() -> None:
        seen.append(standing_of(Job.objects.get(pk=job.pk)).done)
        connection.close()

    with transaction.atomic():
        Lease.objects.create(duty="what it does")
        progress.note(2, 5, hi="बीच में", en="In the middle")
        looking = threading.Thread(target=look)
        looking.start()
        looking.join(30)
        progress.finish({"rows": 5})
    assert seen == [2]
    assert not list(files.folder().glob("*.progress"))
    beside.close()


def test_people_make_only_the_moves_of_the_table(now: datetime) -> None:
    job = asked()
    for act, after, refused in (
        (cancel, S.CANCELLED, {S.DONE, S.FAILED, S.CANCELLED}),
        (ask_again, S.WAITING, {S.WAITING, S.RUNNING, S.DONE}),
    ):
        for before in S:
            Job.objects.update(state=before, due_at=now)
            assert before in refused or may_move(before, after)
            if before in refused:
                with pytest.raises(Refusal):
                    act(job, by=Itself(), now=now)
            else:
                act(job, by=Itself(), now=now)


def test_a_cancelled_job_that_is_asked_for_again_goes_on_where_it_was(now: datetime) -> None:
    job = asked()
    progress_of(claimed(now)).note(2, 3, saved={"number": 2})
    cancel(job, by=Itself(), now=now)
    claims.settle(Turn(job.pk, 1, "first"), Why.CANCELLED, now, SOON)
    again = ask_again(job, by=Itself(), now=now)
    assert (again.state, again.saved, again.deaths) == (S.WAITING, {"number": 2}, 0)
    told = Event.objects.order_by("id").values_list("verb", flat=True)
    assert list(told) == ["job.asked", "job.cancel_asked", "job.cancelled", "job.asked_again"]


def test_a_job_whose_file_is_gone_is_not_run_again(now: datetime) -> None:
    job = ask("reads", params={}, unit_id=None, brought="gone.xlsx", by=Itself(), now=now)
    progress_of(claimed(now)).refuse(Refusal("no", hi="नहीं", en="no"), forget=True)
    with pytest.raises(Refusal) as refused:
        ask_again(job, by=Itself(), now=now)
    assert refused.value.code == "cannot_run_again"


def test_a_kind_that_says_nothing_is_a_bug_and_loud(now: datetime) -> None:
    asked("silent")
    with pytest.raises(RuntimeError):
        child.run(claimed(now))


def test_a_worker_leaves_kinds_that_it_does_not_know(now: datetime) -> None:
    asked()
    Job.objects.update(kind="of.tomorrow")
    assert claims.claim("today", 1, now, LEASE) == []


def test_files_go_a_week_after_the_end_and_those_of_no_job_too(now: datetime) -> None:
    name, stray = files.keep([b"rows"], "xlsx"), files.keep([b"left"], "xlsx")
    asked()
    problems = {"skipped": 1, "problems": [[2, "गीता का ई-मेल", "Gita's e-mail"]]}
    progress_of(claimed(now)).finish(problems, made=name)
    assert files.forget(now + KEPT / 2) == 0
    assert Job.objects.get().result == problems
    long_ago = (now - KEPT * 2).timestamp()
    os.utime(files.path_of(stray), (long_ago, long_ago))
    assert files.forget(now + KEPT * 2) == 2
    assert not Path(files.path_of(name)).exists()
    assert not files.path_of(stray).exists()
    assert Job.objects.get().result == {"skipped": 1}


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_never_have_the_same_job(now: datetime) -> None:
    jobs = {asked().pk for _ in range(40)}
    taken: list[Claim] = []

    def take(owner: str) -> None:
        while claim := claims.claim(owner, 3, now, LEASE):
            taken.extend(claim)
        connection.close()

    threads = [threading.Thread(target=take, args=[f"worker {number}"]) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(one.turn.job for one in taken) == sorted(jobs)
    assert set(Job.objects.values_list("attempt", flat=True)) == {1}


def test_a_claim_reads_an_index_of_what_is_due_and_nothing_that_has_ended(now: datetime) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by what the table holds")
    with connection.cursor() as cursor:
        query, params = Job.objects.due(now, ["count"])[:1].query.sql_with_params()
        cursor.execute(f"EXPLAIN QUERY PLAN {query}", params)
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "job_due" in plan
    assert "SCAN jobs_job" not in plan
