"""The post's page: what would be said, what is asked of an approver, what became of it where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jansetu.compliance.declarations import DECLARATIONS
from jansetu.content.checks import findings, is_blocked
from jansetu.content.differences import last_approved
from jansetu.content.editing import LOCAL_LABELS, platform_name
from jansetu.content.judging import judgements
from jansetu.content.models import (
    Approval,
    ApprovalRequest,
    Declared,
    Placement,
    Post,
    Return,
    Revision,
    Variant,
)
from jansetu.content.operations.approvals import wrote_any_of
from jansetu.content.parting import parts_on
from jansetu.content.snapshots import snapshot_of
from jansetu.core.errors import Refusal
from jansetu.core.text.parts import parts_of
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.publishing.broadcasts import BroadcastLine, lines_of_post
from jansetu.publishing.costs import NOTHING, budgets_over, estimate, today
from jansetu.publishing.listing import ORDER, DeliveryLine, delivery_lines, last_schedule, tab_of
from jansetu.publishing.models import Delivery, Incident
from jansetu.web.access import DeskRequest, staff
from jansetu.web.fresh import is_fresh
from jansetu.web.posts.changes import changes
from jansetu.web.posts.forms import ApproveForm, ReleaseForm, ReturnForm
from jansetu.web.posts.press_text import beyond_kruti_dev

READERS = (Capability.DESK, Capability.APPROVE, Capability.VIEW)
Facts = dict[str, Any]


def post_of(request: DeskRequest, pk: int) -> Post:
    """A post that the charge may read, else 404."""
    posts = Post.objects.visible_to(request.actor, request.now)
    posts = posts.select_related("unit", "submission__unit", "submission__sender__person")
    return get_object_or_404(posts, pk=pk)


@staff(*READERS)
@require_safe
def show(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything about one post."""
    return render_page(request, post_of(request, pk))


@staff(*READERS)
@require_safe
def deliveries(request: DeskRequest, pk: int) -> HttpResponse:
    """The deliveries alone, as the page fetches them anew while something is under way."""
    post = post_of(request, pk)
    rights = Rights.over(request, post)
    return render(
        request, "jansetu/posts/deliveries.html", delivery_facts(request, post) | {"rights": rights}
    )


@dataclass(frozen=True, slots=True)
class Rights:
    """What the present charge may do with this post."""

    edit: bool
    approve: bool
    publish: bool
    withdraw: bool
    release: bool

    @classmethod
    def over(cls, request: DeskRequest, post: Post) -> Rights:
        """One query for each right that the charge carries anywhere."""

        def may(capability: Capability) -> bool:
            held = capability in request.capabilities
            return held and request.actor.can(capability, post.unit, now=request.now)

        named = (
            Capability.DESK,
            Capability.APPROVE,
            Capability.PUBLISH,
            Capability.WITHDRAW,
            Capability.RELEASE,
        )
        return cls(*(may(capability) for capability in named))


