"""The tree on the desk, and every change of units, positions and cells that a page asks for."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.orgs.models import Cell, CellMember, Grant, Position, Tenure, Unit
from jansetu.orgs.operations import add_member, open_cell
from tests.cast import Cast, make_actor, make_unit
from tests.web.channels.conftest import a_minute_ago
from tests.web.conftest import AsPerson

BASE = "/desk/organisation"
READ = ("/", "/mp-ujjain/", "/branch/mp/", "/people/", "/people/1/")
WRITE = (
    "/vacant/",
    "/people/new/",
    "/people/1/tenure/",
    "/people/1/sessions/",
    "/people/1/deactivate/",
    "/import/",
    "/import/people/",
    "/import/people/form/",
    "/tenures/1/end/",
    "/grants/1/end/",
    "/positions/mp-farid/tenure/",
    "/positions/mp-farid/grant/",
    "/positions/mp-farid/abolish/",
    "/cells/1/close/",
    "/cells/1/in-charge/",
    "/cells/1/members/",
    "/cells/1/members/1/remove/",
    "/mp-ujjain/new/",
    "/mp-ujjain/rename/",
    "/mp-ujjain/move/",
    "/mp-ujjain/close/",
    "/mp-ujjain/positions/",
    "/mp-ujjain/cells/",
)


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who administers."""
    return as_person(cast.farid)


def page(client: Client, url: str) -> str:
    answer = client.get(f"{BASE}{url}")
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("url", READ + WRITE)
def test_a_stranger_is_refused_everywhere(cast: Cast, stranger: Client, url: str) -> None:
    assert stranger.get(f"{BASE}{url}").status_code == 403
    assert stranger.post(f"{BASE}{url}").status_code == 403


@pytest.mark.parametrize("url", WRITE)
def test_whoever_only_looks_changes_nothing(cast: Cast, as_person: AsPerson, url: str) -> None:
    assert as_person(cast.esha).post(f"{BASE}{url}").status_code == 403


def test_a_unit_outside_of_what_is_seen_is_not_found(cast: Cast, as_person: AsPerson) -> None:
    esha = as_person(cast.esha)
    assert "जिला जनसम्पर्क कार्यालय" in page(esha, "/mp-ujjain/")
    assert esha.get(f"{BASE}/mp-health/").status_code == 404


def test_the_tree_opens_level_by_level(browser: Client) -> None:
    text = page(browser, "/")
    assert "लोक स्वास्थ्य विभाग" in text
    assert "मुख्य चिकित्सा कार्यालय" not in text
    assert "मुख्य चिकित्सा कार्यालय" in page(browser, "/branch/mp-ujjain/")


@pytest.mark.parametrize("words", ["स्वास्थ्य", "health", "mp-health"])
def test_units_are_found_in_both_languages_and_by_code(browser: Client, cast: Cast, words: str) -> None:
    browser.post(f"{BASE}/mp-health/rename/", {"name_hi": "लोक स्वास्थ्य विभाग", "name_en": "Public Health"})
    assert "लोक स्वास्थ्य विभाग" in page(browser, f"/?q={words}").split("<main")[1]


def test_a_rank_is_said_in_the_states_own_words(browser: Client, cast: Cast) -> None:
    Position.objects.create(unit=cast.district, code="c", rank="collector", title_hi="प", title_en="P")
    assert "कलेक्टर" in page(browser, "/mp-ujjain/")


def test_vacant_and_held_positions_are_told_apart_in_words(browser: Client, cast: Cast) -> None:
    assert "रिक्त" not in page(browser, "/mp-ujjain/")
    Position.objects.create(unit=cast.district, code="c", rank="collector", title_hi="प", title_en="P")
    assert "रिक्त" in page(browser, "/mp-ujjain/")


def test_a_unit_is_added_renamed_moved_and_closed(browser: Client, cast: Cast) -> None:
    typed = {"kind": "office", "code": "mp-new", "name_hi": "नया कार्यालय", "name_en": "New Office"}
    answer = browser.post(f"{BASE}/mp-ujjain/new/", typed)
    assert answer.headers["Location"] == f"{BASE}/mp-new/"
    browser.post(f"{BASE}/mp-new/rename/", {"name_hi": "और नया", "name_en": "Newer"})
    browser.post(f"{BASE}/mp-new/move/", {"parent": "mp-health"})
    unit = Unit.objects.get(code="mp-new")
    assert (unit.name_hi, unit.parent) == ("और नया", cast.health)
    browser.post(f"{BASE}/mp-new/close/")
    unit.refresh_from_db()
    assert unit.closed_at is not None


