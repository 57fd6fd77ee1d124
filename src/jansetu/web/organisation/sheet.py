"""Offices, positions, people and tenures from Excel."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from jansetu.fields.words import in_language
from jansetu.orgs.excel import FORMS, import_sheet, read_sheet, write_template
from jansetu.orgs.roles import Capability
from jansetu.orgs.sheet_jobs import ask_import
from jansetu.web.access import DeskRequest, staff
from jansetu.web.sheets import Incoming, download, take_in


@staff(Capability.PEOPLE)
def empty_form(_request: DeskRequest, kind: str) -> HttpResponse:
    """The empty form."""
    _known(kind)
    return download(write_template(kind), f"jansetu-{kind}")


@staff(Capability.PEOPLE)
def bring_in(request: DeskRequest, kind: str) -> HttpResponse:
    """A filled form."""
    _known(kind)
    incoming = Incoming(
        title=in_language("Excel से कार्यालय और लोग", "Offices and people from Excel"),
        lead=in_language(
            "इसी क्रम में दें: कार्यालय, पद, व्यक्ति, पदस्थापनाएँ। हर सूची पिछली पर टिकी है।",
            "In this order: offices, positions, people, tenures. Each list builds on the one before.",
        ),
        form_url=reverse("organisation_import_form", args=[kind]),
        back=reverse("organisation"),
        here=reverse("organisation_import_kind", args=[kind]),
        others=[
            (in_language(form.title_hi, form.title_en), _url(code), code == kind)
            for code, form in FORMS.items()
        ],
    )
    return take_in(
        request,
        incoming,
        lambda file, skip_bad: import_sheet(
            kind, read_sheet(kind, file), by=request.actor, now=request.now, skip_bad=skip_bad
        ),
        lambda file, skip_bad: ask_import(kind, file, skip_bad=skip_bad, by=request.actor, now=request.now),
    )


def _known(kind: str) -> None:
    if kind not in FORMS:
        raise Http404


def _url(kind: str) -> str:
    return reverse("organisation_import_kind", args=[kind])
