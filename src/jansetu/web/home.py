"""The first page of each charge: what waits for this person, and nothing else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from jansetu.web.access import DeskRequest, staff


@staff()
def home(request: DeskRequest) -> HttpResponse:
    """What waits."""
    return render(request, "jansetu/home.html", {})
