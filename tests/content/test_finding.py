"""Lists of notes and posts: who finds which, by which words, in a fixed number of queries."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.models import Channel
from jansetu.content.listing import note_lines, post_lines
from jansetu.content.models import Post, Submission
from jansetu.content.operations.approvals import return_post
from jansetu.content.operations.submissions import resubmit, return_to_sender, take
from jansetu.orgs.models import Grant, Tenure
from jansetu.orgs.rights import Actor
from tests.cast import LONG_AGO, Cast, make_actor
from tests.content.acts import a_note, begin, ready, save, send, text


def test_a_note_is_seen_by_its_office_its_desk_and_those_above_but_no_neighbour(
    cast: Cast, now: datetime
) -> None:
    note = send(cast.asha, now)
    for who in (cast.asha, cast.esha, cast.bilal, cast.chandra, cast.farid):
        assert list(Submission.objects.visible_to(who, now)) == [note], who.label
    assert list(Submission.objects.visible_to(cast.dev, now)) == []
    assert list(Submission.objects.at_desks_of(cast.esha, now)) == [note]
    assert list(Submission.objects.at_desks_of(cast.bilal, now)) == []


def test_a_colleague_who_sends_for_the_office_sees_its_notes(cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now)
    gita = make_actor(cast.health_office, name="gita", name_hi="गीता", rank="staff", roles=("sender",))
    clerk = make_actor(cast.health_office, name="hari", name_hi="हरि", rank="staff")
    assert list(Submission.objects.visible_to(gita, now)) == [note]
    assert list(Submission.objects.visible_to(clerk, now)) == []
    assert list(Submission.objects.of_office(cast.health_office)) == [note]


def test_a_sender_keeps_seeing_their_notes_newest_first(cast: Cast, now: datetime) -> None:
    assert cast.asha.person is not None
    first = send(cast.asha, now)
    second = send(cast.asha, now + timedelta(hours=1))
    assert list(Submission.objects.sent_by(cast.asha.person)) == [second, first]
    assert set(Submission.objects.visible_to(cast.asha, now)) == {first, second}


def test_notes_are_found_in_any_spelling_and_by_reference(cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now, title="गाँव में पढ़ाई", body="हिन्दी में समाचार", place="महिदपुर")
    send(cast.asha, now, title="दूसरा समाचार")
    for words in ("गांव पढाई", "हिंदी", "महिदपुर", note.reference.lower()):
        assert list(Submission.objects.search(words)) == [note], words
    assert Submission.objects.search("").count() == 2


def test_only_what_the_desk_must_act_on_waits(cast: Cast, now: datetime) -> None:
    taken, returned = send(cast.asha, now), send(cast.asha, now)
    take(taken, by=cast.esha, now=now)
    return_to_sender(returned, note="फ़ोटो भेजें", by=cast.esha, now=now)
    assert list(Submission.objects.waiting()) == [taken]


def test_posts_await_the_word_of_approvers_above_them_only(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    assert list(Post.objects.awaiting_word_of(cast.bilal, now)) == [post]
    for who in (cast.esha, cast.chandra, cast.dev, Actor.system("worker")):
        assert list(Post.objects.awaiting_word_of(who, now)) == [], who.label
    return_post(post, note="छोटा करें", by=cast.bilal, now=now)
    assert list(Post.objects.awaiting_word_of(cast.bilal, now)) == []


def test_posts_do_not_await_the_word_of_their_author_in_another_charge(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    ready(cast, collector, now)
    esha, seat = cast.esha.tenure_or_refuse().person, cast.bilal.tenure_or_refuse().position
    other = Tenure.objects.create(person=esha, position=seat, kind=Tenure.Kind.ADDITIONAL, starts_at=LONG_AGO)
    assert list(Post.objects.awaiting_word_of(Actor.of(other), now)) == []


def test_who_wrote_a_note_anew_is_its_author_too(collector: Channel, cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now)
    return_to_sender(note, note="तिथि लिखें", by=cast.esha, now=now)
    gita = make_actor(cast.health_office, name="gita", name_hi="गीता", rank="staff", roles=("sender",))
    resubmit(note, a_note(title="नया शीर्षक"), by=gita, now=now)
    Grant.objects.create(
        position=gita.tenure_or_refuse().position, role="approver", unit=cast.district, granted_at=LONG_AGO
    )
    post = ready(cast, collector, now, Submission.objects.get(pk=note.pk))
    assert list(Post.objects.awaiting_word_of(gita, now)) == []
    assert list(Post.objects.awaiting_word_of(cast.bilal, now)) == [post]


def test_posts_are_seen_by_their_desk_and_those_above(cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    for who in (cast.esha, cast.bilal, cast.chandra, cast.farid):
        assert list(Post.objects.visible_to(who, now)) == [post], who.label
    for who in (cast.asha, cast.dev):
        assert list(Post.objects.visible_to(who, now)) == []
    assert list(Post.objects.at_desks_of(cast.esha, now)) == [post]


def test_posts_are_found_by_the_words_of_their_texts(cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    save(post, [text("गाँव में शिविर")], by=cast.esha, now=now)
    assert list(Post.objects.search("शिविर गांव")) == [post]
    assert not Post.objects.search("शहर").exists()


@pytest.mark.parametrize("many", [1, 12])
def test_lists_take_as_many_queries_for_twelve_as_for_one(
    collector: Channel,
    cast: Cast,
    now: datetime,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(many):
        ready(cast, collector, now, send(cast.asha, now))
    with django_assert_num_queries(6):
        lines = post_lines(Post.objects.at_desks_of(cast.esha, now).for_list())
        latest = [line.revision for line in lines if line.revision and line.request]
        assert [one.number for one in latest] == [2] * many
        assert {f"{one.author.person}" for one in latest} == {"ईशा"}
        assert [line.placements[0].channel.handle for line in lines] == ["@collectorujjain"] * many
    with django_assert_num_queries(7):
        notes = note_lines(Submission.objects.visible_to(cast.esha, now).for_list()[:50])
        assert [len(one.posts) for one in notes] == [1] * many
        assert all(f"{one.step} {one.submission.sender.person}" for one in notes)
