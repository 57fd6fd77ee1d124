"""A document's text is shown beside how it came, and becomes the note's only when the officer takes it."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from jansetu.content.models import Draft, Submission
from tests.core.documents.files import KRUTI, paragraph, run, word
from tests.web.notes.forms import KEY, NEW, PASTE, text_of, typed
from tests.web.notes.test_pasting import value_of

LETTER = word(
    paragraph(run("nsokl esa Vhdkdj.k vfHk;ku vkjaHk", KRUTI)),
    paragraph(run("nsokl] 24 uoEcj 2026A ", KRUTI), run("PWD", "Arial"), run(" ds vf/kdkjh Hkh FksA", KRUTI)),
)
READ = "देवास में टीकाकरण अभियान आरंभ\nदेवास, 24 नवम्बर 2026। PWD के अधिकारी भी थे।"


def upload(browser: Client, content: bytes, name: str = "letter.docx", status: int = 200, **more: Any) -> str:
    file = SimpleUploadedFile(name, content)
    fields = typed(**{"title": "", "body": "", "step": "document", "document": file} | more)
    answer = browser.post(PASTE, fields)
    assert answer.status_code == status
    return text_of(answer)


def take(browser: Client, text: str, **more: Any) -> str:
    fields = typed(**{"title": "", "body": "", "step": "take", "document_text": text} | more)
    return text_of(browser.post(PASTE, fields))


def test_the_document_is_shown_beside_its_reading_and_nothing_of_it_is_taken(asha: Client) -> None:
    page = unescape(upload(asha, LETTER, title="मेरा शीर्षक"))
    assert "<mark>nsokl] 24 uoEcj 2026A </mark>PWD<mark> ds vf/kdkjh Hkh FksA</mark>" in page
    assert "<mark>देवास, 24 नवम्बर 2026। </mark>PWD<mark> के अधिकारी भी थे।</mark>" in page
    assert "Kruti Dev 010" in page
    assert [value_of(page, name) for name in ("title", "body", "pasted")] == ["मेरा शीर्षक", "", ""]
    assert value_of(page, "document_text") == READ


def test_taken_it_is_the_notes_text_and_its_facts_are_proposed(asha: Client) -> None:
    page = unescape(take(asha, READ))
    assert (value_of(page, "body"), value_of(page, "pasted")) == (READ, READ)
    assert (value_of(page, "title"), value_of(page, "place")) == ("देवास में टीकाकरण अभियान आरंभ", "देवास")
    asha.post(NEW, typed(title="टीकाकरण", body=value_of(page, "body"), pasted=READ))
    assert Submission.objects.get().body == READ


def test_what_was_typed_before_stays_above_it(asha: Client) -> None:
    page = unescape(take(asha, READ, title="मेरा", body="मेरा पाठ।"))
    assert (value_of(page, "title"), value_of(page, "body")) == ("मेरा", f"मेरा पाठ।\n\n{READ}")


def test_left_nothing_changes(asha: Client) -> None:
    page = take(asha, READ, step="leave", title="मेरा", pasted="पहले का")
    assert [value_of(page, name) for name in ("title", "body", "pasted")] == ["मेरा", "", "पहले का"]
    assert "document_text" not in page


def test_kruti_dev_without_its_fonts_name_is_still_asked_about_when_it_is_taken(asha: Client) -> None:
    page = take(asha, "eq[;ea=h us cSBd yhA")
    assert "मुख्यमंत्री ने बैठक ली।" in page
    assert 'name="font"' in page
    assert value_of(page, "body") == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04broken", "टूटी हुई"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "पासवर्ड"),
        (b"\x7fELF\x00", "पढ़ी नहीं जा सकती"),
        (word(paragraph(run("word " * 25_000))), "अक्षरों से लंबा"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_and_what_was_typed_stays(
    asha: Client, content: bytes, said: str
) -> None:
    page = upload(asha, content, status=422, title="मेरा शीर्षक")
    assert said in page
    assert value_of(page, "title") == "मेरा शीर्षक"


def test_the_limit_of_the_settings_holds(asha: Client, settings: Settings) -> None:
    settings.JANSETU_DOCUMENT_LIMIT = 100
    assert "बहुत बड़ी" in upload(asha, LETTER, status=422)


def test_without_a_file_it_is_asked_for(asha: Client) -> None:
    assert "पहले फ़ाइल चुनें" in text_of(asha.post(PASTE, typed(step="document")))


def test_the_shown_text_is_not_kept_as_a_draft(asha: Client) -> None:
    asha.post(f"/desk/drafts/submission:{KEY}/", typed(document_text=READ))
    assert "document_text" not in Draft.objects.get().values


def test_nobody_outside_reads_documents_here() -> None:
    upload(Client(), LETTER, status=302)
