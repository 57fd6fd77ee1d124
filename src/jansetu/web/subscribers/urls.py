"""Addresses of the area."""

from __future__ import annotations

from django.urls import path

from jansetu.web.subscribers import people, sheet, views

urlpatterns = [
    path("", views.listed, name="reading_lists"),
    path("<int:channel_id>/", views.shown, name="subscribers"),
    path("<int:channel_id>/find/", people.find, name="subscriber_find"),
    path("<int:channel_id>/add/", people.add, name="subscriber_add"),
    path("<int:channel_id>/import/", sheet.bring_in, name="subscriber_import"),
    path("<int:channel_id>/import/form/", sheet.empty_form, name="subscriber_import_form"),
    path("<int:channel_id>/templates/", views.read_now, name="subscriber_templates"),
    path("<int:channel_id>/<int:subscriber_id>/out/", people.out, name="subscriber_out"),
    path("<int:channel_id>/<int:subscriber_id>/erase/", people.erase_one, name="subscriber_erase"),
]
