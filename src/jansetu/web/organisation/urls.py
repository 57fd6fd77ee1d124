"""Addresses of the organisation area. Words that units' codes must not be come before the codes."""

from __future__ import annotations

from django.urls import path

from jansetu.web.organisation import cells, people, positions, reading, sheet, units

urlpatterns = [
    path("", reading.tree, name="organisation"),
    path("branch/<slug:code>/", reading.branch, name="organisation_branch"),
    path("vacant/", positions.vacant, name="vacant_heads"),
    path("people/", people.listed, name="people"),
    path("people/new/", people.add, name="person_new"),
    path("people/<int:person_id>/", people.shown, name="person"),
    path("people/<int:person_id>/tenure/", people.begin, name="person_tenure"),
    path("people/<int:person_id>/sessions/", people.log_out, name="person_sessions"),
    path("people/<int:person_id>/deactivate/", people.deactivate, name="person_deactivate"),
    path("import/", sheet.bring_in, {"kind": "offices"}, name="organisation_import"),
    path("import/<slug:kind>/", sheet.bring_in, name="organisation_import_kind"),
    path("import/<slug:kind>/form/", sheet.empty_form, name="organisation_import_form"),
    path("tenures/<int:tenure_id>/end/", positions.end, name="tenure_end"),
    path("grants/<int:grant_id>/end/", positions.take_back, name="grant_end"),
    path("positions/<slug:code>/tenure/", positions.begin, name="position_tenure"),
    path("positions/<slug:code>/grant/", positions.grant, name="position_grant"),
    path("positions/<slug:code>/abolish/", positions.abolish, name="position_abolish"),
    path("cells/<int:cell_id>/close/", cells.close, name="cell_close"),
    path("cells/<int:cell_id>/in-charge/", cells.hand_over, name="cell_in_charge"),
    path("cells/<int:cell_id>/members/", cells.add, name="cell_member_new"),
    path("cells/<int:cell_id>/members/<int:position_id>/remove/", cells.remove, name="cell_member_remove"),
    path("<slug:code>/", reading.unit_page, name="unit"),
    path("<slug:code>/new/", units.add, name="unit_new"),
    path("<slug:code>/rename/", units.rename, name="unit_rename"),
    path("<slug:code>/move/", units.move, name="unit_move"),
    path("<slug:code>/practice/", units.practise, name="unit_practise"),
    path("<slug:code>/close/", units.close, name="unit_close"),
    path("<slug:code>/positions/", positions.add, name="position_new"),
    path("<slug:code>/cells/", cells.open_new, name="cell_new"),
]
