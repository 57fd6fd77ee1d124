"""The list of what asks: posts that wait for a person's word, and that word for some or all of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jansetu.content.models import PostQuerySet
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.orgs.roles import Capability
from jansetu.publishing.operations import Word, answer
from jansetu.publishing.waiting_words import askings, posts_asking
from jansetu.web.access import DeskRequest, staff
from jansetu.web.pauses.forms import AnswerForm

PAGE = 25


@staff(Capability.PUBLISH)
def asks(request: DeskRequest) -> HttpResponse:
    """What waits for a word and why; and, when sent, the word itself."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            number = _answer(request, form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, in_language(refusal.hi, refusal.en))
        else:
            said = in_language(f"{number} पोस्ट पर निर्णय हुआ।", f"Decided on {number} posts.")
            messages.success(request, said)
            return redirect("asks")
    found = posts_asking(request.actor, request.now).select_related("unit")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    chosen = set(request.POST.getlist("post"))
    facts = {"form": form, "page": page, "lines": askings(page.object_list), "chosen": chosen}
    return render(request, "jansetu/pauses/asks.html", facts, status=422 if form.errors else 200)


def _answer(request: DeskRequest, form: AnswerForm) -> int:
    given = form.cleaned_data
    return answer(
        _chosen(request),
        word=Word(given["word"]),
        at=given["at"],
        reason=given["reason"],
        by=request.actor,
        now=request.now,
    )


def _chosen(request: DeskRequest) -> PostQuerySet:
    """Those that were ticked, of what may be answered; or all of it."""
    found = posts_asking(request.actor, request.now).select_related("unit")
    if request.POST.get("which") == "all":
        return found
    ticked = [int(one) for one in request.POST.getlist("post") if one.isascii() and one.isdigit()]
    if not ticked:
        raise Refusal("none_chosen", hi="पहले पोस्ट चुनें।", en="Choose posts first.")
    return found.filter(pk__in=ticked)
