"""A text pasted in Kruti Dev is shown beside its reading, and is read only when the officer says so."""

from __future__ import annotations

from html import unescape
from typing import Any

import regex
from django.test import Client

from jansetu.content.models import Submission
from tests.web.notes.forms import NEW, PASTE, text_of, typed
from tests.web.notes.test_pasting import cut, paste, value_of

OLD = (
    "nsokl esa Vhdkdj.k vfHk;ku vkjaHk\n\n"
    "nsokl] 24 uoEcj 2026A ftys ds lHkh fodkl[kaMksa esa Vhdkdj.k vfHk;ku vkt vkjaHk gqvkA\n"
    "PWD ds vf/kdkjh Hkh mifLFkr FksA\n"
    "देखने के लिए धन्यवाद\n"
    "Leave a reply\n"
)
BODY = "देवास, 24 नवम्बर 2026। जिले के सभी विकासखंडों में टीकाकरण अभियान आज आरंभ हुआ।\nPWD के अधिकारी भी उपस्थित थे।"


def answers_of(page: str) -> list[str]:
    """The two answers that the page offers: read it, leave it."""
    return regex.findall(r'<button[^>]*name="font" value="([\w-]+)"', page)


def read(browser: Client, page: str, answer: int, text: str = OLD, **more: Any) -> str:
    return paste(browser, text, font=answers_of(page)[answer], **more)


def test_the_old_font_is_offered_read_beside_the_original_and_nothing_else_is_read(asha: Client) -> None:
    page = paste(asha, OLD)
    assert "nsokl esa Vhdkdj.k vfHk;ku vkjaHk" in unescape(page)
    assert "देवास में टीकाकरण अभियान आरंभ" in page
    assert len(answers_of(page)) == 2
    assert 'name="cut"' not in page
    assert [value_of(page, name) for name in ("title", "place", "body")] == ["", "", ""]
    assert unescape(value_of(page, "pasted")) == OLD
    assert regex.search(r'<details[^>]*id="paste"[^>]* open', page)


def test_only_the_lines_of_the_font_are_offered(asha: Client) -> None:
    page = paste(asha, OLD)
    assert regex.findall(r'<li value="(\d+)"', page) == ["1", "3", "4"]


def test_once_accepted_it_goes_through_the_intake_and_the_original_is_kept(asha: Client) -> None:
    page = read(asha, paste(asha, OLD), 0)
    assert (value_of(page, "title"), value_of(page, "place")) == ("देवास में टीकाकरण अभियान आरंभ", "देवास")
    font = regex.search(r'<input type="hidden" name="font" value="([\w-]+)"', page)
    assert font
    body = value_of(cut(asha, OLD, page, font=font[1]), "body")
    assert body.startswith(BODY)
    assert "Leave a reply" not in body
    asha.post(NEW, typed(title="टीकाकरण", body=body, pasted=OLD))
    assert Submission.objects.get().pasted == OLD


def test_declined_it_is_read_as_it_came(asha: Client) -> None:
    page = read(asha, paste(asha, OLD), 1)
    assert answers_of(page) == []
    assert 'name="cut"' in page
    assert "टीकाकरण" not in page.partition('id="reading"')[2]


def test_an_answer_for_one_text_says_nothing_about_another(asha: Client) -> None:
    page = read(asha, paste(asha, OLD), 0, text=f"{OLD}eq[;ea=h us cSBd yhA")
    assert len(answers_of(page)) == 2
    assert value_of(page, "title") == ""


def test_a_text_in_unicode_or_english_is_read_without_a_question(asha: Client) -> None:
    for text in ("भोपाल, 24 नवम्बर 2026। आज बैठक हुई।", "The road was built by the department. LoL"):
        page = paste(asha, text)
        assert answers_of(page) == []
        assert 'name="cut"' in page


def test_what_was_typed_before_the_question_stays(asha: Client) -> None:
    page = read(
        asha, paste(asha, OLD, title="मेरा शीर्षक", body="मेरा पाठ।"), 0, title="मेरा शीर्षक", body="मेरा पाठ।"
    )
    assert (value_of(page, "title"), value_of(page, "body")) == ("मेरा शीर्षक", "मेरा पाठ।")


def test_the_buttons_work_with_and_without_a_script(asha: Client) -> None:
    page = text_of(
        asha.post(PASTE, {**typed(), "pasted": OLD, "step": "read"}, headers={"HX-Request": "true"})
    )
    buttons = regex.findall(r'<button[^>]*name="font"[^>]*>', page)
    assert len(buttons) == 2
    assert all(
        'formaction="/desk/notes/paste/"' in one and 'hx-post="/desk/notes/paste/"' in one for one in buttons
    )
    assert page.count('id="sheet"') == 1
