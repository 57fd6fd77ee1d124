"""The rules stand before every word: what they block, what they hold, and whose word lets it pass."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.content.judging import check_words, judgements
from jansetu.content.models import Declared, Post, Release
from jansetu.content.operations.approvals import approve, request_approval
from jansetu.content.operations.releasing import declare, release
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast, make_actor
from tests.content.acts import begin, save, text

PLAIN = "उज्जैन में आज टीकाकरण शिविर है।"
VICTIM = "दुष्कर्म पीड़िता सुनीता वर्मा निवासी ग्राम बड़नगर ने बताया।"
CHILD = "शिविर में सात वर्ष की बच्ची रिया को टीका लगाया गया।"
COURT = "हाईकोर्ट में लंबित याचिका पर सुनवाई कल होगी, निर्णय विचाराधीन है।"
REASON = "अभियोजन अधिकारी ने पढ़कर अनुमति दी।"


@pytest.fixture
def officer(cast: Cast) -> Actor:
    """Who may let a hold pass."""
    return make_actor(
        cast.pr_office,
        name="gita",
        name_hi="गीता",
        rank="officer",
        roles=("rules_officer",),
        over=cast.district,
    )


def written(words: str, channel: Channel, cast: Cast, now: datetime) -> Post:
    post = begin(cast, now)
    save(post, [text(words)], [channel], by=cast.esha, now=now)
    return post


def asked(words: str, channel: Channel, cast: Cast, now: datetime) -> Post:
    post = written(words, channel, cast, now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    return post


def say_yes(post: Post, cast: Cast, now: datetime) -> None:
    approve(post, seen_revision=post.revisions.count(), by=cast.bilal, now=now)


def test_what_no_rule_finds_anything_in_goes_its_way(collector: Channel, cast: Cast, now: datetime) -> None:
    post = asked(PLAIN, collector, cast, now)
    assert judgements(post, now) == []
    say_yes(post, cast, now)


def test_a_victims_name_can_not_even_be_asked_for(collector: Channel, cast: Cast, now: datetime) -> None:
    post = written(VICTIM, collector, cast, now)
    with pytest.raises(Refusal) as refused:
        request_approval(post, publish_at=None, by=cast.esha, now=now)
    assert refused.value.code == "victim_identity"
    (found,) = judgements(post, now)
    assert any("सुनीता" in one.found for one in found.excerpts)


def test_what_is_held_may_be_asked_for_and_waits_for_the_officers_word(
    collector: Channel, cast: Cast, officer: Actor, now: datetime
) -> None:
    post = asked(COURT, collector, cast, now)
    with pytest.raises(Refusal) as refused:
        say_yes(post, cast, now)
    assert refused.value.code == "sub_judice"
    release(post, rule="sub_judice", reason=REASON, by=officer, now=now)
    (found,) = judgements(post, now)
    assert (found.severity, found.stands) == ("hold", False)
    say_yes(post, cast, now)
    assert Event.objects.get(verb="post.released").detail["reason"] == REASON


def test_a_release_is_void_when_a_word_changes(
    collector: Channel, cast: Cast, officer: Actor, now: datetime
) -> None:
    post = asked(COURT, collector, cast, now)
    release(post, rule="sub_judice", reason=REASON, by=officer, now=now)
    save(post, [text(f"{COURT} सब आएँ।")], [collector], by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    with pytest.raises(Refusal, match="sub_judice"):
        say_yes(post, cast, now)


def test_an_approver_alone_lets_no_hold_pass(collector: Channel, cast: Cast, now: datetime) -> None:
    post = asked(COURT, collector, cast, now)
    with pytest.raises(NotAllowed):
        release(post, rule="sub_judice", reason=REASON, by=cast.bilal, now=now)
    assert not Release.objects.exists()


def test_nobody_lets_their_own_words_pass(collector: Channel, cast: Cast, now: datetime) -> None:
    position = cast.esha.tenure_or_refuse().position
    Grant.objects.create(position=position, role="rules_officer", unit=cast.district, granted_at=now)
    post = asked(COURT, collector, cast, now)
    with pytest.raises(Refusal, match="own_words"):
        release(post, rule="sub_judice", reason=REASON, by=cast.esha, now=now)


@pytest.mark.parametrize(("rule", "reason"), [("sub_judice", " … "), ("child", REASON), ("no_rule", REASON)])
def test_a_release_needs_a_reason_and_something_that_is_held(
    collector: Channel, cast: Cast, officer: Actor, now: datetime, rule: str, reason: str
) -> None:
    post = asked(COURT, collector, cast, now)
    with pytest.raises(Refusal):
        release(post, rule=rule, reason=reason, by=officer, now=now)
    assert not Release.objects.exists()


def test_a_guardians_consent_that_the_desk_declares_is_enough(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = written(CHILD, collector, cast, now)
    assert [one.rule for one in judgements(post, now) if one.stands] == ["child"]
    declare(post, frozenset({"guardian_consent"}), by=cast.esha, now=now)
    assert not [one for one in judgements(post, now) if one.stands]
    declare(post, frozenset(), by=cast.esha, now=now + timedelta(minutes=1))
    assert [one.rule for one in judgements(post, now) if one.stands] == ["child"]
    row = Declared.objects.get()
    assert (row.by, row.taken_back_by) == (cast.esha.tenure, cast.esha.tenure)
    assert Event.objects.filter(verb="post.declared").count() == 2


def test_what_is_declared_is_one_of_the_sentences(collector: Channel, cast: Cast, now: datetime) -> None:
    post = written(CHILD, collector, cast, now)
    with pytest.raises(Refusal, match="no_such_declaration"):
        declare(post, frozenset({"anything"}), by=cast.esha, now=now)
    with pytest.raises(NotAllowed):
        declare(post, frozenset({"consent"}), by=cast.dev, now=now)


def test_the_same_finding_in_many_texts_is_said_once_and_let_pass_for_all(
    collector: Channel, portal: Channel, cast: Cast, officer: Actor, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text(COURT), text(COURT, kind="portal")], [collector, portal], by=cast.esha, now=now)
    (found,) = judgements(post, now)
    assert {one.kind for one in found.variants} == {"x", "portal"}
    release(post, rule="sub_judice", reason=REASON, by=officer, now=now)
    assert not judgements(post, now)[0].stands


def test_judging_asks_the_database_equally_often_for_one_text_and_for_three(
    collector: Channel, portal: Channel, cast: Cast, now: datetime
) -> None:
    asked_for = []
    for texts, channels in (
        ([text(COURT)], [collector]),
        ([text(COURT), text(COURT, kind="portal")], [collector, portal]),
    ):
        post = begin(cast, now)
        save(post, texts, channels, by=cast.esha, now=now)
        with CaptureQueriesContext(connection) as queries:
            judgements(post, now)
        asked_for.append(len(queries))
    assert asked_for[0] == asked_for[1]


@pytest.mark.parametrize("use", ["reply", "comment", "share"])
def test_what_is_said_outside_of_posts_is_judged_by_the_same_rules(use: str, now: datetime) -> None:
    found = check_words(VICTIM, platform="x", use=use, now=now)  # type: ignore[arg-type]  # one of Use
    assert [one.rule for one in found if one.severity == "block"] == ["victim_identity"]
    assert check_words(PLAIN, platform="x", use=use, now=now) == []  # type: ignore[arg-type]  # one of Use
