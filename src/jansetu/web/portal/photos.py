"""Photos and films of posts that citizens may see; five minutes after a withdrawal they are gone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from jansetu.content import storage
from jansetu.content.rendering import rendition_for_pages
from jansetu.publishing import portal
from jansetu.web.access import public
from jansetu.web.portal.caching import MINUTE, kept
from jansetu.web.ranges import ranged


@public
@kept(seconds=5 * MINUTE, by_language=False)
def photo(request: HttpRequest, digest: str) -> HttpResponse:
    """A photo in the size of a page."""
    return _picture(digest, "page")


@public
@kept(seconds=5 * MINUTE, by_language=False)
def small_photo(request: HttpRequest, digest: str) -> HttpResponse:
    """A photo in the size of a list."""
    return _picture(digest, "small")


def _picture(digest: str, size: str) -> HttpResponse:
    media = portal.public_media(digest)
    if media is None:
        raise Http404
    rendition = rendition_for_pages(media, size)
    content = storage.path_of(rendition.file).read_bytes()
    headers = {"ETag": f'"{rendition.digest}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=rendition.mime, headers=headers)


@public
@require_safe
def film(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A film in the ranges that the player asks for."""
    media = portal.public_media(digest)
    if media is None or not media.is_film:
        raise Http404
    response = ranged(request, storage.path_of(media.file), mime=media.mime, digest=media.digest)
    response.headers["Cache-Control"] = f"public, max-age={5 * MINUTE}"
    return response
