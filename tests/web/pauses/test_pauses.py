"""Pauses: who stops what, in how many taps, and who lets it go on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jansetu.core.clock import utcnow
from jansetu.publishing.models import Pause
from jansetu.publishing.operations import lift_pause, pause
from tests.cast import Cast, make_actor
from tests.content.acts import channel_of
from tests.web.conftest import AsPerson

NEW = "/desk/pauses/new/"
EVERYTHING = {"scope": "everything", "ready": "disaster", "words": ""}


@pytest.fixture
def chandra(cast: Cast, as_person: AsPerson) -> Client:
    """The state's desk, which may stop everything."""
    return as_person(cast.chandra)


@pytest.fixture
def bilal(cast: Cast, as_person: AsPerson) -> Client:
    """The district's approver, who may stop the district."""
    return as_person(cast.bilal)


@pytest.fixture
def moment() -> datetime:
    """A minute ago by the real clock."""
    return utcnow() - timedelta(minutes=1)


def test_everything_is_stopped_in_two_taps(chandra: Client) -> None:
    assert f'href="{NEW}?scope=everything"' in chandra.get("/desk/pauses/").content.decode()
    form = chandra.get(f"{NEW}?scope=everything").content.decode()
    assert 'value="everything" required' in form
    assert form.count("checked") == 2  # the scope and a ready reason: only the button is left
    assert chandra.post(NEW, EVERYTHING).headers["Location"] == "/desk/pauses/"
    made = Pause.objects.get()
    assert made.scope == "everything"
    assert made.reason == "आपदा या जनहानि: सामान्य पोस्ट रोकें"
    assert "प्रकाशन रुका है" in chandra.get("/desk/").content.decode()


def test_a_district_stops_its_own_units_and_not_the_state(bilal: Client, cast: Cast) -> None:
    page = bilal.get(NEW).content.decode()
    assert 'value="everything"' not in page
    assert "जनसम्पर्क विभाग" not in page
    assert bilal.post(NEW, EVERYTHING).status_code == 422
    answer = bilal.post(NEW, {"scope": "unit", "unit": cast.pr_office.pk, "ready": "wrong"})
    assert answer.status_code == 302
    assert Pause.objects.get().unit == cast.pr_office


def test_a_unit_elsewhere_cannot_be_named(bilal: Client, cast: Cast) -> None:
    assert bilal.post(NEW, {"scope": "unit", "unit": cast.health.pk, "ready": "wrong"}).status_code == 422
    assert not Pause.objects.exists()


def test_one_channel_or_one_platform_is_stopped(chandra: Client, cast: Cast, moment: datetime) -> None:
    channel = channel_of(cast, cast.district, "@collectorujjain", moment)
    chandra.post(NEW, {"scope": "channel", "channel": channel.pk, "ready": "hacked"})
    chandra.post(NEW, {"scope": "platform", "kind": "x", "channel": channel.pk, "words": "X पर भ्रम"})
    first, second = Pause.objects.order_by("pk")
    assert (first.channel, first.kind) == (channel, "")
    assert (second.channel, second.kind, second.reason) == (None, "x", "X पर भ्रम")


@pytest.mark.parametrize(
    "given",
    [
        {"scope": "everything", "ready": "", "words": ""},
        {"scope": "unit", "ready": "wrong"},
        {"scope": "platform", "ready": "wrong"},
        {"ready": "wrong"},
    ],
)
def test_a_pause_without_reason_or_object_is_refused_and_what_was_typed_stays(
    chandra: Client, given: dict[str, str]
) -> None:
    answer = chandra.post(NEW, given)
    assert answer.status_code == 422
    assert not Pause.objects.exists()


def test_a_pause_is_lifted_by_whoever_may(
    chandra: Client, bilal: Client, cast: Cast, moment: datetime
) -> None:
    made = pause(scope=Pause.Scope.EVERYTHING, reason="आपदा", by=cast.chandra, now=moment)
    assert f"/desk/pauses/{made.pk}/lift/" in chandra.get("/desk/pauses/").content.decode()
    seen = bilal.get("/desk/pauses/").content.decode()
    assert "आपदा" in seen
    assert f"/desk/pauses/{made.pk}/lift/" not in seen
    assert bilal.post(f"/desk/pauses/{made.pk}/lift/").status_code == 403
    assert Pause.objects.get().lifted_at is None
    chandra.post(f"/desk/pauses/{made.pk}/lift/")
    assert Pause.objects.get().lifted_by == cast.chandra.tenure
    assert "पहले की रोक" in chandra.get("/desk/pauses/").content.decode()


def test_a_pause_of_another_department_is_not_seen(cast: Cast, as_person: AsPerson, moment: datetime) -> None:
    made = pause(scope=Pause.Scope.UNIT, unit=cast.district, reason="जिले में", by=cast.chandra, now=moment)
    other = make_actor(cast.health, name="gita", name_hi="गीता", rank="director", roles=("approver",))
    browser = as_person(other)
    assert "जिले में" not in browser.get("/desk/pauses/").content.decode().partition("<main")[2]
    assert browser.post(f"/desk/pauses/{made.pk}/lift/").status_code == 404


def test_strangers_and_senders_stop_nothing(stranger: Client, cast: Cast, as_person: AsPerson) -> None:
    for browser in (stranger, as_person(cast.asha)):
        assert browser.get("/desk/pauses/").status_code == 403
        assert browser.get(NEW).status_code == 403
        assert browser.post(NEW, EVERYTHING).status_code == 403
    assert not Pause.objects.exists()


def test_a_desk_that_may_not_stop_sees_the_list_without_buttons(cast: Cast, as_person: AsPerson) -> None:
    esha = as_person(cast.esha)
    assert NEW not in esha.get("/desk/pauses/").content.decode()
    assert esha.post(NEW, EVERYTHING).status_code == 403


def test_the_pages_speak_english(chandra: Client) -> None:
    chandra.post("/language/", {"language": "en"})
    page = chandra.get("/desk/pauses/").content.decode()
    assert "No pause is in force" in page
    assert "Pause now" in chandra.get(NEW).content.decode()


def test_the_list_asks_the_database_as_often_for_thirty_pauses_as_for_three(
    chandra: Client, cast: Cast, moment: datetime
) -> None:
    def make(number: int) -> None:
        for _ in range(number):
            facts = {"reason": "परीक्षण", "by": cast.chandra, "now": moment}
            pause(scope=Pause.Scope.UNIT, unit=cast.district, **facts)  # type: ignore[arg-type]
            old = pause(scope=Pause.Scope.UNIT, unit=cast.health, **facts)  # type: ignore[arg-type]
            lift_pause(old, by=cast.chandra, now=moment)

    counted = []
    for number in (3, 21):
        make(number)
        with CaptureQueriesContext(connection) as caught:
            chandra.get("/desk/pauses/")
        counted.append(len(caught))
    assert counted[0] == counted[1]
    assert counted[0] <= 22
