"""Takes photos in as they are chosen and shows them to whoever may see them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from jansetu.content.photos import photos_seen_by
from jansetu.content.rendering import PAGE_SIZES, rendition_for_pages
from jansetu.content.storage import path_of
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.photos.choosing import take_files
from jansetu.web.ranges import ranged

DAY = 24 * 3600


@staff(Capability.SUBMIT, Capability.DESK)
@require_POST
def upload(request: DeskRequest) -> HttpResponse:
    """The stored photos as parts of a form; 422 where none of them could be kept."""
    taken, troubles = take_files(request)
    status = 422 if troubles and not taken else 200
    return render(
        request, "jansetu/photos/added.html", {"photos": taken, "photo_troubles": troubles}, status=status
    )


@staff(Capability.SUBMIT, Capability.DESK, Capability.APPROVE, Capability.VIEW)
@require_safe
def photo(request: DeskRequest, photo_id: int) -> HttpResponse:
    """A photo as pages show it; `?size=page` is large. Never the original: it is more than a screen needs."""
    media = get_object_or_404(photos_seen_by(request.actor, request.now), pk=photo_id)
    size = request.GET.get("size", "small")
    shown = rendition_for_pages(media, size if size in PAGE_SIZES else "small")
    response = HttpResponse(path_of(shown.file).read_bytes(), content_type=shown.mime)
    response.headers["Cache-Control"] = f"private, max-age={DAY}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@staff(Capability.SUBMIT, Capability.DESK, Capability.APPROVE, Capability.VIEW)
@require_safe
def film(request: DeskRequest, photo_id: int) -> HttpResponseBase:
    """A film for whoever may see it, in the ranges that the player asks for."""
    media = get_object_or_404(photos_seen_by(request.actor, request.now), pk=photo_id)
    if not media.is_film:
        raise Http404
    response = ranged(request, path_of(media.file), mime=media.mime, digest=media.digest)
    response.headers["Cache-Control"] = f"private, max-age={DAY}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    return response
