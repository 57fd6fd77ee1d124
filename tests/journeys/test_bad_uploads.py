"""What is far too large gets an answer in words from the real server, and stops nobody else."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.journeys.town import Town

pytestmark = [pytest.mark.browser]
MEGABYTE = b"\0" * 1024 * 1024


def test_an_upload_of_three_hundred_megabytes_is_answered_in_words(jansetu_town: Town) -> None:
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(300 * len(MEGABYTE))}
    with closing(HTTPConnection(urlsplit(jansetu_town.web).netloc, timeout=120)) as line:
        line.request("POST", "/desk/notes/new/", iter([MEGABYTE] * 300), headers)
        answer = line.getresponse()
        assert answer.status == 413
        assert "25 MB से बड़ी" in answer.read().decode()
