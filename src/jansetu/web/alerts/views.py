"""Pages of a person's own alerts, in whatever charge: nobody sees another's."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jansetu.fields.words import in_language
from jansetu.notifications.finding import alerts_of, gets_mail
from jansetu.notifications.operations import choose_mail, mark_all_read, mark_read
from jansetu.notifications.words import path_of, sentence_of
from jansetu.web.access import DeskRequest, staff

PAGE = 25


@staff()
@require_safe
def listed(request: DeskRequest) -> HttpResponse:
    """The latest first, unread ones marked."""
    page = Paginator(alerts_of(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = [(alert, sentence_of(alert)) for alert in page]
    facts = {"page": page, "rows": rows, "by_mail": gets_mail(request.actor)}
    return render(request, "jansetu/alerts/alerts.html", facts)


@staff()
@require_safe
def bell(request: DeskRequest) -> HttpResponse:
    """The bell alone; asked for each minute."""
    return render(request, "jansetu/alerts/bell.html")


@staff()
@require_POST
def follow(request: DeskRequest, pk: int) -> HttpResponse:
    """It is read now; go where it leads."""
    alert = get_object_or_404(alerts_of(request.actor), pk=pk)
    mark_read(alert, by=request.actor, now=request.now)
    return redirect(path_of(alert))


@staff()
@require_POST
def read_all(request: DeskRequest) -> HttpResponse:
    """All of them are read."""
    mark_all_read(by=request.actor, now=request.now)
    return redirect("alerts")


@staff()
@require_POST
def mail(request: DeskRequest) -> HttpResponse:
    """By mail too, or on the screen only."""
    wanted = request.POST.get("wanted") == "yes"
    choose_mail(wanted, by=request.actor, now=request.now)
    said = ("मेल पर भी आएँगी।", "They come by mail too.") if wanted else ("केवल यहाँ।", "Only here.")
    messages.success(request, in_language(*said))
    return redirect("alerts")
