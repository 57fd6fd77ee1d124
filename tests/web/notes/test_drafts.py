"""Drafts as they are typed: whose they are, what they hold, when they are gone."""

from __future__ import annotations

from django.test import Client

from jansetu.content.models import Draft
from jansetu.content.operations.drafts import LARGEST
from tests.cast import Cast
from tests.web.conftest import AsPerson
from tests.web.notes.forms import KEY, NEW, text_of, typed

DRAFT = f"/desk/drafts/submission:{KEY}/"


def test_what_is_typed_is_kept_and_the_hour_is_told(cast: Cast, asha: Client) -> None:
    answer = asha.post(DRAFT, typed(photo=["3", "4"]))
    assert answer.status_code == 200
    assert text_of(answer).startswith("मसौदा ")
    assert text_of(answer).endswith(" पर सहेजा गया")
    draft = Draft.objects.get()
    assert (draft.person, draft.values["photo"]) == (cast.asha.person, ["3", "4"])
    assert "csrfmiddlewaretoken" not in draft.values


def test_the_last_save_wins_and_each_person_has_their_own(asha: Client, stranger: Client) -> None:
    for browser, title in ((asha, "एक"), (asha, "दो"), (stranger, "तीन")):
        browser.post(DRAFT, typed(title=title))
    assert [draft.values["title"] for draft in Draft.objects.order_by("pk")] == ["दो", "तीन"]


def test_a_draft_too_long_is_refused_in_words(asha: Client) -> None:
    answer = asha.post(DRAFT, typed(body="क" * (LARGEST + 1)))
    assert answer.status_code == 422
    assert "बहुत लंबा" in text_of(answer)
    assert not Draft.objects.exists()


def test_only_forms_that_exist_have_drafts(asha: Client) -> None:
    for form in ("person:1", "submission:", "submission:../x", "post:9;drop"):
        assert asha.post(f"/desk/drafts/{form}/", typed()).status_code == 404, form
    assert asha.get(DRAFT).status_code == 405


def test_a_draft_is_thrown_away_by_its_author_alone(asha: Client, stranger: Client) -> None:
    asha.post(DRAFT, typed())
    stranger.post(f"{DRAFT}discard/")
    assert Draft.objects.count() == 1
    assert asha.post(f"{DRAFT}discard/").headers["Location"] == "/desk/notes/"
    assert not Draft.objects.exists()


def test_a_charge_that_writes_nothing_keeps_no_drafts(cast: Cast, as_person: AsPerson) -> None:
    assert as_person(cast.bilal).post(DRAFT, typed()).status_code == 403


def test_a_save_that_arrives_after_the_note_was_sent_brings_no_ghost(asha: Client) -> None:
    """A telephone sends its last save while the form is already on its way."""
    asha.post(NEW, typed())
    asha.post(DRAFT, typed())
    assert typed()["title"] not in text_of(asha.get(NEW))
    assert "अधूरी सूचनाएँ" not in text_of(asha.get("/desk/notes/"))
