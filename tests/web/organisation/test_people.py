"""People on the desk: found, entered, put into charges, let go; lists from Excel."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.core.clock import utcnow
from jansetu.orgs.models import Person, Position, Tenure, Unit
from jansetu.web.organisation.waiting import sections
from tests.cast import Cast, make_actor
from tests.web.conftest import AsPerson
from tests.web.filled import filled

BASE = "/desk/organisation"
NEW = {"email": "new@example.in", "name_hi": "नवीन", "name_en": "Naveen", "language": "hi"}


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who administers."""
    return as_person(cast.farid)


def page(client: Client, url: str) -> str:
    answer = client.get(f"{BASE}{url}")
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_a_person_is_entered_and_given_a_position(browser: Client, cast: Cast) -> None:
    answer = browser.post(f"{BASE}/people/new/", NEW)
    person = Person.objects.get(email="new@example.in")
    assert answer.headers["Location"] == f"{BASE}/people/{person.pk}/"
    assert "अभी किसी पद पर नहीं" in page(browser, f"/people/{person.pk}/")
    Position.objects.create(unit=cast.district, code="c", rank="collector", title_hi="कलेक्टर")
    typed = {"position": "c", "kind": "regular", "starts_on": "2026-01-01"}
    browser.post(f"{BASE}/people/{person.pk}/tenure/", typed)
    assert Tenure.objects.get(person=person).position.code == "c"
    assert "कलेक्टर" in page(browser, f"/people/{person.pk}/")


def test_a_known_email_is_refused_and_what_was_typed_stays(browser: Client, cast: Cast) -> None:
    answer = browser.post(f"{BASE}/people/new/", NEW | {"email": "dev@example.in"})
    assert answer.status_code == 422
    assert 'value="नवीन"' in answer.content.decode()


def test_ending_a_tenure_ends_the_session_of_its_holder(
    browser: Client, cast: Cast, as_person: AsPerson
) -> None:
    dev = as_person(cast.dev)
    assert dev.get("/desk/").status_code == 200
    browser.post(f"{BASE}/tenures/{cast.dev.tenure_id}/end/", {"ends_at": ""})
    assert dev.get("/desk/").status_code == 302
    assert "पिछले प्रभार" in page(browser, f"/people/{cast.dev.actor_id}/")


def test_a_tenure_can_end_later(browser: Client, cast: Cast) -> None:
    browser.post(f"{BASE}/tenures/{cast.dev.tenure_id}/end/", {"ends_at": "2099-03-31T17:00"})
    tenure = Tenure.objects.get(pk=cast.dev.tenure_or_refuse().pk)
    assert tenure.ends_at is not None
    assert tenure.ends_at.isoformat() == "2099-03-31T11:30:00+00:00"
    assert tenure.is_current(utcnow())


def test_nobody_ends_their_own_tenure(browser: Client, cast: Cast) -> None:
    answer = browser.post(f"{BASE}/tenures/{cast.farid.tenure_id}/end/", {"ends_at": ""})
    assert answer.status_code == 422
    assert "अपने ही अधिकार" in answer.content.decode()


def test_a_login_is_closed_only_after_the_last_tenure(browser: Client, cast: Cast) -> None:
    url = f"{BASE}/people/{cast.dev.actor_id}/deactivate/"
    assert browser.post(url).status_code == 422
    browser.post(f"{BASE}/tenures/{cast.dev.tenure_id}/end/", {"ends_at": ""})
    browser.post(url)
    assert not Person.objects.get(email="dev@example.in").is_active


def test_somebody_is_logged_out_everywhere(browser: Client, cast: Cast, as_person: AsPerson) -> None:
    dev = as_person(cast.dev)
    browser.post(f"{BASE}/people/{cast.dev.actor_id}/sessions/")
    assert dev.get("/desk/").status_code == 302


def test_telephones_are_shown_only_to_whoever_orders_people(
    browser: Client, cast: Cast, as_person: AsPerson
) -> None:
    Person.objects.filter(email="dev@example.in").update(phone="9425012345")
    assert "9425012345" in page(browser, f"/people/{cast.dev.actor_id}/")
    assert "9425012345" not in page(as_person(cast.esha), f"/people/{cast.dev.actor_id}/")


def test_people_are_searched_by_name_and_email(browser: Client, cast: Cast) -> None:
    assert "देव" in shown(browser, "dev@")
    assert "देव" not in shown(browser, "esha")


def shown(browser: Client, words: str) -> str:
    """The page itself, without the chooser of keyboards (कृतिदेव) behind it."""
    return page(browser, f"/people/?q={words}").split("</template>")[1]


@pytest.mark.parametrize("many", [3, 30])
def test_people_take_as_many_queries_for_thirty_as_for_three(
    browser: Client, cast: Cast, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        make_actor(cast.pr_office, name=f"s{number}", name_hi=f"ल {number}", rank="staff")
    with django_assert_max_num_queries(18):
        page(browser, "/people/")


def sheet(browser: Client, kind: str, *rows: dict[str, str]) -> SimpleUploadedFile:
    """A form filled in."""
    return filled(browser, f"{BASE}/import/{kind}/form/", *rows)


def office(code: str, below: str) -> dict[str, str]:
    return {
        "Office code": code,
        "Kind": "कार्यालय",
        "Name (Hindi)": code,
        "Name (English)": code,
        "Below (code)": below,
    }


def test_offices_come_in_from_excel_or_none_does(browser: Client, cast: Cast) -> None:
    bad = sheet(browser, "offices", office("mp-a", "mp-ujjain"), office("mp-b", "mp-nowhere"))
    answer = browser.post(f"{BASE}/import/", {"file": bad})
    assert answer.status_code == 422
    assert "पंक्ति 3" in answer.content.decode()
    assert not Unit.objects.filter(code="mp-a").exists()
    good = sheet(browser, "offices", office("mp-a", "mp-ujjain"), office("mp-b", "mp-a"))
    done = browser.post(f"{BASE}/import/", {"file": good}, follow=True)
    assert "जोड़ी गई पंक्तियाँ: 2" in done.content.decode()
    assert Unit.objects.get(code="mp-b").parent == Unit.objects.get(code="mp-a")


@pytest.mark.parametrize("kind", ["offices", "positions", "people", "tenures"])
def test_every_list_has_its_form_and_page_in_english_too(browser: Client, cast: Cast, kind: str) -> None:
    browser.cookies["language"] = "en"
    assert "Take the empty form" in page(browser, f"/import/{kind}/")
    assert browser.get(f"{BASE}/import/{kind}/form/").content[:2] == b"PK"


def test_an_unknown_list_is_not_found(browser: Client, cast: Cast) -> None:
    assert browser.get(f"{BASE}/import/secrets/").status_code == 404


def test_vacant_heads_wait_for_whoever_orders_people(cast: Cast, browser: Client) -> None:
    assert sections(cast.farid, utcnow()) == []
    Position.objects.create(unit=cast.district, code="c", rank="collector", title_hi="कलेक्टर", is_head=True)
    (section,) = sections(cast.farid, utcnow())
    assert (section.count, section.rows[0].url) == (1, f"{BASE}/mp-ujjain/")
    assert section.more == f"{BASE}/vacant/"
    assert f"{BASE}/positions/c/tenure/" in page(browser, "/vacant/")
    assert sections(cast.bilal, utcnow()) == []
