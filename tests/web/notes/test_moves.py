"""The page of a note, and what the desk or a reviewer does there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.content.models import Post, Submission, SubmissionStep
from jansetu.content.operations.submissions import assign, return_to_sender
from jansetu.core.clock import utcnow
from jansetu.orgs.rights import Actor
from jansetu.publishing.models import Delivery, Incident, Removal, Schedule
from tests.cast import Cast, make_actor
from tests.content.acts import BODY, begin, channel_of, keep_photo, save, send, text
from tests.web.conftest import AsPerson
from tests.web.notes.forms import text_of


@pytest.fixture
def note(cast: Cast) -> Submission:
    return send(cast.asha, utcnow(), place="उज्जैन")


@pytest.fixture
def reviewer(cast: Cast) -> Actor:
    return make_actor(
        cast.state, name="indu", name_hi="इंदु", rank="osd_media", roles=("reviewer",), over=cast.state
    )


def act(browser: Client, note: Submission, step: str, **typed: object) -> tuple[int, str]:
    answer = browser.post(f"/desk/notes/{note.pk}/{step}/", typed)
    note.refresh_from_db()
    return answer.status_code, answer.headers.get("Location", "")


def test_everybody_on_its_way_reads_the_note_and_a_stranger_does_not(
    cast: Cast, as_person: AsPerson, stranger: Client, note: Submission
) -> None:
    for who in (cast.asha, cast.esha, cast.bilal, cast.chandra):
        assert BODY in text_of(as_person(who).get(f"/desk/notes/{note.pk}/")), who.label
    assert stranger.get(f"/desk/notes/{note.pk}/").status_code == 404


def test_the_desk_takes_it_and_the_sender_sees_that(asha: Client, esha: Client, note: Submission) -> None:
    assert act(esha, note, "take") == (302, f"/desk/notes/{note.pk}/")
    assert note.state == Submission.State.TAKEN
    page = text_of(asha.get(f"/desk/notes/{note.pk}/"))
    assert "ईशा" in page
    assert "/take/" not in page  # nothing of the desk's is offered to the sender


@pytest.mark.parametrize(("step", "state"), [("return", "returned"), ("decline", "declined")])
def test_it_goes_back_or_is_declined_with_a_reason_that_the_sender_reads(
    asha: Client, esha: Client, note: Submission, step: str, state: str
) -> None:
    status, _ = act(esha, note, step, **{f"{step}-note": "भाग लेने वालों की संख्या लिखें"})
    assert (status, note.state) == (302, state)
    assert "भाग लेने वालों की संख्या लिखें" in text_of(asha.get(f"/desk/notes/{note.pk}/"))


@pytest.mark.parametrize("reason", ["", "…!"])
def test_without_a_reason_nothing_happens_and_the_form_says_so(
    esha: Client, note: Submission, reason: str
) -> None:
    answer = esha.post(f"/desk/notes/{note.pk}/return/", {"return-note": reason})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert "<details open>" in text_of(answer)
    assert Submission.objects.get().state == Submission.State.RECEIVED


@pytest.mark.parametrize("step", ["take", "return", "decline", "post", "assign"])
def test_a_sender_moves_nothing(asha: Client, stranger: Client, note: Submission, step: str) -> None:
    for browser in (asha, stranger):
        assert act(browser, note, step, **{f"{step}-note": "कारण"})[0] == 403
    assert note.state == Submission.State.RECEIVED


def test_a_step_that_does_not_exist_is_not_found(esha: Client, note: Submission) -> None:
    assert act(esha, note, "burn")[0] == 404


def test_whoever_logs_in_anew_in_the_middle_lands_on_the_note(esha: Client, note: Submission) -> None:
    answer = esha.get(f"/desk/notes/{note.pk}/take/")
    assert answer.headers["Location"] == f"/desk/notes/{note.pk}/"
    assert Submission.objects.get().state == Submission.State.RECEIVED


def test_a_note_that_moved_meanwhile_is_told_in_words(esha: Client, note: Submission, cast: Cast) -> None:
    return_to_sender(note, note="फ़ोटो", by=cast.esha, now=utcnow())
    answer = esha.post(f"/desk/notes/{note.pk}/take/")
    assert answer.status_code == 409
    assert "लौटाया गया" in text_of(answer)


def test_a_post_begins_with_the_notes_words_and_a_second_press_finds_it(
    esha: Client, note: Submission
) -> None:
    first, second = act(esha, note, "post", last_post=""), act(esha, note, "post", last_post="")
    post = Post.objects.get()
    assert first == second == (302, f"/desk/posts/{post.pk}/edit/")
    assert (post.submission, note.state) == (note, Submission.State.PLANNED)
    act(esha, note, "post", last_post=str(post.pk))  # the page showed the first one
    assert Post.objects.count() == 2


def test_a_reviewer_gives_it_to_another_desk_and_the_sender_sees_which(
    cast: Cast, as_person: AsPerson, asha: Client, esha: Client, reviewer: Actor, note: Submission
) -> None:
    browser = as_person(reviewer)
    assert cast.pr_department.name_hi in text_of(browser.get(f"/desk/notes/{note.pk}/"))
    typed = {"assign-desk": cast.pr_department.pk, "assign-note": "राज्य स्तर की"}
    assert act(browser, note, "assign", **typed)[0] == 302
    assert note.desk == cast.pr_department
    page = text_of(asha.get(f"/desk/notes/{note.pk}/"))
    assert f"{cast.pr_department.name_hi} को दी गई" in page
    assert "राज्य स्तर की" in page


def test_only_desks_can_be_chosen_to_give_a_note_to(
    cast: Cast, as_person: AsPerson, reviewer: Actor, note: Submission
) -> None:
    browser = as_person(reviewer)
    for unit in (cast.forest_office, cast.pr_office):
        assert act(browser, note, "assign", **{"assign-desk": unit.pk})[0] == 422
    assert note.desk == cast.pr_office


def test_a_desk_that_gave_it_away_cannot_move_it_any_more(
    cast: Cast, esha: Client, reviewer: Actor, note: Submission
) -> None:
    assign(note, desk=cast.pr_department, note="", by=reviewer, now=utcnow())
    assert act(esha, note, "take")[0] == 403
    assert SubmissionStep.objects.filter(state="taken").count() == 0


def published(cast: Cast, note: Submission, now: datetime) -> Delivery:
    """A post of the note that went out on the district's account."""
    channel = channel_of(cast, cast.district, "@collectorujjain", now)
    post = begin(cast, now, note)
    revision = save(post, [text("बच्चों को टीके लगे")], [channel], by=cast.esha, now=now)
    schedule = Schedule.objects.create(
        post=post, revision=revision, publish_at=now, by=cast.bilal.tenure_or_refuse(), at=now
    )
    return Delivery.objects.create(
        schedule=schedule,
        post=post,
        variant=post.variants.get(kind="x"),
        channel=channel,
        key="k1",
        approved_hash="",
        fingerprint="",
        state="sent",
        due_at=now,
        expires_at=now + timedelta(days=1),
        created_at=now,
        sent_at=now,
        remote_id="77",
        url="https://x.com/i/status/77",
    )


