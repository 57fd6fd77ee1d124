"""A territory's hold and a long pause: what waits asks, goes on a person's word alone, and relief passes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from jansetu.audit.models import Event
from jansetu.compliance.freeze import suspended
from jansetu.content.models import Kind, Post
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import NotAllowed
from jansetu.publishing import holding, operations
from jansetu.publishing.freezing import freezes
from jansetu.publishing.models import Delivery, Pause, TerritoryHold
from jansetu.publishing.operations import Word
from jansetu.publishing.waiting_words import askings, posts_asking, signs
from tests.publishing.office import Office
from tests.publishing.test_pausing import picture_post

S = Delivery.State
PASSING: dict[str, set[str]] = {"mourning": {"meeting", "order", "helpline", "press_note"}}
PASSING["disaster"] = PASSING["mourning"] | {"announcement"}
PASSING["election"] = set()


def hold(office: Office, kind: str = "mourning", unit: Unit | None = None, **more: Any) -> TerritoryHold:
    """Chandra, of the state desk, lays it."""
    place = unit or office.cast.state
    return operations.hold_territory(
        place, kind=kind, reason="राजकीय शोक", by=office.cast.chandra, now=office.now, **more
    )


def answer(office: Office, word: Word, **more: Any) -> int:
    """Bilal's word on all that asks him."""
    posts = posts_asking(office.cast.bilal, office.now)
    return operations.answer(posts, word=word, by=office.cast.bilal, now=office.now, **more)


def code() -> str:
    """Why the only delivery stands where it stands."""
    return Delivery.objects.get().error_code


@pytest.mark.parametrize("kind", sorted(holding.HOLDS))
def test_each_kind_of_post_waits_or_passes_as_the_table_says(office: Office, kind: str) -> None:
    channels = office.channels(1, "mastodon")
    hold(office, kind)
    for about in Kind.values:
        office.approve(office.post(channels, f"सूचना: {about}", kind=about))
    office.send()
    sent = Delivery.objects.filter(state=S.SENT)
    assert set(sent.values_list("post__kind", flat=True)) == PASSING[kind]
    assert not Delivery.objects.exclude(pk__in=sent).exclude(state=S.HELD, error_code="ask_again")


def test_what_is_urgent_passes_every_hold(office: Office) -> None:
    hold(office)
    office.approve(office.post(office.channels(1), kind="message", is_urgent=True))
    office.send()
    assert office.states() == [S.SENT]


def test_a_hold_reaches_the_units_below_and_no_others(office: Office) -> None:
    hold(office, unit=office.cast.health)
    channels = office.channels(1)
    office.approve(office.post(channels, kind="achievement"))
    office.send()
    assert office.states() == [S.SENT]
    hold(office, unit=office.cast.division)
    office.approve(office.post(channels, "दूसरी", kind="achievement"))
    office.send()
    assert office.states() == [S.SENT, S.HELD]


def test_what_the_desk_writes_after_the_approval_moves_nothing_past_a_hold(office: Office) -> None:
    post = office.post(office.channels(1), kind="achievement")
    office.approve(post)
    Post.objects.filter(pk=post.pk).update(kind="order", is_urgent=True)
    hold(office)
    office.send()
    assert office.states() == [S.HELD]


def test_a_hold_between_two_steps_stops_the_second(
    office: Office, settings: Settings, tmp_path: Path
) -> None:
    """None escapes, not even what was due within the same minute and had begun."""
    picture_post(office, settings, tmp_path)
    Delivery.objects.update(about="story")
    queue = office.steps.deliveries
    [upload] = office.steps.claim(queue)
    uploaded = office.steps.run(queue, upload)
    hold(office)
    assert not queue.cycle([uploaded], 0)
    assert (office.states(), code(), office.acts()) == ([S.HELD], "ask_again", [])


def test_the_end_of_a_hold_sends_nothing_by_itself(office: Office) -> None:
    office.approve(office.post(office.channels(1), kind="achievement"))
    standing = hold(office)
    office.send()
    office.steps.later(7 * 86400)
    operations.lift_hold(standing, by=office.cast.chandra, now=office.now)
    office.send()
    assert (office.states(), code(), office.acts()) == ([S.HELD], "ask_again", [])
    assert answer(office, Word.NOW) == 1
    office.send()
    assert office.states() == [S.SENT]
    assert Event.objects.get(verb="post.answered").detail["word"] == "now"


