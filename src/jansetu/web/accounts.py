"""How allauth behaves here: nobody signs up by themselves; people come from the office's list."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Login only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator enters people with their tenure."""
        return False
