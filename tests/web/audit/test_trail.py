"""The trail on the desk: who reads it, what it shows, and what the chain proves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import jansetu
from jansetu.audit.models import Event
from jansetu.audit.sealer import seal_batch
from jansetu.core.clock import utcnow
from jansetu.orgs.operations import add_person, rename_unit
from jansetu.web.verbs import SUBJECTS, VERBS
from tests.audit.acts import tamper
from tests.cast import Cast
from tests.web.conftest import AsPerson

SOURCE = Path(jansetu.__file__).parent
RECORDING = {"record", "compose", "_record", "_note", "_give_up", "_tell", "Line"}


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who audits."""
    return as_person(cast.farid)


def rename(cast: Cast, times: int = 1) -> None:
    for number in range(times):
        name = f"उज्जैन {number}"
        rename_unit(cast.district, name_hi=name, name_en=f"Ujjain {number}", by=cast.farid, now=utcnow())


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/desk/audit/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("url", ["/desk/audit/", "/desk/audit/verify/"])
def test_only_an_auditor_reads_the_trail(cast: Cast, stranger: Client, as_person: AsPerson, url: str) -> None:
    assert stranger.get(url).status_code == 403
    assert as_person(cast.esha).post(url).status_code == 403


def test_an_event_says_who_did_what_to_what_and_leads_there(browser: Client, cast: Cast) -> None:
    rename(cast)
    text = page(browser)
    assert "इकाई का नाम बदला" in text
    assert cast.farid.label in text
    assert 'href="/desk/organisation/mp-ujjain/"' in text


def test_an_english_reader_gets_english(browser: Client, cast: Cast) -> None:
    rename(cast)
    browser.cookies["language"] = "en"
    text = page(browser)
    assert "renamed a unit" in text
    assert "इकाई का नाम बदला" not in text


def test_what_is_personal_is_not_shown(browser: Client, cast: Cast) -> None:
    add_person(
        email="p@example.in", phone="9425054321", name_hi="क", name_en="K", by=cast.farid, now=utcnow()
    )
    assert "9425054321" not in page(browser)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?verb=unit.renamed", True),
        ("?verb=unit.", True),
        ("?verb=channel.", False),
        ("?actor=फ़रीद", True),
        ("?actor=ईशा", False),
        ("?subject=orgs.unit", True),
        ("?subject=orgs.person", False),
        ("?subject=orgs.unit&number=999999", False),
        ("?since=2020-01-01", True),
        ("?until=2020-01-01", False),
        ("?since=nonsense", True),
    ],
)
def test_the_trail_is_filtered(browser: Client, cast: Cast, query: str, is_found: bool) -> None:
    rename(cast)
    assert ('href="/desk/organisation/mp-ujjain/"' in page(browser, query)) == is_found


def test_pages_begin_behind_an_event(browser: Client, cast: Cast) -> None:
    rename(cast, 30)
    first = page(browser)
    last = Event.objects.older_than(None)[24]
    assert f"before={last.pk}" in first
    assert page(browser, f"?before={last.pk}").count('class="item is-calm"') == 5


def test_the_chain_is_proved_on_demand_and_a_change_is_named(browser: Client, cast: Cast) -> None:
    rename(cast, 3)
    assert "3 घटनाएँ मुहर की प्रतीक्षा में" in page(browser)
    seal_batch(utcnow())
    assert "पिछली 3 मुहरें सही" in page(browser)
    assert "पूरी शृंखला सही है" in browser.post("/desk/audit/verify/").content.decode()
    event = Event.objects.older_than(None)[1]
    tamper("UPDATE audit_event SET verb = 'unit.closed' WHERE id = %s", event.pk)
    assert f"घटना {event.pk}" in browser.post("/desk/audit/verify/").content.decode()
    assert f"घटना {event.pk}" in page(browser)


@pytest.mark.parametrize("many", [3, 30])
def test_the_trail_takes_as_many_queries_for_thirty_events_as_for_three(
    browser: Client, cast: Cast, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rename(cast, many)
    seal_batch(utcnow())
    with django_assert_max_num_queries(25):
        page(browser)


def test_every_verb_that_is_recorded_has_words_in_both_languages() -> None:
    found = {verb for file in SOURCE.rglob("*.py") for verb in verbs_in(file)}
    assert len(found) > 40
    assert not found - VERBS.keys()
    for hi, en in (*VERBS.values(), *SUBJECTS.values()):
        assert hi != en
        assert en.isascii()


def verbs_in(file: Path) -> set[str]:
    """Literal verbs of the calls that write events."""
    calls = [
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    named = [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in RECORDING]
    texts = [part.value for call in named for part in call.args if isinstance(part, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and text.count(".") == 1 and " " not in text}