def test_the_sender_sees_where_it_was_published_with_the_link(
    cast: Cast, asha: Client, note: Submission
) -> None:
    published(cast, note, utcnow())
    page = text_of(asha.get(f"/desk/notes/{note.pk}/"))
    assert "@collectorujjain" in page
    assert 'href="https://x.com/i/status/77"' in page
    assert "/desk/posts/" not in page  # posts are not the sender's to open


@pytest.mark.parametrize(("action", "said"), [("delete", "वापस ली गई"), ("correct", "भूल-सुधार")])
def test_the_sender_sees_what_was_withdrawn_or_corrected_and_why(
    cast: Cast, asha: Client, note: Submission, action: str, said: str
) -> None:
    now = utcnow()
    delivery = published(cast, note, now)
    incident = Incident.objects.create(
        post=delivery.post, reason="संख्या ग़लत थी", by=cast.bilal.tenure_or_refuse(), at=now
    )
    Removal.objects.create(
        delivery=delivery, incident=incident, action=action, state="done", due_at=now, done_at=now
    )
    page = text_of(asha.get(f"/desk/notes/{note.pk}/"))
    assert said in page
    assert "संख्या ग़लत थी" in page
    assert ('href="https://x.com/i/status/77"' in page) == (action == "correct")


def test_a_note_with_ten_photos_takes_the_queries_of_one(
    cast: Cast, asha: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photos = [keep_photo(cast.asha, utcnow(), width=20 + n) for n in range(10)]
    note = send(cast.asha, utcnow(), photos=photos, alts={one.pk: "मैदान" for one in photos})
    with django_assert_max_num_queries(18):
        page = text_of(asha.get(f"/desk/notes/{note.pk}/"))
    assert page.count('alt="मैदान"') == 10
