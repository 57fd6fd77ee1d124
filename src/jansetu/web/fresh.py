"""A fresh check at approval: the second factor was shown within the last minutes, in this session."""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


def is_fresh(request: HttpRequest) -> bool:
    """Whether a code or a passkey was shown here within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    records = get_authentication_records(request, request.user)
    shown = [record["at"] for record in records if record.get("method") == "mfa"]
    return bool(shown) and time.time() - max(shown) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask_again(request: HttpRequest, back: str) -> HttpResponse:
    """To the page that asks for the second factor, and back from there."""
    types = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    has_code = Authenticator.Type.TOTP in types
    name = "mfa_reauthenticate" if has_code else "mfa_reauthenticate_webauthn"
    return redirect(f"{reverse(name)}?{urlencode({'next': back})}")
