"""A machine may draft a translation where a department says so; nobody publishes it unread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.content.checks import findings
from jansetu.content.models import Post, Translation
from jansetu.content.operations.approvals import approve, request_approval
from jansetu.content.operations.translations import draft_translation, mark_translation_read
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from tests.cast import Cast
from tests.content.acts import begin, save, text
from tests.content.translators import Translator, translator

pytestmark = pytest.mark.django_db

HINDI, LANGUAGES = "उज्जैन में आज टीकाकरण शुरू।", {"source": "hi", "target": "en"}


@pytest.fixture
def service(settings: Settings) -> Iterator[Translator]:
    with translator(settings) as running:
        yield running


@pytest.fixture
def post(cast: Cast, now: datetime) -> Post:
    return begin(cast, now)


def english(post: Post, collector: Channel, words: str, cast: Cast, now: datetime) -> None:
    save(post, [text(words, language="en")], [collector], by=cast.esha, now=now)


def codes(post: Post) -> dict[str, str]:
    return {one.code: one.severity for one in findings(post)}


def test_without_a_setting_no_text_leaves_and_nothing_is_drafted(
    cast: Cast, post: Post, now: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    assert refused.value.code == "translation_off"
    assert not Translation.objects.exists()


def test_openais_api_is_asked_with_key_model_and_the_text_alone(
    service: Translator, cast: Cast, post: Post, now: datetime
) -> None:
    draft = draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    assert draft == service.says
    [(path, key, body)] = service.asked
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer a-key", "a-model")
    assert body["messages"][-1] == {"role": "user", "content": HINDI}
    assert "Hindi to English" in body["messages"][0]["content"]


def test_bhashinis_pipeline_is_asked_in_its_own_words(
    settings: Settings, cast: Cast, post: Post, now: datetime
) -> None:
    with translator(settings, "bhashini") as service:
        service.says = "उज्जैन मंे"
        draft = draft_translation(post, text="In Ujjain", source="en", target="hi", by=cast.esha, now=now)
    assert draft == "उज्जैन में"  # in clean form like all that is stored
    [(path, key, body)] = service.asked
    assert (path, key) == ("/pipeline", "a-key")
    assert body["inputData"] == {"input": [{"source": "In Ujjain"}]}
    assert body["pipelineTasks"][0]["config"] == {
        "language": {"sourceLanguage": "en", "targetLanguage": "hi"},
        "serviceId": "a-model",
    }


def test_an_unread_draft_stops_approval_and_a_persons_word_lets_it_pass(
    service: Translator, cast: Cast, post: Post, collector: Channel, now: datetime
) -> None:
    draft = draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    english(post, collector, draft, cast, now)
    assert codes(post)["machine_unread"] == "block"
    with pytest.raises(Refusal) as refused:
        request_approval(post, publish_at=None, by=cast.esha, now=now)
    assert refused.value.code == "machine_unread"
    mark_translation_read(post, language="en", by=cast.esha, now=now)
    assert codes(post).get("machine_made") == "warn"
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    assert approve(post, seen_revision=post.revisions.count(), by=cast.bilal, now=now)
    row = Translation.objects.get()
    assert (row.read_by, row.read_at, row.model) == (cast.esha.tenure, now, "a-model")
    verbs = set(Event.objects.filter(subject_id=post.pk).values_list("verb", flat=True))
    assert {"post.machine_drafted", "post.translation_read"} <= verbs


def test_a_draft_that_comes_after_the_request_stops_the_approval_itself(
    service: Translator, cast: Cast, post: Post, collector: Channel, now: datetime
) -> None:
    english(post, collector, "Written by a person.", cast, now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    with pytest.raises(Refusal) as refused:
        approve(post, seen_revision=post.revisions.count(), by=cast.bilal, now=now)
    assert refused.value.code == "machine_unread"


def test_a_second_draft_must_be_read_again_and_another_language_is_free(
    service: Translator, cast: Cast, post: Post, collector: Channel, now: datetime
) -> None:
    for _ in range(2):
        draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
        assert Translation.objects.unread().filter(language="en").count() == 1
        mark_translation_read(post, language="hi", by=cast.esha, now=now)
        assert Translation.objects.unread().count() == 1
        mark_translation_read(post, language="en", by=cast.esha, now=now)
    draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    save(post, [text("हिन्दी का अपना पाठ")], [collector], by=cast.esha, now=now)
    assert "machine_unread" not in codes(post)


@pytest.mark.parametrize(("status", "says"), [(500, "x"), (401, "x"), (302, "x"), (200, "  ")])
def test_a_service_that_fails_leaves_no_mark_and_a_sentence(
    service: Translator, cast: Cast, post: Post, now: datetime, status: int, says: str
) -> None:
    service.status, service.says = status, says
    with pytest.raises(Refusal) as refused:
        draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    assert refused.value.code in ("translation_failed", "translation_empty")
    assert "a-key" not in refused.value.en + refused.value.hi
    assert not Translation.objects.exists()
    assert len(service.asked) == 1  # a redirect is not followed


def test_a_service_that_is_not_there_is_told_and_not_waited_for(
    settings: Settings, cast: Cast, post: Post, now: datetime
) -> None:
    with translator(settings):
        pass
    with pytest.raises(Refusal) as refused:
        draft_translation(post, text=HINDI, **LANGUAGES, by=cast.esha, now=now)
    assert refused.value.code == "translation_failed"


@pytest.mark.parametrize(
    ("words", "code"), [("🙏", "nothing_to_translate"), ("क" * 8001, "translation_too_long")]
)
def test_what_is_empty_or_endless_is_not_sent(
    service: Translator, cast: Cast, post: Post, now: datetime, words: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        draft_translation(post, text=words, **LANGUAGES, by=cast.esha, now=now)
    assert refused.value.code == code
    assert service.asked == []


def test_only_the_posts_desk_may_ask_or_give_its_word(
    service: Translator, cast: Cast, post: Post, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        draft_translation(post, text=HINDI, **LANGUAGES, by=cast.asha, now=now)
    with pytest.raises(NotAllowed):
        mark_translation_read(post, language="en", by=cast.asha, now=now)
    assert service.asked == []
