"""A text pasted as it comes: furniture is struck and cut with consent only, debris is pointed out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import regex
from django.test import Client

from jansetu.content.models import Draft, Submission
from tests.web.conftest import AsPerson
from tests.web.notes.forms import NEW, PASTE, text_of, typed

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "data" / "notes"
TICKS = regex.compile(r'name="cut" value="(\d+-\d+)"( checked)?')
HIDDEN = regex.compile(r'name="(read|applied|form_key)" value="(\w*)"')

PAGE = """top header advertisement
होम » देवास » टीकाकरण अभियान
देवास में टीकाकरण अभियान का दूसरा चरण आरंभ

24 नवम्बर 2026

देवास, 24 नवम्बर 2026। जिले के सभी विकासखंडों में टीकाकरण अभियान का दूसरा चरण आज आरंभ हुआ। पहले दिन 9,310 बच्चों को टीके लगे।
कलेक्टर ने ;गद्ध आंगनवाड़ी कार्यकर्ताओं से कहा कि कोई बच्चा न छूटे। अभियान @DewasDMको फॉलो करके देखा जा सकता है।

ये भी पढ़ें: दूसरे जिले में सड़क का काम पूरा
Advertisement
Leave a reply
"""


def ticks_of(page: str) -> dict[str, bool]:
    """Every line's tick and whether it is set."""
    return {key: bool(checked) for key, checked in TICKS.findall(page)}


def hidden_of(page: str) -> dict[str, str]:
    return dict(HIDDEN.findall(page))


def paste(browser: Client, text: str, step: str = "read", **more: Any) -> str:
    answer = browser.post(PASTE, {**typed(title="", body=""), "pasted": text, "step": step, **more})
    assert answer.status_code == 200
    return text_of(answer)


def cut(browser: Client, text: str, page: str, keys: list[str] | None = None, **more: Any) -> str:
    """Press the button that cuts; with the proposed ticks unless others are given."""
    chosen = keys if keys is not None else [key for key, is_set in ticks_of(page).items() if is_set]
    return paste(browser, text, "cut", cut=chosen, read=hidden_of(page)["read"], **more)


def value_of(page: str, name: str) -> str:
    """What stands in a field of the form."""
    html = regex.search(rf'<textarea name="{name}"[^>]*>\s*(.*?)</textarea>', page, regex.DOTALL)
    plain = regex.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    found = html or plain
    return found[1] if found else ""


def test_a_pasted_page_is_read_and_nothing_is_cut_unasked(asha: Client) -> None:
    page = paste(asha, PAGE)
    assert value_of(page, "title") == "देवास में टीकाकरण अभियान का दूसरा चरण आरंभ"
    assert value_of(page, "place") == "देवास"
    assert 'value="2026-11-24"' in page
    assert value_of(page, "body") == ""
    assert len(ticks_of(page)) == len([line for line in PAGE.splitlines() if line.strip()])
    for spot in (";गद्ध", "@DewasDMको"):
        assert f"<mark>{spot}</mark>" in page
    for reason in ("विज्ञापन की पंक्ति", "टिप्पणी का फ़ॉर्म", "दूसरी ख़बर की कड़ी", "पुराने फ़ॉन्ट"):
        assert reason in page, reason
    assert not Submission.objects.exists()


def test_what_stays_ticked_is_cut_and_the_original_is_kept(asha: Client) -> None:
    page = cut(asha, PAGE, paste(asha, PAGE))
    body = value_of(page, "body")
    assert body.startswith("देवास, 24 नवम्बर 2026। जिले के")
    assert body.endswith("देखा जा सकता है।")
    assert "“;गद्ध” पुराने फ़ॉन्ट" in page  # still to be mended
    asha.post(NEW, typed(title="टीकाकरण", body=body, pasted=PAGE.replace("\n", "\r\n")))
    note = Submission.objects.get()
    assert (note.pasted, "Leave a reply" in note.body) == (PAGE, False)


def test_a_line_whose_tick_is_taken_away_stays(asha: Client) -> None:
    page = paste(asha, PAGE)
    keys = [key for key, is_set in ticks_of(page).items() if is_set]
    start = PAGE.index("ये भी पढ़ें")
    kept = next(key for key in keys if key.startswith(f"{start}-"))
    body = value_of(cut(asha, PAGE, page, [key for key in keys if key != kept]), "body")
    assert "ये भी पढ़ें: दूसरे जिले" in body
    assert "Leave a reply" not in body


def test_any_other_line_can_be_ticked_too(asha: Client) -> None:
    page = paste(asha, PAGE)
    start = PAGE.index("कलेक्टर ने")
    more = next(key for key in ticks_of(page) if key.startswith(f"{start}-"))
    keys = [key for key, is_set in ticks_of(page).items() if is_set]
    assert "कलेक्टर ने" not in value_of(cut(asha, PAGE, page, [*keys, more]), "body")


