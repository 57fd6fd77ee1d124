"""Official accounts come in from Excel, all or none, every bad row explained, and never a password."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from jansetu.audit.models import Event
from jansetu.channels.custody import custody_of
from jansetu.channels.importing import import_sheet, read_sheet, write_template
from jansetu.channels.models import Channel, Keeper
from jansetu.core.errors import Refusal
from jansetu.core.excel import Row, Sheet
from jansetu.orgs.importing import SheetRefused
from jansetu.orgs.models import Installation, Position
from tests.cast import Cast, make_actor
from tests.core.workbooks import workbook

SHORT: list[object] = ["kind", "handle", "unit", "name_hi", "custodian"]
OURS: list[object] = ["X", "@collectorujjain", "mp-ujjain", "कलेक्टर उज्जैन", "mp-ujjain-bilal"]
LONG: list[object] = [
    *SHORT,
    "भाषा",
    "सत्यापन",
    "Verified on",
    "recovery_email",
    "ई-मेल निजी है",
    "recovery_phone",
    "फ़ोन निजी है",
    "Second factor's holder",
    "operators",
    "order_number",
]


def sheet(*rows: list[object], heading: list[object] = SHORT) -> Sheet[Row]:
    return read_sheet(workbook(heading, *rows))


def test_an_account_comes_in_with_everything_that_is_known_of_it(cast: Cast, now: datetime) -> None:
    more: list[object] = [
        "हिन्दी",
        "सत्यापित",
        "01.11.2026",
        "dm@mp.gov.in",
        "नहीं",
        9425000000,
        "हाँ",
        "निजी फ़ोन",
        "mp-ujjain-pro-esha, mp-ujjain-forest-dev",
        "एफ 7/2026",
    ]
    brought = import_sheet(sheet([*OURS, *more], heading=LONG), by=cast.farid, now=now)
    assert (brought.rows, brought.problems) == (1, ())
    channel = Channel.objects.get()
    assert (channel.kind, channel.unit, channel.verification) == ("x", cast.district, "verified")
    assert (channel.verification_at, channel.recovery_email) == (date(2026, 11, 1), "dm@mp.gov.in")
    assert channel.in_private_hands == ("recovery_phone", "second_factor")
    [custody] = custody_of([channel], now)
    assert custody.custodians == (cast.bilal.tenure,)
    assert set(custody.operators) == {cast.esha.tenure, cast.dev.tenure}
    assert {keeper.order_number for keeper in custody.keepers} == {"एफ 7/2026"}


def test_without_a_custodian_the_head_of_the_office_is_appointed(cast: Cast, now: datetime) -> None:
    head = Position.objects.create(
        unit=cast.district, code="collector", rank="collector", title_hi="कलेक्टर", title_en="c", is_head=True
    )
    import_sheet(sheet([*OURS[:4], None]), by=cast.farid, now=now)
    assert Keeper.objects.get().position == head


def test_nothing_comes_in_from_a_sheet_with_a_bad_row_and_each_is_explained(
    cast: Cast, now: datetime
) -> None:
    rows: list[list[object]] = [
        ["x", "@fine", "mp-ujjain", "ठीक", "mp-ujjain-bilal"],
        ["x", "@nowhere", "mp-missing", "कहीं नहीं", "mp-ujjain-bilal"],
        ["x", "@nobody", "mp-ujjain", "कोई नहीं", "no-such-seat"],
        ["x", "@headless", "mp-health", "बिना प्रमुख", None],
        ["x", "@FINE", "mp-ujjain", "वही खाता", "mp-ujjain-bilal"],
        ["x", "<script>", "mp-ujjain", "हैंडल नहीं", "mp-ujjain-bilal"],
    ]
    with pytest.raises(SheetRefused) as refused:
        import_sheet(sheet(*rows), by=cast.farid, now=now)
    said = [(problem.row, problem.hi, problem.en) for problem in refused.value.problems]
    words = ("mp-missing", "no-such-seat", "custodian", "register already", "<script>")
    assert [row for row, _, _ in said] == [3, 4, 5, 6, 7]
    assert all(word in en for word, (_, _, en) in zip(words, said, strict=True))
    assert all(any("\u0900" <= sign <= "\u097f" for sign in hi) for _, hi, _ in said)
    assert not Channel.objects.exists()
    assert not Keeper.objects.exists()
    assert not Event.objects.exists()


def test_the_good_rows_come_in_where_somebody_asks_for_them(cast: Cast, now: datetime) -> None:
    bad: list[object] = ["orkut", "@old", "mp-ujjain", "पुराना", None]
    brought = import_sheet(sheet(bad, OURS), by=cast.farid, now=now, skip_bad=True)
    assert (brought.rows, [problem.row for problem in brought.problems]) == (1, [2])
    assert "X" in brought.problems[0].hi  # the choices are named


@pytest.mark.parametrize(
    ("heading", "value", "word"),
    [
        ("recovery_email", "not an address", "email"),
        ("recovery_phone", "phone of Ram", "telephone"),
        ("url", "javascript:alert(1)", "url"),
        ("second_factor", "Ram", "Office device"),
        ("verification_at", "31.02.2026", "date"),
    ],
)
def test_a_wrong_cell_is_that_rows_problem(
    cast: Cast, now: datetime, heading: str, value: str, word: str
) -> None:
    with pytest.raises(SheetRefused) as refused:
        import_sheet(sheet([*OURS, value], heading=[*SHORT, heading]), by=cast.farid, now=now)
    assert word in refused.value.problems[0].en


@pytest.mark.parametrize(
    "heading", ["पासवर्ड", "X Password", "Account PWD", "खाते का पासवर्ड | login", "PassCode"]
)
def test_a_column_of_passwords_is_refused_before_a_row_is_read(cast: Cast, heading: str) -> None:
    with pytest.raises(Refusal, match="excel_password_column") as refused:
        sheet([*OURS, "Secret#123"], heading=[*SHORT, heading])
    assert heading in refused.value.en
    assert "Secret#123" not in refused.value.en + refused.value.hi


def test_whoever_keeps_no_register_brings_nothing_in(cast: Cast, now: datetime) -> None:
    with pytest.raises(SheetRefused) as refused:
        import_sheet(sheet(OURS), by=cast.esha, now=now)
    assert "right" in refused.value.problems[0].en
    assert not Channel.objects.exists()


def test_a_registrar_of_one_district_brings_in_only_its_accounts(cast: Cast, now: datetime) -> None:
    gita = make_actor(cast.district, name="gita", name_hi="गीता", rank="staff", roles=("registrar",))
    state: list[object] = ["x", "@mpgov", "mp", "राज्य", "mp-farid"]
    brought = import_sheet(sheet(OURS, state), by=gita, now=now, skip_bad=True)
    assert [problem.row for problem in brought.problems] == [3]
    assert Channel.objects.get().handle == "@collectorujjain"


def test_in_a_demonstration_whatever_comes_in_only_practises(cast: Cast, now: datetime) -> None:
    Installation.objects.update(kind=Installation.Kind.DEMONSTRATION)
    import_sheet(sheet(OURS), by=cast.farid, now=now)
    assert Channel.objects.get().practice


def test_the_form_can_be_downloaded_and_is_understood_when_it_comes_back(cast: Cast, now: datetime) -> None:
    book = load_workbook(io.BytesIO(write_template()))
    filled = book.worksheets[0]
    assert book.sheetnames[1] == "निर्देश · Help"
    places = {str(cell.value).split(" | ")[0]: place for place, cell in enumerate(filled[1], start=1)}
    for name, value in zip(("मंच", "हैंडल", "कार्यालय कोड", "नाम (हिन्दी)", "संरक्षक पद कोड"), OURS, strict=True):
        filled.cell(2, places[name], str(value))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    assert import_sheet(read_sheet(file), by=cast.farid, now=now).rows == 1


def test_an_abolished_position_keeps_no_channel(cast: Cast, now: datetime) -> None:
    Position.objects.filter(code="mp-ujjain-bilal").update(abolished_at=now)
    with pytest.raises(SheetRefused) as refused:
        import_sheet(sheet(OURS), by=cast.farid, now=now)
    assert "abolished" in refused.value.problems[0].en