def render_page(
    request: DeskRequest,
    post: Post,
    *,
    approve_form: ApproveForm | None = None,
    return_form: ReturnForm | None = None,
    release_form: ReleaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with a form that could not be carried out, everything typed stays in it."""
    # The revision first: whoever saves between the two reads makes the approval refused, never wrong.
    saved = post.revisions.select_related("author__person").defer("snapshot")
    revisions = list(saved.order_by("-number"))
    rights = Rights.over(request, post)
    asked = ApprovalRequest.objects.filter(post=post).select_related("by__person").order_by("-pk")
    open_request = next((one for one in asked if one.answered_at is None), None)
    facts: Facts = {
        "post": post,
        "rights": rights,
        "revisions": revisions,
        "asked": open_request,
        "asked_is_past": bool(
            open_request and open_request.publish_at and open_request.publish_at <= request.now
        ),
        "history": history(post, list(asked), revisions),
        "variants": variants_of(post),
        "schedule": last_schedule(post),
        "incidents": Incident.objects.filter(post=post).select_related("by__person").order_by("-pk"),
    }
    facts["beyond"] = beyond_kruti_dev(post, [shown.variant for shown in facts["variants"]])
    facts |= delivery_facts(request, post) | approval_facts(request, post, rights)
    words = request.session.pop(kept(post), {})
    facts["approve_form"] = approve_form or ApproveForm(initial=words)
    facts["later_form"] = ApproveForm(approve_form and approve_form.data, initial=words, auto_id="later_%s")
    if approve_form is not None:
        facts["later_form"].is_sound(request.now)
    facts["release_form"] = release_form or ReleaseForm()
    facts["return_form"] = return_form or ReturnForm(auto_id="return_%s")
    facts |= {"seen_revision": revisions[0].number if revisions else 0, "returning": return_form is not None}
    return render(request, "jansetu/posts/show.html", facts, status=status)


def kept(post: Post) -> str:
    """Where an approver's words wait in the session while the second factor is asked for."""
    return f"approval:{post.pk}"


def delivery_facts(request: DeskRequest, post: Post) -> Facts:
    """The deliveries, whether to look again soon, and the list in which the post stands."""
    lines, broadcasts = delivery_lines(post), lines_of_post(post)
    out = any(line.delivery.state == "sent" for line in lines) or any(one.sent for one in broadcasts)
    return {
        "post": post,
        "lines": lines,
        "broadcasts": broadcasts,
        "is_out": out,
        "tab": tab_of(post.state, out=out),
        "is_under_way": any(line.is_under_way(request.now) for line in lines)
        or any(one.is_going(request.now) for one in broadcasts),
        "totals": totals(lines, broadcasts),
    }


def totals(lines: list[DeliveryLine], broadcasts: list[BroadcastLine]) -> list[tuple[str, str]]:
    """How many channels stand in each state, in words; what needs somebody first."""
    numbers = Counter([*(line.standing for line in lines), *(one.state for one in broadcasts)])
    labels = dict(Delivery.State.choices) | {"withdrawn": in_language("हटाई गई", "Removed")}
    return [(state, f"{numbers[state]} {labels[state]}") for state in ORDER if numbers[state]]


def approval_facts(request: DeskRequest, post: Post, rights: Rights) -> Facts:
    """For whoever may say the word: what to look at, what stands against it, and why they may not."""
    if post.state in (Post.State.APPROVED, Post.State.WITHDRAWN):
        return {}
    found = findings(post)
    before = last_approved(post)
    facts: Facts = {"findings": found, "blocked": is_blocked(found), "before": before}
    facts["changes"] = changes(before.snapshot, snapshot_of(post)) if before else []
    facts |= cost_facts(request, post) | rule_facts(request, post)
    facts["blocked"] = facts["blocked"] or facts["unlawful"]
    if post.state == Post.State.AWAITING and rights.approve:
        facts["own_words"] = wrote_any_of(post, request.actor)
        facts["fresh"] = is_fresh(request)
    return facts


def rule_facts(request: DeskRequest, post: Post) -> Facts:
    """What the rules say, what an author declared, and whether anything stands in the way."""
    found = judgements(post, request.now)
    standing = Declared.objects.standing().filter(post=post).select_related("by__person")
    ticked = {one.code: one for one in standing}
    return {
        "judgements": found,
        "unlawful": any(one.stands for one in found),
        "declarations": [(one, ticked.get(one.code)) for one in DECLARATIONS],
        "wrote_it": bool(found) and wrote_any_of(post, request.actor),
    }


def cost_facts(request: DeskRequest, post: Post) -> Facts:
    """What it will cost, and how the budgets stand with it; nothing where no platform asks anything."""
    lines = estimate(post, today(request.now))
    total = sum((line.rupees for line in lines), NOTHING)
    budgets = budgets_over(post.unit, total, request.now) if total else []
    return {"costs": lines, "costs_total": total, "budgets": budgets}


@dataclass(frozen=True, slots=True)
class Shown:
    """One text as it would look, the platforms that carry it word for word, and where it goes."""

    variant: Variant
    platforms: list[str]
    placements: list[Placement]

    @property
    def parts(self) -> tuple[str, ...]:
        """The thread's parts, or the first comment after the text; one text where nothing follows."""
        return parts_on(self.variant.kind, self.variant.text)

    @property
    def text(self) -> str:
        """As it is read where it stands: our own portal shows parts as paragraphs."""
        local = self.variant.kind in LOCAL_LABELS
        return "\n\n".join(parts_of(self.variant.text)) if local else self.variant.text

    @property
    def practises(self) -> bool:
        """Whether it reaches no real account."""
        return bool(self.placements) and all(one.channel.practice for one in self.placements)


def variants_of(post: Post) -> list[Shown]:
    """The texts that go somewhere, equal ones once; where none does, all that are written. Four queries."""
    rows = Variant.objects.filter(post=post).select_related("channel").prefetch_related("pictures__media")
    placed = Placement.objects.filter(post=post).select_related("channel__unit", "repost_of__channel")
    places = list(placed.order_by("pk"))
    found: dict[object, Shown] = {}
    for one in rows.order_by("pk"):
        own = [place for place in places if place.variant_id == one.pk]
        if own or (one.text and not places):
            shown = found.setdefault(_look_of(one), Shown(one, [], []))
            shown.platforms.append(platform_name(one.kind))
            shown.placements.extend(own)
    return list(found.values())


def _look_of(one: Variant) -> object:
    pictures = tuple((picture.media_id, picture.alt) for picture in one.pictures.all())
    return one.language, one.channel_id, one.title, parts_on(one.kind, one.text), pictures


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the post's history."""

    at: Any
    tone: str
    said: str
    who: str
    note: str = ""


def history(post: Post, asked: list[ApprovalRequest], revisions: list[Revision]) -> list[Step]:
    """Revisions, requests, returns and approvals in the order in which they happened, newest first."""
    steps = [_step(one.at, "wait", ("अनुमोदन माँगा", "Approval asked"), one.by, one.note) for one in asked]
    for revision in revisions:
        words = (f"संस्करण {revision.number} सहेजा", f"Revision {revision.number} saved")
        steps.append(_step(revision.at, "calm", words, revision.author, revision.note))
    for returned in Return.objects.filter(post=post).select_related("by__person"):
        steps.append(_step(returned.at, "care", ("लौटाई", "Returned"), returned.by, returned.note))
    given: dict[int, Approval] = {}
    for approval in Approval.objects.filter(variant__post=post).select_related("by__person", "revision"):
        given.setdefault(approval.revision_id, approval)
    for approval in given.values():
        number = approval.revision.number
        words = (f"संस्करण {number} अनुमोदित", f"Revision {number} approved")
        steps.append(_step(approval.at, "good", words, approval.by, approval.note))
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _step(at: Any, tone: str, words: tuple[str, str], by: Any, note: str) -> Step:
    return Step(at, tone, in_language(*words), in_language(by.person.name_hi, by.person.name_en), note)


def said(refusal: Refusal) -> str:
    """The sentence in the reader's language."""
    return in_language(refusal.hi, refusal.en)
