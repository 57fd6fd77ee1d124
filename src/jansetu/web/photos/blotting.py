"""The page on which parts of a photo are blotted out, by pointer, by numbers, or as the machine proposes."""

from __future__ import annotations

import math

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from jansetu.content.models import Media
from jansetu.content.operations.drafts import swap_photo
from jansetu.content.operations.redacting import MOST, Box, no_boxes, proposed_boxes, redact
from jansetu.content.photos import own_photos
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff

SIDES = ("left", "top", "width", "height")
EMPTY_ROWS = 3  # for whoever has no JavaScript; more come after the first are filled in
Row = tuple[str, ...]  # percentages as typed


@staff(Capability.SUBMIT, Capability.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def blot(request: DeskRequest, photo_id: int) -> HttpResponse:
    """Choose the places; sending makes the new photo and puts it where the old one was in the draft."""
    media = _own(request, photo_id)
    rows = _typed(request)
    if request.method != "POST" or "suggest" in request.POST:
        return _show(request, media, rows, suggests="suggest" in request.POST)
    try:
        made = redact(media, _boxes(rows), by=request.actor, now=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _show(request, media, rows, trouble=in_language(refusal.hi, refusal.en))
    form = request.POST.get("form", "")
    person = request.actor.tenure_or_refuse().person
    swap_photo(person=person, form=f"submission:{form}", old=media.pk, new=made.pk, now=request.now)
    messages.success(request, in_language("ढकी हुई नई फ़ोटो बन गई।", "The blotted photo was made."))
    return redirect(_back(request) or reverse("photo_blot", args=[made.pk]))


def _own(request: DeskRequest, photo_id: int) -> Media:
    found = [one for one in own_photos(request.actor, [photo_id]) if not one.is_film]
    if not found:
        raise Http404
    return found[0]


def _show(
    request: DeskRequest, media: Media, rows: list[Row], *, suggests: bool = False, trouble: str = ""
) -> HttpResponse:
    proposed = 0
    if suggests:
        try:
            boxes = proposed_boxes(media)
            proposed = len(boxes)
            rows = [*rows, *(_percents(box) for box in boxes)][:MOST]
        except Refusal as refusal:
            trouble = in_language(refusal.hi, refusal.en)
    context = {
        "media": media,
        "rows": [*rows, *[("", "", "", "")] * EMPTY_ROWS],
        "trouble": trouble,
        "suggests": suggests and not trouble,
        "proposed": proposed,
        "form_key": _given(request, "form"),
        "back": _back(request),
    }
    return render(request, "jansetu/photos/blot.html", context, status=422 if trouble else 200)


def _typed(request: HttpRequest) -> list[Row]:
    """The rows in which anything stands."""
    columns = [request.POST.getlist(side)[: 2 * MOST] for side in SIDES]
    return [row for row in zip(*columns, strict=False) if any(value.strip() for value in row)]


def _boxes(rows: list[Row]) -> list[Box]:
    try:
        return [Box(*(float(value) / 100 for value in row)) for row in rows]
    except ValueError as error:
        raise no_boxes() from error


def _percents(box: Box) -> Row:
    """Rounded outwards: nothing of what was found looks out."""
    start = (math.floor(side * 1000) / 10 for side in (box.left, box.top))
    size = (min(100.0, math.ceil(side * 1000) / 10 + 0.1) for side in (box.width, box.height))
    return tuple(f"{side:g}" for side in (*start, *size))


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name, "")


def _back(request: HttpRequest) -> str:
    """Where the form of the note is; only within the desk."""
    address = _given(request, "back")
    is_ours = address.startswith("/desk/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else ""
