"""A passkey, made and used in a real browser with a virtual authenticator, replaces password and code."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.town import Town, log_in, visitor

pytestmark = [pytest.mark.browser]


def with_authenticator(page: Page) -> None:
    """A phone's own check, as Chromium's developer protocol pretends it."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def show_code(page: Page, town: Town, role: str) -> None:
    """A new passkey is taken only from whoever shows the present factor again."""
    page.wait_for_url("**/reauthenticate/**")
    page.goto(page.url.replace("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/"))
    page.locator("input[name=code]").fill(town.fresh_login_of(role)["code"])
    page.locator("main form button[type=submit]").first.click()


def test_a_passkey_is_added_and_logs_its_person_in(jansetu_town: Town, chromium: Browser) -> None:
    town, role = jansetu_town, "state_approver"
    page = visitor(chromium, width=360).new_page()
    page.set_default_timeout(30_000)
    with_authenticator(page)
    log_in(page, town, role)

    page.goto(f"{town.web}/accounts/2fa/webauthn/add/")
    show_code(page, town, role)
    page.locator("input[name=name]").fill("मेरा फ़ोन")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.get_by_text("पासकी जुड़ गई।").wait_for()

    page.context.clear_cookies()
    page.goto(f"{town.web}/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/desk/")
