"""Lists of notes: whose, in which order, in how many queries; and what waits on the first page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import regex
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from jansetu.content.models import Submission
from jansetu.content.operations.submissions import return_to_sender, take
from jansetu.core.clock import utcnow
from jansetu.orgs.rights import Actor, capabilities_of
from jansetu.web.notes.waiting import waiting
from tests.cast import Cast, make_actor
from tests.content.acts import send
from tests.web.conftest import AsPerson
from tests.web.notes.forms import text_of

LIST = "/desk/notes/"


def titles_of(page: str) -> list[str]:
    return regex.findall(r'<h3><a href="/desk/notes/\d+/">([^<]+)</a>', page)


def test_a_sender_sees_the_notes_of_the_office_newest_first_with_their_state(
    cast: Cast, asha: Client, stranger: Client
) -> None:
    send(cast.asha, utcnow() - timedelta(hours=1), title="पहली")
    taken = send(cast.asha, utcnow(), title="दूसरी")
    take(taken, by=cast.esha, now=utcnow())
    page = text_of(asha.get(LIST))
    assert titles_of(page) == ["दूसरी", "पहली"]
    assert "डेस्क पर" in page
    assert titles_of(text_of(stranger.get(LIST))) == []


def test_a_desk_sees_what_waits_the_untouched_first_and_the_oldest_of_them(cast: Cast, esha: Client) -> None:
    now = utcnow()
    for hours, title in ((3, "लिया हुआ"), (2, "पुराना"), (1, "नया"), (4, "लौटाया")):
        send(cast.asha, now - timedelta(hours=hours), title=title)
    take(Submission.objects.get(title="लिया हुआ"), by=cast.esha, now=now)
    return_to_sender(Submission.objects.get(title="लौटाया"), note="फ़ोटो", by=cast.esha, now=now)
    page = text_of(esha.get(LIST))
    assert titles_of(page) == ["पुराना", "नया", "लिया हुआ"]
    counts = dict(regex.findall(r">([^<>]+) <span class=\"count\">(\d+)", page))
    assert counts == {"प्रतीक्षा में": "3", "प्राप्त": "2", "डेस्क पर": "1", "लौटाया गया": "1", "सब": "4"}
    assert titles_of(text_of(esha.get(f"{LIST}?state=returned"))) == ["लौटाया"]


def test_a_reviewer_and_the_state_desk_see_all_of_the_subtree(cast: Cast, as_person: AsPerson) -> None:
    send(cast.asha, utcnow(), title="स्वास्थ्य")
    send(cast.dev, utcnow(), title="वन")
    reviewer = make_actor(
        cast.state, name="indu", name_hi="इंदु", rank="osd_media", roles=("reviewer",), over=cast.state
    )
    for who, address in ((reviewer, LIST), (cast.chandra, f"{LIST}?scope=all&state=all"), (cast.bilal, LIST)):
        assert set(titles_of(text_of(as_person(who).get(address)))) == {"स्वास्थ्य", "वन"}, who.label


def test_notes_are_found_by_words_in_any_spelling(cast: Cast, asha: Client) -> None:
    send(cast.asha, utcnow(), title="गाँव में पढ़ाई")
    send(cast.asha, utcnow(), title="दूसरी")
    assert titles_of(text_of(asha.get(LIST, {"q": "गांव पढाई"}))) == ["गाँव में पढ़ाई"]
    assert "कोई सूचना नहीं मिली" in text_of(asha.get(LIST, {"q": "समुद्र"}))


def test_nonsense_in_the_address_shows_the_list(cast: Cast, asha: Client) -> None:
    send(cast.asha, utcnow(), title="पहली")
    answer = asha.get(LIST, {"scope": "galaxy", "state": "';--", "page": "-7"})
    assert titles_of(text_of(answer)) == ["पहली"]


@pytest.mark.parametrize("many", [3, 30])
def test_a_list_takes_the_same_queries_with_3_notes_and_with_30(
    cast: Cast, esha: Client, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        send(cast.asha, utcnow(), title=f"सूचना {number}")
    with django_assert_max_num_queries(22):
        page = text_of(esha.get(LIST))
    assert len(titles_of(page)) == min(many, 25)
    assert ("?page=2" in page) == (many > 25)


def at_home(actor: Actor) -> Any:
    request: Any = RequestFactory().get("/desk/")
    request.actor, request.now = actor, utcnow()
    request.capabilities = capabilities_of(actor, request.now)
    return request


def test_what_was_returned_waits_for_its_office_and_what_was_received_for_its_desk(cast: Cast) -> None:
    first, second = send(cast.asha, utcnow()), send(cast.asha, utcnow())
    return_to_sender(first, note="फ़ोटो भेजें", by=cast.esha, now=utcnow())
    (section,) = waiting(at_home(cast.asha))
    assert [row.url for row in section.rows] == [f"{LIST}{first.pk}/"]
    (section,) = waiting(at_home(cast.esha))
    assert [row.url for row in section.rows] == [f"{LIST}{second.pk}/"]
    assert waiting(at_home(cast.dev)) == []


def test_more_than_the_first_page_shows_is_counted(cast: Cast) -> None:
    for _ in range(7):
        send(cast.asha, utcnow())
    (section,) = waiting(at_home(cast.esha))
    assert (len(section.rows), section.count) == (5, 7)
