"""Addresses of the portal; a permalink is for ever."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter

from jansetu.web.portal.feed import feed
from jansetu.web.portal.photos import film, photo, small_photo
from jansetu.web.portal.views import edition, front_page, post_page


class PostNumber(IntConverter):
    """A number that a database can hold; a longer one is no address of ours."""

    regex = "[0-9]{1,18}"


register_converter(PostNumber, "post_number")

urlpatterns: list[URLPattern] = [
    path("", front_page, name="portal"),
    path("p/<post_number:post>/", post_page, name="public_post"),
    path("p/<post_number:post>/<slug:language>/", edition, name="public_edition"),
    path("feed.xml", feed, name="feed"),
    path("media/<slug:digest>-small.jpg", small_photo, name="public_small_photo"),
    path("media/<slug:digest>.jpg", photo, name="public_photo"),
    path("media/<slug:digest>.mp4", film, name="public_film"),
]
