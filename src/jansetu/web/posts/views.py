"""The list of posts: what the charge may read, list by list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jansetu.content.listing import PostLine, post_lines
from jansetu.content.models import Post, PostQuerySet
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.publishing.listing import TABS, counts, in_tab, needing_a_person, waiting_counts
from jansetu.publishing.models import Delivery
from jansetu.web.access import DeskRequest, staff
from jansetu.web.posts.page import READERS

PAGE = 25
STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Tab:
    """One list with how many it holds."""

    key: str
    label: str
    count: int


@staff(*READERS)
@require_safe
def posts(request: DeskRequest) -> HttpResponse:
    """One list, searched and paged."""
    words = request.GET.get("q", "").strip()[:200]
    found = Post.objects.visible_to(request.actor, request.now).search(words)
    tabs = tabs_of(request, found)
    tab = _chosen(request, {one.key: one.count for one in tabs})
    shown = _stuck(request, found) if tab == STUCK else in_tab(found, tab)
    page = Paginator(shown.for_list(), PAGE).get_page(request.GET.get("page"))
    facts = {
        "tabs": tabs,
        "tab": tab,
        "words": words,
        "page": page,
        "rows": rows(page.object_list),
        "query": "&" + urlencode({"list": tab, "q": words}),
    }
    return render(request, "jansetu/posts/posts.html", facts)


def tabs_of(request: DeskRequest, found: PostQuerySet) -> list[Tab]:
    """The lists with their numbers; for whoever publishes also what stands still until somebody acts."""
    held = counts(found)
    tabs = [Tab(key, str(label), held[key]) for key, label in TABS.items()]
    if Capability.PUBLISH not in request.capabilities:
        return tabs
    stands_still = in_language("वितरण अटका", "Standing still")
    return [Tab(STUCK, stands_still, _stuck(request, found).count()), *tabs]


def _stuck(request: DeskRequest, found: PostQuerySet) -> PostQuerySet:
    stuck = needing_a_person(request.actor, request.now).order_by()
    return found.filter(pk__in=stuck.values("post")).order_by("-created_at", "-pk")


def _chosen(request: DeskRequest, held: dict[str, int]) -> str:
    """The list asked for; else the charge's own to clear: waiting posts, returned ones, drafts."""
    chosen = request.GET.get("list", "")
    if chosen in held:
        return chosen
    wanted = ["awaiting"] if Capability.APPROVE in request.capabilities else []
    wanted += ["returned", "drafts"] if Capability.DESK in request.capabilities else []
    return next((tab for tab in [*wanted, "awaiting", "published"] if held[tab]), "drafts")


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in a list with what became of it."""

    line: PostLine
    outcome: list[tuple[str, str]]  # state, how many in words


def rows(listed: Iterable[Post]) -> list[PostRow]:
    """With deliveries by state; one query besides those of the lines."""
    found = list(listed)
    states = waiting_counts(found)
    return [PostRow(line, _outcome(states.get(line.post.pk, {}))) for line in post_lines(found)]


def _outcome(states: dict[str, int]) -> list[tuple[str, str]]:
    order = ("failed", "unknown", "held", "sending", "due", "sent")
    labels = dict(Delivery.State.choices)
    return [(state, f"{states[state]} {labels[state]}") for state in order if states.get(state)]
