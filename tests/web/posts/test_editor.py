"""The editor: what is typed is kept, counted and saved; nobody else's desk is opened."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.models import Channel
from jansetu.content.models import ApprovalRequest, Media, Placement, Post, Revision
from jansetu.content.operations.drafts import draft_values
from jansetu.publishing.operations import withdraw
from tests.cast import Cast, make_actor
from tests.content.acts import channel_of, jpeg, keep_photo, picture, save, text
from tests.web.conftest import AsPerson

OWN = "मेरा अपना लिखा पाठ"


def edit(post: Post) -> str:
    return f"/desk/posts/{post.pk}/edit/"


def fields(**changes: str) -> dict[str, str]:
    """The editor's form with one text for X."""
    form = {
        "title": "टीकाकरण",
        "kind": "press_note",
        "expected_revision": "1",
        "variants": "x-hi",
        "text-x-hi": OWN,
        "photos": "",
    }
    return form | changes


def test_the_editor_shows_the_note_beside_a_text_for_each_platform(esha: Client, draft: Post) -> None:
    page = esha.get(edit(draft)).content.decode()
    assert "12,450 बच्चों को टीके लगे" in page
    for kind in ("x", "facebook", "mastodon", "bluesky", "portal"):
        assert f'name="text-{kind}-hi"' in page
    assert 'data-counts="x" data-limit="280"' in page


def test_saving_makes_a_revision_of_what_was_typed(esha: Client, draft: Post, collector: Channel) -> None:
    answer = esha.post(edit(draft), fields(**{f"channel-{collector.pk}": "on"}))
    assert answer.headers["Location"] == edit(draft)
    assert draft.variants.get(kind="x").text == OWN
    assert draft.revisions.count() == 2
    assert Placement.objects.get(post=draft).channel == collector


def test_whoever_saves_second_keeps_what_they_typed_and_sees_what_was_changed(
    esha: Client, draft: Post, cast: Cast, moment: datetime
) -> None:
    save(draft, [text("राज्यडेस्क-पाठ")], by=cast.chandra, now=moment)
    answer = esha.post(edit(draft), fields())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert OWN in page
    assert "राज्यडेस्क-पाठ<span" in page
    assert 'name="expected_revision" value="2"' in page
    assert draft.variants.get(kind="x").text == "राज्यडेस्क-पाठ"
    assert cast.esha.person is not None
    assert draft_values(cast.esha.person, f"post:{draft.pk}")["text-x-hi"] == OWN


def test_a_draft_goes_on_where_it_was_left(esha: Client, draft: Post) -> None:
    assert esha.post(f"/desk/drafts/post:{draft.pk}/", fields()).status_code == 200
    page = esha.get(edit(draft)).content.decode()
    assert OWN in page
    assert "मसौदा हटाकर" in page
    assert draft.revisions.count() == 1


def test_adding_a_text_saves_nothing_and_loses_nothing(esha: Client, draft: Post) -> None:
    page = esha.post(edit(draft), fields(do="add", new="mastodon-en")).content.decode()
    assert OWN in page
    assert 'name="text-mastodon-en"' in page
    assert draft.revisions.count() == 1


def test_a_text_is_removed_and_its_words_are_spread_into_the_empty_ones(esha: Client, draft: Post) -> None:
    typed = fields(variants="x-hi,bluesky-hi")
    page = esha.post(edit(draft), typed | {"do": "spread:x-hi"}).content.decode()
    assert page.count(f">{OWN}</textarea>") == 2
    page = esha.post(edit(draft), typed | {"do": "remove:bluesky-hi"}).content.decode()
    assert 'name="text-bluesky-hi"' not in page


def test_without_scripts_the_length_is_counted_as_the_platform_counts(esha: Client, draft: Post) -> None:
    long = "क" * 300
    page = esha.post(edit(draft), fields(do="look", **{"text-x-hi": long})).content.decode()
    assert "<span data-length>300</span> / 280" in page
    assert 'class="counter is-over" id="count-x-hi"' in page


def test_the_same_text_on_two_channels_of_x_is_published_once_and_reposted(
    esha: Client, draft: Post, collector: Channel, office: Channel
) -> None:
    chosen = {f"channel-{one.pk}": "on" for one in (collector, office)}
    page = esha.post(edit(draft), fields(do="look", lead=str(office.pk), **chosen)).content.decode()
    assert "@collectorujjain: 5 मिनट बाद @proujjain की पोस्ट रीपोस्ट करेगा" in page
    esha.post(edit(draft), fields(lead=str(office.pk), **chosen))
    assert Placement.objects.get(post=draft, repost_of=None).channel == office


