"""The table of gaps, and accounts from Excel with every bad row explained."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.models import Channel
from tests.cast import Cast, make_unit
from tests.web.channels.conftest import enter
from tests.web.conftest import AsPerson
from tests.web.filled import filled


def sheet(browser: Client, *rows: dict[str, str]) -> SimpleUploadedFile:
    """The form for accounts, filled in."""
    return filled(browser, "/desk/channels/import/form/", *rows)


def account(handle: str, office: str = "mp-ujjain") -> dict[str, str]:
    position = "mp-ujjain-bilal"
    return {
        "Platform": "X",
        "Handle": handle,
        "Office code": office,
        "Name (Hindi)": "कलेक्टर",
        "Custodian's position code": position,
    }


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who keeps the register."""
    return as_person(cast.farid)


def test_good_rows_come_in_and_are_counted(browser: Client) -> None:
    file = sheet(browser, account("@one"), account("@two"))
    answer = browser.post("/desk/channels/import/", {"file": file}, follow=True)
    assert Channel.objects.count() == 2
    assert "जोड़ी गई पंक्तियाँ: 2" in answer.content.decode()


def test_one_bad_row_stops_all_and_is_explained_with_its_number(browser: Client) -> None:
    file = sheet(browser, account("@one"), account("@two", office="mp-nowhere"))
    answer = browser.post("/desk/channels/import/", {"file": file})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert not Channel.objects.exists()
    assert "पंक्ति 3" in text
    assert "mp-nowhere" in text


def test_bad_cells_and_bad_offices_are_all_told_at_once(browser: Client) -> None:
    file = sheet(browser, account(""), account("@two", office="mp-nowhere"))
    text = browser.post("/desk/channels/import/", {"file": file}).content.decode()
    assert "पंक्ति 2" in text
    assert "पंक्ति 3" in text


def test_good_rows_come_in_without_the_bad_where_that_is_asked(browser: Client) -> None:
    browser.cookies["language"] = "en"
    file = sheet(browser, account("@one"), account("@two", office="mp-nowhere"))
    answer = browser.post("/desk/channels/import/", {"file": file, "skip_bad": "on"})
    assert Channel.objects.get().handle == "@one"
    assert "Rows brought in: 1. Left out: 1" in answer.content.decode()
    assert "Row 3" in answer.content.decode()


@pytest.mark.parametrize(("content", "said"), [(b"no workbook", ".xlsx"), (b"", "खाली")])
def test_what_is_no_workbook_is_said(browser: Client, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("a.xlsx", content)
    answer = browser.post("/desk/channels/import/", {"file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_gaps_are_listed_office_by_office(cast: Cast, browser: Client) -> None:
    enter(cast, cast.district, "@collectorujjain")
    text = browser.get("/desk/channels/coverage/?kind=district").content.decode()
    assert "@collectorujjain" in text
    assert "Mastodon: नहीं" in text
    only_gaps = browser.get("/desk/channels/coverage/?kind=office&gaps=1").content.decode()
    assert "@collectorujjain" not in only_gaps


def test_a_unit_that_is_not_seen_has_no_table_of_gaps(cast: Cast, as_person: AsPerson) -> None:
    assert as_person(cast.esha).get("/desk/channels/coverage/?unit=mp-health").status_code == 404


@pytest.mark.parametrize("many", [3, 30])
def test_gaps_take_as_many_queries_for_thirty_offices_as_for_three(
    cast: Cast, browser: Client, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        make_unit(cast.district.Kind.OFFICE, f"o-{number}", f"क {number}", f"O {number}", cast.district)
    with django_assert_max_num_queries(20):
        assert browser.get("/desk/channels/coverage/?kind=office").status_code == 200
