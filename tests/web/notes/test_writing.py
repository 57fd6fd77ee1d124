"""The form of a note: sent once, refused in words, and nothing typed is ever lost."""

from __future__ import annotations

import io
from datetime import date

import pytest
import regex
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jansetu.content.models import Draft, Media, Submission
from jansetu.content.operations.media import store_photo
from jansetu.content.operations.submissions import return_to_sender, take
from jansetu.core.clock import utcnow
from tests.cast import Cast
from tests.content.acts import BODY, TITLE, jpeg, keep_photo, send
from tests.web.conftest import AsPerson
from tests.web.notes.forms import KEY, NEW, photo_file, text_of, typed


def test_an_officer_sends_a_note_and_reads_its_reference(cast: Cast, asha: Client) -> None:
    answer = asha.post(NEW, typed(event_date="2026-11-24", place="उज्जैन"), follow=True)
    note = Submission.objects.get()
    assert answer.redirect_chain == [(f"/desk/notes/{note.pk}/", 302)]
    assert note.reference in text_of(answer)
    assert (note.unit, note.desk) == (cast.health_office, cast.pr_office)
    assert (note.title, note.body, note.place) == (TITLE, BODY, "उज्जैन")
    assert note.event_date == date(2026, 11, 24)


def test_one_form_sent_twice_is_one_note(asha: Client) -> None:
    first, second = asha.post(NEW, typed()), asha.post(NEW, typed())
    assert first.headers["Location"] == second.headers["Location"]
    assert Submission.objects.count() == 1


def test_each_opened_form_has_a_key_of_its_own(asha: Client) -> None:
    pages = "".join(text_of(asha.get(NEW)) for _ in range(3))
    assert len(set(regex.findall(r'name="form_key" value="(\w+)"', pages))) == 3


def test_a_form_without_a_proper_key_is_a_note_all_the_same(asha: Client) -> None:
    asha.post(NEW, typed(form_key="../../x"))
    assert regex.fullmatch(r"[0-9a-f]{24}", Submission.objects.get().form_key)


def test_whoever_does_not_send_notes_is_refused(as_person: AsPerson, cast: Cast) -> None:
    reviewer = as_person(cast.bilal)
    assert reviewer.get(NEW).status_code == 403
    assert reviewer.post(NEW, typed()).status_code == 403
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        ({"body": "🎉🎉 👏"}, "body", "समाचार में कोई शब्द नहीं है"),
        ({"title": "🎉"}, "title", "शीर्षक शब्दों में लिखें"),
        ({"body": ""}, "body", "यह भरना आवश्यक है"),
        ({"kind": "achievement"}, "public_interest", "जनहित में क्यों है"),
        ({"event_date": "31.11.2026"}, "event_date", "सही रूप में नहीं"),
        ({"kind": "gossip"}, "kind", "सूची में से चुनें"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    asha: Client, change: dict[str, str], place: str, said: str
) -> None:
    answer = asha.post(NEW, typed(**change))
    assert answer.status_code == 422
    field = text_of(answer).split(f'data-field="{place}"')[1].split("data-field=")[0]
    assert said in field
    assert not Submission.objects.exists()


def test_a_refused_form_keeps_what_was_typed_on_the_page_and_as_a_draft(asha: Client) -> None:
    page = text_of(asha.post(NEW, typed(body="🎉", place="महिदपुर")))
    assert TITLE in page
    assert "महिदपुर" in page
    assert Draft.objects.get().form == f"submission:{KEY}"
    again = text_of(asha.get(NEW))
    assert TITLE in again
    assert "महिदपुर" in again
    assert f'value="{KEY}"' in again


def test_refusals_are_english_for_whoever_reads_english(asha: Client) -> None:
    asha.cookies["language"] = "en"
    page = text_of(asha.post(NEW, typed(body="🎉")))
    assert "The note has no words in it" in page


def test_a_sent_note_is_a_draft_no_more(asha: Client) -> None:
    asha.post(NEW, typed(body="🎉"))
    asha.post(NEW, typed())
    assert not Draft.objects.exists()
    assert TITLE not in text_of(asha.get(NEW))


def test_a_draft_is_kept_on_demand_without_any_script(asha: Client) -> None:
    answer = asha.post(NEW, typed(action="draft", body=""))
    assert answer.headers["Location"] == f"{NEW}?form={KEY}"
    assert not Submission.objects.exists()
    assert TITLE in text_of(asha.get(answer.headers["Location"]))
    assert TITLE not in text_of(asha.get(f"{NEW}?form=new"))
    assert TITLE in text_of(asha.get("/desk/notes/"))  # the list offers it


def test_nobody_opens_a_draft_of_somebody_else(asha: Client, stranger: Client) -> None:
    asha.post(NEW, typed(action="draft"))
    assert TITLE not in text_of(stranger.get(f"{NEW}?form={KEY}"))
    assert TITLE not in text_of(stranger.get(NEW))


def test_the_address_of_a_sent_form_leads_to_its_note(asha: Client) -> None:
    asha.post(NEW, typed())
    answer = asha.get(f"{NEW}?form={KEY}")
    assert answer.headers["Location"] == f"/desk/notes/{Submission.objects.get().pk}/"


def test_photos_go_with_the_note_in_their_order_and_with_their_words(cast: Cast, asha: Client) -> None:
    first = keep_photo(cast.asha, utcnow(), colour="green")
    second = keep_photo(cast.asha, utcnow())
    words = {f"alt-{first.pk}": "हरा मैदान", f"alt-{second.pk}": "टीका लगाती नर्स"}
    asha.post(NEW, typed(photo=[second.pk, first.pk], **words))
    note = Submission.objects.get()
    assert [row.media.alt_hi for row in note.photos.all()] == ["टीका लगाती नर्स", "हरा मैदान"]


