"""Addresses of the pauses."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.pauses import asks, views

urlpatterns: list[URLPattern] = [
    path("", views.pauses, name="pauses"),
    path("new/", views.new_pause, name="pause_new"),
    path("hold/<str:hold>/", views.hold, name="hold_new"),
    path("holds/<int:hold_id>/lift/", views.lift_territory, name="hold_lift"),
    path("asks/", asks.asks, name="asks"),
    path("<int:pk>/lift/", views.lift, name="pause_lift"),
]
