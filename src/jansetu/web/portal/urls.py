"""Addresses of the portal; a permalink is for ever."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.portal.feed import feed
from jansetu.web.portal.photos import photo, small_photo
from jansetu.web.portal.views import edition, front_page, post_page

urlpatterns: list[URLPattern] = [
    path("", front_page, name="portal"),
    path("p/<int:post>/", post_page, name="public_post"),
    path("p/<int:post>/<slug:language>/", edition, name="public_edition"),
    path("feed.xml", feed, name="feed"),
    path("media/<slug:digest>-small.jpg", small_photo, name="small_photo"),
    path("media/<slug:digest>.jpg", photo, name="photo"),
]
