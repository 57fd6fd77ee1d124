"""Every address of the installation, and the pages for trouble."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("jansetu.web.urls"))]
