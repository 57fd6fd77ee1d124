"""allauth's forms with labels in both languages. Changes nothing that they check."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.forms import Form

from jansetu.fields.words import both

LABELS = {
    "login": both("शासकीय ई-मेल", "Official e-mail"),
    "email": both("शासकीय ई-मेल", "Official e-mail"),
    "password": both("पासवर्ड", "Password"),
    "oldpassword": both("वर्तमान पासवर्ड", "Present password"),
    "password1": both("नया पासवर्ड (कम से कम 12 अक्षर)", "New password (at least 12 characters)"),
    "password2": both("नया पासवर्ड फिर लिखें", "The new password again"),
    "remember": both("इस उपकरण पर लॉगिन रखें", "Keep me logged in on this device"),
}


def relabel(form: Form) -> None:
    """Our words, and no placeholders that vanish when one types."""
    for name, field in form.fields.items():
        field.label = LABELS.get(name, field.label)
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)


class LoginForm(forms.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)


class ReauthenticateForm(forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)


class ChangePasswordForm(forms.ChangePasswordForm):  # type: ignore[misc]
    """Old and new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)


class ResetPasswordForm(forms.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """The first or a new password, from the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)
