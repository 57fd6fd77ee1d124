"""`jansetu text`: a line in, a JSON object out, at once; what is wrong is said on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import regex
from click.testing import CliRunner, Result

from jansetu.cli.commands import jansetu
from tests.core.text.notes import CAMP

DOCS = Path(__file__).resolve().parents[2] / "docs" / "hindi.md"


def run(*arguments: str, given: str | bytes) -> Result:
    return CliRunner().invoke(jansetu, ["text", *arguments], input=given)


def answers(*arguments: str, given: str) -> list[dict[str, Any]]:
    result = run(*arguments, given=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_kruti_dev_is_read_line_by_line_and_empty_lines_count() -> None:
    lines = "fgUnh\n\n¼PWD½ ds vf/kdkjh\r\n15 vxLr 2024"
    assert answers("convert", "--from", "krutidev", given=lines) == [
        {"text": "हिन्दी"},
        {"text": ""},
        {"text": "(PWD) के अधिकारी"},
        {"text": "15 अगस्त 2024"},
    ]


def test_unicode_is_written_for_the_font_and_what_it_lacks_is_told() -> None:
    assert answers("convert", "--to", "krutidev", given="हिन्दी\n₹ 5\n") == [
        {"text": "fgUnh", "missing": []},
        {"text": "₹ 5", "missing": [{"start": 0, "sign": "₹"}]},
    ]


@pytest.mark.parametrize("options", [[], ["--from", "krutidev", "--to", "krutidev"], ["--from", "chanakya"]])
def test_convert_needs_to_know_one_direction(options: list[str]) -> None:
    result = run("convert", *options, given="fgUnh\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_broken_hindi_is_mended_and_its_spellings_share_a_key() -> None:
    mended, other = answers("normalise", given="अाप हिन्दी\nआप हिंदी\n")
    assert mended == {"text": "आप हिन्दी", "key": "आप हिंदी"}
    assert other["key"] == mended["key"]


@pytest.mark.parametrize(
    ("platform", "length", "limit"),
    [("x", 3 + 1 + 23, 280), ("bluesky", 1 + 1 + 17, 300), ("mastodon", 2 + 1 + 23, 500)],
)
def test_lengths_are_each_platforms_own(platform: str, length: int, limit: int) -> None:
    counted = answers("count", "--platform", platform, given="क्ष https://mp.gov.in\n")
    assert counted == [{"length": length, "limit": limit, "fits": True}]


def test_a_text_that_is_too_long_does_not_fit() -> None:
    fits, over = answers("count", "--platform", "x", given=f"{'क' * 280}\n{'क' * 281}\n")
    assert (fits["fits"], over["fits"], over["length"]) == (True, False, 281)


def test_every_platform_of_the_register_can_be_counted_and_no_other() -> None:
    for platform in ("facebook", "instagram", "telegram", "portal"):
        assert answers("count", "--platform", platform, given="नमस्ते\n")[0]["fits"]
    refused = run("count", "--platform", "orkut", given="नमस्ते\n")
    assert refused.exit_code == 2
    assert "bluesky" in refused.stderr


def test_a_line_that_is_not_utf_8_ends_with_a_sentence_on_standard_error() -> None:
    result = run("normalise", given="नमस्ते\n".encode() + b"\xff\xfe\n" + "और\n".encode())
    assert result.exit_code == 1
    assert json.loads(result.stdout)["text"] == "नमस्ते"
    assert "पंक्ति 2" in result.stderr
    assert "Line 2 is not UTF-8" in result.stderr


def test_language_and_script_are_told() -> None:
    assert answers(
        "identify", given="पानी नहीं आया\nbijli kab aayegi\nPower cut again\nरस्ता कधी होणार\n\n"
    ) == [
        {"language": "hi", "script": "Deva"},
        {"language": "hinglish", "script": "Latn"},
        {"language": "en", "script": "Latn"},
        {"language": "mr", "script": "Deva"},
        {"language": "other", "script": "Other"},
    ]


def test_a_long_note_becomes_a_post_that_fits_with_its_schemes_hashtag() -> None:
    short, bare = (
        answers("summarise", "--platform", "x", *extra, given=f"{CAMP}\n")
        for extra in ([], ["--no-hashtags"])
    )
    assert "#LadliBehna" in short[0]["text"]
    assert "#" not in bare[0]["text"]
    assert answers("count", "--platform", "x", given=bare[0]["text"])[0]["fits"]


@pytest.mark.parametrize("command", [[], ["convert"], ["normalise"], ["count"], ["identify"], ["summarise"]])
def test_help_is_in_both_languages(command: list[str]) -> None:
    said = run(*command, "--help", given="").stdout
    assert regex.search(r"[\u0900-\u097f]{3}", said)
    assert regex.search(r"[a-z]{4}", said.partition("Options")[0])


def test_each_line_is_answered_before_the_next_one_comes() -> None:
    command = [sys.executable, "-m", "jansetu.cli", "text", "normalise"]
    environment = os.environ | {"PYTHONUNBUFFERED": ""}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        for word in ("एक", "दो"):
            process.stdin.write(f"{word}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"] == word
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_the_examples_of_the_page_answer_as_it_says() -> None:
    page = DOCS.read_text(encoding="utf-8")
    examples = regex.findall(r"^\$ echo '(.*)' \| jansetu text (.*)\n(\{.*\})$", page, regex.MULTILINE)
    assert {words.split()[0] for _, words, _ in examples} == {
        "convert",
        "normalise",
        "count",
        "identify",
        "summarise",
    }
    for given, words, expected in examples:
        given = given.replace("'\\''", "'")
        assert answers(*words.split(), given=f"{given}\n") == [json.loads(expected)], given
