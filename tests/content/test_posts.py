"""Posts begin with their note's words and photos; every version is kept, and nobody overwrites another's."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.models import Post, Submission, Variant
from jansetu.content.operations.approvals import approve, request_approval
from jansetu.content.operations.drafts import draft_values, save_draft
from jansetu.content.operations.posts import start_post
from jansetu.content.operations.submissions import decline
from jansetu.content.placing import needs_film
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from tests.cast import Cast
from tests.content.acts import BODY, TITLE, begin, channel_of, keep_photo, picture, ready, save, send, text


def test_a_post_begins_with_texts_and_photos_of_its_note(cast: Cast, now: datetime) -> None:
    photo = keep_photo(cast.asha, now)
    note = send(cast.asha, now, photos=[photo])
    post = begin(cast, now, note)
    assert (post.submission, post.unit) == (note, cast.pr_office)
    assert Submission.objects.get().state == Submission.State.PLANNED
    variants = list(post.variants.order_by("pk"))
    assert [one.kind for one in variants] == [kind for kind, _ in registry.kinds() if not needs_film(kind)]
    assert all("टीकाकरण" in one.text for one in variants)
    assert all([row.media for row in one.pictures.all()] == [photo] for one in variants)
    first = post.revisions.get()
    assert (first.number, first.author) == (1, cast.esha.tenure)


def test_a_note_that_was_declined_becomes_no_post(cast: Cast, now: datetime) -> None:
    note = decline(send(cast.asha, now), note="पुराना है", by=cast.esha, now=now)
    with pytest.raises(Refusal, match="wrong_state"):
        begin(cast, now, note)
    assert not Post.objects.exists()


@pytest.mark.parametrize("who", ["asha", "bilal", "dev", "farid"])
def test_only_a_desk_starts_and_saves_posts(cast: Cast, now: datetime, who: str) -> None:
    by, post = getattr(cast, who), begin(cast, now)
    with pytest.raises(NotAllowed):
        start_post(unit=cast.pr_office, kind="press_note", title=TITLE, by=by, now=now)
    with pytest.raises(NotAllowed):
        save(post, [text("पाठ")], by=by, now=now)


def test_every_save_is_a_version_with_its_author_and_an_idle_one_is_none(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    second = save(post, [text("पहला पाठ")], [collector], by=cast.esha, now=now)
    idle = save(post, [text("  पहला पाठ ")], [collector], by=cast.chandra, now=now)
    third = save(post, [text("दूसरा पाठ")], [collector], by=cast.chandra, now=now)
    assert (second.number, idle, third.number) == (2, second, 3)
    assert [one.author for one in post.revisions.order_by("number")] == [
        cast.esha.tenure,
        cast.esha.tenure,
        cast.chandra.tenure,
    ]
    assert Event.objects.filter(verb="post.saved").count() == 3
    assert second.snapshot["variants"][0]["text"] == "पहला पाठ"


def test_who_saves_on_an_older_version_is_refused_and_keeps_their_words(cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    person = cast.chandra.tenure_or_refuse().person
    save_draft(person=person, form=f"post:{post.pk}", values={"x": "मेरा पाठ"}, now=now)
    save(post, [text("ईशा का पाठ")], by=cast.esha, now=now, after=1)
    with pytest.raises(Refusal, match="changed_meanwhile") as refused:
        save(post, [text("मेरा पाठ")], by=cast.chandra, now=now, after=1)
    assert "ईशा" in refused.value.hi
    assert Variant.objects.get(post=post).text == "ईशा का पाठ"
    assert draft_values(person, f"post:{post.pk}") == {"x": "मेरा पाठ"}


@pytest.mark.parametrize("words", ["नया पाठ", "वही पाठ"])
def test_a_save_makes_the_draft_superfluous_also_where_nothing_changed(
    cast: Cast, now: datetime, words: str
) -> None:
    post = begin(cast, now)
    save(post, [text("वही पाठ")], by=cast.esha, now=now)
    person = cast.esha.tenure_or_refuse().person
    save_draft(person=person, form=f"post:{post.pk}", values={"x": words}, now=now)
    save(post, [text(words)], by=cast.esha, now=now)
    assert draft_values(person, f"post:{post.pk}") == {}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_refused(cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    said: list[str] = []
    together = threading.Barrier(2)

    def press(words: str) -> None:
        together.wait(10)
        try:
            save(post, [text(words)], by=cast.esha, now=now, after=1)
            said.append(words)
        except Refusal as refusal:
            said.append(refusal.code)
        connection.close()

    threads = [threading.Thread(target=press, args=(words,)) for words in ("पहला", "दूसरा")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    won = (set(said) - {"changed_meanwhile"}).pop()
    assert sorted(said) == sorted([won, "changed_meanwhile"])
    assert Variant.objects.get(post=post).text == won


def test_a_desk_places_posts_on_its_own_channels_and_the_portal_only(
    collector: Channel, portal: Channel, cast: Cast, now: datetime
) -> None:
    others = channel_of(cast, cast.health, "@healthmp", now)
    post = begin(cast, now)
    texts = [text("पाठ"), text("पूरा पाठ", kind="portal")]
    save(post, texts, [collector, portal], by=cast.esha, now=now)
    with pytest.raises(NotAllowed):
        save(post, texts, [collector, others], by=cast.esha, now=now)
    assert set(post.placements.values_list("channel", flat=True)) == {collector.pk, portal.pk}


def test_another_offices_photo_is_not_slipped_into_a_post(cast: Cast, now: datetime) -> None:
    far = keep_photo(cast.chandra, now)  # of the department, which this desk does not edit for
    near = keep_photo(cast.dev, now)  # of an office below the desk
    post = begin(cast, now)
    save(post, [text("पाठ", pictures=(picture(near),))], by=cast.esha, now=now)
    with pytest.raises(NotAllowed):
        save(post, [text("पाठ", pictures=(picture(far),))], by=cast.esha, now=now)
    save(post, [text("पाठ", pictures=(picture(far),))], by=cast.chandra, now=now)
    save(post, [text("मेरा पाठ", pictures=(picture(far),))], by=cast.esha, now=now)


def test_a_change_after_the_request_or_the_approval_makes_it_a_draft_again(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    save(post, [text("बदला हुआ पाठ")], [collector], by=cast.esha, now=now)
    assert Post.objects.get().state == Post.State.DRAFT
    assert not post.requests.filter(answered_at=None).exists()
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    approve(post, seen_revision=3, by=cast.bilal, now=now)
    save(post, [text("फिर बदला")], [collector], by=cast.esha, now=now)
    assert Post.objects.get().state == Post.State.DRAFT


def test_a_withdrawn_post_is_not_edited(cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    Post.objects.update(state=Post.State.WITHDRAWN)
    with pytest.raises(Refusal, match="withdrawn"):
        save(post, [text("पाठ")], by=cast.esha, now=now)


def test_what_is_searched_is_what_was_written(cast: Cast, now: datetime) -> None:
    post = begin(cast, now, send(cast.asha, now, body=BODY))
    assert list(Post.objects.search("टीकाकरण उज्जैन")) == [post]
