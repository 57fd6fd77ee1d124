"""The bell and the list of a person's own alerts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.audit.models import Event
from jansetu.core.clock import utcnow
from jansetu.notifications.models import Alert, NoMail
from tests.cast import Cast
from tests.content.acts import channel_of
from tests.web.conftest import AsPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def bilal(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.bilal)


def alert_of(cast: Cast, number: int = 1, count: int = 1) -> Alert:
    then = utcnow() - timedelta(minutes=5)
    channel = channel_of(cast, cast.district, f"@channel{number}", then)
    facts = {"verb": "channel.unauthorized", "cause": f"channel:{channel.pk}:", "channel": channel}
    person = cast.bilal.tenure_or_refuse().person
    return Alert.objects.create(person=person, first_at=then, last_at=then, count=count, **facts)


def test_the_bell_counts_what_is_unread_on_every_page(bilal: Client, cast: Cast) -> None:
    assert "अनदेखी" not in bilal.get("/desk/").content.decode()
    alert_of(cast)
    assert "चेतावनियाँ: 1 अनदेखी" in bilal.get("/desk/").content.decode()
    assert "चेतावनियाँ: 1 अनदेखी" in bilal.get("/desk/alerts/bell/").content.decode()


def test_following_an_alert_reads_it_and_leads_to_its_channel(bilal: Client, cast: Cast) -> None:
    alert = alert_of(cast)
    assert "@channel1" in bilal.get("/desk/alerts/").content.decode()
    answer = bilal.post(f"/desk/alerts/{alert.pk}/")
    assert answer.headers["Location"] == f"/desk/channels/{alert.channel_id}/"
    alert.refresh_from_db()
    assert alert.read_at is not None


def test_all_are_read_with_one_button(bilal: Client, cast: Cast) -> None:
    for number in range(3):
        alert_of(cast, number)
    bilal.post("/desk/alerts/read/")
    assert not Alert.objects.unread().exists()


def test_mail_is_stopped_and_wanted_again_and_both_are_audited(bilal: Client) -> None:
    bilal.post("/desk/alerts/mail/", {"wanted": "no"})
    assert NoMail.objects.exists()
    assert "मेल पर भी भेजें" in bilal.get("/desk/alerts/").content.decode()
    bilal.post("/desk/alerts/mail/", {"wanted": "yes"})
    assert not NoMail.objects.exists()
    assert Event.objects.filter(verb="person.mail_chosen").count() == 2


def test_nobody_sees_or_reads_another_persons_alert(stranger: Client, cast: Cast) -> None:
    alert = alert_of(cast)
    assert "@channel1" not in stranger.get("/desk/alerts/").content.decode()
    assert stranger.post(f"/desk/alerts/{alert.pk}/").status_code == 404
    stranger.post("/desk/alerts/read/")
    assert Alert.objects.unread().count() == 1


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    bilal: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        alert_of(cast, number)
    bilal.get("/desk/alerts/")
    with django_assert_max_num_queries(12):
        bilal.get("/desk/alerts/")
    for number in range(3, 30):
        alert_of(cast, number)
    with django_assert_max_num_queries(12):
        page = bilal.get("/desk/alerts/").content.decode()
    assert "पृष्ठ 1 / 2" in page
