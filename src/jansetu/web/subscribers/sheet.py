"""A register of subscribers: looked at first, every bad row named, then brought in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jansetu.channels.models import Channel
from jansetu.channels.subscriber_sheet import import_subscribers, read_sheet, write_template
from jansetu.core.excel import Problem
from jansetu.fields.words import in_language
from jansetu.orgs.importing import BroughtIn, SheetRefused
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import Facts, carry_out
from jansetu.web.sheets import SHOWN, download, limits
from jansetu.web.subscribers.finding import list_or_404
from jansetu.web.subscribers.forms import RegisterForm


@staff(Capability.REGISTER)
def empty_form(request: DeskRequest, channel_id: int) -> HttpResponse:
    """The empty form."""
    return download(write_template(list_or_404(request, channel_id)), "jansetu-subscribers")


@staff(Capability.REGISTER)
def bring_in(request: DeskRequest, channel_id: int) -> HttpResponse:
    """A filled form: `look` says what would happen, `enter` does it."""
    channel = list_or_404(request, channel_id)
    posted = request.method == "POST"
    form = RegisterForm(request.POST, request.FILES) if posted else RegisterForm()
    dry = "enter" not in request.POST
    problems, made = _read(request, channel, form, dry=dry) if posted else ((), None)
    if made is not None and not dry:
        hi, en = f"जोड़े गए सदस्य: {made.rows}; छोड़ी गई पंक्तियाँ: {len(made.problems)}।", f"Entered: {made.rows}."
        messages.success(request, in_language(hi, en))
        return redirect("subscribers", channel.pk)
    told = [(one.row, in_language(one.hi, one.en)) for one in problems[:SHOWN]]
    facts: dict[str, Any] = {"channel": channel, "form": form, "limits": limits(), "problems": told}
    facts |= {"more": len(problems) - len(told), "looked": made if dry else None}
    return render(request, "jansetu/subscribers/import.html", facts, status=422 if form.errors else 200)


def _read(
    request: DeskRequest, channel: Channel, form: RegisterForm, *, dry: bool
) -> tuple[tuple[Problem, ...], BroughtIn | None]:
    refused: list[Problem] = []

    def enter(facts: Facts) -> BroughtIn:
        sheet = read_sheet(facts["file"].file, channel, request.now)
        try:
            return import_subscribers(
                channel, sheet, by=request.actor, now=request.now, skip_bad=facts["skip_bad"], dry=dry
            )
        except SheetRefused as refusal:
            refused.extend(refusal.problems)
            raise

    _, made = carry_out(form, enter)
    if isinstance(made, BroughtIn):
        return made.problems, made
    return tuple(refused), None
