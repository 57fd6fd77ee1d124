"""Addresses that platforms call."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.hooks import views

urlpatterns: list[URLPattern] = [
    path("app/<int:app_id>/", views.for_app, name="hook_app"),
    path("channel/<int:channel_id>/", views.for_channel, name="hook_channel"),
]
