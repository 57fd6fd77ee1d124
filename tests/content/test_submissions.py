"""Notes come in once, in words, and move only as their states allow; their sender sees every step."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.content.models import Submission, SubmissionStep
from jansetu.content.operations.drafts import draft_values, save_draft
from jansetu.content.operations.submissions import (
    decline,
    mark_published,
    plan,
    resubmit,
    return_to_sender,
    submit,
    take,
)
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast, make_actor
from tests.content.acts import BODY, a_note, keep_photo, send

State = Submission.State


def state_of(note: Submission) -> str:
    return Submission.objects.get(pk=note.pk).state


def test_a_note_reaches_the_desk_nearest_its_office_as_it_was_written(cast: Cast, now: datetime) -> None:
    photo = keep_photo(cast.asha, now)
    note = send(cast.asha, now, title="  शिविर\u200b ", body=BODY, pasted="जैसा आया", photos=[photo])
    kept = Submission.objects.get(pk=note.pk)
    assert (kept.desk, kept.unit, kept.state) == (cast.pr_office, cast.health_office, State.RECEIVED)
    assert (kept.title, kept.body, kept.pasted) == ("शिविर", BODY, "जैसा आया")
    assert [row.media for row in kept.photos.all()] == [photo]
    assert kept.reference == f"JS-20261124-{kept.pk}"
    event = Event.objects.get(verb="submission.received")
    assert (event.unit_id, event.detail["reference"]) == (cast.pr_office.pk, kept.reference)


def test_a_form_sent_twice_is_one_note(cast: Cast, now: datetime) -> None:
    first = send(cast.asha, now, form_key="once")
    again = send(cast.asha, now, form_key="once", title="दूसरा शीर्षक")
    assert again == first
    assert Submission.objects.get().title == first.title
    assert SubmissionStep.objects.count() == Event.objects.filter(verb="submission.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_the_same_moment_is_one_note(cast: Cast, now: datetime) -> None:
    sent: list[int] = []
    together = threading.Barrier(4)

    def press() -> None:
        together.wait(10)
        sent.append(submit(a_note(), form_key="once", by=cast.asha, now=now).pk)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sent == [Submission.objects.get().pk] * 4
    assert SubmissionStep.objects.count() == 1


def test_somebody_elses_form_is_refused_and_not_shown(cast: Cast, now: datetime) -> None:
    send(cast.asha, now, form_key="once")
    with pytest.raises(Refusal, match="form_taken"):
        send(cast.dev, now, form_key="once")
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": "🎉🎉🙏 ✌️ 💉"}, "body_without_words"),
        ({"body": "।।। 2026 !!!"}, "body_without_words"),
        ({"body": ""}, "body_without_words"),
        ({"title": "🙏🙏"}, "title_missing"),
        ({"title": " \u200b "}, "title_missing"),
    ],
)
def test_a_note_without_words_is_refused_and_what_was_typed_is_kept(
    cast: Cast, now: datetime, changes: dict[str, Any], code: str
) -> None:
    assert cast.asha.person is not None
    save_draft(person=cast.asha.person, form="submission:f", values={"place": "उज्जैन"}, now=now)
    with pytest.raises(Refusal, match=code):
        send(cast.asha, now, form_key="f", **changes)
    assert not Submission.objects.exists()
    assert draft_values(cast.asha.person, "submission:f") == {"place": "उज्जैन"}


def test_sending_makes_the_draft_superfluous(cast: Cast, now: datetime) -> None:
    assert cast.asha.person is not None
    save_draft(person=cast.asha.person, form="submission:f", values={"title": "श"}, now=now)
    send(cast.asha, now, form_key="f")
    assert draft_values(cast.asha.person, "submission:f") == {}


def test_ten_photos_may_come_with_a_note_and_eleven_not(cast: Cast, now: datetime) -> None:
    photos = [keep_photo(cast.asha, now, width=10 + number) for number in range(11)]
    assert send(cast.asha, now, photos=photos[:10]).photos.count() == 10
    with pytest.raises(Refusal, match="too_many_photos"):
        send(cast.asha, now, photos=photos)


def test_another_offices_photo_comes_with_no_note(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        send(cast.asha, now, photos=[keep_photo(cast.dev, now)])


@pytest.mark.parametrize("who", ["bilal", "farid"])
def test_whoever_may_not_send_sends_nothing(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        send(getattr(cast, who), now)


def test_a_note_that_no_desk_would_receive_is_refused(cast: Cast, now: datetime) -> None:
    Grant.objects.filter(role__in=["desk_officer", "state_desk"]).update(ended_at=now)
    with pytest.raises(Refusal, match="no_desk"):
        send(cast.asha, now)


def test_a_returned_note_is_written_anew_and_keeps_what_it_said(cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now)
    return_to_sender(take(note, by=cast.esha, now=now), note="तिथि लिखें", by=cast.esha, now=now)
    anew = resubmit(note, a_note(title="तिथि सहित शीर्षक"), by=cast.asha, now=now)
    assert (anew.state, anew.title) == (State.RECEIVED, "तिथि सहित शीर्षक")
    steps = list(note.steps.order_by("pk"))
    assert [step.state for step in steps] == [State.RECEIVED, State.TAKEN, State.RETURNED, State.RECEIVED]
    assert [step.note for step in steps] == ["", "", "तिथि लिखें", ""]
    assert steps[3].earlier is not None
    assert steps[3].earlier["title"] == note.title


def test_a_colleague_of_the_office_may_write_it_anew_but_no_other_office(cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now)
    return_to_sender(note, note="तिथि लिखें", by=cast.esha, now=now)
    for who in (cast.dev, cast.esha, cast.chandra):
        with pytest.raises(NotAllowed):
            resubmit(note, a_note(title="पराया शीर्षक"), by=who, now=now)
    gita = make_actor(cast.health_office, name="gita", name_hi="गीता", rank="staff", roles=("sender",))
    assert resubmit(note, a_note(title="नया"), by=gita, now=now).title == "नया"


def test_a_note_is_not_written_anew_while_it_lies_at_the_desk(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="wrong_state"):
        resubmit(send(cast.asha, now), a_note(title="नया"), by=cast.asha, now=now)


@pytest.mark.parametrize("move", [return_to_sender, decline])
@pytest.mark.parametrize("reason", ["", "  ", "…", "👎"])
def test_nothing_is_returned_or_declined_without_a_reason_in_words(
    cast: Cast, now: datetime, move: Callable[..., object], reason: str
) -> None:
    note = send(cast.asha, now)
    with pytest.raises(Refusal, match="reason_missing"):
        move(note, note=reason, by=cast.esha, now=now)
    assert state_of(note) == State.RECEIVED


def moves(by: Actor, now: datetime) -> dict[str, Callable[[Submission], object]]:
    return {
        "take": lambda note: take(note, by=by, now=now),
        "return": lambda note: return_to_sender(note, note="कारण", by=by, now=now),
        "decline": lambda note: decline(note, note="कारण", by=by, now=now),
        "plan": lambda note: plan(note, by=by, now=now),
    }


# What each state allows, whole: everything else is refused.
ALLOWED = {
    State.RECEIVED: {"take", "return", "decline", "plan"},
    State.TAKEN: {"return", "decline", "plan"},
    State.RETURNED: set(),
    State.PLANNED: {"plan"},
    State.PUBLISHED: set(),
    State.DECLINED: set(),
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("move", ["take", "return", "decline", "plan"])
def test_a_note_moves_only_as_its_state_allows(cast: Cast, now: datetime, state: str, move: str) -> None:
    note = send(cast.asha, now)
    Submission.objects.filter(pk=note.pk).update(state=state)
    if move in ALLOWED[State(state)]:
        moves(cast.esha, now)[move](note)
        assert note.steps.count() == 2
        return
    with pytest.raises(Refusal, match="wrong_state"):
        moves(cast.esha, now)[move](note)
    assert state_of(note) == state


@pytest.mark.parametrize("who", ["asha", "bilal", "dev", "farid"])
@pytest.mark.parametrize("move", ["take", "return", "decline", "plan"])
def test_only_the_desk_moves_a_note(cast: Cast, now: datetime, who: str, move: str) -> None:
    note = send(cast.asha, now)
    with pytest.raises(NotAllowed):
        moves(getattr(cast, who), now)[move](note)


def test_a_note_is_published_once_and_stays_so(cast: Cast, now: datetime) -> None:
    note = plan(send(cast.asha, now), by=cast.esha, now=now)
    mark_published(note, now=now)
    mark_published(note, now=now)
    assert state_of(note) == State.PUBLISHED
    assert note.steps.filter(state=State.PUBLISHED).count() == 1
