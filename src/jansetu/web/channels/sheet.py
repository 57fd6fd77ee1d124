"""Official accounts from Excel."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jansetu.channels.importing import import_sheet, read_sheet, write_template
from jansetu.channels.sheet_job import ask_import
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.sheets import Incoming, download, take_in


@staff(Capability.REGISTER)
def empty_form(_request: DeskRequest) -> HttpResponse:
    """The empty form."""
    return download(write_template(), "jansetu-channels")


@staff(Capability.REGISTER)
def bring_in(request: DeskRequest) -> HttpResponse:
    """A filled form."""
    incoming = Incoming(
        title=in_language("Excel से चैनल जोड़ें", "Channels from Excel"),
        lead=in_language(
            "एक पंक्ति में एक खाता। पासवर्ड का कोई स्तंभ नहीं है: जनसेतु पासवर्ड नहीं रखता।",
            "One account a row. There is no column for passwords: Jansetu keeps none.",
        ),
        form_url=reverse("channel_import_form"),
        back=reverse("channels"),
        here=reverse("channel_import"),
    )
    return take_in(
        request,
        incoming,
        lambda file, skip_bad: import_sheet(
            read_sheet(file), by=request.actor, now=request.now, skip_bad=skip_bad
        ),
        lambda file, skip_bad: ask_import(file, skip_bad=skip_bad, by=request.actor, now=request.now),
    )
