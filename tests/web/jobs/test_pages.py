"""The pages of long jobs: whose they show, how far each is, and what may be done to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.core.clock import utcnow
from jansetu.jobs import claims
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress
from jansetu.orgs.rights import Actor
from jansetu.web.audit.export import ask_export
from jansetu.web.audit.forms import TrailForm
from tests.cast import Cast
from tests.web.conftest import AsPerson

S = Job.State


def asked(by: Actor) -> Job:
    return ask_export(TrailForm({}), by=by, now=utcnow())


def begun(job: Job) -> Progress:
    [claim] = claims.claim("tester", 1, utcnow(), timedelta(minutes=2))
    assert claim.turn.job == job.pk
    return Progress(job, claim.turn)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_everybody_sees_their_own_and_administrators_those_of_their_units(
    cast: Cast, as_person: AsPerson, stranger: Client
) -> None:
    job = asked(cast.bilal)
    for actor in (cast.bilal, cast.farid):
        assert f"/desk/jobs/{job.pk}/" in text_of(as_person(actor), "/desk/jobs/")
    for actor in (cast.esha, cast.chandra):
        client = as_person(actor)
        assert f"/desk/jobs/{job.pk}/" not in text_of(client, "/desk/jobs/")
        assert client.get(f"/desk/jobs/{job.pk}/").status_code == 404
    assert stranger.post(f"/desk/jobs/{job.pk}/cancel/").status_code == 404
    job.refresh_from_db()
    assert job.state == S.WAITING


def test_a_running_job_shows_how_far_it_is_and_asks_anew_each_second_until_it_has_ended(
    cast: Cast, as_person: AsPerson
) -> None:
    job = asked(cast.farid)
    progress = begun(job)
    progress.note(30, 120, hi="घटनाएँ लिखी जा रही हैं", en="Writing the events", saved={})
    browser = as_person(cast.farid)
    for url in (f"/desk/jobs/{job.pk}/", f"/desk/jobs/{job.pk}/standing/"):
        text = text_of(browser, url)
        assert '<progress value="30" max="120">' in text
        assert "120 में से 30" in text
        assert 'hx-trigger="every 1s"' in text
    progress.finish({"rows": 120})
    text = text_of(browser, f"/desk/jobs/{job.pk}/standing/")
    assert "<progress" not in text
    assert "hx-trigger" not in text


def test_an_english_reader_gets_english(cast: Cast, as_person: AsPerson) -> None:
    job = asked(cast.farid)
    begun(job).note(3, 9, hi="घटनाएँ लिखी जा रही हैं", en="Writing the events", saved={})
    browser = as_person(cast.farid)
    browser.cookies["language"] = "en"
    text = text_of(browser, f"/desk/jobs/{job.pk}/standing/")
    assert "Writing the events · 3 of 9" in text


def test_a_job_that_no_worker_takes_says_so(cast: Cast, as_person: AsPerson) -> None:
    job = asked(cast.farid)
    Job.objects.update(due_at=utcnow() - timedelta(minutes=5))
    browser = as_person(cast.farid)
    assert "कोई वर्कर" in text_of(browser, f"/desk/jobs/{job.pk}/")
    assert "कोई वर्कर" in text_of(browser, "/desk/jobs/")


@pytest.mark.parametrize("name", ["bilal", "farid"])
def test_asker_and_administrator_cancel_and_only_the_asker_runs_it_again(
    cast: Cast, as_person: AsPerson, name: str
) -> None:
    job = asked(cast.bilal)
    url = f"/desk/jobs/{job.pk}/"
    browser = as_person(getattr(cast, name))
    assert browser.post(f"{url}cancel/").status_code == 302
    job.refresh_from_db()
    assert job.state == S.CANCELLED
    again = browser.post(f"{url}again/")
    job.refresh_from_db()
    expected = (302, S.WAITING) if name == "bilal" else (403, S.CANCELLED)
    assert (again.status_code, job.state) == expected
    assert ("फिर चलाएँ" in text_of(browser, url)) is False


def test_a_running_job_is_asked_to_stop(cast: Cast, as_person: AsPerson) -> None:
    job = asked(cast.farid)
    begun(job)
    browser = as_person(cast.farid)
    browser.post(f"/desk/jobs/{job.pk}/cancel/")
    assert "रोका जा रहा है" in text_of(browser, f"/desk/jobs/{job.pk}/")
    job.refresh_from_db()
    assert job.cancel_asked_at is not None


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_however_long_it_is(
    cast: Cast,
    as_person: AsPerson,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    browser = as_person(cast.farid)
    for _ in range(number):
        asked(cast.farid)
    with django_assert_max_num_queries(12):
        assert str(number) in text_of(browser, "/desk/jobs/")


def test_a_list_without_jobs_says_what_will_stand_there(cast: Cast, as_person: AsPerson) -> None:
    assert "अभी कोई लंबा काम नहीं" in text_of(as_person(cast.esha), "/desk/jobs/")
