"""X's published cases for lengths, links, names and hashtags, read beside the repository."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jansetu.core.text.count import measure
from jansetu.core.text.hashtags import find_hashtags, find_mentions, find_urls

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "specs" / "twitter-text"
FINDERS = {
    "urls": find_urls,
    "tco_urls_with_params": find_urls,
    "hashtags": find_hashtags,
    "hashtags_from_astral": find_hashtags,
    "mentions": find_mentions,
}
INDEXED = {
    "urls_with_indices": find_urls,
    "hashtags_with_indices": find_hashtags,
    "mentions_with_indices": find_mentions,
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="JANSETU_SHARED has no specs/twitter-text"),
]


@cache
def cases(file: str, group: str) -> list[dict[str, Any]]:
    tests = yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))["tests"]
    found: list[dict[str, Any]] = tests[group]
    assert found
    return found


@pytest.mark.parametrize(
    "group", ["WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest"]
)
def test_lengths_are_those_that_x_publishes(group: str) -> None:
    for case in cases("validate.yml", group):
        counted = measure(case["text"], "x", 280)
        wanted = case["expected"]["weightedLength"], case["expected"]["valid"]
        assert (counted.length, counted.fits) == wanted, case["description"]


@pytest.mark.parametrize("group", FINDERS)
def test_what_x_finds_is_found(group: str) -> None:
    for case in cases("extract.yml", group):
        assert [one.value for one in FINDERS[group](case["text"])] == case["expected"], case["description"]


@pytest.mark.parametrize("group", INDEXED)
def test_it_is_found_where_x_finds_it(group: str) -> None:
    for case in cases("extract.yml", group):
        found = [[one.start, one.end] for one in INDEXED[group](case["text"])]
        assert found == [one["indices"] for one in case["expected"]], case["description"]
