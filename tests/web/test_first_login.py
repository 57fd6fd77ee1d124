"""The first administrator of a real state comes in by mail, and adds a second factor before anything else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import regex
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from jansetu.core.clock import utcnow
from jansetu.orgs.operations import found_state
from jansetu.orgs.rights import Actor

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "admin@rajasthan.example", "एक-लंबा-पासवर्ड-2026"


@pytest.fixture(autouse=True)
def founded() -> None:
    found_state(
        term_pack="RJ",
        name_hi="राजस्थान",
        name_en="Rajasthan",
        administrator_email=EMAIL,
        administrator_hi="कमला मीणा",
        administrator_en="Kamla Meena",
        by=Actor.system("found"),
        now=utcnow() - timedelta(minutes=1),
    )


def set_password(client: Client) -> None:
    """From the link in the mail."""
    client.post("/accounts/password/reset/", {"email": EMAIL})
    link = regex.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[0], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def log_in(client: Client) -> str:
    """Where the login leads."""
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD}, follow=True)
    return str(answer.request["PATH_INFO"])


def test_a_mail_brings_the_first_password_and_the_login_asks_for_a_second_factor(client: Client) -> None:
    set_password(client)
    assert log_in(client) == "/accounts/2fa/"


def test_with_the_factor_added_the_desk_opens(client: Client) -> None:
    set_password(client)
    log_in(client)
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    if "reauthenticate" in page.request["PATH_INFO"]:
        page = client.post(
            f"{page.request['PATH_INFO']}?next=/accounts/2fa/totp/activate/",
            {"password": PASSWORD},
            follow=True,
        )
    secret = page.context["form"].secret
    counters = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert client.get("/desk/").status_code == 200


def test_who_is_not_in_the_list_learns_nothing_of_who_is(client: Client) -> None:
    known = client.post("/accounts/password/reset/", {"email": EMAIL}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.in"}, follow=True)
    assert known.request["PATH_INFO"] == unknown.request["PATH_INFO"]
    assert [message.to for message in mail.outbox] == [[EMAIL]]
