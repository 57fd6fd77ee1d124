"""What asks is told once, with its number, and leads to the list where it is answered."""

from __future__ import annotations

from jansetu.audit.dispatch import dispatch_batch
from jansetu.audit.operations import record
from jansetu.audit.sealer import seal_batch
from jansetu.config.wiring import HANDLERS
from jansetu.notifications.models import Alert, Letter
from jansetu.notifications.words import sentence_of
from jansetu.orgs.rights import Actor
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import approve_and_schedule
from tests.cast import Cast
from tests.content.acts import channel_of, ready
from tests.notifications.test_telling import NOW


def test_many_that_ask_are_one_summary_for_the_desk(cast: Cast) -> None:
    for number, kind in enumerate(("x", "mastodon", "facebook")):
        channel = channel_of(cast, cast.district, f"@a{number}", NOW, kind=kind)
        post = ready(cast, channel, NOW, words=f"सूचना {number}")
        approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=NOW)
    for one in Delivery.objects.all():
        subject, detail = ("publishing.delivery", one.pk), {"code": "ask_again"}
        record("delivery.asks", by=Actor.system("worker"), subject=subject, detail=detail, now=NOW)
    seal_batch(NOW)
    dispatch_batch(HANDLERS, NOW)
    told = {alert.person_id: alert for alert in Alert.objects.filter(verb="delivery.asks")}
    for actor in (cast.esha, cast.bilal):
        alert = told[actor.tenure_or_refuse().person_id]
        assert alert.count == 3
        sentence = sentence_of(alert)
        assert (sentence.path, "3 वितरण" in sentence.hi) == ("/desk/pauses/asks/", True)
    assert Letter.objects.count() == Alert.objects.count() == len(told)