def test_a_channel_with_its_own_text_reposts_nothing(
    esha: Client, draft: Post, collector: Channel, office: Channel
) -> None:
    chosen = {f"channel-{one.pk}": "on" for one in (collector, office)}
    own = {"variants": f"x-hi,x-c{office.pk}", f"text-x-c{office.pk}": "कार्यालय की ओर से"}
    esha.post(edit(draft), fields(**chosen, **own))
    assert not Placement.objects.filter(post=draft).exclude(repost_of=None).exists()
    assert Placement.objects.get(post=draft, channel=office).variant.text == "कार्यालय की ओर से"


def test_photos_come_with_the_form_in_their_order_and_with_their_words(
    esha: Client, draft: Post, cast: Cast, moment: datetime
) -> None:
    first, second = (keep_photo(cast.esha, moment, colour=one) for one in ("red", "green"))
    typed = fields(photos=f"{first.pk},{second.pk}", **{f"alt_hi-{first.pk}": "लाल पर्दा"})
    page = esha.post(edit(draft), typed | {"do": f"up:{second.pk}", "files": jpeg()}).content.decode()
    third = Media.objects.exclude(pk__in=[first.pk, second.pk]).get()
    assert f'name="photos" value="{second.pk},{first.pk},{third.pk}"' in page
    esha.post(edit(draft), typed | {"photos-x-hi": "on"})
    pictures = draft.variants.get(kind="x").pictures.all()
    assert [(one.media_id, one.alt) for one in pictures] == [(first.pk, "लाल पर्दा"), (second.pk, "")]


