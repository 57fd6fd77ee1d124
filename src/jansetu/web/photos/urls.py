"""Addresses of the photos."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.photos.blotting import blot
from jansetu.web.photos.views import film, photo, upload

urlpatterns: list[URLPattern] = [
    path("", upload, name="photos"),
    path("<int:photo_id>/", photo, name="desk_photo"),
    path("<int:photo_id>/blot/", blot, name="photo_blot"),
    path("<int:photo_id>/film/", film, name="desk_film"),
]
