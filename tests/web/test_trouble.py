"""Trouble is told in words: too much, no room, no right. What is a bug stays loud."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from jansetu.core.errors import Refusal
from jansetu.web.security import PlainTrouble, is_disk_full
from tests.cast import Cast
from tests.web.conftest import AsPerson

MEGABYTES = 1024 * 1024


def trouble(error: Exception) -> HttpResponse | None:
    """What a reader gets when a page fails with `error`."""
    request = RequestFactory().get("/desk/")
    return PlainTrouble(lambda request: HttpResponse()).process_exception(request, error)


def test_what_is_too_large_is_refused_before_anything_is_kept(
    cast: Cast, as_person: AsPerson, settings: Settings
) -> None:
    settings.JANSETU_UPLOAD_LIMIT = MEGABYTES
    answer = as_person(cast.asha).post("/desk/notes/new/", b"x" * 2 * MEGABYTES, "text/plain")
    assert answer.status_code == 413
    assert "1 MB से बड़ी" in answer.content.decode()


def full_database() -> Exception:
    with sqlite3.connect(":memory:") as base:
        base.execute("PRAGMA max_page_count = 2")
        base.execute("CREATE TABLE t (x)")
        try:
            base.execute("INSERT INTO t VALUES (zeroblob(100000))")
        except sqlite3.OperationalError as error:
            told = OperationalError(str(error))
            told.__cause__ = error
            return told
    raise AssertionError("it was not full")


@pytest.mark.parametrize(
    "error", [OSError(code, "full") for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)] + [full_database()]
)
@pytest.mark.parametrize(("language", "said"), [("hi", "डिस्क भर गई"), ("en", "disk is full")])
def test_a_full_disk_is_told_in_the_readers_language(error: Exception, language: str, said: str) -> None:
    with translation.override(language):
        answer = trouble(error)
    assert answer is not None
    assert answer.status_code == 507
    assert said in answer.content.decode()


def test_a_refusal_is_a_page_with_its_sentence() -> None:
    answer = trouble(Refusal("busy", hi="अभी नहीं।", en="Not now."))
    assert answer is not None
    assert answer.status_code == 409
    assert "अभी नहीं।" in answer.content.decode()


def test_a_bug_is_not_hidden() -> None:
    assert trouble(ZeroDivisionError()) is None
    assert not is_disk_full(OSError(errno.EACCES, "no"))


def test_a_small_request_passes() -> None:
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    assert PlainTrouble(view)(RequestFactory().post("/x", {"a": "b"})).status_code == 200
    assert len(seen) == 1
