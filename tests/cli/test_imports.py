"""Excel sheets by command: all rows or none, tried without a trace, told in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.orgs.excel import FORMS
from jansetu.orgs.models import Unit
from tests.cast import Cast
from tests.core.workbooks import workbook

Call = Callable[..., Result]
OFFICES: list[object] = ["code", "kind", "name_hi", "name_en", "parent"]
WARD: list[object] = ["mp-ward-1", "office", "वार्ड 1", "Ward 1", "mp-ujjain"]
LOST: list[object] = ["mp-ward-2", "office", "वार्ड 2", "Ward 2", "mp-nowhere"]
CHANNELS: list[object] = ["kind", "handle", "unit", "name_hi", "custodian"]
OURS: list[object] = ["x", "@collectorujjain", "mp-ujjain", "कलेक्टर", "mp-ujjain-bilal"]


def filled(folder: Path, *rows: list[object]) -> Path:
    file = folder / "sheet.xlsx"
    file.write_bytes(workbook(*rows).getvalue())
    return file


def test_a_sheet_of_offices_comes_in(cast: Cast, call: Call, tmp_path: Path) -> None:
    answer = call("orgs", "import", "offices", filled(tmp_path, OFFICES, WARD), "--json")
    assert json.loads(answer.output) == {"rows": 1, "dry_run": False, "problems": []}
    assert answer.exit_code == 0
    assert Unit.objects.filter(code="mp-ward-1").exists()


def test_a_bad_row_is_told_in_both_languages_and_nothing_comes_in(
    cast: Cast, call: Call, tmp_path: Path
) -> None:
    answer = call("orgs", "import", "offices", filled(tmp_path, OFFICES, WARD, LOST))
    assert answer.exit_code == 1
    assert "पंक्ति 3" in answer.output
    assert "Row 3" in answer.output
    assert not Unit.objects.filter(code="mp-ward-1").exists()
    good = call("orgs", "import", "offices", filled(tmp_path, OFFICES, WARD, LOST), "--skip-bad")
    assert good.exit_code == 1
    assert Unit.objects.filter(code="mp-ward-1").exists()


def test_a_dry_run_leaves_no_trace(cast: Cast, call: Call, tmp_path: Path) -> None:
    answer = call("channels", "import", filled(tmp_path, CHANNELS, OURS), "--dry-run", "--json")
    assert json.loads(answer.output) == {"rows": 1, "dry_run": True, "problems": []}
    assert not Channel.objects.exists()
    assert not Event.objects.exists()
    assert call("channels", "import", filled(tmp_path, CHANNELS, OURS)).exit_code == 0
    assert Channel.objects.get().handle == "@collectorujjain"


def test_a_file_with_passwords_or_no_workbook_is_refused(cast: Cast, call: Call, tmp_path: Path) -> None:
    answer = call("channels", "import", filled(tmp_path, [*CHANNELS, "पासवर्ड"], [*OURS, "Secret#1"]))
    assert answer.exit_code == 1
    assert "पासवर्ड" in answer.output
    assert "Secret#1" not in answer.output
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    assert ".xlsx" in call("channels", "import", tmp_path / "text.xlsx").output


@pytest.mark.parametrize("words", [*(["orgs", "form", kind] for kind in FORMS), ["channels", "form"]])
def test_an_empty_form_is_written_and_brings_nothing_in(
    cast: Cast, call: Call, tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "form.xlsx"
    assert call(*words, file).exit_code == 0
    back = ["import" if word == "form" else word for word in words]
    assert json.loads(call(*back, file, "--json").output)["rows"] == 0