def test_a_file_sent_with_the_form_is_kept_and_its_words_are_asked_for(asha: Client) -> None:
    """Without JavaScript: the files come with the form."""
    page = asha.post(NEW, typed(files=[photo_file(), photo_file(colour="green")]))
    assert page.status_code == 422
    assert not Submission.objects.exists()
    photos = list(Media.objects.order_by("pk"))
    assert len(photos) == 2
    for photo in photos:
        assert f'for="alt-{photo.pk}"' in text_of(page)
    words = {f"alt-{photo.pk}": "मैदान" for photo in photos}
    asha.post(NEW, typed(photo=[photo.pk for photo in photos], **words))
    assert Submission.objects.get().photos.count() == 2


def test_a_photo_is_taken_out_without_any_script(cast: Cast, asha: Client) -> None:
    photo = keep_photo(cast.asha, utcnow())
    asha.post(NEW, typed(photo=[photo.pk], drop=[photo.pk]))
    assert Submission.objects.get().photos.count() == 0


def test_a_disguised_file_is_refused_by_name_and_nothing_typed_is_lost(asha: Client) -> None:
    fake = SimpleUploadedFile("फ़ोटो.jpg", b"MZ\x90 not a photo", "image/jpeg")
    page = asha.post(NEW, typed(files=[fake, photo_file()]))
    assert page.status_code == 422
    assert "फ़ोटो.jpg" in text_of(page)
    assert "JPEG, PNG या WebP फ़ोटो नहीं है" in text_of(page)
    assert TITLE in text_of(page)
    assert Media.objects.count() == 1  # the good one stays chosen
    assert Draft.objects.get().values["photo"] == [str(Media.objects.get().pk)]


def test_eleven_photos_are_too_many(cast: Cast, asha: Client) -> None:
    photos = [store_photo(jpeg(20 + n, 20), by=cast.asha, now=utcnow()) for n in range(11)]
    words = {f"alt-{photo.pk}": "मैदान" for photo in photos}
    page = asha.post(NEW, typed(photo=[photo.pk for photo in photos], **words))
    assert page.status_code == 422
    assert "अधिकतम 10 फ़ोटो" in text_of(page)
    assert all(f'data-photo="{photo.pk}"' in text_of(page) for photo in photos)


def test_a_photo_of_another_office_is_not_carried_along(cast: Cast, asha: Client) -> None:
    foreign = keep_photo(cast.dev, utcnow())
    asha.post(NEW, typed(photo=[foreign.pk], **{f"alt-{foreign.pk}": "वन"}))
    assert Submission.objects.get().photos.count() == 0


def test_a_request_of_300_megabytes_is_refused_before_it_is_read(asha: Client) -> None:
    told = {"CONTENT_LENGTH": str(300 * 1024 * 1024), "wsgi.input": io.BytesIO()}
    answer = asha.post(NEW, typed(), **told)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert "MB से बड़ी हैं" in text_of(answer)
    assert not Submission.objects.exists()


def test_a_returned_note_is_written_anew_by_its_office(cast: Cast, asha: Client) -> None:
    note = send(cast.asha, utcnow(), form_key=KEY)
    return_to_sender(note, note="फ़ोटो भेजें", by=cast.esha, now=utcnow())
    page = text_of(asha.get(f"/desk/notes/{note.pk}/again/"))
    assert BODY in page
    asha.post(f"/desk/notes/{note.pk}/again/", typed(body="नया पाठ"))
    note.refresh_from_db()
    assert (note.state, note.body) == (Submission.State.RECEIVED, "नया पाठ")
    assert BODY in text_of(asha.get(f"/desk/notes/{note.pk}/"))  # what it said before


def test_a_note_that_was_not_returned_is_not_written_anew(cast: Cast, asha: Client, stranger: Client) -> None:
    note = send(cast.asha, utcnow())
    take(note, by=cast.esha, now=utcnow())
    address = f"/desk/notes/{note.pk}/again/"
    assert asha.get(address).headers["Location"] == f"/desk/notes/{note.pk}/"
    page = asha.post(address, typed(body="कुछ और"))
    assert page.status_code == 422
    assert "कुछ और" in text_of(page)  # what was typed stays
    assert Submission.objects.get().body == BODY
    assert stranger.get(address).status_code == stranger.post(address, typed()).status_code == 404


def test_a_note_written_anew_and_sent_twice_is_sent_once(cast: Cast, asha: Client) -> None:
    note = send(cast.asha, utcnow(), form_key=KEY)
    return_to_sender(note, note="फ़ोटो भेजें", by=cast.esha, now=utcnow())
    for _ in range(2):
        answer = asha.post(f"/desk/notes/{note.pk}/again/", typed(body="नया पाठ"))
        assert answer.headers["Location"] == f"/desk/notes/{note.pk}/"
    assert note.steps.count() == 3


def test_everything_in_the_form_has_a_name_and_can_be_reached_by_keyboard(cast: Cast, asha: Client) -> None:
    photo = keep_photo(cast.asha, utcnow())
    page = text_of(asha.post(NEW, typed(photo=[photo.pk])))
    fields = regex.findall(r"<(?:input|textarea|select)\b[^>]*>", page.split('id="sheet"')[1])
    asked = [one for one in fields if 'type="hidden"' not in one and 'name="drop"' not in one]
    names = [regex.search(r'\bid="([^"]+)"', one) for one in asked]
    assert len(asked) >= 17
    for name, field in zip(names, asked, strict=True):
        assert name, field
        assert f'for="{name[1]}"' in page, field
    assert 'tabindex="1"' not in page
    assert page.count("<h1") == 1
