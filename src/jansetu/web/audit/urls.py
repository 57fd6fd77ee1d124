"""Addresses of the audit area."""

from __future__ import annotations

from django.urls import path

from jansetu.web.audit import views

urlpatterns = [
    path("", views.trail, name="audit"),
    path("verify/", views.prove, name="audit_verify"),
    path("export/", views.export, name="audit_export"),
]
