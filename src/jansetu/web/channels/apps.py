"""The state's own apps at the platforms: listed and renewed, never shown again."""

from __future__ import annotations

from collections.abc import Container

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from jansetu.channels.models import AppRegistration
from jansetu.channels.operations import forget_app, register_app, renew_app
from jansetu.channels.operations.walking import way_back
from jansetu.channels.ways_in import app_needs
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import topmost, units_seen
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.forms import AppForm, AppSecretsForm
from jansetu.web.filling import DeskForm, Facts, Task, fill, said, sent, suggest


@staff(Capability.CONNECT)
def listed(request: DeskRequest) -> HttpResponse:
    """The apps of the charge's units."""
    apps = AppRegistration.objects.listed_for(request.actor, request.now)
    return render(
        request, "jansetu/channels/apps.html", {"apps": apps, "needs": app_needs(), "way_back": way_back()}
    )


@staff(Capability.CONNECT)
def register(request: DeskRequest) -> HttpResponse:
    """A new app."""
    form = AppForm(sent(request))
    tops = topmost(units_seen(request.actor, request.now).standing())
    suggest(form, "unit", [(unit.code, said(unit, "name")) for unit in tops])
    task = Task(
        title=in_language("ऐप पंजीकृत करें", "Register an app"),
        lead=in_language(
            "मान मुहरबंद रखे जाते हैं और फिर कभी नहीं दिखते।", "The values are sealed and never shown again."
        ),
        button=in_language("मुहरबंद रखें", "Seal and keep"),
        back=reverse("channel_apps"),
        done=in_language("ऐप पंजीकृत हुआ।", "The app is registered."),
    )

    def act(typed: Facts) -> None:
        named = {"kind": typed["kind"], "name": typed["name"], "unit": typed["unit"]}
        register_app(**named, secrets=_secrets(typed, named), by=request.actor, now=request.now)

    return fill(request, form, task, act)


@staff(Capability.CONNECT)
def renew(request: DeskRequest, app_id: int) -> HttpResponse:
    """Fresh secrets."""
    app = _app(request, app_id)
    task = Task(
        title=in_language("ऐप के मान बदलें", "Renew the app's secrets"),
        about=f"{app.get_kind_display()} · {app.name}",
        button=in_language("मुहरबंद रखें", "Seal and keep"),
        back=reverse("channel_apps"),
        done=in_language("नए मान रखे गए; पुराने नष्ट हुए।", "The new values are kept; the old ones are gone."),
    )
    return fill(
        request,
        AppSecretsForm(app.kind, sent(request)),
        task,
        lambda typed: renew_app(app, secrets=_secrets(typed, ()), by=request.actor, now=request.now),
    )


@staff(Capability.CONNECT)
def forget(request: DeskRequest, app_id: int) -> HttpResponse:
    """Destroy the secrets, once confirmed."""
    app = _app(request, app_id)
    task = Task(
        title=in_language("ऐप हटाएँ", "Remove the app"),
        about=f"{app.get_kind_display()} · {app.name}",
        lead=in_language(
            "इसके मुहरबंद मान नष्ट होंगे; अभिलेख में इतना रहेगा कि ऐप था।",
            "Its sealed values are destroyed; the trail keeps that it was.",
        ),
        button=in_language("हाँ, हटाएँ", "Yes, remove it"),
        back=reverse("channel_apps"),
        done=in_language("ऐप हटाया गया।", "The app is removed."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: forget_app(app, by=request.actor, now=request.now))


def _app(request: DeskRequest, app_id: int) -> AppRegistration:
    return get_object_or_404(AppRegistration.objects.listed_for(request.actor, request.now), pk=app_id)


def _secrets(typed: Facts, named: Container[str]) -> dict[str, str]:
    """All that was typed besides how the app is named."""
    return {name: value for name, value in typed.items() if name not in named and value}
