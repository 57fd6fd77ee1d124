"""Pages of the pauses. Who may lift one is the operation's to say; the page only leaves the button away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed, units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.holding import HOLDS, HoldRule
from jansetu.publishing.listing import pauses_seen
from jansetu.publishing.models import Pause, TerritoryHold
from jansetu.publishing.operations import hold_territory, lift_hold, lift_pause, pause
from jansetu.publishing.waiting_words import holds_seen, posts_asking
from jansetu.web.access import DeskRequest, staff
from jansetu.web.pauses.forms import HoldForm, PauseForm

PAGE = 25


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A pause, and whether this charge may lift it."""

    pause: Pause
    may_lift: bool


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold over a territory, and whether this charge may lift it."""

    hold: TerritoryHold
    may_lift: bool

    @property
    def rule(self) -> HoldRule:
        """What waits, and why."""
        return HOLDS[self.hold.kind]


@staff(Capability.PAUSE, Capability.VIEW)
@require_safe
def pauses(request: DeskRequest) -> HttpResponse:
    """Those in force, then those that were."""
    seen = pauses_seen(request.actor, request.now)
    reach = set(units_with(request.actor, Capability.PAUSE, request.now).values_list("path", flat=True))
    standing = [PauseRow(one, _within(one, reach)) for one in seen.filter(lifted_at=None)]
    page = Paginator(seen.exclude(lifted_at=None), PAGE).get_page(request.GET.get("page"))
    facts = {"standing": standing, "page": page, "over_state": any(_is_root(path) for path in reach)}
    return render(request, "jansetu/pauses/pauses.html", facts | _of_holds(request, reach))


def _of_holds(request: DeskRequest, reach: set[str]) -> dict[str, Any]:
    """The holds in force, and how many posts ask this charge."""
    holds = [one for one in holds_seen(request.actor, request.now)[:PAGE] if one.is_standing(request.now)]
    may_answer = Capability.PUBLISH in request.capabilities
    over_state = any(_is_root(path) for path in reach)
    given = {kind: rule for kind, rule in HOLDS.items() if over_state or not rule.by_state}
    return {
        "holds": [HoldRow(one, one.unit.path in reach and one.kind in given) for one in holds],
        "kinds": list(given.items()),
        "asking": posts_asking(request.actor, request.now).count() if may_answer else 0,
    }


def _is_root(path: str) -> bool:
    return path.count("/") == 2  # as orgs writes a path: "/1/"


def _within(one: Pause, reach: set[str]) -> bool:
    unit = one.unit or (one.channel.unit if one.channel else None)
    return unit.path in reach if unit else any(_is_root(path) for path in reach)


@staff(Capability.PAUSE)
def new_pause(request: DeskRequest) -> HttpResponse:
    """What is to stop, why, and one button."""
    given = request.POST if request.method == "POST" else None
    first = {"scope": request.GET.get("scope", ""), "ready": "wrong"}
    form = PauseForm(request.actor, request.now, given, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            pause(**form.facts(), by=request.actor, now=request.now)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, in_language(refusal.hi, refusal.en))
        else:
            messages.success(request, in_language("रोक लग गई।", "The pause stands."))
            return redirect("pauses")
    return render(request, "jansetu/pauses/new.html", {"form": form}, status=422 if form.errors else 200)


@staff(Capability.PAUSE)
@require_POST
def lift(request: DeskRequest, pk: int) -> HttpResponse:
    """What waited goes out now."""
    lift_pause(
        get_object_or_404(pauses_seen(request.actor, request.now), pk=pk), by=request.actor, now=request.now
    )
    messages.success(
        request, in_language("रोक हटी; जो पुराना हुआ वह पूछेगा।", "The pause is lifted; what is stale asks.")
    )
    return redirect("pauses")


@staff(Capability.PAUSE)
def hold(request: DeskRequest, hold: str) -> HttpResponse:
    """Kind, territory and reason are chosen already; one button."""
    if hold not in HOLDS:
        raise Http404
    form = HoldForm(hold, request.actor, request.now, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            hold_territory(**form.facts(), by=request.actor, now=request.now)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, in_language(refusal.hi, refusal.en))
        else:
            messages.success(request, in_language("रोक लग गई।", "The hold stands."))
            return redirect("pauses")
    return render(request, "jansetu/pauses/hold.html", {"form": form}, status=422 if form.errors else 200)


@staff(Capability.PAUSE)
@require_POST
def lift_territory(request: DeskRequest, hold_id: int) -> HttpResponse:
    """What comes due from now on goes; what waits asks."""
    found = get_object_or_404(holds_seen(request.actor, request.now), pk=hold_id)
    lift_hold(found, by=request.actor, now=request.now)
    said = in_language("रोक हटी; जो रुका था वह आपसे पूछेगा।", "The hold is lifted; what waited asks you.")
    messages.success(request, said)
    return redirect("asks" if Capability.PUBLISH in request.capabilities else "pauses")
