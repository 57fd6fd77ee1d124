"""docs/screening.md tells what the code does now."""

from __future__ import annotations

import json
from pathlib import Path

import regex
from click.testing import CliRunner

from jansetu.cli.commands import jansetu
from tests.compliance.labelled.measure import tables

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")


def test_the_figures_of_the_page_are_those_that_are_measured() -> None:
    for table in tables().strip().split("\n\n"):
        assert table in PAGE, "python -m tests.compliance.labelled.measure"


def test_the_examples_of_the_page_answer_as_it_says() -> None:
    examples = regex.findall(r"^\$ echo '(.*)' \| jansetu text (.*)\n(\{.*\})$", PAGE, regex.MULTILINE)
    assert {command for _, command, _ in examples} == {"screen", "personal"}
    for given, command, expected in examples:
        answer = CliRunner().invoke(jansetu, ["text", command], input=f"{given}\n")
        assert json.loads(answer.stdout) == json.loads(expected), given


def test_the_bench_prints_figures_for_a_program() -> None:
    answer = CliRunner().invoke(jansetu, ["bench", "screening", "--texts", "2000", "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["texts"] == 2000
