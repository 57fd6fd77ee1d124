"""Addresses of the alerts."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.alerts import views

urlpatterns: list[URLPattern] = [
    path("", views.listed, name="alerts"),
    path("bell/", views.bell, name="alert_bell"),
    path("read/", views.read_all, name="alerts_read"),
    path("mail/", views.mail, name="alerts_mail"),
    path("<int:pk>/", views.follow, name="alert"),
]
