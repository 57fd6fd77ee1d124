"""`python -m tests.core.text.judging`: how often the language is told right, as docs/hindi.md prints it."""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from jansetu.core.text.identify import Identity, identify

LABELLED = Path(__file__).resolve().parent / "labelled"


class Line(NamedTuple):
    """One labelled line."""

    language: str
    script: str
    text: str


class Judgement(NamedTuple):
    """Lines and right answers by language, how many scripts were right, and what was taken for what."""

    lines: Counter[str]
    right: Counter[str]
    scripts: int
    wrong: list[tuple[Line, Identity]]


def labelled(name: str) -> list[Line]:
    with (LABELLED / f"identify_{name}.tsv").open(encoding="utf-8") as table:
        return [
            Line(**row) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        ]


def judge(lines: list[Line]) -> Judgement:
    judged = Judgement(Counter(), Counter(), 0, [])
    scripts = 0
    for line in lines:
        found = identify(line.text)
        judged.lines[line.language] += 1
        judged.right[line.language] += found.language == line.language
        scripts += found.script == line.script
        if found.language != line.language:
            judged.wrong.append((line, found))
    return judged._replace(scripts=scripts)


def lines_a_second(lines: list[Line], seconds: float = 1.0) -> float:
    began, counted = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        for line in lines:
            identify(line.text)
        counted += len(lines)
    return counted / (time.perf_counter() - began)


def main() -> None:
    for name in ("tune", "held_out"):
        lines = labelled(name)
        judged = judge(lines)
        print(f"| {name} | right | of |\n|---|---|---|")  # noqa: T201
        for language, number in judged.lines.items():
            print(f"| {language} | {judged.right[language]} | {number} |")  # noqa: T201
        print(f"| all | {judged.right.total()} | {len(lines)} |")  # noqa: T201
        print(f"| script | {judged.scripts} | {len(lines)} |\n")  # noqa: T201
        if name == "tune":
            print(*judged.wrong, sep="\n")  # noqa: T201 - the other set's are not for looking at
    print(f"{lines_a_second(labelled('held_out')):.0f} lines a second")  # noqa: T201


if __name__ == "__main__":
    main()
