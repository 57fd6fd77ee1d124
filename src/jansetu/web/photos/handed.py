"""Serves one picture or film to whoever brings its signed address: a platform that fetches them itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from jansetu.content.handing import MIMES, behind
from jansetu.web.access import public
from jansetu.web.ranges import ranged


@public
@require_safe
def handed_picture(request: HttpRequest, signature: str) -> HttpResponseBase:
    """The file; 404 for everything else, so that nothing is learnt by trying."""
    path = behind(signature)
    if path is None:
        raise Http404
    response = ranged(request, path, mime=MIMES[path.suffix[1:]], digest=path.stem)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
