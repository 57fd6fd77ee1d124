"""Trail and register in Excel: what the asker may see when it runs, for the asker alone, and for a week."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from jansetu.audit.models import Event
from jansetu.core.clock import utcnow
from jansetu.jobs.models import KEPT, Job
from jansetu.orgs.models import Grant
from jansetu.orgs.operations import rename_unit
from tests.cast import Cast, make_actor
from tests.web.channels.conftest import enter
from tests.web.conftest import AsPerson
from tests.web.jobs.conftest import full_disk

Run = Callable[[], Job]
S = Job.State
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who audits."""
    return as_person(cast.farid)


def rename(cast: Cast, *names: str) -> None:
    for name in names:
        rename_unit(cast.district, name_hi=name, name_en=name, by=cast.farid, now=utcnow())


def ask(browser: Client, **typed: str) -> str:
    return browser.post("/desk/audit/export/", typed).headers["Location"]


def rows_of(browser: Client, url: str) -> list[list[str]]:
    answer = browser.get(f"{url}file/")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    return [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]


def test_the_filtered_trail_is_exported_in_words_and_nothing_in_it_is_a_formula(
    browser: Client, cast: Cast, run: Run
) -> None:
    rename(cast, "उज्जैन एक", FORMULA)
    url = ask(browser, verb="unit.renamed")
    assert run().result == {"rows": 2}
    heading, *rows = rows_of(browser, url)
    assert heading[0] == "क्रमांक | No."
    assert [row[3] for row in rows] == ["इकाई का नाम बदला"] * 2
    assert FORMULA in rows[1][8]
    assert cast.farid.label in rows[0]


def test_only_units_over_which_the_asker_audits_are_exported(
    cast: Cast, as_person: AsPerson, run: Run
) -> None:
    auditor = make_actor(cast.health, name="gita", name_hi="गीता", rank="x", roles=("administrator",))
    rename(cast, "उज्जैन एक")
    rename_unit(cast.health, name_hi="स्वास्थ्य", name_en="Health", by=cast.farid, now=utcnow())
    client = as_person(auditor)
    url = ask(client)
    run()
    verbs = [row[4] for row in rows_of(client, url)[1:]]
    assert verbs == ["unit.renamed", "job.asked"]  # of Health and of the auditor's own job


def test_the_filtered_register_is_exported_with_custodians_as_far_as_its_asker_sees_it(
    cast: Cast, as_person: AsPerson, run: Run, stranger: Client
) -> None:
    for unit, handle in ((cast.district, "@one"), (cast.health, "@two"), (cast.district, "@three")):
        enter(cast, unit, handle)
    client = as_person(cast.esha)  # her desk is the district's
    url = client.post("/desk/channels/export/", {"q": "@"}).headers["Location"]
    run()
    heading, *rows = rows_of(client, url)
    assert heading[9] == "संरक्षक | Custodians"
    assert [(row[1], row[4], row[10]) for row in rows] == [
        ("@one", "mp-ujjain", "हाँ"),
        ("@three", "mp-ujjain", "हाँ"),
    ]
    assert stranger.post("/desk/channels/export/").status_code == 403


def test_the_file_is_for_its_asker_alone_and_its_fetching_is_on_record(
    browser: Client, cast: Cast, as_person: AsPerson, run: Run, stranger: Client
) -> None:
    url = ask(browser)
    run()
    other = make_actor(cast.state, name="gita", name_hi="गीता", rank="x", roles=("administrator",))
    theirs = as_person(other)
    assert "Excel फ़ाइल लें" in browser.get(url).content.decode()
    assert "Excel फ़ाइल लें" not in theirs.get(url).content.decode()
    assert theirs.get(f"{url}file/").status_code == 403
    assert stranger.get(f"{url}file/").status_code == 404
    assert not Event.objects.filter(verb="job.fetched").exists()
    rows_of(browser, url)
    assert Event.objects.get(verb="job.fetched").actor_id == cast.farid.actor_id


@pytest.mark.parametrize("lost_before", ["run", "fetch"])
def test_whoever_audits_no_more_gets_nothing(browser: Client, cast: Cast, run: Run, lost_before: str) -> None:
    url = ask(browser)
    grants = Grant.objects.filter(position=cast.farid.tenure_or_refuse().position)
    if lost_before == "run":
        grants.update(ended_at=utcnow())
        assert run().state == S.FAILED
        return
    run()
    grants.update(ended_at=utcnow())
    assert browser.get(f"{url}file/").status_code == 403


def test_after_a_week_the_page_says_that_the_file_is_gone(browser: Client, run: Run) -> None:
    url = ask(browser)
    run()
    Job.objects.update(ended_at=utcnow() - KEPT - timedelta(minutes=1))
    assert "Excel फ़ाइल लें" not in browser.get(url).content.decode()
    answer = browser.get(f"{url}file/")
    assert answer.status_code == 409
    assert "एक सप्ताह" in answer.content.decode()


def test_a_full_disk_fails_the_export_with_words_and_leaves_nothing_half_written(
    browser: Client, cast: Cast, run: Run, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(cast, *(f"उज्जैन {number}" for number in range(60)))
    url = ask(browser)
    with full_disk(2048):
        job = run()
    assert (job.state, job.made) == (S.FAILED, "")
    assert "डिस्क भर गई" in browser.get(url).content.decode()
    assert not list(own_folder.glob("*.xlsx*"))
    browser.post(f"{url}again/")
    assert run().state == S.DONE
    assert len(rows_of(browser, url)) > 60
