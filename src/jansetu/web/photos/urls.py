"""Addresses of the photos."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.photos.views import photo, upload

urlpatterns: list[URLPattern] = [
    path("", upload, name="photos"),
    path("<int:photo_id>/", photo, name="desk_photo"),
]
