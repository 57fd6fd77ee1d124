"""Pages of what recurs: the list, a post's own page with the dates to come, and the button that stops."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jansetu.content.models import Post
from jansetu.content.operations.approvals import wrote_any_of
from jansetu.fields.words import in_language
from jansetu.orgs.rights import units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.calendar_rules import INDIA, require_sound
from jansetu.publishing.models import Recurrence
from jansetu.publishing.operations.recurring import recur_post, stop_recurrence
from jansetu.publishing.recurrences import cautions
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import Facts, ReasonForm, Task, carry_out, fill, sent
from jansetu.web.fresh import ask_again, is_fresh
from jansetu.web.recurring.forms import RecurForm

PAGE = 25
READERS = (Capability.DESK, Capability.APPROVE, Capability.VIEW)


@staff(*READERS)
@require_safe
def recurring(request: DeskRequest) -> HttpResponse:
    """Of all posts that the charge may read: what goes on first, then what has ended."""
    found = Recurrence.objects.visible_to(request.actor, request.now).for_list()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "jansetu/recurring/list.html", {"page": page, "stoppable": _stoppable(request)})


@staff(*READERS)
def of_post(request: DeskRequest, pk: int) -> HttpResponse:
    """What of one post recurs; for whoever may, the form: first the dates, then once more to begin."""
    posts = Post.objects.visible_to(request.actor, request.now).select_related("unit")
    post = get_object_or_404(posts, pk=pk)
    form = RecurForm(sent(request), initial=_first(request, post))
    if request.method != "POST":
        return _page(request, post, form, [])
    request.actor.require(Capability.APPROVE, post.unit, now=request.now)
    done, dates = carry_out(form, lambda _: _preview(request, form))
    shown = dates if done and isinstance(dates, list) else []
    if not shown or form.cleaned_data["seen_dates"] != _key(shown):
        return _page(request, post, form, shown, status=200 if shown else 422)
    return _begin(request, post, form, shown)


def _begin(request: DeskRequest, post: Post, form: RecurForm, shown: list[datetime]) -> HttpResponse:
    here = reverse("recurring_post", args=[post.pk])
    if not is_fresh(request):
        request.session[_kept(post)] = {name: request.POST.getlist(name) for name in form.fields}
        return ask_again(request, here)
    seen = form.cleaned_data["seen_revision"]
    task = Task(title="", button="", back=here, done=in_language("अब यह दोहराई जाएगी।", "It recurs now."))

    def act(_: Facts) -> None:
        recur_post(post, form.plan(), seen_revision=seen, by=request.actor, now=request.now)

    answer = fill(request, form, task, act)
    return answer if answer.status_code == 302 else _page(request, post, form, shown, status=422)


@staff(Capability.PUBLISH)
def stop(request: DeskRequest, recurrence_id: int) -> HttpResponse:
    """A reason and one button."""
    found = Recurrence.objects.visible_to(request.actor, request.now).for_list()
    given = get_object_or_404(found, pk=recurrence_id)
    request.actor.require(Capability.PUBLISH, given.post.unit, now=request.now)
    task = Task(
        title=in_language("दोहराना रोकें", "Stop it recurring"),
        about=f"{given.post.title}: {in_language(given.said.hi, given.said.en)}",
        lead=in_language(
            "आगे कुछ नहीं जाएगा, और जो अभी प्रतीक्षा में है वह भी नहीं। जो प्रकाशित है वह रहेगा।",
            "Nothing more goes out, not even what waits just now. What is published stays.",
        ),
        button=in_language("रोकें", "Stop"),
        back=reverse("recurring_post", args=[given.post_id]),
        done=in_language("दोहराना रुका।", "It recurs no more."),
        is_danger=True,
    )

    def act(typed: Facts) -> None:
        stop_recurrence(given, reason=typed["reason"], by=request.actor, now=request.now)

    return fill(request, ReasonForm(sent(request)), task, act)


def _preview(request: DeskRequest, form: RecurForm) -> list[datetime]:
    plan = form.plan()
    require_sound(plan, request.now)
    return plan.preview(request.now)


def _key(dates: list[datetime]) -> str:
    """Equal only for the same dates: whoever changes the rule sees them before it begins."""
    return " ".join(when.strftime("%Y%m%d%H%M") for when in dates)


def _kept(post: Post) -> str:
    """Where what was typed waits in the session while the second factor is asked for."""
    return f"recurring:{post.pk}"


def _first(request: DeskRequest, post: Post) -> dict[str, Any]:
    typed = request.session.pop(_kept(post), None) if request.method == "GET" else None
    if typed:
        return {name: values if name == "weekdays" else (values or [""])[0] for name, values in typed.items()}
    tomorrow = request.now.astimezone(INDIA).date() + timedelta(days=1)
    return {"every": "day", "short": "skip", "at": "10:00", "starts_on": tomorrow, "day": tomorrow.day} | {
        "month": tomorrow.month,
        "weekday": tomorrow.weekday(),
        "weekdays": [tomorrow.weekday()],
        "seen_revision": post.revisions.count(),
    }


def _page(
    request: DeskRequest, post: Post, form: RecurForm, dates: list[datetime], *, status: int = 200
) -> HttpResponse:
    facts = {
        "post": post,
        "form": form,
        "dates": dates,
        "seen_dates": _key(dates),
        "rule": form.plan().rule if dates else None,
        "rows": Recurrence.objects.filter(post=post).for_list()[:PAGE],
        "stoppable": _stoppable(request),
        "cautions": cautions(post),
        "why_not": _why_not(request, post),
    }
    return render(request, "jansetu/recurring/post.html", facts, status=status)


def _stoppable(request: DeskRequest) -> set[int]:
    """Units whose recurrences the charge may stop."""
    if Capability.PUBLISH not in request.capabilities:
        return set()
    return set(units_with(request.actor, Capability.PUBLISH, request.now).values_list("pk", flat=True))


def _why_not(request: DeskRequest, post: Post) -> str:
    """Why this charge cannot have the post recur; empty where it can."""
    if not request.actor.can(Capability.APPROVE, post.unit, now=request.now):
        return in_language("दोहराना अनुमोदक तय करते हैं।", "An approver has it recur.")
    if post.state != Post.State.APPROVED:
        return in_language("केवल अनुमोदित पोस्ट दोहराई जा सकती है।", "Only an approved post can recur.")
    if wrote_any_of(post, request.actor):
        return in_language(
            "आपने इसका कोई रूप लिखा है, इसलिए दोहराना कोई और तय करेगा।",
            "You wrote a version of it, so somebody else must have it recur.",
        )
    return ""
