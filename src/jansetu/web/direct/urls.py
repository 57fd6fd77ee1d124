"""Addresses of the posts made past the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.direct.views import direct_posts

urlpatterns: list[URLPattern] = [path("", direct_posts, name="direct_posts")]
