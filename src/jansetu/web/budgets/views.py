"""Pages of the budgets: how each stands this month, and setting one."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jansetu.fields.words import both, in_language
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import topmost, units_seen
from jansetu.publishing.costs import budget_lines, budgets_seen, running_budget
from jansetu.publishing.models import Budget
from jansetu.publishing.operations.budgeting import set_budget
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import DeskForm, Facts, Task, fill, said, sent

PAGE = 25


class BudgetForm(DeskForm):
    """An amount and what happens at its end; without an amount the budget ends."""

    rupees = forms.DecimalField(
        label=both("रुपये प्रति माह (ख़ाली: कोई बजट नहीं)", "Rupees a month (empty: no budget)"),
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
    )
    acts = forms.ChoiceField(
        label=both("बजट पूरा होने पर", "When it is used up"),
        choices=Budget.Acts.choices,
        widget=forms.RadioSelect,
        initial=Budget.Acts.WARN,
    )


@staff(Capability.VIEW, Capability.CONNECT)
@require_safe
def budgets(request: DeskRequest) -> HttpResponse:
    """Those of the charge's units, the widest first, with this month's spending."""
    page = Paginator(budgets_seen(request.actor, request.now), PAGE).get_page(request.GET.get("page"))
    units = topmost(units_seen(request.actor, request.now).standing())
    facts = {"page": page, "lines": budget_lines(list(page), request.now), "units": units}
    return render(request, "jansetu/budgets/budgets.html", facts)


@staff(Capability.CONNECT)
def change(request: DeskRequest, code: str) -> HttpResponse:
    """Set, change or end one unit's."""
    unit = get_object_or_404(units_seen(request.actor, request.now), code=code)
    request.actor.require(Capability.CONNECT, unit, now=request.now)
    standing = running_budget(unit)
    first = {"rupees": standing.rupees, "acts": standing.acts} if standing else {}
    form = BudgetForm(sent(request), initial=first)
    task = Task(
        title=in_language("मासिक बजट", "Monthly budget"),
        about=said(unit, "name"),
        lead=in_language(
            "X और WhatsApp जैसे मंच हर पोस्ट या संदेश का शुल्क लेते हैं। बजट इकाई और उसके नीचे सब पर है।",
            "X, WhatsApp and others ask for each post or message. It covers the unit and all below it.",
        ),
        button=in_language("रखें", "Keep"),
        back=reverse("budgets"),
        done=in_language("बजट रखा गया।", "The budget is kept."),
    )

    def act(typed: Facts) -> None:
        acts = Budget.Acts(typed["acts"])
        set_budget(unit, rupees=typed["rupees"], acts=acts, by=request.actor, now=request.now)

    return fill(request, form, task, act)
