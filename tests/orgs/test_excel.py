"""Offices, positions, people and tenures come in from Excel, all or none, every bad row explained."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.core.excel import Row, Sheet
from jansetu.orgs import importing
from jansetu.orgs.excel import FORMS, import_sheet, read_sheet, write_template
from jansetu.orgs.importing import SheetRefused
from jansetu.orgs.models import Grant, Installation, Person, Position, Tenure, Unit
from tests.cast import Cast, make_actor
from tests.core.workbooks import workbook

OFFICES: list[object] = ["code", "kind", "name_hi", "name_en", "parent", "head_rank"]
MUNICIPAL: list[object] = ["mp-ujjain-ulb", "स्थानीय निकाय", "नगर निगम", "Municipal", "mp-ujjain", "आयुक्त"]
WARD: list[object] = ["mp-ujjain-ward-1", "office", "वार्ड 1", "Ward 1", "mp-ujjain-ulb", None]
LOST: list[object] = ["mp-nowhere", "office", "कहीं नहीं", "Nowhere", "mp-missing", None]
PEOPLE: list[object] = ["ई-मेल", "employee_code", "name_hi", "name_en", "phone"]
TENURES: list[object] = ["email", "position", "kind", "starts_on", "order_number", "order_date"]


def offices(*rows: list[object]) -> Sheet[Row]:
    return read_sheet("offices", workbook(OFFICES, *rows))


def test_offices_come_in_with_their_heads_and_may_lie_below_rows_above(cast: Cast, now: datetime) -> None:
    brought = import_sheet("offices", offices(MUNICIPAL, WARD), by=cast.farid, now=now)
    assert (brought.rows, brought.problems) == (2, ())
    ward = Unit.objects.get(code="mp-ujjain-ward-1")
    assert cast.district.contains(ward)
    head = Position.objects.get(unit=ward.parent, is_head=True)
    assert (head.code, head.title_hi) == ("mp-ujjain-ulb-head", "आयुक्त")


def test_nothing_comes_in_from_a_sheet_with_a_bad_row_and_each_is_explained(
    cast: Cast, now: datetime
) -> None:
    with pytest.raises(SheetRefused) as refused:
        import_sheet("offices", offices(MUNICIPAL, LOST, MUNICIPAL), by=cast.farid, now=now)
    # An unknown office above, the same code twice: whoever mends the sheet is told both at once.
    assert [problem.row for problem in refused.value.problems] == [3, 4]
    with pytest.raises(SheetRefused) as refused:
        import_sheet("offices", offices(MUNICIPAL, LOST), by=cast.farid, now=now)
    [problem] = refused.value.problems
    assert (problem.row, "mp-missing" in problem.hi, "mp-missing" in problem.en) == (3, True, True)
    assert not Unit.objects.filter(code="mp-ujjain-ulb").exists()
    assert not Event.objects.exists()


def test_the_good_rows_come_in_where_somebody_asks_for_them(cast: Cast, now: datetime) -> None:
    sheet = offices(LOST, MUNICIPAL, ["", "office", "क", "k", "mp", None])
    brought = import_sheet("offices", sheet, by=cast.farid, now=now, skip_bad=True)
    assert (brought.rows, [problem.row for problem in brought.problems]) == (1, [2, 4])
    assert Unit.objects.filter(code="mp-ujjain-ulb").exists()
    assert Event.objects.get(verb="sheet.brought_in").detail == {"rows": 1, "skipped": 2}


def test_a_bad_row_leaves_nothing_half_done(cast: Cast, now: datetime) -> None:
    long_code: list[object] = ["a" * 60, "office", "क", "k", "mp", "staff"]
    Position.objects.create(
        unit=cast.state, code=f"{'a' * 60}-head", rank="staff", title_hi="क", title_en="k"
    )
    brought = import_sheet("offices", offices(long_code), by=cast.farid, now=now, skip_bad=True)
    assert brought.rows == 0
    assert not Unit.objects.filter(code="a" * 60).exists()


def test_the_same_sheet_again_brings_nothing_and_says_why(cast: Cast, now: datetime) -> None:
    import_sheet("offices", offices(MUNICIPAL), by=cast.farid, now=now)
    with pytest.raises(SheetRefused) as refused:
        import_sheet("offices", offices(MUNICIPAL), by=cast.farid, now=now)
    assert "code" in refused.value.problems[0].en


def test_a_row_beyond_the_importers_right_is_that_rows_problem(cast: Cast, now: datetime) -> None:
    gita = make_actor(cast.district, name="gita", name_hi="गीता", rank="staff", roles=("administrator",))
    beyond: list[object] = ["mp-other", "office", "अन्य", "Other", "mp", None]
    with pytest.raises(SheetRefused) as refused:
        import_sheet("offices", offices(MUNICIPAL, beyond), by=gita, now=now)
    assert [problem.row for problem in refused.value.problems] == [3]


def test_ranks_are_understood_in_the_states_own_words(cast: Cast, now: datetime) -> None:
    Installation.objects.update(term_pack="HR")
    sheet = offices(["hr-ambala", "जिला", "अंबाला", "Ambala", "mp", "उपायुक्त"])
    import_sheet("offices", sheet, by=cast.farid, now=now)
    head = Position.objects.get(code="hr-ambala-head")
    assert (head.rank, head.title_en) == ("collector", "Deputy Commissioner")


def test_positions_come_in_with_their_roles(cast: Cast, now: datetime) -> None:
    header: list[object] = ["code", "unit", "rank", "title_hi", "title_en", "role", "over"]
    row: list[object] = ["x-apro", "mp-ujjain-pro", "assistant_pro", "सहायक", "Assistant"]
    sheet = read_sheet("positions", workbook(header, [*row, "डेस्क अधिकारी", "mp-ujjain"]))
    import_sheet("positions", sheet, by=cast.farid, now=now)
    grant = Grant.objects.get(position__code="x-apro")
    assert (grant.role, grant.unit) == ("desk_officer", cast.district)


def test_people_come_in_with_a_login_and_no_password(cast: Cast, now: datetime) -> None:
    sheet = read_sheet("people", workbook(PEOPLE, ["Hari@Example.in", 1042, "हरि", "Hari", 9425000000]))
    import_sheet("people", sheet, by=cast.farid, now=now)
    hari = Person.objects.get(email="hari@example.in")
    assert (hari.employee_code, hari.phone, hari.has_usable_password()) == ("1042", "9425000000", False)


@pytest.mark.parametrize("email", ["no address", "asha@example.in"])
def test_a_wrong_or_known_email_is_that_rows_problem(cast: Cast, now: datetime, email: str) -> None:
    sheet = read_sheet("people", workbook(PEOPLE, [email, None, "हरि", "Hari", None]))
    with pytest.raises(SheetRefused) as refused:
        import_sheet("people", sheet, by=cast.farid, now=now)
    assert "email" in refused.value.problems[0].hi


def test_tenures_come_in_from_the_first_minute_of_their_day_in_india(cast: Cast, now: datetime) -> None:
    position = cast.asha.tenure_or_refuse().position.code
    row: list[object] = [
        "dev@example.in",
        position,
        "अतिरिक्त प्रभार",
        "01.12.2026",
        "एफ 1-2",
        date(2026, 11, 20),
    ]
    import_sheet("tenures", read_sheet("tenures", workbook(TENURES, row)), by=cast.farid, now=now)
    tenure = Tenure.objects.get(order_number="एफ 1-2")
    assert tenure.starts_at == datetime(2026, 11, 30, 18, 30, tzinfo=UTC)
    assert (tenure.kind, tenure.order_date) == ("additional", date(2026, 11, 20))


def test_a_tenure_of_nobody_or_nowhere_is_explained(cast: Cast, now: datetime) -> None:
    rows: list[list[object]] = [
        ["nobody@example.in", "mp-ujjain-pro-esha", "regular", "01.12.2026"],
        ["dev@example.in", "no-such-position", "regular", "01.12.2026"],
        ["dev@example.in", "mp-ujjain-pro-esha", "regular", "01.12.2026"],
    ]
    with pytest.raises(SheetRefused) as refused:
        import_sheet("tenures", read_sheet("tenures", workbook(TENURES, *rows)), by=cast.farid, now=now)
    said = [problem.en for problem in refused.value.problems]
    words = ("nobody@example.in", "no-such-position", "Esha holds")
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_can_be_downloaded_and_is_understood_when_it_comes_back(cast: Cast, kind: str) -> None:
    content = write_template(kind)
    assert load_workbook(io.BytesIO(content)).sheetnames[1] == "निर्देश · Help"
    assert read_sheet(kind, io.BytesIO(content)) == Sheet((), ())


def test_a_sheet_that_would_keep_others_waiting_is_to_be_split(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "most_at_once", lambda: 1)
    with pytest.raises(Refusal, match="sheet_too_long"):
        import_sheet("offices", offices(MUNICIPAL, WARD), by=cast.farid, now=now)
    assert not Unit.objects.filter(code="mp-ujjain-ulb").exists()
