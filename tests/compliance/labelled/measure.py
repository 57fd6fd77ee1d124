"""`python -m tests.compliance.labelled.measure`: the tables of docs/screening.md, from the labelled lines."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from jansetu.compliance.personal.find import find_personal
from jansetu.compliance.screening.screen import screen

FOLDER = Path(__file__).resolve().parent
SEVERITIES = ("clean", "watch", "hold", "block")
LANGUAGES = ("hi", "hinglish", "en")
CIVIC = "civic"


class Line(NamedTuple):
    """A line with the severity that a person gave it."""

    label: str
    language: str
    text: str


class Marked(NamedTuple):
    """A line with the personal data that a person marked in it."""

    text: str
    wanted: frozenset[tuple[str, int, int]]


def screening_lines(name: str) -> list[Line]:
    return [Line(*cells) for cells in _cells(f"screening_{name}.tsv")]


def personal_lines(name: str) -> list[Marked]:
    return [_marked(*cells) for cells in _cells(f"personal_{name}.tsv")]


def severities(lines: list[Line]) -> Counter[tuple[str, str, str]]:
    """How often each label of each language got each severity."""
    return Counter((one.language, one.label, screen(one.text).severity) for one in lines)


def found_at_least(counts: Counter[tuple[str, str, str]], label: str, languages: tuple[str, ...]) -> int:
    grave_enough = SEVERITIES[SEVERITIES.index(label) :]
    return sum(counts[language, label, severity] for language in languages for severity in grave_enough)


def labelled(counts: Counter[tuple[str, str, str]], label: str, languages: tuple[str, ...]) -> int:
    return sum(counts[language, label, severity] for language in languages for severity in SEVERITIES)


def civic_as(counts: Counter[tuple[str, str, str]], severity: str) -> int:
    return sum(counts[language, CIVIC, severity] for language in LANGUAGES)


def personal_counts(lines: list[Marked]) -> Counter[str]:
    """Marks that were found exactly, that were missed, and what was found without a mark."""
    counts: Counter[str] = Counter(lines=len(lines))
    for line in lines:
        got = {(one.kind.code, one.start, one.end) for one in find_personal(line.text)}
        counts["found"] += len(got & line.wanted)
        counts["missed"] += len(line.wanted - got)
        counts["false"] += len(got - line.wanted)
        counts["innocent"] += not line.wanted
        counts["flagged"] += bool(got) and not line.wanted
    return counts


def tables() -> str:
    """Both tables as Markdown."""
    return "\n".join([*_screening_table(), "", *_personal_table()]) + "\n"


def _screening_table() -> Iterator[str]:
    yield (
        "| lines | language | block: recall | block: precision | block: at least held | hold: recall "
        "| watch: recall | civic lines | of these pointed out | held | blocked |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for name in ("held_out", "fresh", "tune"):
        counts = severities(screening_lines(name))
        for language in (*LANGUAGES, "all"):
            chosen = LANGUAGES if language == "all" else (language,)
            block, hold, watch = (labelled(counts, label, chosen) for label in SEVERITIES[:0:-1])
            as_block = sum(
                number for (one, _, said), number in counts.items() if one in chosen and said == "block"
            )
            blocked = found_at_least(counts, "block", chosen)
            held = sum(counts[one, "block", severity] for one in chosen for severity in ("hold", "block"))
            civic = [sum(counts[one, CIVIC, severity] for one in chosen) for severity in SEVERITIES]
            cells = [
                name,
                language,
                f"{blocked}/{block}",
                f"{blocked}/{as_block}",
                f"{held}/{block}",
                f"{found_at_least(counts, 'hold', chosen)}/{hold}",
                f"{found_at_least(counts, 'watch', chosen)}/{watch}",
                sum(civic),
                *civic[1:],
            ]
            yield f"| {' | '.join(map(str, cells))} |"


def _personal_table() -> Iterator[str]:
    yield "| lines | recall | precision | innocent lines | of these flagged |"
    yield "|---|---|---|---|---|"
    for name in ("held_out", "tune"):
        counts = personal_counts(personal_lines(name))
        found = counts["found"]
        recall, precision = f"{found}/{found + counts['missed']}", f"{found}/{found + counts['false']}"
        yield f"| {name} | {recall} | {precision} | {counts['innocent']} | {counts['flagged']} |"


def _cells(name: str) -> Iterator[list[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


def _marked(kinds: str, marked: str) -> Marked:
    places: list[tuple[int, int]] = []
    text = ""
    for at, part in enumerate(regex.split("[⟦⟧]", marked)):
        if at % 2:
            places.append((len(text), len(text) + len(part)))
        text += part
    codes = [] if kinds == CIVIC else kinds.split(",")
    return Marked(text, frozenset((code, *place) for code, place in zip(codes, places, strict=True)))


if __name__ == "__main__":
    sys.stdout.write(tables())
