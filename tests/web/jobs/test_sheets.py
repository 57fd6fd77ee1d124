"""Large sheets as long jobs: all rows or none, with the asker's rights of the moment in which it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jansetu.channels.models import Channel
from jansetu.core.clock import utcnow
from jansetu.jobs.models import Job
from jansetu.orgs.models import Grant, Unit
from jansetu.orgs.operations import add_unit, end_tenure
from jansetu.web import sheets
from tests.cast import Cast, make_actor
from tests.core.workbooks import workbook
from tests.web.conftest import AsPerson
from tests.web.jobs.conftest import full_disk

Run = Callable[[], Job]
S = Job.State
OFFICES: list[object] = ["code", "kind", "name_hi", "name_en", "parent"]
WARD: list[object] = ["mp-ward-1", "office", "वार्ड 1", "Ward 1", "mp-ujjain"]
LOST: list[object] = ["mp-ward-2", "office", "वार्ड 2", "Ward 2", "mp-zone"]
CHANNELS: list[object] = ["kind", "handle", "unit", "name_hi", "custodian"]
OURS: list[object] = ["X", "@collectorujjain", "mp-ujjain", "कलेक्टर उज्जैन", "mp-ujjain-bilal"]
OF_OFFICES = "/desk/organisation/import/offices/"


@pytest.fixture(autouse=True)
def all_sheets_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SMALL", 0)


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who administers."""
    return as_person(cast.farid)


def bring(browser: Client, url: str, *rows: list[object]) -> str:
    """Where it led."""
    file = SimpleUploadedFile("sheet.xlsx", workbook(*rows).getvalue())
    answer = browser.post(url, {"file": file})
    return answer.headers.get("Location", "") or answer.content.decode()


def page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_large_sheet_becomes_a_job_and_its_rows_come_in_when_it_runs(
    browser: Client, run: Run, own_folder: Path
) -> None:
    url = bring(browser, OF_OFFICES, OFFICES, WARD)
    assert not Unit.objects.filter(code="mp-ward-1").exists()
    assert "प्रतीक्षा में" in page(browser, url)
    job = run()
    assert (job.state, job.result["rows"]) == (S.DONE, 1)
    assert Unit.objects.filter(code="mp-ward-1").exists()
    assert "पूरा हुआ" in page(browser, url)


def test_official_accounts_come_in_as_a_job_too(browser: Client, run: Run) -> None:
    bring(browser, "/desk/channels/import/", CHANNELS, OURS)
    assert run().state == S.DONE
    assert Channel.objects.filter(handle="@collectorujjain").exists()


def test_one_bad_row_stops_all_and_is_named_until_the_same_file_is_run_again(
    browser: Client, run: Run, cast: Cast
) -> None:
    url = bring(browser, OF_OFFICES, OFFICES, WARD, LOST)
    assert run().state == S.FAILED
    assert not Unit.objects.filter(code="mp-ward-1").exists()
    text = page(browser, url)
    assert "पंक्ति 3" in text
    assert "mp-zone" in text
    facts = {"code": "mp-zone", "name_hi": "झोन", "name_en": "Zone"}
    add_unit(parent=cast.district, kind=Unit.Kind.OFFICE, by=cast.farid, now=utcnow(), **facts)
    assert browser.post(f"{url}again/").status_code == 302
    assert run().state == S.DONE
    assert Unit.objects.filter(code="mp-ward-2").exists()


@pytest.mark.parametrize(
    ("url", "rows", "said"),
    [
        ("/desk/channels/import/", [[*CHANNELS, "Password"], [*OURS, "secret"]], "पासवर्ड"),
        (OF_OFFICES, [["code"], ["mp-a"]], "स्तंभ नहीं मिले"),
    ],
)
def test_what_the_headings_tell_is_refused_at_once_and_the_file_is_kept_nowhere(
    browser: Client, own_folder: Path, url: str, rows: list[list[object]], said: str
) -> None:
    assert said in bring(browser, url, *rows)
    assert not Job.objects.exists()
    assert not own_folder.exists()


def test_a_full_disk_is_said_where_the_sheet_is_brought_and_no_job_begins(
    browser: Client, own_folder: Path
) -> None:
    with full_disk(1024):
        assert "डिस्क भर गई" in bring(browser, OF_OFFICES, OFFICES, WARD)
    assert not Job.objects.exists()
    assert not list(own_folder.iterdir())


def test_nothing_comes_in_once_the_asker_has_lost_the_charge(browser: Client, run: Run, cast: Cast) -> None:
    bring(browser, OF_OFFICES, OFFICES, WARD)
    other = make_actor(
        cast.state, name="gita", name_hi="गीता", rank="system_analyst", roles=("administrator",)
    )
    end_tenure(cast.farid.tenure_or_refuse(), by=other, now=utcnow())
    job = run()
    assert (job.state, "समाप्त हो गया" in job.error_hi) == (S.FAILED, True)
    assert not Unit.objects.filter(code="mp-ward-1").exists()


def test_nothing_comes_in_once_the_asker_has_lost_the_right(browser: Client, run: Run, cast: Cast) -> None:
    bring(browser, OF_OFFICES, OFFICES, WARD)
    Grant.objects.filter(position=cast.farid.tenure_or_refuse().position).update(ended_at=utcnow())
    job = run()
    assert (job.state, job.result["problems"][0][0]) == (S.FAILED, 2)
    assert not Unit.objects.filter(code="mp-ward-1").exists()


def test_what_was_brought_goes_once_it_is_in(
    browser: Client, run: Run, own_folder: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    bring(browser, OF_OFFICES, OFFICES, WARD)
    assert len(list(own_folder.glob("*.xlsx"))) == 1
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert run().brought == ""
    assert not list(own_folder.glob("*.xlsx"))
