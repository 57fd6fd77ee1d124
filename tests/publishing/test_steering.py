"""What a person may do with one delivery: cancel it, try it again, decide what no look could tell."""

from __future__ import annotations

import pytest

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from jansetu.publishing.models import Attempt, Delivery
from jansetu.publishing.operations import cancel, decide_unknown, retry
from tests.publishing.office import Office

S = Delivery.State


def in_doubt(office: Office) -> Delivery:
    """A delivery of which no look could tell."""
    office.approve(office.post(office.channels(1)))
    office.steps.sandbox.fault("drop", next=1)
    office.send()
    Delivery.objects.update(waits_for_person=True)
    return office.steps.first()


def test_a_cancelled_delivery_never_goes_out(office: Office) -> None:
    office.approve(office.post(office.channels(1)))
    cancel(office.steps.first(), reason="अब नहीं", by=office.cast.bilal, now=office.now)
    office.send()
    assert (office.states(), office.acts()) == ([S.CANCELLED], [])
    assert Event.objects.get(verb="delivery.cancelled").detail == {"reason": "अब नहीं"}


def test_what_is_under_way_cannot_be_cancelled(office: Office) -> None:
    office.approve(office.post(office.channels(1)))
    office.steps.claim(office.steps.deliveries)
    with pytest.raises(Refusal, match="under_way"):
        cancel(office.steps.first(), reason="अब नहीं", by=office.cast.bilal, now=office.now)


def test_what_is_sent_cannot_be_cancelled_or_tried_again(office: Office) -> None:
    """postiz-app#1321: re-posting without end."""
    office.published(office.channels(1))
    sent, by = office.steps.first(), office.cast.bilal
    with pytest.raises(Refusal, match="wrong_state"):
        cancel(sent, reason="", by=by, now=office.now)
    with pytest.raises(Refusal, match="wrong_state"):
        retry(sent, by=by, now=office.now)
    office.steps.later(48 * 3600)
    office.send()
    assert office.acts() == ["x0"]


def test_a_failed_delivery_tried_again_goes_through_all_checks(office: Office) -> None:
    office.approve(office.post(office.channels(1)))
    office.steps.sandbox.fault("refuse", next=1)
    office.send()
    assert office.states() == [S.FAILED]
    retry(office.steps.first(), by=office.cast.bilal, now=office.now)
    office.send()
    assert office.states() == [S.SENT]
    assert list(Attempt.objects.order_by("number").values_list("outcome", flat=True)) == ["rejected", "sent"]


def test_only_who_publishes_here_steers(office: Office) -> None:
    office.approve(office.post(office.channels(1)))
    for by in (office.cast.asha, office.cast.dev):
        with pytest.raises(NotAllowed):
            cancel(office.steps.first(), reason="", by=by, now=office.now)


def test_decided_as_published_it_counts_as_sent_and_is_on_record(office: Office) -> None:
    delivery = in_doubt(office)
    decide_unknown(
        delivery, published=True, url="https://x.com/1", remote_id="1", by=office.cast.bilal, now=office.now
    )
    sent = office.steps.first()
    assert (sent.state, sent.remote_id, sent.waits_for_person) == (S.SENT, "1", False)
    assert Event.objects.get(verb="delivery.decided").actor_id == office.cast.bilal.actor_id


def test_decided_as_not_published_it_goes_out_once(office: Office) -> None:
    decide_unknown(in_doubt(office), published=False, by=office.cast.bilal, now=office.now)
    office.send()
    assert (office.states(), office.acts()) == ([S.SENT], ["x0"])


def test_published_needs_an_id_that_no_other_delivery_has(office: Office) -> None:
    post = office.published(office.channels(1))
    taken = office.steps.first().remote_id
    office.edit(post, [office.steps.first().channel], "दूसरा पाठ")
    office.approve(post)
    office.steps.sandbox.fault("drop", next=1)
    office.send()
    Delivery.objects.filter(state=S.UNKNOWN).update(waits_for_person=True)
    second = Delivery.objects.get(state=S.UNKNOWN)
    by = office.cast.bilal
    for remote_id, why in (
        (" ", "remote_id_missing"),
        (taken, "remote_id_taken"),
        ("1" * 201, "address_wrong"),
    ):
        with pytest.raises(Refusal, match=why):
            decide_unknown(second, published=True, remote_id=remote_id, by=by, now=office.now)


def test_a_link_that_is_none_is_refused(office: Office) -> None:
    delivery, by = in_doubt(office), office.cast.bilal
    with pytest.raises(Refusal, match="address_wrong"):
        decide_unknown(delivery, published=True, remote_id="1", url="javascript:x", by=by, now=office.now)


def test_nobody_decides_while_the_platform_can_still_be_asked(office: Office) -> None:
    delivery = in_doubt(office)
    Delivery.objects.update(waits_for_person=False)
    with pytest.raises(Refusal, match="under_way"):
        decide_unknown(delivery, published=False, by=office.cast.bilal, now=office.now)
