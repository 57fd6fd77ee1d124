"""What every answer carries and every request must respect: content policy, size, trouble told in words."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve

from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language

log = logging.getLogger(__name__)
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FILM_PAGES = ("post_film",)
READ_AND_DROP = 512 * 1024 * 1024  # bytes: a browser shows no answer before it has sent everything
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL = Refusal(
    "disk_full",
    hi="सर्वर की डिस्क भर गई है, इसलिए यह सहेजा नहीं जा सका। कुछ भी खोया नहीं है; प्रशासक को बताएँ।",
    en="The server's disk is full, so this could not be saved. Nothing is lost; tell the administrator.",
)


class ContentPolicy:
    """Scripts, styles and frames only from here; no inline code runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)")
        return response


class PlainTrouble:
    """Turns what a person did or can mend into a page in their language. A bug stays loud."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse what is too large before it is kept anywhere."""
        if _length(request) > _limit(request):
            _drop(request)
            return refused(request, too_large(), status=413)
        if request.content_type == "multipart/form-data":
            # Read here: where the disk fills while files arrive, no view is there yet to say so.
            try:
                request.POST  # noqa: B018 (reading it is the point)
            except OSError as error:
                if not is_disk_full(error):
                    raise
                log.error("the disk is full: %s", error)
                return refused(request, FULL, status=507)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a Refusal, a full disk, a form with too much in it."""
        if isinstance(error, Refusal):
            return refused(request, error, status=403 if error.code == "not_allowed" else 409)
        if isinstance(error, RequestDataTooBig):
            return refused(request, too_large(), status=413)
        if is_disk_full(error):
            log.error("the disk is full: %s", error)
            return refused(request, FULL, status=507)
        return None


def _limit(request: HttpRequest) -> int:
    """Bytes that this request may have: whoever is logged in may send a film to the page that takes one."""
    if not request.path_info.endswith("/film/") or not getattr(request, "user", None):
        return settings.JANSETU_UPLOAD_LIMIT
    try:
        page = resolve(request.path_info).url_name
    except Resolver404:
        return settings.JANSETU_UPLOAD_LIMIT
    takes_film = page in FILM_PAGES and request.user.is_authenticated
    return settings.JANSETU_UPLOAD_LIMIT + (settings.JANSETU_FILM_LIMIT if takes_film else 0)


def too_large() -> Refusal:
    """Says the limit in megabytes."""
    limit = settings.JANSETU_UPLOAD_LIMIT // (1024 * 1024)
    return Refusal(
        "too_large",
        hi=f"भेजी गई फ़ाइलें {limit} MB से बड़ी हैं। छोटी फ़ोटो चुनें; लिखा हुआ मसौदे में सुरक्षित है।",
        en=f"The files are larger than {limit} MB. Choose smaller photos; what you typed is kept as a draft.",
    )


def is_disk_full(error: BaseException) -> bool:
    """Whether the error, or what lay behind it, is a full disk: the file system's or the database's."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in NO_ROOM:
            return True
        if isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode == sqlite3.SQLITE_FULL:
            return True
        if isinstance(cause, OperationalError) and getattr(cause.__cause__, "sqlstate", "") == "53100":
            return True
        cause = cause.__cause__
    return False


def refused(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    """A page, or for htmx its message alone, with the sentence in the reader's language."""
    said = in_language(refusal.hi, refusal.en)
    if request.headers.get("HX-Request"):
        return render(request, "jansetu/parts/refused.html", {"said": said}, status=status)
    return render(request, "jansetu/refused.html", {"said": said, "code": refusal.code}, status=status)


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else 0


def _drop(request: HttpRequest) -> None:
    left = min(_length(request), READ_AND_DROP)
    while left > 0:
        part = request.read(min(left, 1024 * 1024))
        if not part:
            return
        left -= len(part)
