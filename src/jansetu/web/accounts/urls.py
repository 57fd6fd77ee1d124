"""The pages of allauth that exist here, each with who may open it; signup and the like do not exist."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, path, re_path

from jansetu.web.access import Access, declare
from jansetu.web.accounts.views import change_charge, end_all_sessions

OPEN = Access(is_public=True)  # who is not yet, or no longer, logged in
OWN = Access(needs_factor=False)  # one's own login; a second factor is set up here


def page(route: str, view: Any, name: str, access: Access) -> URLPattern:
    """One of allauth's pages."""
    made: URLPattern = path(route, declare(view, access), name=name)
    return made


urlpatterns: list[URLPattern | URLResolver] = [
    page("login/", account.login, "account_login", OPEN),
    page("logout/", account.logout, "account_logout", OPEN),
    page("inactive/", account.account_inactive, "account_inactive", OPEN),
    page("reauthenticate/", account.reauthenticate, "account_reauthenticate", OWN),
    page("password/change/", account.password_change, "account_change_password", OWN),
    page("password/reset/", account.password_reset, "account_reset_password", OPEN),
    page("password/reset/done/", account.password_reset_done, "account_reset_password_done", OPEN),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        declare(account.password_reset_from_key, OPEN),
        name="account_reset_password_from_key",
    ),
    page(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
        OPEN,
    ),
    page("2fa/", mfa.index, "mfa_index", OWN),
    page("2fa/authenticate/", mfa.authenticate, "mfa_authenticate", OPEN),
    page("2fa/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate", OWN),
    page("2fa/totp/activate/", totp.activate_totp, "mfa_activate_totp", OWN),
    page("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp", OWN),
    page("2fa/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes", OWN),
    page(
        "2fa/recovery-codes/generate/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes", OWN
    ),
    page(
        "2fa/recovery-codes/download/", recovery.download_recovery_codes, "mfa_download_recovery_codes", OWN
    ),
    page("2fa/webauthn/", webauthn.list_webauthn, "mfa_list_webauthn", OWN),
    page("2fa/webauthn/add/", webauthn.add_webauthn, "mfa_add_webauthn", OWN),
    page("2fa/webauthn/login/", webauthn.login_webauthn, "mfa_login_webauthn", OPEN),
    page(
        "2fa/webauthn/reauthenticate/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", OWN
    ),
    page("2fa/webauthn/keys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn", OWN),
    page("2fa/webauthn/keys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn", OWN),
    path("charge/", change_charge, name="charge"),
    path("sessions/end/", end_all_sessions, name="end_sessions"),
]
