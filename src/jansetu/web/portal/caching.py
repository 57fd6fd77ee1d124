"""Lets browsers and proxies keep public answers for a short while, so that a peak does not reach the desk.

No Last-Modified: a page also changes when something is withdrawn, which leaves no newer date behind.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]
MINUTE = 60  # seconds


def kept(*, seconds: int = MINUTE, by_language: bool = True) -> Callable[[View], View]:
    """Anybody may keep the answer for `seconds`; `by_language`: it differs with the language cookie."""

    def mark(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            patch_cache_control(response, public=True, max_age=seconds)
            if by_language:
                patch_vary_headers(response, ["Cookie"])
            if not response.has_header("ETag"):
                set_response_etag(response)
            tag = response.headers.get("ETag")
            return get_conditional_response(request, etag=tag, response=response) or response

        return answer

    return mark
