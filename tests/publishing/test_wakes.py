"""A worker, a broker and a database die under real load; the ledger says that nothing was lost or doubled."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner

from jansetu.cli.worker import worker


def trial(*options: str, kind: str = "wakes") -> dict[str, Any]:
    """The figures of one trial with servers of its own."""
    call = [sys.executable, "-m", f"tests.publishing.{kind}", *options]
    answer = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    figures: dict[str, Any] = json.loads(answer.stdout)
    return figures


@pytest.mark.slow  # the way over RabbitMQ is in the suite; a dead worker is, in test_faults.py
@pytest.mark.broker
@pytest.mark.postgresql
def test_a_killed_worker_that_redis_woke_loses_and_doubles_nothing() -> None:
    figures = trial("--broker", "redis", "--dies", "worker")
    assert figures["is_clean"], figures


@pytest.mark.broker
@pytest.mark.postgresql
def test_a_rabbitmq_that_dies_and_comes_back_loses_and_doubles_nothing() -> None:
    figures = trial("--broker", "amqp", "--dies", "broker")
    assert figures["is_clean"], figures


@pytest.mark.slow  # test_faults.py restarts the database too
@pytest.mark.postgresql
def test_workers_without_their_database_send_nothing_after_their_deadline_and_lose_nothing() -> None:
    figures = trial("--dies", "database")
    assert figures["sent_after_deadline"] == 0
    assert figures["is_clean"], figures


@pytest.mark.postgresql
def test_two_workers_together_never_call_more_often_than_the_platform_told_them_to() -> None:
    figures = trial(kind="shared_limits")
    assert figures["published"] == [100, 100]
    assert (figures["refused"], figures["attempts"]) == (0, 200), figures


def test_a_worker_without_the_broker_that_it_is_to_hear_says_what_to_do() -> None:
    answer = CliRunner().invoke(worker, ["--celery"])
    assert answer.exit_code == 1
    assert "JANSETU_BROKER" in answer.output


def test_nobody_imports_celery_where_no_broker_is_named() -> None:
    parts = "jansetu.config.worker, jansetu.cli.worker, jansetu.config.urls"
    code = f"import django, sys; django.setup(); import {parts}"
    told = f"{code}; print('celery' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
