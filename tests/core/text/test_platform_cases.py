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
    "urls_with_directional_markers": find_urls,
    "hashtags_with_indices": find_hashtags,
    "mentions_with_indices": find_mentions,
}
WHOLE = {
    "hashtags": find_hashtags,
    "urls": find_urls,
    "urls_without_protocol": find_urls,
    "usernames": find_mentions,
}
LENGTHS = {
    "WeightedTweetsCounterTest",
    "WeightedTweetsWithDiscountedEmojiCounterTest",
    "UnicodeDirectionalMarkerCounterTest",
}
# X's validator knows them, its finder links none of them in a post, and so neither do we.
VALID_ELSEWHERE = {
    "Valid url: port and userinfo",
    "Valid url: ipv4",
    "Valid url: ipv6",
    "Valid url: sub delims and question marks",
}
# Configuration 2, before October 2018, counted an emoji by its code points; configuration 3 counts it as two.
EMOJI_BY_CODE_POINT = {
    "Count a mix of single byte single word, and double word unicode characters",
    "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
}
LEFT_OUT = {
    "tweets": "the limit of 140 characters, given up in 2017",
    "lists": "X's lists are not mentioned by government posts",
    "mentions_or_lists_with_indices": "the same",
    "replies": "X has answered by the post's number since 2017, not by the first word",
    "cashtags": "stock symbols",
    "cashtags_with_indices": "the same",
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


@pytest.mark.parametrize("group", WHOLE)
def test_what_x_calls_valid_is_found_whole(group: str) -> None:
    for case in cases("validate.yml", group):
        if case["description"] not in VALID_ELSEWHERE:
            found = [(one.start, one.end) for one in WHOLE[group](case["text"])]
            assert ((0, len(case["text"])) in found) == case["expected"], case["description"]


def test_lengths_of_the_older_configuration_are_the_same_but_for_emoji() -> None:
    for case in cases("validate.yml", "WeightedTweetsCounterTest"):
        if case["description"] not in EMOJI_BY_CODE_POINT:
            counted = measure(case["text"], "x", 280)
            wanted = case["expected"]["weightedLength"], case["expected"]["valid"]
            assert (counted.length, counted.fits) == wanted, case["description"]


def test_every_group_of_cases_is_tried_or_named_as_left_out() -> None:
    published = {
        group
        for file in ("extract.yml", "validate.yml")
        for group in yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))["tests"]
    }
    assert published == FINDERS.keys() | INDEXED.keys() | WHOLE.keys() | LENGTHS | LEFT_OUT.keys()
