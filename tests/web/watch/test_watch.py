"""The engine's pulse: red when nobody sends, closed to strangers, in figures that a monitor reads."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from jansetu.core.clock import utcnow
from jansetu.engine import workers
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import approve_and_schedule
from jansetu.publishing.pulse import pulse
from tests.cast import Cast
from tests.content.acts import channel_of, ready
from tests.web.conftest import AsPerson

pytestmark = pytest.mark.django_db
TOKEN = "monitor-1"


@pytest.fixture
def now() -> datetime:
    return utcnow()


def delivery_of(cast: Cast, now: datetime, number: int = 0) -> Delivery:
    then = now - timedelta(minutes=2)
    post = ready(cast, channel_of(cast, cast.district, f"@account{number}", then), then)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=then)
    return Delivery.objects.get(post=post)


def tried(delivery: Delivery, late: float, outcome: str = "sent") -> None:
    """Its first attempt began so many seconds after its hour."""
    began = delivery.schedule.publish_at + timedelta(seconds=late)
    delivery.attempts.create(
        number=1, started_at=began, lease_until=began, fingerprint=delivery.fingerprint, outcome=outcome
    )


def test_health_is_red_until_a_worker_beats_and_again_when_it_falls_silent(
    client: Client, now: datetime
) -> None:
    assert client.get("/health/").status_code == 503
    workers.begin("w:1", now)
    alive = client.get("/health/")
    assert (alive.status_code, alive.json()) == (200, {"database": True, "worker": True})
    workers.beat("w:1", now - timedelta(seconds=31))
    silent = client.get("/health/")
    assert (silent.status_code, silent.json()) == (503, {"database": True, "worker": False})


def test_figures_are_for_whoever_brings_the_token_alone(client: Client, settings: Settings) -> None:
    assert client.get("/metrics/", headers={"authorization": "Bearer "}).status_code == 404
    settings.JANSETU_METRICS_TOKEN = TOKEN
    assert client.get("/metrics/").status_code == 404
    assert client.get("/metrics/", headers={"authorization": "Bearer guess"}).status_code == 404
    assert client.get("/metrics/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_figures_say_what_is_so(client: Client, settings: Settings, cast: Cast, now: datetime) -> None:
    settings.JANSETU_METRICS_TOKEN = TOKEN
    for number, (late, outcome) in enumerate([(0.05, "sent"), (0.1, "sent"), (4.0, "rejected")]):
        tried(delivery_of(cast, now, number), late, outcome)
    text = client.get("/metrics/", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    told = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert told["jansetu_worker_alive",] == 0
    assert told["jansetu_deliveries", "due"] == 3
    assert told["jansetu_lateness_seconds", "0.5"] == pytest.approx(0.1)
    assert told["jansetu_lateness_seconds", "0.99"] == pytest.approx(4.0)
    assert told["jansetu_errors_last_hour", "rejected", "x"] == 1
    assert told["jansetu_overdue_seconds",] >= 119


def test_the_page_says_in_words_that_nobody_sends(cast: Cast, as_person: AsPerson, now: datetime) -> None:
    farid = as_person(cast.farid)
    assert "कोई प्रेषक नहीं चल रहा" in farid.get("/desk/pulse/").content.decode()
    workers.begin("w:1", now)
    assert "प्रेषक चल रहा है" in farid.get("/desk/pulse/now/").content.decode()


def test_a_stranger_sees_no_pulse(stranger: Client) -> None:
    assert stranger.get("/desk/pulse/").status_code == 403


def test_one_look_costs_the_same_with_thirty_deliveries_as_with_three(cast: Cast, now: datetime) -> None:
    costs = []
    for count in (3, 30):
        for number in range(count):
            tried(delivery_of(cast, now, 100 * count + number), 0.1)
        with CaptureQueriesContext(connection) as queries:
            found = pulse(now)
        costs.append(len(queries))
    assert found.lateness.count == 33
    assert costs[0] == costs[1] <= 11
