"""How allauth behaves here: nobody signs up by themselves; people come from the office's list."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from jansetu.fields.words import both


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Login only, its refusals in the reader's language."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": both("यह लॉगिन बंद किया जा चुका है।", "This login has been closed."),
        "email_password_mismatch": both(
            "ई-मेल या पासवर्ड सही नहीं है।", "The e-mail or the password is not right."
        ),
        "enter_current_password": both("वर्तमान पासवर्ड लिखें।", "Type the present password."),
        "incorrect_code": both(
            "कोड सही नहीं है; ऐप में दिख रहे नए अंक लिखें।", "The code is not right; type the digits shown now."
        ),
        "incorrect_password": both("पासवर्ड सही नहीं है।", "The password is not right."),
        "invalid_login": both("लॉगिन सही नहीं है।", "The login is not right."),
        "invalid_password_reset": both("यह कड़ी पुरानी हो चुकी है।", "This link has grown old."),
        "too_many_login_attempts": both(
            "बहुत अधिक असफल प्रयास हुए। कुछ मिनट बाद फिर प्रयास करें।",
            "Too many failed attempts. Try again in a few minutes.",
        ),
        "rate_limited": both("थोड़ा रुककर फिर प्रयास करें।", "Please wait a little and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator enters people with their tenure."""
        return False
