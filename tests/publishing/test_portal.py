"""The portal settles in our own database and shows only what was sent: no embargo, no practice."""

from __future__ import annotations

from datetime import timedelta

from jansetu.audit.models import Event
from jansetu.publishing import portal
from jansetu.publishing.models import Attempt, Delivery, Pause
from tests.publishing.office import TEXT, Office

S = Delivery.State


def titles() -> list[str]:
    """What citizens see."""
    return [portal.shown(one).title for one in portal.published()]


def test_it_is_sent_without_any_platform(office: Office) -> None:
    post = office.published([office.portal()])
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.url) == (S.SENT, f"/p/{post.pk}/")
    assert not office.steps.sandbox.ledger()
    assert not Attempt.objects.exists()
    assert Event.objects.filter(verb="delivery.sent").count() == 1


def test_citizens_see_the_approved_words(office: Office) -> None:
    office.published([office.portal()])
    [shown] = [portal.shown(one) for one in portal.published()]
    assert (shown.text, shown.corrected) == (TEXT, False)


def test_nothing_is_shown_before_its_hour(office: Office) -> None:
    office.approve(office.post([office.portal()]), publish_at=office.now + timedelta(hours=2))
    office.send()
    assert not titles()
    office.steps.later(7200)
    office.send()
    assert titles() == ["टीकाकरण शिविर"]


def test_what_only_went_to_practice_accounts_is_not_on_the_portal(office: Office) -> None:
    office.published(office.channels(1))
    assert not titles()


def test_a_practice_portal_shows_nothing_to_citizens(office: Office) -> None:
    channel = office.portal()
    channel.practice = True
    channel.save()
    office.published([channel])
    assert office.states() == [S.SENT]
    assert not titles()


def test_a_pause_holds_the_portal_too(office: Office) -> None:
    office.approve(office.post([office.portal()]))
    Pause.objects.create(scope=Pause.Scope.EVERYTHING, reason="शोक", at=office.now)
    office.send()
    assert (office.states(), titles()) == ([S.DUE], [])


def test_a_full_pool_of_platform_calls_does_not_delay_the_portal(office: Office) -> None:
    office.approve(office.post([office.portal(), *office.channels(1)]))
    jobs = office.steps.claim(office.steps.deliveries)
    assert len(jobs) == 1
    assert titles()
