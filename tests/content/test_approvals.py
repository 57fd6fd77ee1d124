"""One officer's word for exactly what was read; never of anybody who wrote any part of it."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.content.hashing import variant_hash
from jansetu.content.models import Approval, Post, Return
from jansetu.content.operations.approvals import approve, request_approval, return_post, wrote_any_of
from jansetu.content.operations.submissions import resubmit, return_to_sender
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Person, Tenure
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import LONG_AGO, Cast, make_actor
from tests.content.acts import a_note, begin, ready, save, send, text

HOUR = timedelta(hours=1)


def may_approve(actor: Actor, cast: Cast) -> Actor:
    """The same person in the same charge, with the approver's role as well."""
    position = actor.tenure_or_refuse().position
    Grant.objects.create(position=position, role="approver", unit=cast.district, granted_at=LONG_AGO)
    return actor


def in_another_charge(actor: Actor, cast: Cast) -> Actor:
    """The same person, now sitting in for Bilal."""
    charge = Tenure.objects.create(
        person=actor.tenure_or_refuse().person,
        position=cast.bilal.tenure_or_refuse().position,
        kind=Tenure.Kind.ADDITIONAL,
        starts_at=LONG_AGO,
    )
    return Actor.of(charge)


def state_of(post: Post) -> str:
    return Post.objects.get(pk=post.pk).state