def test_a_hold_with_an_end_ends_by_itself(office: Office) -> None:
    hold(office, until=office.now + timedelta(days=3))
    office.steps.later(3 * 86400)
    office.approve(office.post(office.channels(1), kind="achievement"))
    office.send()
    assert office.states() == [S.SENT]


def test_nothing_is_said_to_go_now_while_the_hold_stands(office: Office) -> None:
    office.approve(office.post(office.channels(1), kind="achievement"))
    hold(office)
    office.send()
    with pytest.raises(Refusal, match="hold_stands"):
        answer(office, Word.NOW)
    hour = office.now + timedelta(days=4)
    answer(office, Word.LATER, at=hour)
    row = Delivery.objects.get()
    assert (row.state, row.due_at, row.expires_at) == (S.DUE, hour, hour + timedelta(hours=24))


def test_what_is_called_off_stays_so_with_its_reason(office: Office) -> None:
    office.approve(office.post(office.channels(2), kind="achievement"))
    hold(office)
    office.send()
    answer(office, Word.CANCEL, reason="अब प्रासंगिक नहीं")
    office.steps.later(1)  # what was to repost it ends with it
    assert set(office.states()) == {S.CANCELLED}
    assert Event.objects.get(verb="post.answered").detail["reason"] == "अब प्रासंगिक नहीं"


def test_only_whoever_publishes_for_the_unit_answers(office: Office) -> None:
    post = office.post(office.channels(1), kind="achievement")
    office.approve(post)
    hold(office)
    office.send()
    with pytest.raises(NotAllowed):
        operations.answer([post], word=Word.CANCEL, reason="x", by=office.cast.dev, now=office.now)
    assert not posts_asking(office.cast.asha, office.now)
    [line] = askings(posts_asking(office.cast.bilal, office.now))
    assert "राजकीय शोक" in line.hi


def test_a_district_holds_itself_and_not_the_state(office: Office) -> None:
    with pytest.raises(NotAllowed):
        operations.hold_territory(
            office.cast.state, kind="mourning", reason="शोक", by=office.cast.bilal, now=office.now
        )
    for change in ({"reason": " "}, {"kind": "festival"}, {"until": office.now}):
        given = {"kind": "mourning", "reason": "शोक"} | change
        with pytest.raises(Refusal):
            operations.hold_territory(office.cast.district, **given, by=office.cast.bilal, now=office.now)


def test_an_election_declared_a_second_before_holds_what_names_the_chief_minister(office: Office) -> None:
    """An order by its kind: what no rule has judged counts as held. The neighbour's territory goes on."""
    hour = office.now + timedelta(hours=1)
    office.approve(office.post(office.channels(1), "मुख्यमंत्री ने आदेश दिया", kind="order"), publish_at=hour)
    office.steps.later(3599)
    hold(office, "election", unit=office.cast.health)  # elsewhere
    hold(office, "election", unit=office.cast.district)
    office.steps.later(1)
    office.send()
    assert (office.states(), code(), office.acts()) == ([S.HELD], "ask_again", [])
    assert "चुनाव आचार संहिता" in Delivery.objects.get().error_hi


def test_an_election_elsewhere_holds_nothing_here(office: Office) -> None:
    hold(office, "election", unit=office.cast.health)
    office.approve(office.post(office.channels(1), kind="achievement"))
    office.send()
    assert office.states() == [S.SENT]


def test_a_warning_of_a_disaster_passes_an_election_by_its_approver(office: Office) -> None:
    hold(office, "election")
    office.approve(office.post(office.channels(1), "बाढ़ की चेतावनी", kind="order", is_urgent=True))
    office.send()
    assert office.states() == [S.SENT]


def test_what_waited_for_eighty_days_of_an_election_still_asks_and_does_not_flood(office: Office) -> None:
    office.approve(office.post(office.channels(1), kind="achievement"))
    standing = hold(office, "election")
    office.send()
    office.steps.later(80 * 86400)
    operations.lift_hold(standing, by=office.cast.chandra, now=office.now)
    office.send()
    assert (office.states(), office.acts()) == ([S.HELD], [])
    assert answer(office, Word.NOW) == 1


