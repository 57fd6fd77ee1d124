"""Addresses of the pauses."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.pauses import views

urlpatterns: list[URLPattern] = [
    path("", views.pauses, name="pauses"),
    path("new/", views.new_pause, name="pause_new"),
    path("<int:pk>/lift/", views.lift, name="pause_lift"),
]
