"""A reviewer gives a note to another desk: where it lies then, who sees it, and that this writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.content.models import Post, Submission, SubmissionStep
from jansetu.content.operations.submissions import assign, moves_open_to, return_to_sender, take
from jansetu.core.errors import Refusal
from jansetu.orgs.desks import desks_within
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast, make_actor
from tests.content.acts import begin, send


@pytest.fixture
def reviewer(cast: Cast) -> Actor:
    return make_actor(
        cast.state, name="indu", name_hi="इंदु", rank="osd_media", roles=("reviewer",), over=cast.state
    )


def test_the_note_lies_at_the_other_desk_and_waits_there_anew(
    cast: Cast, reviewer: Actor, now: datetime
) -> None:
    note = send(cast.asha, now)
    take(note, by=cast.esha, now=now)
    assign(note, desk=cast.pr_department, note="राज्य स्तर की", by=reviewer, now=now)
    note.refresh_from_db()
    assert (note.desk, note.state) == (cast.pr_department, Submission.State.RECEIVED)
    step = SubmissionStep.objects.latest("pk")
    assert (step.desk, step.note, step.by) == (cast.pr_department, "राज्य स्तर की", reviewer.tenure)
    event = Event.objects.filter(verb="submission.assigned").get()
    assert event.detail["desk"] == cast.pr_department.code


def test_only_a_charge_that_assigns_over_both_desks_gives_notes_away(cast: Cast, now: datetime) -> None:
    note = send(cast.asha, now)
    for who in (cast.asha, cast.esha, cast.bilal, cast.dev):
        with pytest.raises(NotAllowed):
            assign(note, desk=cast.pr_department, note="", by=who, now=now)
    local = make_actor(
        cast.district, name="jaya", name_hi="जया", rank="staff", roles=("reviewer",), over=cast.district
    )
    with pytest.raises(NotAllowed):
        assign(note, desk=cast.pr_department, note="", by=local, now=now)


@pytest.mark.parametrize("target", ["forest_office", "pr_office"])
def test_an_office_without_a_desk_and_the_same_desk_are_refused(
    cast: Cast, reviewer: Actor, now: datetime, target: str
) -> None:
    note = send(cast.asha, now)
    with pytest.raises(Refusal):
        assign(note, desk=getattr(cast, target), note="", by=reviewer, now=now)


def test_a_note_that_is_no_longer_open_stays_where_it_is(cast: Cast, reviewer: Actor, now: datetime) -> None:
    note = send(cast.asha, now)
    return_to_sender(note, note="फ़ोटो भेजें", by=cast.esha, now=now)
    with pytest.raises(Refusal) as refused:
        assign(note, desk=cast.pr_department, note="", by=reviewer, now=now)
    assert refused.value.code == "wrong_state"


def test_giving_a_note_to_a_desk_is_not_writing_it(cast: Cast, reviewer: Actor, now: datetime) -> None:
    note = send(cast.asha, now)
    assign(note, desk=cast.pr_department, note="", by=reviewer, now=now)
    assign(note, desk=cast.pr_office, note="", by=reviewer, now=now)
    begin(cast, now, note)
    assert reviewer.person is not None
    assert not Post.objects.written_by(reviewer.person).exists()
    assert cast.asha.person is not None
    assert Post.objects.written_by(cast.asha.person).count() == 1


def test_each_charge_is_offered_the_moves_that_it_may_make(
    cast: Cast, reviewer: Actor, now: datetime
) -> None:
    note = send(cast.asha, now)
    assert moves_open_to(note, by=cast.esha, now=now) == {"take", "return", "decline", "post"}
    assert moves_open_to(note, by=reviewer, now=now) == {"assign"}
    assert moves_open_to(note, by=cast.asha, now=now) == frozenset()
    returned = return_to_sender(note, note="फ़ोटो भेजें", by=cast.esha, now=now)
    assert moves_open_to(returned, by=cast.asha, now=now + timedelta(hours=1)) == {"resubmit"}
    assert moves_open_to(returned, by=cast.dev, now=now) == frozenset()


def test_the_desks_of_a_state_are_those_that_carry_a_desks_role(cast: Cast) -> None:
    assert set(desks_within(Unit.objects.all())) == {cast.pr_office, cast.pr_department}
    assert list(desks_within(Unit.objects.within(cast.district))) == [cast.pr_office]
