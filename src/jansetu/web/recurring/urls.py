"""Addresses of what recurs."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.recurring import views

urlpatterns: list[URLPattern] = [
    path("", views.recurring, name="recurring"),
    path("post/<int:pk>/", views.of_post, name="recurring_post"),
    path("<int:recurrence_id>/stop/", views.stop, name="recurrence_stop"),
]