def test_a_file_that_is_no_photo_is_named_and_nothing_typed_is_lost(esha: Client, draft: Post) -> None:
    wrong = SimpleUploadedFile("सूची.jpg", b"no photo", content_type="image/jpeg")
    answer = esha.post(edit(draft), fields() | {"files": wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "सूची.jpg" in page
    assert OWN in page


def test_a_foreign_photo_cannot_be_taken_in_by_its_number(
    esha: Client, draft: Post, cast: Cast, moment: datetime
) -> None:
    foreign = keep_photo(cast.dev, moment)
    esha.post(edit(draft), fields(photos=str(foreign.pk), **{"photos-x-hi": "on"}))
    assert not draft.variants.get(kind="x").pictures.exists()


def test_only_the_desks_own_channels_are_offered_and_taken(
    esha: Client, draft: Post, cast: Cast, moment: datetime
) -> None:
    health = channel_of(cast, cast.health, "@healthmp", moment)
    assert "@healthmp" not in esha.get(edit(draft)).content.decode()
    esha.post(edit(draft), fields(**{f"channel-{health.pk}": "on"}))
    assert not Placement.objects.filter(post=draft).exists()


def test_a_save_that_asks_sends_the_revision_to_the_approver(
    esha: Client, draft: Post, collector: Channel
) -> None:
    asked = {"do": "ask", "publish_at": "2099-11-24T18:30", "note": "कल की सभा से पहले"}
    answer = esha.post(edit(draft), fields(**{f"channel-{collector.pk}": "on"}, **asked))
    assert answer.headers["Location"] == f"/desk/posts/{draft.pk}/"
    request = ApprovalRequest.objects.get(post=draft)
    assert request.revision.number == 2
    assert request.note == "कल की सभा से पहले"
    assert request.publish_at is not None
    assert request.publish_at.isoformat() == "2099-11-24T13:00:00+00:00"


def test_what_cannot_be_asked_for_is_saved_all_the_same(esha: Client, draft: Post) -> None:
    answer = esha.post(edit(draft), fields(do="ask"))
    assert answer.status_code == 422
    assert "कोई चैनल नहीं चुना गया" in answer.content.decode()
    assert draft.variants.get(kind="x").text == OWN
    assert not ApprovalRequest.objects.exists()


def test_the_hour_and_the_word_to_the_approver_outlive_a_plain_save(esha: Client, draft: Post) -> None:
    esha.post(edit(draft), fields(note="जल्दी चाहिए", publish_at="2099-11-24T18:30"))
    page = esha.get(edit(draft)).content.decode()
    assert "जल्दी चाहिए" in page
    assert 'value="2099-11-24T18:30"' in page
    assert "मसौदा हटाकर" not in page


def test_a_post_without_a_note_begins_with_an_empty_text_for_each_platform(esha: Client, cast: Cast) -> None:
    begun = esha.post("/desk/posts/new/", {"title": "बैठक", "kind": "meeting", "unit": cast.district.pk})
    post = Post.objects.get(title="बैठक")
    assert begun.headers["Location"] == edit(post)
    assert 'name="text-x-hi"' in esha.get(edit(post)).content.decode()
    assert Revision.objects.get(post=post).number == 1


def test_a_new_post_needs_a_title(esha: Client, cast: Cast) -> None:
    answer = esha.post("/desk/posts/new/", {"title": "", "kind": "meeting", "unit": cast.district.pk})
    assert answer.status_code == 422
    assert "यह भरना आवश्यक है" in answer.content.decode()


def test_the_editor_is_closed_to_strangers_and_to_those_who_do_not_edit(
    draft: Post, stranger: Client, bilal: Client
) -> None:
    for browser in (stranger, bilal):
        assert browser.get(edit(draft)).status_code == 403
        assert browser.post(edit(draft), fields()).status_code == 403
    assert draft.revisions.count() == 1


def test_another_desk_finds_no_such_post(
    draft: Post, cast: Cast, as_person: AsPerson, moment: datetime
) -> None:
    elsewhere = make_actor(cast.health, name="gita", name_hi="गीता", rank="pro", roles=("desk_officer",))
    assert as_person(elsewhere).get(edit(draft)).status_code == 404


def test_the_editor_speaks_english(esha: Client, draft: Post) -> None:
    esha.post("/language/", {"language": "en"})
    page = esha.get(edit(draft)).content.decode()
    assert "Save and ask for approval" in page
    assert "अनुमोदन माँगें" not in page


@pytest.mark.parametrize("photos", [0, 6])
def test_the_editor_asks_the_database_as_often_for_many_channels_and_photos(
    esha: Client,
    draft: Post,
    cast: Cast,
    moment: datetime,
    photos: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    kept = [keep_photo(cast.esha, moment, colour=(number, 0, 0)) for number in range(photos)]
    channels = [channel_of(cast, cast.district, f"@x{number}", moment) for number in range(photos)]
    shown = tuple(picture(one) for one in kept)
    save(draft, [text("पाठ", pictures=shown)], channels, by=cast.esha, now=moment)
    with django_assert_max_num_queries(34):
        esha.get(edit(draft))


def test_a_correction_says_that_it_will_be_approved_again(esha: Client, scheduled: Post, cast: Cast) -> None:
    page = esha.get(edit(scheduled)).content.decode()
    assert "फिर अनुमोदन के बाद ही" in page


def test_a_withdrawn_post_has_no_editor(esha: Client, scheduled: Post, cast: Cast, moment: datetime) -> None:
    withdraw(scheduled, reason="ग़लत तथ्य", by=cast.bilal, now=moment)
    assert esha.get(edit(scheduled)).status_code == 404


def test_a_draft_older_than_somebodys_save_opens_with_what_they_changed(
    esha: Client, draft: Post, cast: Cast, moment: datetime
) -> None:
    esha.post(f"/desk/drafts/post:{draft.pk}/", fields())
    save(draft, [text("राज्यडेस्क-पाठ")], by=cast.chandra, now=moment)
    page = esha.get(edit(draft)).content.decode()
    assert OWN in page
    assert "इस बीच चन्द्रा ने यह बदला" in page
    assert 'name="expected_revision" value="2"' in page


def test_a_returned_post_says_why_where_it_is_mended(esha: Client, bilal: Client, awaiting: Post) -> None:
    bilal.post(f"/desk/posts/{awaiting.pk}/return/", {"reason": "आँकड़ा जाँचें"})
    assert "आँकड़ा जाँचें" in esha.get(edit(awaiting)).content.decode()


def test_all_channels_of_a_platform_are_ticked_at_once(
    esha: Client, draft: Post, collector: Channel, office: Channel
) -> None:
    page = esha.post(edit(draft), fields(do="all:x")).content.decode()
    for channel in (collector, office):
        assert f'name="channel-{channel.pk}" value="on" checked' in page
    page = esha.post(edit(draft), fields(do="none:x", **{f"channel-{office.pk}": "on"})).content.decode()
    assert 'value="on" checked hx-trigger' not in page
