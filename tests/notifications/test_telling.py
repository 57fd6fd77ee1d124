"""A dead token and a failed delivery reach those whom they concern: once, on the screen and in one mail."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from jansetu.audit.dispatch import dispatch_batch
from jansetu.audit.models import Event
from jansetu.audit.operations import record
from jansetu.audit.sealer import seal_batch
from jansetu.channels.models import Keeper
from jansetu.channels.operations import appoint_keeper, mark_unauthorized
from jansetu.config.wiring import HANDLERS
from jansetu.notifications import hearing
from jansetu.notifications.hearing import tell_of_channel
from jansetu.notifications.letters import TRIES, Letters
from jansetu.notifications.models import Alert, Letter
from jansetu.notifications.operations import GATHER, choose_mail, mark_all_read
from jansetu.notifications.words import MANY, ONE, sentence_of
from jansetu.orgs.models import Person
from jansetu.orgs.rights import Actor
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import approve_and_schedule
from tests.cast import Cast
from tests.content.acts import channel_of, ready, send

NOW = datetime.fromisoformat("2026-11-25T06:00:00+00:00")
WORKER = Actor.system("worker")


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.JANSETU_PUBLIC_URL = "https://jansetu.example.in"


def news() -> int:
    """What the worker's duties do each second."""
    seal_batch(NOW)
    return dispatch_batch(HANDLERS, NOW)


def post_letters(at: datetime, *, queue: Letters | None = None) -> int:
    """One turn of the queue; how many mails were handed over."""
    queue = queue or Letters("w:1", clock=lambda: at)
    jobs = list(queue.cycle([], 10))

    async def carry() -> list[Any]:
        return [await queue.run(job) for job in jobs]

    queue.cycle(asyncio.run(carry()), 0)
    return len(jobs)


def person_of(actor: Actor) -> Person:
    return actor.tenure_or_refuse().person


def kept_channel(cast: Cast, handle: str = "@collectorujjain") -> Any:
    channel = channel_of(cast, cast.district, handle, NOW)
    position = cast.bilal.tenure_or_refuse().position
    appoint_keeper(channel, position=position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=NOW)
    channel.state = "connected"
    channel.save()
    return channel


def fail(post: Any, cast: Cast, code: str = "duplicate") -> None:
    """As settling does: the row's words, and the news beside it."""
    delivery = Delivery.objects.filter(post=post).get()
    Delivery.objects.filter(pk=delivery.pk).update(
        state="failed",
        error_code=code,
        error_hi="यही पाठ पहले छप चुका है।",
        error_en="It stands there already.",
    )
    subject = ("publishing.delivery", delivery.pk)
    record(
        "delivery.rejected", by=WORKER, subject=subject, unit_id=post.unit_id, detail={"code": code}, now=NOW
    )


# X takes the same words from one account only.
DIFFERENT = (
    "बच्चों को टीके लगे",
    "नर्मदा पर पुल का काम पूरा हुआ",
    "कल मंडी में गेहूँ की ख़रीद होगी",
    "वन-विभाग ने पौधे बाँटे",
    "सड़क पर आज यातायात बदला रहेगा",
)


def scheduled(cast: Cast, channel: Any, words: str = "बच्चों को टीके लगे") -> Any:
    post = ready(cast, channel, NOW, send(cast.asha, NOW), words)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=NOW)
    return post


@pytest.mark.django_db
def test_a_dead_token_reaches_the_custodian_on_the_screen_and_by_mail(cast: Cast) -> None:
    mark_unauthorized(kept_channel(cast), code="token_refused", now=NOW)
    assert news() == 1
    alert = Alert.objects.get()
    assert alert.person == person_of(cast.bilal)
    assert "फिर जोड़ें" in sentence_of(alert).hi
    assert post_letters(NOW + GATHER) == 1
    (sent,) = mail.outbox
    assert sent.to == [person_of(cast.bilal).email]
    assert "@collectorujjain" in sent.body
    assert f"https://jansetu.example.in{sentence_of(alert).path}" in sent.body
    assert post_letters(NOW + timedelta(hours=1)) == 0  # it is not sent again


@pytest.mark.django_db
def test_the_same_news_twice_is_told_once(cast: Cast) -> None:
    mark_unauthorized(kept_channel(cast), code="token_refused", now=NOW)
    event = Event.objects.get(verb="channel.unauthorized")
    tell_of_channel(event)
    tell_of_channel(event)
    assert Alert.objects.get().count == 1


