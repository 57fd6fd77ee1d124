"""Decisions on the post's page: the word of an approver, returns, withdrawals, single deliveries."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import get_current_timezone

from jansetu.channels.models import Channel
from jansetu.content.models import Approval, Post, Return
from jansetu.content.operations.approvals import request_approval
from jansetu.core.clock import utcnow
from jansetu.orgs.models import Grant
from jansetu.publishing.models import Delivery, Incident, Schedule
from tests.cast import LONG_AGO, Cast, make_actor
from tests.content.acts import save, text
from tests.web.conftest import AsPerson

NOW = {"seen_revision": "2", "when": "now", "publish_at": "", "note": ""}


def say(browser: Client, post: Post, **changes: str) -> Any:
    return browser.post(f"/desk/posts/{post.pk}/approve/", NOW | changes)


def only(post: Post) -> Delivery:
    return Delivery.objects.get(post=post)


def steer(browser: Client, post: Post, act: str, **fields: str) -> Any:
    return browser.post(f"/desk/posts/{post.pk}/deliveries/{only(post).pk}/{act}/", fields)


def stand(post: Post, state: str, **more: object) -> None:
    Delivery.objects.filter(post=post).update(state=state, **more)


def test_an_approval_writes_the_deliveries(bilal: Client, awaiting: Post, cast: Cast) -> None:
    answer = say(bilal, awaiting)
    assert answer.headers["Location"] == f"/desk/posts/{awaiting.pk}/"
    assert only(awaiting).state == "due"
    assert Approval.objects.get(variant__post=awaiting).by == cast.bilal.tenure
    assert Schedule.objects.get(post=awaiting).publish_at <= utcnow()


def test_nothing_is_approved_without_a_fresh_second_factor(
    cast: Cast, as_person: AsPerson, awaiting: Post
) -> None:
    stale = as_person(cast.bilal, seconds_ago=3600)
    shown = stale.get(f"/desk/posts/{awaiting.pk}/").content.decode()
    assert "अपनी पहचान पुष्ट करें" in shown
    assert "अनुमोदित करें और अभी प्रकाशित करें" not in shown
    asked = f"/accounts/2fa/reauthenticate/?next=%2Fdesk%2Fposts%2F{awaiting.pk}%2F"
    assert say(stale, awaiting).headers["Location"] == asked
    assert stale.get(f"/desk/posts/{awaiting.pk}/confirm/").headers["Location"] == asked
    assert not Approval.objects.exists()
    assert not Delivery.objects.exists()


def test_nobody_approves_what_they_wrote_and_the_page_says_why(
    cast: Cast, as_person: AsPerson, awaiting: Post
) -> None:
    assert cast.esha.tenure is not None
    Grant.objects.create(
        position=cast.esha.tenure.position, role="approver", unit=cast.district, granted_at=LONG_AGO
    )
    esha = as_person(cast.esha)
    shown = esha.get(f"/desk/posts/{awaiting.pk}/").content.decode()
    assert "आपने लिखा है, इसलिए अनुमोदन कोई दूसरा" in shown
    assert "अनुमोदित करें और अभी प्रकाशित करें" not in shown
    answer = say(esha, awaiting)
    assert answer.status_code == 422
    assert not Approval.objects.exists()


def test_what_changed_after_it_was_read_is_not_approved(
    bilal: Client, awaiting: Post, cast: Cast, collector: Channel, moment: datetime
) -> None:
    save(awaiting, [text("बदला हुआ पाठ")], [collector], by=cast.esha, now=moment)
    request_approval(awaiting, publish_at=None, by=cast.esha, now=moment)
    answer = say(bilal, awaiting)
    assert answer.status_code == 422
    assert "आपके पढ़ने के बाद यह पोस्ट बदल गई" in answer.content.decode()
    assert not Approval.objects.exists()


def test_it_goes_out_at_the_hour_that_was_asked_for(
    bilal: Client, awaiting: Post, cast: Cast, collector: Channel, moment: datetime
) -> None:
    hour = moment + timedelta(hours=6)
    save(awaiting, [text("नया पाठ")], [collector], by=cast.esha, now=moment)
    request_approval(awaiting, publish_at=hour, by=cast.esha, now=moment)
    say(bilal, awaiting, seen_revision="3", when="asked")
    assert only(awaiting).due_at == hour


def test_it_goes_out_at_another_hour_of_the_approvers_choice(bilal: Client, awaiting: Post) -> None:
    hour = (utcnow() + timedelta(days=2)).replace(second=0, microsecond=0)
    said = hour.astimezone(get_current_timezone()).strftime("%Y-%m-%dT%H:%M")
    say(bilal, awaiting, when="other", publish_at=said)
    assert only(awaiting).due_at == hour


def test_another_hour_must_be_said(bilal: Client, awaiting: Post) -> None:
    answer = say(bilal, awaiting, when="other", note="रविवार को")
    assert answer.status_code == 422
    assert "दिन और समय पूरा चुनें" in answer.content.decode()
    assert "रविवार को" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_corrected_post_shows_only_its_difference(
    bilal: Client, scheduled: Post, cast: Cast, collector: Channel, moment: datetime
) -> None:
    save(scheduled, [text("बच्चों को टीके नहीं लगे")], [collector], by=cast.esha, now=moment)
    request_approval(scheduled, publish_at=None, by=cast.esha, now=moment)
    shown = bilal.get(f"/desk/posts/{scheduled.pk}/").content.decode()
    assert "पिछले अनुमोदित रूप से अंतर" in shown
    assert '<ins><span class="unseen">जोड़ा: </span>नहीं ' in shown
    assert "पूरा नया रूप देखें" in shown


def test_a_return_carries_its_reason_to_the_desk(bilal: Client, awaiting: Post, esha: Client) -> None:
    answer = bilal.post(f"/desk/posts/{awaiting.pk}/return/", {"reason": "आँकड़ा जाँचें"})
    assert answer.status_code == 302
    assert Return.objects.get(post=awaiting).note == "आँकड़ा जाँचें"
    assert Post.objects.get(pk=awaiting.pk).state == "returned"
    assert "आँकड़ा जाँचें" in esha.get(f"/desk/posts/{awaiting.pk}/").content.decode()


def test_a_return_needs_a_reason(bilal: Client, awaiting: Post) -> None:
    answer = bilal.post(f"/desk/posts/{awaiting.pk}/return/", {"reason": ""})
    assert answer.status_code == 422
    assert Post.objects.get(pk=awaiting.pk).state == "awaiting"


def test_a_post_is_withdrawn_in_two_steps(bilal: Client, scheduled: Post) -> None:
    stand(scheduled, "sent", remote_id="77", sent_at=utcnow(), url="https://x.example/77")
    assert (
        f"/desk/posts/{scheduled.pk}/withdraw/" in bilal.get(f"/desk/posts/{scheduled.pk}/").content.decode()
    )
    asked = bilal.get(f"/desk/posts/{scheduled.pk}/withdraw/").content.decode()
    assert "@collectorujjain" in asked
    assert "स्क्रीनशॉट" in asked
    assert Post.objects.get(pk=scheduled.pk).state == "approved"
    answer = bilal.post(f"/desk/posts/{scheduled.pk}/withdraw/", {"ready": "wrong", "words": "संख्या ग़लत"})
    incident = Incident.objects.get(post=scheduled)
    assert answer.headers["Location"] == f"/desk/incidents/{incident.pk}/"
    assert incident.reason == "तथ्य या आँकड़ा ग़लत है: संख्या ग़लत"
    assert Post.objects.get(pk=scheduled.pk).state == "withdrawn"
    assert incident.removals.get().delivery == only(scheduled)


def test_a_withdrawal_needs_a_reason_and_happens_once(bilal: Client, scheduled: Post) -> None:
    address = f"/desk/posts/{scheduled.pk}/withdraw/"
    assert bilal.post(address, {"ready": "", "words": " "}).status_code == 422
    assert bilal.post(address, {"ready": "law"}).status_code == 302
    again = bilal.post(address, {"ready": "law"})
    assert again.status_code == 422
    assert Incident.objects.count() == 1


def test_a_failed_delivery_is_sent_again(bilal: Client, scheduled: Post) -> None:
    stand(scheduled, "failed", error_code="rejected")
    assert steer(bilal, scheduled, "retry").status_code == 302
    assert only(scheduled).state == "due"


def test_a_delivery_under_way_is_not_sent_again(bilal: Client, scheduled: Post) -> None:
    stand(scheduled, "sending")
    assert steer(bilal, scheduled, "retry").status_code == 409
    assert only(scheduled).state == "sending"


def test_a_waiting_delivery_is_called_off_with_a_reason(bilal: Client, scheduled: Post) -> None:
    assert steer(bilal, scheduled, "cancel", reason="").status_code == 422
    assert only(scheduled).state == "due"
    assert steer(bilal, scheduled, "cancel", reason="दोहराव").status_code == 302
    assert only(scheduled).state == "cancelled"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"published": "yes", "url": "https://x.example/9", "remote_id": "9"}, "sent"),
        ({"published": "no"}, "due"),
    ],
)
def test_somebody_decides_what_no_look_could_tell(
    bilal: Client, scheduled: Post, said: dict[str, str], state: str
) -> None:
    stand(scheduled, "unknown", waits_for_person=True, attempt_count=1)
    address = f"/desk/posts/{scheduled.pk}/deliveries/{only(scheduled).pk}/decide/"
    assert "साक्ष्य" in bilal.get(address).content.decode()
    assert bilal.post(address, said).status_code == 302
    assert only(scheduled).state == state


def test_a_published_post_is_not_believed_without_its_id(bilal: Client, scheduled: Post) -> None:
    stand(scheduled, "unknown", waits_for_person=True, attempt_count=1)
    answer = steer(bilal, scheduled, "decide", published="yes", url="https://x.example/9")
    assert answer.status_code == 422
    assert "पहचान" in answer.content.decode()
    assert only(scheduled).state == "unknown"


def every_act(browser: Client, post: Post) -> list[HttpResponse]:
    delivery = f"/desk/posts/{post.pk}/deliveries/{only(post).pk}"
    acts = [f"/desk/posts/{post.pk}/{act}/" for act in ("approve", "return", "withdraw")]
    acts += [f"{delivery}/{act}/" for act in ("retry", "cancel", "decide")]
    return [browser.post(act, {"reason": "x", "ready": "wrong", **NOW}) for act in acts]  # type: ignore[misc]


def test_strangers_decide_nothing(scheduled: Post, stranger: Client) -> None:
    assert {answer.status_code for answer in every_act(stranger, scheduled)} == {403}
    assert only(scheduled).state == "due"
    assert Post.objects.get(pk=scheduled.pk).state == "approved"


def test_a_sender_decides_nothing_about_the_post_made_of_their_note(
    scheduled: Post, cast: Cast, as_person: AsPerson
) -> None:
    assert {one.status_code for one in every_act(as_person(cast.asha), scheduled)} == {403}


def test_another_districts_approver_decides_nothing(scheduled: Post, cast: Cast, as_person: AsPerson) -> None:

    other = make_actor(cast.health, name="gita", name_hi="गीता", rank="director", roles=("approver",))
    assert {one.status_code for one in every_act(as_person(other), scheduled)} == {404}
    assert only(scheduled).state == "due"


def test_what_an_approver_typed_waits_while_the_second_factor_is_asked_for(
    cast: Cast, as_person: AsPerson, awaiting: Post
) -> None:
    browser = as_person(cast.bilal, seconds_ago=3600)
    say(browser, awaiting, note="शाम को ठीक रहेगा", when="other", publish_at="2099-11-24T18:30")
    session = browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session.save()
    shown = browser.get(f"/desk/posts/{awaiting.pk}/").content.decode()
    assert "शाम को ठीक रहेगा" in shown
    assert 'value="2099-11-24T18:30"' in shown


def test_the_second_of_two_approvers_is_told_that_it_is_done(bilal: Client, awaiting: Post) -> None:
    say(bilal, awaiting)
    again = say(bilal, awaiting)
    assert again.status_code == 422
    assert "यह पोस्ट अभी “अनुमोदित” है" in again.content.decode()
    assert Delivery.objects.count() == 1


def test_after_reading_the_changed_text_the_same_page_approves_it(
    bilal: Client, awaiting: Post, cast: Cast, collector: Channel, moment: datetime
) -> None:
    save(awaiting, [text("बदला हुआ पाठ")], [collector], by=cast.esha, now=moment)
    request_approval(awaiting, publish_at=None, by=cast.esha, now=moment)
    shown = say(bilal, awaiting).content.decode()
    assert "बदला हुआ पाठ" in shown
    assert 'name="seen_revision" value="3"' in shown


def test_enter_beside_another_hour_cannot_publish_now(bilal: Client, awaiting: Post) -> None:
    """A browser presses a form's first button: the hour stands in a form without that button."""
    page = bilal.get(f"/desk/posts/{awaiting.pk}/").content.decode()
    later = page.partition('id="later"')[2].partition("</form>")[0]
    assert 'name="publish_at"' in later
    assert 'name="when" value="other"' in later
    assert 'value="now"' not in later
    assert page.count('name="publish_at"') == 1


def test_an_hour_that_has_passed_is_refused_instead_of_publishing_at_once(
    bilal: Client, awaiting: Post
) -> None:
    answer = say(bilal, awaiting, when="other", publish_at="2026-01-02T10:00")
    assert answer.status_code == 422
    assert "यह समय बीत चुका है" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_where_the_hour_asked_for_has_passed_the_page_says_that_it_goes_out_now(
    bilal: Client, awaiting: Post, moment: datetime
) -> None:
    awaiting.requests.update(publish_at=moment)
    page = bilal.get(f"/desk/posts/{awaiting.pk}/").content.decode()
    assert "माँगा गया समय बीत चुका है" in page
    assert 'value="asked"' not in page
