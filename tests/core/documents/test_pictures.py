"""Hindi and English are read off pictures, with their places; what cannot be made out is said."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from jansetu.core.documents.pictures import Word, judged, program, read_picture
from jansetu.core.errors import Refusal
from tests.core.documents.pictures_of_text import NOTICE, leaves, notice

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def word(text: str, confidence: float, line: str = "1") -> Word:
    return Word(text, 0, 0, 10, 10, confidence, (line,))


@needs_tesseract
@pytest.mark.parametrize("blur", [0, 1.5])
def test_a_notice_is_read_whole_with_its_numbers(blur: float) -> None:
    found = read_picture(notice(blur=blur))
    assert found.text == "\n".join(NOTICE)
    assert found.is_clear
    assert found.confidence > 85


@needs_tesseract
def test_each_word_has_its_place_in_the_pictures_own_pixels() -> None:
    small = Image.open(notice()).resize((500, 206))
    file = io.BytesIO()
    small.save(file, "PNG")
    found = next(one for one in read_picture(file).words if one.text == "98260")
    ink = small.convert("L").crop((found.left, found.top, found.left + found.width, found.top + found.height))
    assert ink.histogram()[:80] != [0] * 80
    assert 60 < found.left < 150
    assert 100 < found.top < 125
    assert found.height < 30


@needs_tesseract
def test_a_photo_without_words_says_next_to_nothing() -> None:
    found = read_picture(leaves())
    assert len(found.text) < 10
    assert found.is_clear


@needs_tesseract
def test_the_program_is_named() -> None:
    assert program().startswith("tesseract ")


def test_without_the_program_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="tesseract_missing") as refused:
        read_picture(notice())
    assert "apt install tesseract-ocr tesseract-ocr-hin" in refused.value.hi


def test_noise_is_dropped_and_a_doubtful_number_beside_sure_words_is_unclear() -> None:
    assert judged([word("«२", 45), word("PF", 54), word("~", 90)]).words == ()
    assert judged([word("संपर्क", 95), word("98260", 96)]).is_clear
    assert not judged([word("संपर्क", 95), word("2345", 0)]).is_clear
    assert judged([word("संपर्क", 95), word("2345", 0, "2")]).is_clear  # noise elsewhere


def test_many_doubtful_words_are_unclear_and_few_among_many_are_not() -> None:
    doubtful = [word(text, 50) for text in ("शासन", "आदेश", "क्रमांक")]
    assert not judged(doubtful).is_clear
    assert judged([*doubtful, *[word("जिला", 95)] * 9]).is_clear