def test_what_an_operation_refuses_is_said_in_its_form(browser: Client) -> None:
    answer = browser.post(f"{BASE}/mp-ujjain/close/")
    assert answer.status_code == 422
    assert "पहले इसके नीचे की इकाइयाँ" in answer.content.decode()
    again = browser.post(
        f"{BASE}/mp-ujjain/new/", {"kind": "office", "code": "mp", "name_hi": "क", "name_en": "K"}
    )
    assert again.status_code == 422
    assert 'value="K"' in again.content.decode()


def test_a_position_is_added_given_a_role_and_abolished(browser: Client, cast: Cast) -> None:
    typed = {"rank": "collector", "title_hi": "कलेक्टर", "title_en": "Collector", "code": "mp-ujjain-collector"}
    browser.post(f"{BASE}/mp-ujjain/positions/", typed | {"is_head": "on"})
    position = Position.objects.get(code="mp-ujjain-collector", is_head=True)
    browser.post(f"{BASE}/positions/{position.code}/grant/", {"role": "approver", "unit": "mp-ujjain"})
    grant = Grant.objects.get(position=position, ended_at=None)
    assert "अनुमोदक" in page(browser, "/mp-ujjain/")
    browser.post(f"{BASE}/grants/{grant.pk}/end/")
    grant.refresh_from_db()
    assert grant.ended_at is not None
    browser.post(f"{BASE}/positions/{position.code}/abolish/")
    position.refresh_from_db()
    assert position.abolished_at is not None


def test_a_person_is_put_into_a_position_with_the_orders_number(browser: Client, cast: Cast) -> None:
    Position.objects.create(unit=cast.district, code="c", rank="collector", title_hi="प", title_en="P")
    typed = {"person": "dev@example.in", "kind": "additional", "starts_on": "2026-01-02"}
    unknown = browser.post(f"{BASE}/positions/c/tenure/", typed | {"person": "nobody@example.in"})
    assert "पहले जोड़ें" in unknown.content.decode()
    browser.post(
        f"{BASE}/positions/c/tenure/", typed | {"order_number": "F-1/26", "order_date": "2026-01-01"}
    )
    tenure = Tenure.objects.get(position__code="c")
    assert (tenure.person, tenure.kind, tenure.order_number) == (cast.dev.person, "additional", "F-1/26")
    assert "F-1/26" in page(browser, "/mp-ujjain/")


def test_a_cell_is_opened_handed_over_staffed_and_closed(browser: Client, cast: Cast) -> None:
    typed = {
        "kind": "wing",
        "order_number": "ज-9",
        "order_date": "2026-02-01",
        "in_charge": "mp-ujjain-bilal",
    }
    browser.post(f"{BASE}/mp-ujjain/cells/", typed)
    cell = Cell.objects.get()
    assert "ज-9" in page(browser, "/mp-ujjain/")
    browser.post(
        f"{BASE}/cells/{cell.pk}/in-charge/", {"in_charge": "mp-ujjain-pro-esha", "order_number": "ज-10"}
    )
    cell.refresh_from_db()
    assert cell.in_charge == cast.esha.tenure_or_refuse().position
    browser.post(f"{BASE}/cells/{cell.pk}/members/", {"position": "mp-ujjain-bilal"})
    member = CellMember.objects.get(cell=cell)
    browser.post(f"{BASE}/cells/{cell.pk}/members/{member.position_id}/remove/")
    member.refresh_from_db()
    assert member.until is not None
    browser.post(f"{BASE}/cells/{cell.pk}/close/")
    cell.refresh_from_db()
    assert cell.closed_at is not None


def test_english_pages_are_english(browser: Client, cast: Cast) -> None:
    browser.cookies["language"] = "en"
    text = page(browser, "/mp-ujjain-pro/")
    assert "Positions" in text
    assert "पद" not in text.replace("पद</", "").split("<main")[1].replace(cast.pr_office.name_hi, "")


@pytest.mark.parametrize("many", [3, 30])
def test_a_unit_takes_as_many_queries_with_thirty_positions_as_with_three(
    browser: Client, cast: Cast, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        made = make_actor(
            cast.pr_office, name=f"s{number}", name_hi=f"ल {number}", rank="staff", roles=("sender",)
        )
        make_unit(Unit.Kind.OFFICE, f"o-{number}", f"क {number}", f"O {number}", cast.pr_office)
        cell = Cell.objects.first() or open_cell(
            unit=cast.pr_office,
            kind="wing",
            order_number="1",
            order_date=a_minute_ago().date(),
            by=cast.farid,
            now=a_minute_ago(),
        )
        seat = made.tenure_or_refuse().position
        add_member(cell, position=seat, by=cast.farid, now=a_minute_ago())
    with django_assert_max_num_queries(34):
        page(browser, "/mp-ujjain-pro/")
    with django_assert_max_num_queries(22):
        page(browser, "/")
