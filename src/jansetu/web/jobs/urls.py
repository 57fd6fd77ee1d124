"""Addresses of the long jobs."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.jobs import views

urlpatterns: list[URLPattern] = [
    path("", views.listed, name="jobs"),
    path("<int:job_id>/", views.shown, name="job"),
    path("<int:job_id>/standing/", views.standing, name="job_standing"),
    path("<int:job_id>/cancel/", views.cancel, name="job_cancel"),
    path("<int:job_id>/again/", views.again, name="job_again"),
    path("<int:job_id>/file/", views.file, name="job_file"),
]
