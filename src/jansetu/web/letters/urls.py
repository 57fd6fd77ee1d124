"""Addresses of the area; those of leaving are for ever, for they stand in letters."""

from __future__ import annotations

from django.urls import path

from jansetu.web.letters import views

urlpatterns = [
    path("subscribe/", views.lists, name="letters"),
    path("subscribe/<int:channel_id>/", views.join, name="letters_join"),
    path("confirm/<str:token>/", views.confirm_page, name="letters_confirm"),
    path("leave/<str:token>/", views.leave_page, name="letters_leave"),
]
