"""Addresses of the incidents."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.incidents import views

urlpatterns: list[URLPattern] = [
    path("", views.incidents, name="incidents"),
    path("<int:pk>/", views.incident, name="incident"),
    path("<int:pk>/channels/", views.progress, name="incident_channels"),
]
