"""Addresses of the channels area."""

from __future__ import annotations

from django.urls import path

from jansetu.web.channels import apps, changing, connecting, gaps, keeping, reading, sheet, walking

urlpatterns = [
    path("", reading.listed, name="channels"),
    path("new/", changing.register, name="channel_new"),
    path("coverage/", gaps.coverage_table, name="channel_coverage"),
    path("export/", reading.export, name="channel_export"),
    path("import/", sheet.bring_in, name="channel_import"),
    path("import/form/", sheet.empty_form, name="channel_import_form"),
    path("apps/", apps.listed, name="channel_apps"),
    path("apps/new/", apps.register, name="channel_app_new"),
    path("apps/<int:app_id>/renew/", apps.renew, name="channel_app_renew"),
    path("apps/<int:app_id>/forget/", apps.forget, name="channel_app_forget"),
    path("connected/", walking.connected, name="channel_connected"),
    path("walks/<int:walk_id>/", walking.choose_account, name="channel_choose"),
    path("<int:channel_id>/walk/", walking.walk, name="channel_walk"),
    path("<int:channel_id>/", reading.shown, name="channel"),
    path("<int:channel_id>/edit/", changing.edit, name="channel_edit"),
    path("<int:channel_id>/close/", changing.close, name="channel_close"),
    path("<int:channel_id>/keepers/", keeping.appoint, name="channel_keeper_new"),
    path("<int:channel_id>/keepers/<int:keeper_id>/end/", keeping.end, name="channel_keeper_end"),
    path("<int:channel_id>/connect/", connecting.connect_channel, name="channel_connect"),
    path("<int:channel_id>/test/", connecting.check, name="channel_test"),
    path("<int:channel_id>/calls/", connecting.be_called, name="channel_calls"),
    path("<int:channel_id>/disconnect/", connecting.disconnect_channel, name="channel_disconnect"),
    path("<int:channel_id>/hacked/", connecting.hacked, name="channel_hacked"),
]
