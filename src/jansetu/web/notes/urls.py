"""Addresses of the notes."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.notes.views import listing, move, note
from jansetu.web.notes.writing import again, new, paste

urlpatterns: list[URLPattern] = [
    path("", listing, name="notes"),
    path("new/", new, name="note_new"),
    path("paste/", paste, name="note_paste"),
    path("<int:note_id>/", note, name="note"),
    path("<int:note_id>/again/", again, name="note_again"),
    path("<int:note_id>/<slug:step>/", move, name="note_move"),
]
