"""Has a PDF read by a program of its own, within bounds of time and memory. Loads no PDF into this one."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from jansetu.core.documents import refusals
from jansetu.core.documents.contracts import Limits, Paragraph, Stretch

PROGRAM = "jansetu.core.documents.pdf_child"


def read_pdf(content: bytes, limits: Limits) -> list[list[Paragraph]]:
    """The lines of each page. A page without any is a picture."""
    told = _told(content, limits)
    trouble = told.get("trouble")
    if trouble == "locked":
        raise refusals.locked()
    if trouble == "long":
        raise refusals.too_many_pages(limits.pages)
    if trouble:
        raise refusals.broken()
    return [[_paragraph(row) for row in page] for page in told["pages"]]


def _told(content: bytes, limits: Limits) -> dict[str, Any]:
    bounds = (str(limits.pages), str(limits.seconds))
    try:
        answer = subprocess.run(  # noqa: S603 (our own program; the file comes by standard input)
            [sys.executable, "-I", "-m", PROGRAM, *bounds],
            input=content,
            capture_output=True,
            timeout=2 * limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusals.too_slow() from error
    if answer.returncode:
        raise refusals.too_slow() if answer.returncode < 0 else refusals.broken()
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def _paragraph(row: list[list[str]]) -> Paragraph:
    return Paragraph(tuple(Stretch(text, font) for text, font in row), "page")
