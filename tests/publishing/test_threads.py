"""Threads: each part at most once and in order, whatever dies between; what stands can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.connectors.registry import CONNECTORS
from jansetu.content.hashing import variant_hash
from jansetu.content.models import Post, Variant
from jansetu.core.errors import Refusal
from jansetu.core.text.parts import joined, mark_of
from jansetu.publishing import operations
from jansetu.publishing.bench.crowd import Crowd
from jansetu.publishing.listing import delivery_lines, standing_still
from jansetu.publishing.models import Attempt, Delivery, Removal
from tests.publishing.office import Office
from tests.publishing.stage import PARTS, Correcting, Stage, Threading
from tests.publishing.steps import Steps, officer
from tests.publishing.test_any_weather import FEW

S = Delivery.State
PASSING = ["fair", "lose", "drop", "503", "429"]
FATES = st.lists(st.sampled_from([*PASSING, "refuse", "401"]), max_size=4)
PASSING_FATES = st.lists(st.sampled_from(PASSING), max_size=4)
DEEDS = st.sampled_from(["send", "look", "wait", "wait_long", "die", "turn"])


@pytest.fixture
def stage(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A platform of our own in the place of X."""
    stage = Stage()
    put(steps, stage, monkeypatch, Threading)
    return stage


def put(steps: Steps, stage: Stage, monkeypatch: pytest.MonkeyPatch, kind: type[Threading]) -> None:
    connector = kind.__new__(kind)  # needs no credentials
    connector.stage = stage
    monkeypatch.setitem(CONNECTORS, "x", kind)
    monkeypatch.setattr(steps.connections, "of", lambda account: connector)


def thread(steps: Steps, parts: tuple[str, ...] = PARTS) -> Crowd:
    """An approved thread that is due now."""
    crowd = steps.crowd()
    steps.burst(crowd)
    say(parts)
    variant = Variant.objects.get()
    Delivery.objects.update(approved_hash=variant_hash(variant), fingerprint=mark_of(variant.text))
    revision = Delivery.objects.select_related("schedule__revision").get().schedule.revision
    revision.snapshot["variants"] = [{"id": variant.pk, "text": variant.text}]
    revision.save()
    return crowd


def say(parts: tuple[str, ...]) -> None:
    Variant.objects.update(text=joined(parts))


def live(steps: Steps, deed: str) -> None:
    """As a worker lives; "turn" goes on from step to step, the others die after one."""
    if deed == "turn":
        steps.deliveries = steps.fresh_deliveries()
        steps.send()
    else:
        steps.live(deed)


def fair_days(steps: Steps, stage: Stage) -> None:
    stage.fates.clear()
    for _ in range(8):
        for deed in ("wait_long", "look", "turn"):
            live(steps, deed)
        steps.turn(steps.removals)


def test_all_parts_go_out_in_order_and_their_ids_are_kept(steps: Steps, stage: Stage) -> None:
    thread(steps)
    sent = steps.send()
    assert (sent.state, stage.standing()) == (S.SENT, list(PARTS))
    assert (sent.remote_id, sent.further_ids) == ("p1", ["p2", "p3"])
    assert [post.answers for post in stage.posts] == ["", "p1", "p2"]


def test_the_mark_by_which_it_is_looked_for_is_the_first_parts(steps: Steps, stage: Stage) -> None:
    thread(steps)
    assert steps.first().fingerprint == mark_of(PARTS[0])


def test_a_lost_answer_to_the_second_part_is_found_and_the_third_follows(steps: Steps, stage: Stage) -> None:
    thread(steps)
    stage.fates = ["fair", "lose"]
    assert steps.send().state == S.UNKNOWN
    steps.later(3)
    found = steps.look()
    assert (found.state, found.parts_out) == (S.DUE, ["p1", "p2"])
    assert Attempt.objects.get().outcome == "stepped"
    live(steps, "turn")
    assert (steps.first().state, stage.standing()) == (S.SENT, list(PARTS))