def test_a_text_that_changed_after_it_was_read_is_read_again_and_not_cut(asha: Client) -> None:
    page = paste(asha, PAGE)
    again = cut(asha, "नई पंक्ति\n" + PAGE, page)
    assert value_of(again, "body") == ""
    assert ticks_of(again)


def test_what_the_officer_typed_before_stays(asha: Client) -> None:
    page = paste(asha, PAGE, title="मेरा शीर्षक", body="मेरा पाठ।", kind="scheme")
    assert value_of(page, "title") == "मेरा शीर्षक"
    page = cut(asha, PAGE, page, title="मेरा शीर्षक", body="मेरा पाठ।", kind="scheme")
    assert value_of(page, "body").startswith("मेरा पाठ।\n\nदेवास, 24")
    assert regex.search(r'value="scheme"[^>]*checked', page)


def test_cutting_once_more_takes_the_place_of_the_first_cut(asha: Client) -> None:
    first = paste(asha, PAGE)
    done = cut(asha, PAGE, first)
    body, applied = value_of(done, "body"), hidden_of(done)["applied"]
    keys = [key for key, is_set in ticks_of(first).items() if is_set][1:]
    again = value_of(cut(asha, PAGE, first, keys, body=body, applied=applied), "body")
    assert again == f"top header advertisement\n{body}" or again == f"top header advertisement\n\n{body}"


def test_with_htmx_the_same_page_holds_the_form_that_is_swapped(asha: Client) -> None:
    answer = asha.post(PASTE, {**typed(), "pasted": PAGE, "step": "read"}, headers={"HX-Request": "true"})
    page = text_of(answer)
    assert page.count('id="sheet"') == 1
    assert 'id="reading"' in page
    assert 'formaction="/desk/notes/paste/"' in page  # and the same button works without any script


def test_a_pasted_text_alone_is_no_note_but_is_kept_as_a_draft(asha: Client) -> None:
    answer = asha.post(NEW, typed(title="", body="", pasted=PAGE))
    assert answer.status_code == 422
    assert Draft.objects.get().values["pasted"].startswith("top header")


def test_whoever_logs_in_anew_in_the_middle_lands_on_the_form(asha: Client) -> None:
    assert asha.get(PASTE).headers["Location"] == NEW


def test_an_empty_paste_only_shows_the_form(asha: Client) -> None:
    assert 'id="reading"' not in paste(asha, " \n ")


def test_a_text_longer_than_any_news_is_refused_before_it_is_read(asha: Client) -> None:
    answer = asha.post(PASTE, {**typed(), "pasted": "गद्ध;" * 80_000, "step": "read"})
    assert answer.status_code == 422
    assert "अक्षरों से लंबा" in text_of(answer)


def test_whoever_sends_no_notes_reads_no_pasted_text(as_person: AsPerson, cast: Any) -> None:
    assert as_person(cast.bilal).post(PASTE, {"pasted": PAGE}).status_code == 403


# What must go and what must stay in each of the five real reports.
REPORTS = {
    1: (["Tara Tandi", "18 Sep 2023"], ["15 दिनों का एक केंन्दि्रत अभियान"], [";गद्ध", "@DmDausaफॉलो"]),
    2: (["top header advertisement", "Home - उज्जैन", "Leave a reply"], ["मंगलाप्रसाद मिश्रा"], []),
    3: (["punjabkesari.in Friday"], ["चंडीगढ़ (धरणी)"], []),
    4: (["21.8 C", "Wednesday, October 15"], ["रोल ऑफ़ सोशल मीडिया"], []),
    5: (["Hitendra Sharma", "ये भी पढ़ेंः", "socialmedia.jpg"], ["बेहतर प्रयास"], []),
}


@pytest.mark.shared
@pytest.mark.parametrize("number", REPORTS)
def test_a_real_report_goes_through_the_intake(asha: Client, number: int) -> None:
    file = FOLDER / f"report-{number}.txt"
    if not file.exists() and not os.environ.get("CI"):
        pytest.skip("JANSETU_SHARED has no data/notes")
    text = file.read_text(encoding="utf-8")
    page = paste(asha, text)
    assert value_of(page, "title")
    body = value_of(cut(asha, text, page), "body")
    gone, stays, odd = REPORTS[number]
    assert all(words in text and words not in body for words in gone)
    assert all(words in body for words in stays)
    assert all(f"<mark>{spot}</mark>" in page for spot in odd)
    asha.post(NEW, typed(title=value_of(page, "title"), body=body, pasted=text))
    assert Submission.objects.get().pasted == text
