"""What is typed is kept until it is sent; first texts are whole sentences that fit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jansetu.connectors import registry
from jansetu.content.checks import length_of
from jansetu.content.models import Draft
from jansetu.content.operations.drafts import LARGEST, draft_values, forget_draft, save_draft
from jansetu.content.suggesting import suggest
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Person
from tests.cast import Cast
from tests.content.acts import BODY, TITLE
from tests.core.text.notes import CAMP

ELSEWHERE = [kind for kind, _ in registry.kinds() if kind not in registry.LOCAL_KINDS]


@pytest.fixture
def asha(cast: Cast) -> Person:
    return cast.asha.tenure_or_refuse().person


def test_the_last_save_of_a_form_wins_and_there_is_one(asha: Person, now: datetime) -> None:
    for minute, title in enumerate(("शि", "शिवि", "शिविर")):
        save_draft(person=asha, form="post:1", values={"title": title}, now=now + timedelta(minutes=minute))
    assert draft_values(asha, "post:1") == {"title": "शिविर"}
    assert Draft.objects.get().saved_at == now + timedelta(minutes=2)


def test_drafts_of_people_and_forms_do_not_meet(asha: Person, cast: Cast, now: datetime) -> None:
    dev = cast.dev.tenure_or_refuse().person
    save_draft(person=asha, form="post:1", values={"title": "आशा"}, now=now)
    save_draft(person=dev, form="post:1", values={"title": "देव"}, now=now)
    forget_draft(person=asha, form="post:1")
    assert draft_values(asha, "post:1") == {}
    assert draft_values(dev, "post:1") == {"title": "देव"}
    assert draft_values(dev, "post:2") == {}


def test_a_draft_that_is_too_long_leaves_the_one_before(asha: Person, now: datetime) -> None:
    save_draft(person=asha, form="post:1", values={"title": "पहले"}, now=now)
    with pytest.raises(Refusal, match="draft_too_long"):
        save_draft(person=asha, form="post:1", values={"body": "क" * (LARGEST + 1)}, now=now)
    assert draft_values(asha, "post:1") == {"title": "पहले"}


@pytest.mark.parametrize("kind", ELSEWHERE)
@settings(deadline=None, max_examples=40)
@given(
    title=some.text(alphabet="कखगािी ।.!?\n5", max_size=80),
    sentences=some.lists(some.text(alphabet="कखगनमाीे 5.:", min_size=1, max_size=120), max_size=12),
)
def test_a_suggested_text_always_fits_its_platform(kind: str, title: str, sentences: list[str]) -> None:
    assert length_of(kind, suggest(kind, title, "। ".join(sentences) + "।")).fits


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_suggested_text_is_the_title_and_whole_sentences(kind: str) -> None:
    body = " ".join(f"यह वाक्य संख्या {number} है।" for number in range(600))
    suggested = suggest(kind, TITLE, body)
    assert suggested.startswith(f"{TITLE}\n\nयह वाक्य")
    assert suggested.endswith("है।")
    assert body.startswith(suggested.removeprefix(f"{TITLE}\n\n"))


def test_the_desk_begins_with_what_matters_and_the_hashtag_of_the_scheme() -> None:
    suggested = suggest("x", "किस्त कल", CAMP)
    assert suggested.startswith("किस्त कल\n\nमुख्यमंत्री लाड़ली बहना योजना")
    assert suggested.endswith("\n#LadliBehna")
    assert "#" not in suggest("whatsapp", "किस्त कल", CAMP)


def test_a_title_that_leaves_no_room_stands_alone() -> None:
    title = "क" * 270
    assert suggest("x", title, BODY) == title


def test_a_figure_with_a_point_is_no_end_of_a_sentence() -> None:
    assert suggest("x", "", "दर 3.5 प्रतिशत रही। फिर बढ़ी।").startswith("दर 3.5 प्रतिशत रही।")


def test_our_own_portal_gets_the_whole_note() -> None:
    assert suggest("portal", TITLE, BODY * 50) == BODY * 50
