"""`jansetu jobs` tells and cancels."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from jansetu.cli.commands import jansetu
from jansetu.jobs.models import Job
from tests.jobs.conftest import asked

pytestmark = pytest.mark.django_db


def call(*arguments: object) -> tuple[int, str]:
    answer = CliRunner().invoke(jansetu, ["jobs", *map(str, arguments)])
    return answer.exit_code, answer.output


def test_jobs_are_listed_for_people_and_for_programs() -> None:
    assert "no long jobs" in call("list")[1]
    job = asked()
    assert str(job.pk) in call("list")[1]
    [row] = json.loads(call("list", "--json")[1])
    assert (row["number"], row["state"], row["late"]) == (job.pk, "waiting", False)
    assert json.loads(call("list", "--json", "--state", "done")[1]) == []


def test_a_job_is_cancelled_once_and_then_refused_in_both_languages() -> None:
    job = asked()
    assert call("cancel", job.pk)[0] == 0
    assert Job.objects.get(pk=job.pk).state == Job.State.CANCELLED
    code, said = call("cancel", job.pk)
    assert (code, "रद्द" in said, "cannot be done" in said) == (1, True, True)
    assert call("cancel", 0)[0] == 1