def test_an_absent_later_part_goes_again_and_the_first_does_not(steps: Steps, stage: Stage) -> None:
    thread(steps)
    stage.fates = ["fair", "drop"]
    assert steps.send().parts_out == ["p1"]
    for _ in range(3):
        steps.later(40)
        steps.look()
    live(steps, "turn")
    assert (steps.first().state, stage.standing()) == (S.SENT, list(PARTS))


def test_a_thread_edited_in_a_later_part_is_looked_for_as_it_was_sent(steps: Steps, stage: Stage) -> None:
    thread(steps)
    stage.fates = ["fair", "lose"]
    steps.send()
    say((PARTS[0], "किसी ने बाद में बदला", PARTS[2]))
    steps.later(3)
    assert steps.look().parts_out == ["p1", "p2"]


def test_a_withdrawal_in_the_middle_takes_back_the_parts_that_stand(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    stage.fates = ["fair", "lose"]
    steps.send()
    operations.withdraw(Post.objects.get(), reason="ग़लत", by=officer(crowd), now=steps.now)
    steps.later(3)
    assert steps.look().state == S.CANCELLED
    steps.turn(steps.removals)
    assert (Removal.objects.get().state, stage.standing()) == ("done", [])


def test_what_expires_in_the_middle_is_shown_and_can_be_taken_back(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    stage.fates = ["fair", "429"]
    steps.send()
    steps.later(3 * 24 * 3600)
    cut = steps.first()
    assert (cut.state, cut.parts_out, cut.url) == (S.EXPIRED, ["p1"], "https://stage.example/p1")
    assert standing_still().get() == cut
    assert [line.is_cut_short for line in delivery_lines(cut.post)] == [True]
    operations.take_back_parts(cut, reason="अधूरी", by=officer(crowd), now=steps.now)
    steps.turn(steps.removals)
    assert (stage.standing(), standing_still().exists()) == ([], False)
    assert Event.objects.get(verb="delivery.parts_taken_back").detail["parts"] == ["p1"]


def test_nothing_is_taken_back_where_nothing_stands_or_twice(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    whole = steps.send()
    with pytest.raises(Refusal, match="nothing_stands"):
        operations.take_back_parts(whole, reason="अधूरी", by=officer(crowd), now=steps.now)


def test_a_refused_part_leaves_a_failure_that_goes_on_where_it_stopped(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    stage.fates = ["fair", "refuse"]
    failed = steps.send()
    assert (failed.state, failed.parts_out) == (S.FAILED, ["p1"])
    operations.retry(failed, by=officer(crowd), now=steps.now)
    live(steps, "turn")
    assert (steps.first().state, stage.standing()) == (S.SENT, list(PARTS))


def test_a_persons_word_on_a_part_in_doubt_says_what_is_missing(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    stage.fates = ["fair", "lose"]
    doubt = steps.send()
    Delivery.objects.update(waits_for_person=True)
    operations.decide_unknown(doubt, published=True, remote_id="p2", by=officer(crowd), now=steps.now)
    said = steps.first()
    assert (said.state, said.parts_out, said.error_code) == (S.SENT, ["p1", "p2"], "thread_cut")
    assert standing_still().get() == said


def test_a_thread_is_removed_from_its_end_with_evidence_of_each(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    steps.send()
    operations.withdraw(Post.objects.get(), reason="ग़लत", by=officer(crowd), now=steps.now)
    seen: list[list[str]] = []
    jobs = steps.claim(steps.removals)
    while jobs:
        jobs = steps.removals.cycle([steps.run(steps.removals, job) for job in jobs], 0)
        seen.append(stage.standing())
    assert [len(texts) for texts in seen] == [3, 2, 2, 1, 1, 0]
    removal = Removal.objects.get()
    assert removal.evidence is not None
    assert removal.evidence["text"] == PARTS[0]
    assert [removal.parts[one]["evidence"]["text"] for one in ("p2", "p3")] == [*PARTS[1:]]


def test_a_removal_killed_between_two_parts_goes_on_where_it_was(steps: Steps, stage: Stage) -> None:
    crowd = thread(steps)
    steps.send()
    operations.withdraw(Post.objects.get(), reason="ग़लत", by=officer(crowd), now=steps.now)
    for _ in range(6):  # each life makes one call and dies
        [job] = steps.claim(steps.removals)
        steps.removals.cycle([steps.run(steps.removals, job)], 0)
        steps.later(60)
    assert (Removal.objects.get().state, stage.standing()) == ("done", [])
    assert stage.calls.count("delete") == 3


def test_workers_that_die_after_every_call_bring_it_out_once(steps: Steps, stage: Stage) -> None:
    thread(steps)
    for _ in range(12):
        live(steps, "send")
        steps.age(60)
        steps.look()
    assert stage.standing() == list(PARTS)


def edited(office: Office, parts: tuple[str, ...]) -> Post:
    """A published thread that the desk writes anew."""
    channels = office.channels(1)
    post = office.published(channels, joined(PARTS))
    office.edit(post, channels, joined(parts))
    office.approve(post)
    office.remove()
    office.send()
    return post


def test_a_thread_of_as_many_parts_is_corrected_where_it_stands(
    office: Office, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office.steps, stage, monkeypatch, Correcting)
    better = (PARTS[0], "दूसरा भाग: कुछ न लाएँ।", PARTS[2])
    edited(office, better)
    assert (stage.standing(), len(stage.posts)) == (list(better), 3)
    removal = Removal.objects.get()
    assert (removal.action, removal.parts["p2"]["evidence"]["text"]) == ("correct", PARTS[1])


def test_a_thread_of_other_parts_is_deleted_and_published_anew(
    office: Office, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office.steps, stage, monkeypatch, Correcting)
    edited(office, PARTS[:2])
    assert (stage.standing(), len(stage.posts)) == (list(PARTS[:2]), 5)


def test_a_newer_version_approved_in_the_middle_takes_the_place_of_what_stands(
    office: Office, stage: Stage
) -> None:
    channels = office.channels(1)
    post = office.post(channels, joined(PARTS))
    office.approve(post)
    stage.fates = ["fair", "503"]
    office.send()
    assert stage.standing() == [PARTS[0]]
    office.edit(post, channels, joined(PARTS[1:]))
    office.approve(post)
    office.remove()
    office.send()
    assert stage.standing() == [*PARTS[1:]]


@FEW
@given(FATES, st.lists(DEEDS, min_size=1, max_size=10))
def test_whatever_happens_each_part_stands_at_most_once_and_in_order(
    steps: Steps, stage: Stage, fates: list[str], deeds: list[str]
) -> None:
    stage.posts, stage.fates = [], list(fates)
    with steps.life():
        thread(steps)
        for deed in deeds:
            live(steps, deed)
            assert stage.standing() == list(PARTS[: len(stage.standing())])
        assert steps.first().state != S.SENT or stage.standing() == list(PARTS)


@FEW
@given(PASSING_FATES, st.lists(DEEDS, min_size=1, max_size=8))
def test_after_passing_trouble_the_whole_thread_is_out_once(
    steps: Steps, stage: Stage, fates: list[str], deeds: list[str]
) -> None:
    stage.posts, stage.fates = [], list(fates)
    with steps.life():
        thread(steps)
        for deed in deeds:
            live(steps, deed)
        fair_days(steps, stage)
        sent = steps.first()
        assert (sent.state, stage.standing()) == (S.SENT, list(PARTS))
        assert sent.parts_out == [post.id for post in stage.posts]


@FEW
@given(FATES, st.lists(DEEDS, max_size=6), FATES, st.lists(DEEDS, max_size=6))
def test_a_withdrawal_at_any_moment_leaves_nothing_of_a_thread_public(
    steps: Steps, stage: Stage, fates: list[str], before: list[str], more: list[str], after: list[str]
) -> None:
    stage.posts, stage.fates = [], list(fates)
    with steps.life():
        crowd = thread(steps)
        for deed in before:
            live(steps, deed)
        stage.fates = list(more)
        operations.withdraw(Post.objects.get(), reason="ग़लत", by=officer(crowd), now=steps.now)
        for deed in after:
            live(steps, deed)
        Channel.objects.update(state=Channel.State.CONNECTED)
        fair_days(steps, stage)
        assert stage.standing() == []