def test_only_the_state_declares_and_ends_an_election(office: Office) -> None:
    bilal, now = office.cast.bilal, office.now
    with pytest.raises(NotAllowed):
        operations.hold_territory(office.cast.district, kind="election", reason="उपचुनाव", by=bilal, now=now)
    standing = hold(office, "election", unit=office.cast.district)
    with pytest.raises(NotAllowed):
        operations.lift_hold(standing, by=office.cast.bilal, now=office.now)
    assert TerritoryHold.objects.get().lifted_at is None


def test_other_parts_hear_what_rests_in_the_territory_until_the_election_ends(office: Office) -> None:
    cast = office.cast
    hold(office, unit=cast.state)  # mourning is no election
    assert not freezes(office.now)
    standing = hold(office, "election", unit=cast.division)
    found = freezes(office.now)
    assert suspended("press_release", found, cast.district.path, office.now)
    assert suspended("press_release", found, cast.health.path, office.now) is None
    operations.lift_hold(standing, by=cast.chandra, now=office.now)
    assert not freezes(office.now)


def test_after_a_long_pause_what_is_fresh_goes_and_what_is_stale_asks(office: Office) -> None:
    """tweet-old-post#1102: what waited floods out when the outage ends."""
    channels = office.channels(1, "mastodon")
    by, now = office.cast.chandra, office.now
    stop = operations.pause(scope=Pause.Scope.EVERYTHING, reason="आपदा", by=by, now=now)
    for number in range(4):
        office.approve(office.post(channels, f"पुरानी {number}"))
    office.approve(office.post(channels, "आदेश", kind="order"))
    office.steps.later(2.5 * 3600)
    for number in range(2):
        office.approve(office.post(channels, f"ताज़ी {number}"))
    operations.lift_pause(stop, by=by, now=office.now)
    office.send()
    assert office.states() == [*[S.HELD] * 4, S.SENT, S.SENT, S.SENT]
    told = Event.objects.filter(verb="delivery.asks")
    assert told.count() == 4
    assert answer(office, Word.NOW) == 4
    office.send()
    assert set(office.states()) == {S.SENT}


def test_an_urgent_post_grows_stale_sooner(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    for urgent in (True, False):
        office.approve(office.post(channels, f"सूचना {urgent}", is_urgent=urgent))
    office.steps.later(45 * 60)
    office.send()
    assert office.states() == [S.HELD, S.SENT]


def test_a_campaign_is_stopped_in_any_spelling_within_its_unit(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    by, now = office.cast.chandra, office.now
    label: dict[str, Any] = {"scope": Pause.Scope.LABEL, "label": " हिंदी  पखवाड़ा", "reason": "विवाद"}
    operations.pause(**label, unit=office.cast.health, by=by, now=now)
    office.approve(office.post(channels, "पहली", label="हिन्दी पखवाड़ा"))
    office.send()
    stop = operations.pause(**label, unit=office.cast.state, by=by, now=now)
    office.approve(office.post(channels, "दूसरी", label="हिन्दी पखवाड़ा"))
    office.approve(office.post(channels, "तीसरी", label="अन्य"))
    office.send()
    assert office.states() == [S.SENT, S.DUE, S.SENT]
    operations.lift_pause(stop, by=by, now=office.now)
    office.send()
    assert set(office.states()) == {S.SENT}


def test_a_pause_of_a_campaign_names_campaign_and_unit(office: Office) -> None:
    for lacking in ({"label": "x"}, {"unit": office.cast.district}):
        with pytest.raises(Refusal, match="scope_missing"):
            operations.pause(
                scope=Pause.Scope.LABEL, reason="x", by=office.cast.chandra, now=office.now, **lacking
            )


def test_every_page_is_told_of_pauses_and_holds_with_reason_and_author(office: Office) -> None:
    hold(office)
    operations.pause(
        scope=Pause.Scope.LABEL,
        label="मेला",
        unit=office.cast.state,
        reason="विवाद",
        by=office.cast.chandra,
        now=office.now + timedelta(seconds=1),
    )
    first, second = signs(office.now)
    assert (first["sign"], first["label"], second["sign"]) == ("pause", "मेला", "hold")
    assert (second["reason"], second["by_person_name_hi"]) == ("राजकीय शोक", "चन्द्रा")
