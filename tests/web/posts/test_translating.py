"""The editor offers a machine's draft where the settings name a service, and asks whether it was read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.channels.models import Channel
from jansetu.content.models import ApprovalRequest, Post, Translation
from tests.content.translators import Translator, translator
from tests.web.posts.test_editor import OWN, edit, fields

BUTTON, TICK = 'value="translate:x-en"', 'name="read-en"'


@pytest.fixture
def service(settings: Settings) -> Iterator[Translator]:
    with translator(settings) as running:
        yield running


def both(**changes: str) -> dict[str, str]:
    return fields(variants="x-hi,x-en", **{"text-x-en": "", **changes})


def test_without_a_service_nothing_is_offered(esha: Client, draft: Post) -> None:
    assert "translate:" not in esha.post(edit(draft), both(do="part:none")).content.decode()


def test_an_empty_text_begins_with_the_machines_draft_and_asks_to_be_read(
    service: Translator, esha: Client, draft: Post
) -> None:
    assert BUTTON in esha.post(edit(draft), both(do="part:none")).content.decode()
    page = esha.post(edit(draft), both(do="translate:x-en")).content.decode()
    assert service.says in page
    assert OWN in page
    assert TICK in page
    assert BUTTON not in page
    assert [body["messages"][-1]["content"] for _, _, body in service.asked] == [OWN]


def test_what_somebody_wrote_is_never_replaced(service: Translator, esha: Client, draft: Post) -> None:
    page = esha.post(edit(draft), both(do="translate:x-en", **{"text-x-en": "My words"})).content.decode()
    assert "My words" in page
    assert service.asked == []


def test_approval_is_asked_only_after_the_tick(
    service: Translator, esha: Client, draft: Post, collector: Channel
) -> None:
    collector.language = "en"
    collector.save()
    esha.post(edit(draft), both(do="translate:x-en"))
    said = {"text-x-en": service.says, f"channel-{collector.pk}": "on", "do": "ask"}
    refused = esha.post(edit(draft), both(**said))
    assert refused.status_code == 422
    assert TICK in refused.content.decode()
    assert not ApprovalRequest.objects.exists()
    revision = str(draft.revisions.count())
    asked = esha.post(edit(draft), both(**said, **{"read-en": "on", "expected_revision": revision}))
    assert asked.status_code == 302
    assert ApprovalRequest.objects.filter(post=draft).exists()
    assert Translation.objects.get().read_at is not None


def test_a_service_that_fails_is_told_and_nothing_typed_is_lost(
    service: Translator, esha: Client, draft: Post
) -> None:
    service.status = 503
    answer = esha.post(edit(draft), both(do="translate:x-en"))
    assert answer.status_code == 422
    assert "अनुवाद सेवा से उत्तर नहीं मिला" in answer.content.decode()
    assert OWN in answer.content.decode()
