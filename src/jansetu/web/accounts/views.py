"""Which charge somebody acts in, and the end of all their sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jansetu.fields.words import in_language
from jansetu.orgs.charges import present_charge
from jansetu.orgs.models import Person
from jansetu.orgs.operations import end_sessions
from jansetu.web.access import CHARGE, DeskRequest, staff


@staff(needs_factor=False)
@require_POST
def change_charge(request: DeskRequest) -> HttpResponse:
    """From now on act in another of one's running charges."""
    wanted = request.POST.get("charge", "")
    person = request.actor.person
    if person is not None and wanted.isdigit():
        tenure = present_charge(person, chosen=int(wanted), now=request.now)
        if tenure is not None:
            request.session[CHARGE] = tenure.pk
            said = in_language(
                f"अब आप इस प्रभार में हैं: {tenure.position}", f"You now act as: {tenure.position.title_en}"
            )
            messages.success(request, said)
    return redirect("/desk/")


@staff(needs_factor=False)
@require_POST
def end_all_sessions(request: DeskRequest) -> HttpResponse:
    """Log out everywhere, here too."""
    if isinstance(request.user, Person):
        end_sessions(request.user, by=request.actor, now=request.now)
    logout(request)
    return redirect("account_login")
