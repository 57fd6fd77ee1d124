"""भूल-सुधार: published words are changed in place where the platform can, else deleted and published anew."""

from __future__ import annotations

from jansetu.content.models import Variant
from jansetu.publishing import operations, portal
from jansetu.publishing.models import Delivery, Incident, Pause, Removal
from tests.publishing.office import BETTER, TEXT, Office

S = Delivery.State
R = Removal.State
A = Removal.Action


def texts(office: Office) -> list[tuple[str, str]]:
    """What the platforms did, and in which words."""
    return [(entry["act"], entry["text"]) for entry in office.steps.sandbox.ledger() if entry["text"]]


def test_where_the_platform_can_the_words_are_changed_in_place(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    assert office.remove() == [R.DONE]
    office.send()
    assert texts(office) == [("publish", TEXT), ("correct", BETTER)]
    assert office.states() == [S.SENT]


def test_elsewhere_it_is_deleted_and_published_anew(office: Office) -> None:
    channels = office.channels(1)
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    assert office.remove() == [R.DONE]
    office.send()
    assert office.acts("delete") == ["x0"]
    assert [text for act, text in texts(office) if act == "publish"] == [TEXT, BETTER]


def test_the_old_words_are_kept_as_evidence(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    office.remove()
    assert (Removal.objects.get().action, office.evidence()["text"]) == (A.CORRECT, TEXT)
    assert Incident.objects.get().post == post


def test_a_correction_waits_for_a_pause_even_between_its_two_calls(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    [reading] = office.steps.claim(office.steps.removals)
    evidence = office.steps.run(office.steps.removals, reading)
    stop = Pause.objects.create(scope=Pause.Scope.EVERYTHING, reason="आपदा", at=office.now)
    assert not office.steps.removals.cycle([evidence], 5)
    assert office.remove() == [R.DUE]
    assert not office.acts("correct")
    operations.lift_pause(stop, by=office.cast.chandra, now=office.now)
    office.steps.later(15)
    assert office.remove() == [R.DONE]


def test_a_correction_whose_words_changed_again_is_not_made(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    Variant.objects.update(text="किसी ने बाद में बदला")
    assert office.remove() == [R.FAILED]
    removal = Removal.objects.get()
    assert removal.error_code == "content_changed"
    assert removal.error_hi
    assert not office.acts("correct")


def test_a_lost_answer_to_a_correction_is_repeated_harmlessly(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    office.steps.sandbox.fault("lose_answer", next=1, calls="correct")
    assert office.remove() == [R.DUE]
    office.steps.later(60)
    assert office.remove() == [R.DONE]


def test_a_newer_correction_takes_the_place_of_one_under_way(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    [reading] = office.steps.claim(office.steps.removals)
    office.edit(post, channels, "शिविर रद्द है।")
    office.approve(post)
    office.steps.removals.cycle([office.steps.run(office.steps.removals, reading)], 0)
    assert office.remove() == [R.FAILED, R.DUE]
    office.steps.later(40)
    assert office.remove() == [R.FAILED, R.DONE]
    assert texts(office)[-1] == ("correct", "शिविर रद्द है।")


def test_a_withdrawal_takes_the_place_of_a_correction(office: Office) -> None:
    channels = office.channels(1, "mastodon")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    operations.withdraw(post, reason="ग़लत", by=office.cast.bilal, now=office.now)
    assert office.remove() == [R.FAILED, R.DONE]
    assert (office.acts("correct"), office.acts("delete")) == ([], ["mastodon0"])


def test_a_channel_that_says_the_same_is_left_alone(office: Office) -> None:
    first, second = office.channels(2, "mastodon")
    post = office.published([first])
    office.edit(post, [first, second], TEXT)
    office.approve(post)
    office.send()
    assert office.acts() == ["mastodon0", "mastodon1"]
    assert not Removal.objects.exists()


def test_a_channel_that_is_dropped_is_deleted_and_may_come_back(office: Office) -> None:
    first, second = office.channels(2, "mastodon")
    post = office.published([first, second])
    office.edit(post, [first], TEXT)
    office.approve(post)
    office.remove()
    assert office.acts("delete") == ["mastodon1"]
    office.edit(post, [first, second], TEXT)
    office.approve(post)
    office.send()
    assert office.acts() == ["mastodon0", "mastodon1", "mastodon1"]


def test_the_portal_shows_the_newest_words_and_that_they_were_corrected(office: Office) -> None:
    channels = [office.portal()]
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    assert [portal.shown(one).text for one in portal.published()] == [TEXT]
    office.send()
    [shown] = [portal.shown(one) for one in portal.with_corrections(portal.published())]
    assert (shown.text, shown.corrected) == (BETTER, True)
