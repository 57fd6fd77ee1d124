"""Who may open which page."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from jansetu.core.clock import utcnow
from jansetu.orgs.models import Tenure
from tests.cast import Cast
from tests.web.conftest import AsPerson


def test_whoever_is_not_logged_in_is_sent_to_the_login(cast: Cast, client: Client) -> None:
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/?next=/desk/")


def test_the_minute_a_tenure_ends_so_does_the_session(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.asha)
    assert browser.get("/desk/").status_code == 200
    Tenure.objects.filter(person=cast.asha.person).update(ends_at=utcnow() - timedelta(seconds=1))
    assert browser.get("/desk/").status_code == 302
    assert "_auth_user_id" not in browser.session


def test_a_sensitive_charge_without_a_second_factor_must_add_one_first(
    cast: Cast, as_person: AsPerson
) -> None:
    answer = as_person(cast.bilal, factor=False).get("/desk/")
    assert answer.headers["Location"] == "/accounts/2fa/"


def test_a_sender_needs_no_second_factor(cast: Cast, as_person: AsPerson) -> None:
    assert as_person(cast.asha, factor=False).get("/desk/").status_code == 200


def test_every_answer_forbids_foreign_and_inline_code(cast: Cast, client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_pages_are_hindi_until_english_is_chosen(cast: Cast, client: Client) -> None:
    in_english = {"Accept-Language": "en"}
    assert "पासवर्ड" in client.get("/accounts/login/", headers=in_english).content.decode()
    client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    page = client.get("/accounts/login/").content.decode()
    assert "Password" in page
    assert "पासवर्ड" not in page


def test_the_language_switch_leads_to_no_other_site(cast: Cast, client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