@pytest.mark.django_db
def test_many_failures_of_one_cause_are_one_alert_and_one_mail(cast: Cast) -> None:
    for number, words in enumerate(DIFFERENT):
        fail(scheduled(cast, kept_channel(cast, f"@ujjain{number}"), words), cast)
    news()
    mine = Alert.objects.of(person_of(cast.bilal)).get()
    assert mine.count == 5
    assert sentence_of(mine).hi == "X पर एक ही कारण से 5 पोस्ट नहीं छपीं। यही पाठ पहले छप चुका है।"
    post_letters(NOW + GATHER)
    assert [sent.to for sent in mail.outbox].count([person_of(cast.bilal).email]) == 1


@pytest.mark.django_db
def test_a_failed_delivery_is_told_to_its_author_its_approver_and_nobody_else(cast: Cast) -> None:
    fail(scheduled(cast, channel_of(cast, cast.district, "@x", NOW)), cast)
    news()
    told = set(Alert.objects.values_list("person", flat=True))
    assert {person_of(cast.bilal).pk, person_of(cast.esha).pk} <= told
    assert person_of(cast.dev).pk not in told
    assert person_of(cast.asha).pk not in told


@pytest.mark.django_db
def test_who_has_looked_meanwhile_gets_no_mail_and_the_next_failure_is_new(cast: Cast) -> None:
    channel = kept_channel(cast)
    mark_unauthorized(channel, code="token_refused", now=NOW)
    news()
    mark_all_read(by=cast.bilal, now=NOW)
    assert post_letters(NOW + GATHER) == 0
    assert Letter.objects.get().error == "needless"
    channel.state = "connected"
    channel.save()
    mark_unauthorized(channel, code="token_refused", now=NOW)
    news()
    assert Alert.objects.unread().count() == 1


@pytest.mark.django_db
def test_whoever_wants_no_mail_and_whoever_is_invented_get_none(cast: Cast) -> None:
    choose_mail(False, by=cast.bilal, now=NOW)
    mark_unauthorized(kept_channel(cast), code="token_refused", now=NOW)
    news()
    assert Alert.objects.count() == 1
    assert not Letter.objects.exists()
    choose_mail(True, by=cast.bilal, now=NOW)
    Person.objects.filter(pk=person_of(cast.bilal).pk).update(is_demonstration=True)
    mark_unauthorized(kept_channel(cast, "@second"), code="token_refused", now=NOW)
    news()
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_mail_server_that_is_away_delays_the_mail_and_loses_nothing(cast: Cast, settings: Settings) -> None:
    mark_unauthorized(kept_channel(cast), code="token_refused", now=NOW)
    news()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert post_letters(NOW + GATHER) == 1
    waiting = Letter.objects.get()
    assert (waiting.tries, waiting.error, waiting.done_at) == (1, "ConnectionRefusedError", None)
    assert waiting.due_at > NOW + GATHER
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert post_letters(waiting.due_at) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{waiting.key}@jansetu.example.in>"


@pytest.mark.django_db
def test_a_letter_whose_worker_died_is_sent_by_the_next(cast: Cast) -> None:
    mark_unauthorized(kept_channel(cast), code="token_refused", now=NOW)
    news()
    assert len(Letters("dead:1", clock=lambda: NOW + GATHER).cycle([], 10)) == 1  # and is never settled
    assert post_letters(NOW + GATHER + timedelta(seconds=30)) == 0
    assert post_letters(NOW + GATHER + timedelta(minutes=3)) == 1


@pytest.mark.django_db
def test_it_is_given_up_in_the_open_at_last(cast: Cast, settings: Settings) -> None:
    mark_unauthorized(kept_channel(cast), code="token_refused", now=NOW)
    news()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for _ in range(TRIES):
        post_letters(Letter.objects.get().due_at)
    given_up = Letter.objects.get()
    assert given_up.done_at is not None
    assert given_up.error == "ConnectionRefusedError"
    assert Alert.objects.get().mailed_at is None


def test_every_verb_that_people_are_told_of_has_its_sentence() -> None:
    tells = (hearing.tell_of_channel, hearing.tell_of_delivery, hearing.tell_of_recurrence)
    told = {verb for verb, handlers in HANDLERS.items() if set(handlers) & set(tells)}
    assert told == set(ONE)
    assert set(MANY) <= set(ONE)
