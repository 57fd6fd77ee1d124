"""Roles and the capabilities that each carries over a unit's subtree. Least right by default."""

from __future__ import annotations

from enum import StrEnum

from jansetu.fields.words import both


class Capability(StrEnum):
    """One thing that a position may be allowed to do within a unit and all below it."""

    SUBMIT = "submit"  # send notes and follow them
    DESK = "desk"  # receive notes, edit posts, ask for approval
    APPROVE = "approve"  # approve what nobody of their own wrote
    PUBLISH = "publish"  # schedule, publish now
    WITHDRAW = "withdraw"  # withdraw everywhere
    PAUSE = "pause"  # pause and resume
    CONNECT = "connect"  # connect and disconnect channels
    REGISTER = "register"  # keep the channel register
    VIEW = "view"  # see what lies in the subtree
    ASSIGN = "assign"  # give a note to a desk, ask a desk for something
    PEOPLE = "people"  # units, positions, people, tenures, grants
    AUDIT = "audit"  # read the audit trail
    RELEASE = "release"  # let a rule's hold pass, with a reason


C = Capability
ROLES: dict[str, tuple[str, str, frozenset[Capability]]] = {
    "sender": ("प्रेषक अधिकारी", "Sender", frozenset({C.SUBMIT})),
    "desk_officer": (
        "डेस्क अधिकारी",
        "Desk officer",
        frozenset({C.SUBMIT, C.DESK, C.VIEW, C.PUBLISH, C.WITHDRAW}),
    ),
    "approver": ("अनुमोदक", "Approver", frozenset({C.APPROVE, C.PUBLISH, C.WITHDRAW, C.PAUSE, C.VIEW})),
    "state_desk": (
        "राज्य डेस्क",
        "State desk",
        frozenset({C.SUBMIT, C.DESK, C.VIEW, C.ASSIGN, C.PUBLISH, C.WITHDRAW, C.PAUSE, C.REGISTER}),
    ),
    "rules_officer": ("नियम अधिकारी", "Rules officer", frozenset({C.RELEASE, C.VIEW})),
    "reviewer": ("समीक्षक", "Reviewer", frozenset({C.VIEW, C.ASSIGN})),
    "registrar": ("चैनल पंजीयक", "Channel registrar", frozenset({C.REGISTER, C.CONNECT, C.VIEW})),
    "administrator": (
        "प्रशासक",
        "Administrator",
        frozenset({C.PEOPLE, C.REGISTER, C.CONNECT, C.PAUSE, C.VIEW, C.AUDIT}),
    ),
}

# Whoever holds one of these needs a second factor (TOTP or passkey) before it can be used.
SENSITIVE = frozenset({C.APPROVE, C.PUBLISH, C.CONNECT, C.WITHDRAW, C.PAUSE, C.PEOPLE, C.RELEASE})


def choices() -> list[tuple[str, str]]:
    """For the model field; a callable, so that a new role makes no migration."""
    return [(code, both(role[0], role[1])) for code, role in ROLES.items()]


def roles_with(capability: Capability) -> list[str]:
    """Codes of the roles that carry the capability."""
    return [code for code, role in ROLES.items() if capability in role[2]]
