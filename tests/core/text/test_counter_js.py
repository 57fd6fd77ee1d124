"""The desk's live counter says what the server will say, to the last emoji."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jansetu.core.text.count import Rule, measure
from tests.core.text.texts import PIECES, written

SCRIPTS = Path(str(files("jansetu.web"))) / "static" / "jansetu" / "js"
RULES: list[Rule] = ["x", "graphemes", "mastodon", "characters"]
NODE = shutil.which("node")
TEXTS = 1000

Row = tuple[Rule, str, int, int | None]

needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


def by_counter(rows: list[Row]) -> list[tuple[int, bool]]:
    command = [NODE or "node", str(Path(__file__).with_name("measure.mjs")), str(SCRIPTS / "counter.js")]
    answer = subprocess.run(command, input=json.dumps(rows), capture_output=True, check=True, text=True)
    return [(length, fits) for length, fits in json.loads(answer.stdout)]


def by_server(rows: list[Row]) -> list[tuple[int, bool]]:
    counted = [measure(text, rule, limit, limit_bytes) for rule, text, limit, limit_bytes in rows]
    return [(one.length, one.fits) for one in counted]


def composed(seed: int) -> str:
    drawn = random.Random(seed)  # noqa: S311 - repeatable texts, no secret
    between = drawn.choice(["", " "])
    return between.join(drawn.choices(PIECES, k=drawn.randint(1, 16)))


@needs_node
@pytest.mark.parametrize("rule", RULES)
def test_the_counter_agrees_on_hundreds_of_composed_texts(rule: Rule) -> None:
    rows: list[Row] = [(rule, composed(seed), seed % 60, seed % 200 or None) for seed in range(TEXTS)]
    differing = [
        (row, counter, server)
        for row, counter, server in zip(rows, by_counter(rows), by_server(rows), strict=True)
        if counter != server
    ]
    assert differing == []


@needs_node
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(st.lists(written, min_size=40, max_size=60))
def test_the_counter_agrees_on_texts_nobody_thought_of(texts: list[str]) -> None:
    rows: list[Row] = [(rule, text, 40, None) for text in texts for rule in RULES]
    assert by_counter(rows) == by_server(rows)


def test_the_counter_knows_the_same_endings() -> None:
    endings = files("jansetu.core.text").joinpath("tlds.txt").read_text(encoding="utf-8").split()
    script = (SCRIPTS / "tlds.js").read_text(encoding="utf-8")
    assert json.loads(script[script.index('"') : script.rindex('"') + 1]).split() == endings
