"""Each move of a note with its operation, what is said afterwards, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from jansetu.content.models import Submission
from jansetu.content.operations.posts import start_post
from jansetu.content.operations.submissions import assign, decline, return_to_sender, take
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.web.access import DeskRequest

FORMS = ("return", "decline", "assign")  # what is asked for with a form


@dataclass(frozen=True, slots=True)
class Done:
    """It happened."""

    said: str
    goes_to: str


Act = Callable[[DeskRequest, Submission, dict[str, Any]], Done]


def carry_out(request: DeskRequest, note: Submission, form: forms.Form | None, act: Act) -> Done | None:
    """None: the form holds the reason why not. What no form can mend rises."""
    if form is None:
        return act(request, note, {})
    if not form.is_valid():
        return None
    try:
        return act(request, note, form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, in_language(refusal.hi, refusal.en))
        return None


def _take(request: DeskRequest, note: Submission, asked: dict[str, Any]) -> Done:
    take(note, by=request.actor, now=request.now)
    return Done(
        in_language("सूचना डेस्क पर ली गई; प्रेषक को दिखेगा।", "Taken up; its sender sees that."), _page(note)
    )


def _return(request: DeskRequest, note: Submission, asked: dict[str, Any]) -> Done:
    return_to_sender(note, note=asked["note"], by=request.actor, now=request.now)
    return Done(in_language("सूचना प्रेषक को लौटाई गई।", "Returned to its sender."), reverse("notes"))


def _decline(request: DeskRequest, note: Submission, asked: dict[str, Any]) -> Done:
    decline(note, note=asked["note"], by=request.actor, now=request.now)
    said = in_language("सूचना का उपयोग नहीं होगा; कारण प्रेषक को दिखेगा।", "Not used; its sender reads why.")
    return Done(said, reverse("notes"))


def _assign(request: DeskRequest, note: Submission, asked: dict[str, Any]) -> Done:
    desk = asked["desk"]
    assign(note, desk=desk, note=asked["note"], by=request.actor, now=request.now)
    said = in_language(f"{desk.name_hi} को दी गई।", f"Given to {desk.name_en}.")
    return Done(said, reverse("notes"))


def _begin_post(request: DeskRequest, note: Submission, asked: dict[str, Any]) -> Done:
    """A second press of the same button finds the post of the first."""
    known, seen = note.posts.order_by("pk").last(), request.POST.get("last_post", "")
    if known is not None and str(known.pk) != seen:
        said = in_language("इस सूचना की पोस्ट बन चुकी है।", "A post has been made of this note already.")
        return Done(said, f"/desk/posts/{known.pk}/edit/")
    post = start_post(
        unit=note.desk, kind=note.kind, title=note.title, submission=note, by=request.actor, now=request.now
    )
    said = in_language("सुझाए गए पाठ के साथ पोस्ट बनी।", "A post with suggested texts was made.")
    return Done(said, f"/desk/posts/{post.pk}/edit/")


def _page(note: Submission) -> str:
    return reverse("note", args=[note.pk])


ACTS: dict[str, Act] = {
    "take": _take,
    "return": _return,
    "decline": _decline,
    "assign": _assign,
    "post": _begin_post,
}
