"""docs/rules and `jansetu text check` tell what the rules do now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from jansetu.cli.commands import jansetu
from jansetu.compliance.pages import FOLDER, INDEX, pages, write
from jansetu.compliance.registry import RULES

ROOT = Path(__file__).resolve().parents[2]


def checked(*arguments: str, given: str) -> list[dict[str, Any]]:
    answer = CliRunner().invoke(jansetu, ["text", "check", *arguments], input=given)
    assert answer.exit_code == 0, answer.output
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_the_pages_are_those_that_the_rules_make() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).glob("*.md")}
    assert written == pages(), "python -m jansetu.compliance.pages"


def test_each_rule_has_its_page_in_both_languages_and_its_place_in_the_index() -> None:
    made = pages()
    for rule in RULES:
        page = made[f"{rule.code}.md"]
        assert f"]({rule.code}.md)" in made[INDEX]
        for said in (rule.hi, rule.en, rule.why_hi, rule.why_en, *(str(one.since) for one in rule.sources)):
            assert said in page
        assert page.count("✓") == sum(example.severity is None for example in rule.examples)


def test_the_page_of_a_rule_that_is_gone_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("", encoding="utf-8")
    assert write(tmp_path) == len(RULES) + 1
    assert {path.name for path in tmp_path.iterdir()} == set(pages())


def test_the_command_tells_the_findings_of_all_rules_line_by_line() -> None:
    lines = "दुष्कर्म पीड़िता राधा शर्मा, मोबाइल 9876543210\nकल शिविर लगेगा\n"
    grave, clean = checked("--platform", "x", "--kind", "press_note", given=lines)
    found = {one["rule"]: one for one in grave["findings"]}
    assert found["victim_identity"]["severity"] == "block"
    assert found["victim_identity"]["spans"] == [{"place": "text", "start": 17, "end": 27}]
    assert set(found["personal_data"]) == {"rule", "severity", "hi", "en", "spans"}
    assert clean == {"findings": []}


def test_the_command_knows_kind_use_and_declarations() -> None:
    story = ("--platform", "facebook", "--kind", "story")
    [held] = checked(*story, given="शांति देवी ने डेयरी खोली")
    [released] = checked(*story, "--declare", "consent", given="शांति देवी ने डेयरी खोली")
    assert [one["rule"] for one in held["findings"]] == ["consent"]
    assert released == {"findings": []}
    [paid] = checked("--platform", "x", "--use", "paid", given="भाजपा ने किया")
    assert [(one["rule"], one["severity"]) for one in paid["findings"]] == [("party", "block")]


def test_the_command_reads_a_line_in_nfc() -> None:
    composed, mended = checked("--platform", "x", given="कोर्ट का \u095eैसला \u095aलत\nकोर्ट का फ़ैसला ग़लत\n")
    assert composed == mended
    assert composed["findings"]