def test_an_approval_is_one_word_for_each_variant_that_goes_out_bound_to_its_hash(
    collector: Channel, portal: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    texts = [text("पाठ"), text("पूरा पाठ", kind="portal"), text("बिना चैनल", kind="mastodon")]
    save(post, texts, [collector, portal], by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    given = approve(post, seen_revision=2, note="ठीक है", by=cast.bilal, now=now)
    assert {one.variant.kind for one in given} == {"x", "portal"}
    assert all(one.hash == variant_hash(one.variant) and one.by == cast.bilal.tenure for one in given)
    assert state_of(post) == Post.State.APPROVED
    assert post.requests.get().answered_at == now
    event = Event.objects.get(verb="post.approved")
    assert sorted(event.detail["hashes"]) == sorted(one.hash for one in given)


def test_the_author_of_any_version_does_not_approve(collector: Channel, cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    chandra, esha = may_approve(cast.chandra, cast), may_approve(cast.esha, cast)
    save(post, [text("पहला")], [collector], by=chandra, now=now)
    save(post, [text("दूसरा")], [collector], by=esha, now=now)
    request_approval(post, publish_at=None, by=esha, now=now)
    for author in (chandra, esha):
        with pytest.raises(Refusal, match="own_words"):
            approve(post, seen_revision=3, by=author, now=now)
    assert not Approval.objects.exists()
    assert len(approve(post, seen_revision=3, by=cast.bilal, now=now)) == 1


def test_not_even_in_another_charge(collector: Channel, cast: Cast, now: datetime) -> None:
    post = ready(cast, collector, now)
    with pytest.raises(Refusal, match="own_words"):
        approve(post, seen_revision=2, by=in_another_charge(cast.esha, cast), now=now)


def test_the_sender_of_the_note_does_not_approve_in_whatever_charge(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now, send(cast.asha, now))
    for sender in (may_approve(cast.asha, cast), in_another_charge(cast.asha, cast)):
        assert wrote_any_of(post, sender)
        with pytest.raises(Refusal, match="own_words"):
            approve(post, seen_revision=2, by=sender, now=now)


def test_who_wrote_the_note_anew_does_not_approve(collector: Channel, cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now)
    return_to_sender(note, note="तिथि लिखें", by=cast.esha, now=now)
    gita = make_actor(cast.health_office, name="gita", name_hi="गीता", rank="staff", roles=("sender",))
    note = resubmit(note, a_note(title="नया शीर्षक"), by=gita, now=now)
    post = ready(cast, collector, now, note)
    with pytest.raises(Refusal, match="own_words"):
        approve(post, seen_revision=2, by=may_approve(gita, cast), now=now)


def test_who_only_returned_a_note_or_asked_for_approval_has_written_nothing(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    chandra = may_approve(cast.chandra, cast)
    note = send(cast.asha, now)
    return_to_sender(note, note="तिथि लिखें", by=chandra, now=now)
    note = resubmit(note, a_note(), by=cast.asha, now=now)
    post = ready(cast, collector, now, note)
    assert not wrote_any_of(post, chandra)
    assert not wrote_any_of(post, Actor.system("worker"))
    assert approve(post, seen_revision=2, by=chandra, now=now)


def test_what_changed_after_it_was_read_is_not_approved(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    save(post, [text("चुपके से बदला")], [collector], by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    with pytest.raises(Refusal, match="changed_meanwhile"):
        approve(post, seen_revision=2, by=cast.bilal, now=now)
    assert approve(post, seen_revision=3, by=cast.bilal, now=now)


@pytest.mark.parametrize("who", ["asha", "chandra", "dev", "farid"])
def test_whoever_may_not_approve_here_neither_approves_nor_returns(
    collector: Channel, cast: Cast, now: datetime, who: str
) -> None:
    post = ready(cast, collector, now)
    with pytest.raises(NotAllowed):
        approve(post, seen_revision=2, by=getattr(cast, who), now=now)
    with pytest.raises(NotAllowed):
        return_post(post, note="नहीं", by=getattr(cast, who), now=now)


def test_an_approver_whose_tenure_has_ended_approves_nothing_from_that_minute(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    Tenure.objects.filter(pk=cast.bilal.tenure_or_refuse().pk).update(ends_at=now + HOUR)
    ended = Actor.of(Tenure.objects.get(pk=cast.bilal.tenure_or_refuse().pk))
    with pytest.raises(NotAllowed):
        approve(post, seen_revision=2, by=ended, now=now + HOUR)
    assert approve(post, seen_revision=2, by=ended, now=now + HOUR - timedelta(seconds=1))


def test_nothing_is_approved_twice_or_without_being_asked(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ")], [collector], by=cast.esha, now=now)
    with pytest.raises(Refusal, match="wrong_state"):
        approve(post, seen_revision=2, by=cast.bilal, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    approve(post, seen_revision=2, by=cast.bilal, now=now)
    with pytest.raises(Refusal, match="wrong_state"):
        approve(post, seen_revision=2, by=cast.bilal, now=now)
    assert Approval.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_the_same_moment_one_is_told_that_it_is_done(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    gita = make_actor(cast.district, name="gita", name_hi="गीता", rank="collector", roles=("approver",))
    said: list[str] = []
    together = threading.Barrier(2)

    def press(by: Actor) -> None:
        together.wait(10)
        try:
            approve(post, seen_revision=2, by=by, now=now)
            said.append("approved")
        except Refusal as refusal:
            said.append(refusal.code)
        connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in (cast.bilal, gita)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["approved", "wrong_state"]
    assert Approval.objects.count() == 1


def test_a_returned_post_says_why_and_can_be_asked_for_again(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    for reason in ("", "  ", "🙅"):
        with pytest.raises(Refusal, match="reason_missing"):
            return_post(post, note=reason, by=cast.bilal, now=now)
    returned = return_post(post, note="छोटा करें", by=cast.bilal, now=now)
    assert (returned.revision.number, returned.note) == (2, "छोटा करें")
    assert (state_of(post), Return.objects.count()) == (Post.State.RETURNED, 1)
    assert post.requests.get().answered_at == now
    save(post, [text("छोटा")], [collector], by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    assert state_of(post) == Post.State.AWAITING


def test_a_request_names_an_hour_to_come_and_what_is_asked(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ")], [collector], by=cast.esha, now=now)
    for hour in (now, now - HOUR):
        with pytest.raises(Refusal, match="hour_past"):
            request_approval(post, publish_at=hour, by=cast.esha, now=now)
    request = request_approval(post, publish_at=now + HOUR, by=cast.esha, now=now)
    assert (request.publish_at, request.revision.number) == (now + HOUR, 2)


def test_a_login_that_was_closed_meanwhile_counts_as_its_authors(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    """Rights come from charges, words from people: neither is lost with the login."""
    post = ready(cast, collector, now)
    Person.objects.filter(pk=cast.esha.tenure_or_refuse().person_id).update(is_active=False)
    assert wrote_any_of(post, cast.esha)
