"""Addresses of the watch."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.watch import views

urlpatterns: list[URLPattern] = [
    path("desk/pulse/", views.pulse_page, name="pulse"),
    path("desk/pulse/now/", views.pulse_now, name="pulse_now"),
    path("health/", views.health, name="health"),
    path("metrics/", views.metrics, name="metrics"),
]
