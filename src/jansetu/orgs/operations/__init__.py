"""Every change of the organisation: the right is checked, the rows are locked, the audit trail is told."""

from __future__ import annotations

from jansetu.orgs.operations.cells import (
    add_member,
    change_in_charge,
    close_cell,
    open_cell,
    remove_member,
)
from jansetu.orgs.operations.founding import found_state
from jansetu.orgs.operations.grants import end_grant, grant_role
from jansetu.orgs.operations.people import add_person, deactivate_person, end_sessions
from jansetu.orgs.operations.positions import abolish_position, add_position
from jansetu.orgs.operations.tenures import begin_tenure, end_tenure
from jansetu.orgs.operations.units import add_unit, close_unit, move_unit, rename_unit

__all__ = [
    "abolish_position",
    "add_member",
    "add_person",
    "add_position",
    "add_unit",
    "begin_tenure",
    "change_in_charge",
    "close_cell",
    "close_unit",
    "deactivate_person",
    "end_grant",
    "end_sessions",
    "end_tenure",
    "found_state",
    "grant_role",
    "move_unit",
    "open_cell",
    "remove_member",
    "rename_unit",
]
