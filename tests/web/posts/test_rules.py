"""The rules on the post's page: the words marked, the ticks, and the officer's word."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from jansetu.channels.models import Channel
from jansetu.content.models import Declared, Post, Release
from jansetu.content.operations.approvals import request_approval
from tests.cast import Cast, make_actor
from tests.content.acts import begin, save, text
from tests.web.conftest import AsPerson

CHILD = "शिविर में सात वर्ष की बच्ची रिया को टीका लगाया गया। <b>सब आएँ</b>"
COURT = "हाईकोर्ट में लंबित याचिका पर सुनवाई कल होगी, निर्णय विचाराधीन है।"


@pytest.fixture
def held(cast: Cast, collector: Channel, moment: datetime) -> Post:
    """Asked for, and a rule holds it."""
    post = begin(cast, moment)
    save(post, [text(COURT)], [collector], by=cast.esha, now=moment)
    request_approval(post, publish_at=None, by=cast.esha, now=moment)
    return post


@pytest.fixture
def gita(cast: Cast, as_person: AsPerson) -> Client:
    """The rules officer's browser."""
    return as_person(
        make_actor(
            cast.pr_office,
            name="gita",
            name_hi="गीता",
            rank="officer",
            roles=("rules_officer",),
            over=cast.district,
        )
    )


def page(browser: Client, post: Post) -> str:
    return browser.get(f"/desk/posts/{post.pk}/").content.decode()


def test_what_was_found_is_marked_and_nothing_of_the_text_is_taken_for_markup(
    esha: Client, cast: Cast, collector: Channel, moment: datetime
) -> None:
    post = begin(cast, moment)
    save(post, [text(CHILD)], [collector], by=cast.esha, now=moment)
    shown = page(esha, post)
    assert "<mark>" in shown
    assert "&lt;b&gt;सब" in shown
    assert "<b>सब" not in shown


def test_the_desks_ticks_are_kept_and_taken_back(
    esha: Client, cast: Cast, collector: Channel, moment: datetime
) -> None:
    post = begin(cast, moment)
    save(post, [text(CHILD)], [collector], by=cast.esha, now=moment)
    answer = esha.post(f"/desk/posts/{post.pk}/declare/", {"declared": ["guardian_consent"]})
    assert answer.status_code == 302
    assert Declared.objects.standing().get().code == "guardian_consent"
    esha.post(f"/desk/posts/{post.pk}/declare/", {})
    assert not Declared.objects.standing().exists()


def test_an_approver_is_told_that_a_rule_holds_it_and_gets_no_button(bilal: Client, held: Post) -> None:
    shown = page(bilal, held)
    assert "नियम अधिकारी" in shown
    assert f"/desk/posts/{held.pk}/approve/" not in shown
    assert f"/desk/posts/{held.pk}/release/" not in shown


def test_the_officers_word_opens_the_way(bilal: Client, gita: Client, held: Post) -> None:
    assert f"/desk/posts/{held.pk}/release/" in page(gita, held)
    answer = gita.post(f"/desk/posts/{held.pk}/release/", {"rule": "sub_judice", "reason": "पढ़ा, ठीक है"})
    assert answer.status_code == 302
    assert Release.objects.get().reason == "पढ़ा, ठीक है"
    assert f"/desk/posts/{held.pk}/approve/" in page(bilal, held)


def test_a_word_without_a_reason_is_asked_for_again(gita: Client, held: Post) -> None:
    answer = gita.post(f"/desk/posts/{held.pk}/release/", {"rule": "sub_judice", "reason": ""})
    assert answer.status_code == 422
    assert not Release.objects.exists()


@pytest.mark.parametrize("act", ["declare", "release"])
def test_a_stranger_sees_no_such_post(stranger: Client, held: Post, act: str) -> None:
    answer = stranger.post(f"/desk/posts/{held.pk}/{act}/", {"rule": "sub_judice", "reason": "हाँ"})
    assert answer.status_code in (403, 404)
    assert not Release.objects.exists()
