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
from jansetu.content.models import Post
from jansetu.orgs.roles import Capability
from jansetu.publishing.listing import TABS, counts, in_tab, waiting_counts
from jansetu.publishing.models import Delivery
from jansetu.web.access import DeskRequest, staff
from jansetu.web.posts.page import READERS

PAGE = 25


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
    held = counts(found)
    chosen = request.GET.get("list", "")
    tab = chosen if chosen in TABS else _first(request, held)
    page = Paginator(in_tab(found, tab).for_list(), PAGE).get_page(request.GET.get("page"))
    facts = {
        "tabs": [Tab(key, str(label), held[key]) for key, label in TABS.items()],
        "tab": tab,
        "words": words,
        "page": page,
        "rows": rows(page.object_list),
        "query": "&" + urlencode({"list": tab, "q": words}),
    }
    return render(request, "jansetu/posts/posts.html", facts)


def _first(request: DeskRequest, held: dict[str, int]) -> str:
    """The list that is this charge's to clear: waiting posts, returned ones, else drafts."""
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
