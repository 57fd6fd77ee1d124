"""Addresses of the budgets."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.budgets import views

urlpatterns: list[URLPattern] = [
    path("", views.budgets, name="budgets"),
    path("<slug:code>/", views.change, name="budget"),
]
