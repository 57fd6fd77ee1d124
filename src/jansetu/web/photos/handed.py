"""Serves one picture to whoever brings its signed address: a platform that fetches pictures itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jansetu.content.handing import behind
from jansetu.web.access import public


@public
@require_safe
def handed_picture(request: HttpRequest, signature: str) -> HttpResponse:
    """The picture; 404 for everything else, so that nothing is learnt by trying."""
    path = behind(signature)
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
