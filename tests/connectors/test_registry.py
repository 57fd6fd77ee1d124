"""Every registered platform has its test, its page and its line; the connect form takes what is typed."""

from __future__ import annotations

import configparser
import importlib
from pathlib import Path

import pytest
import regex

from jansetu.connectors import capabilities
from jansetu.connectors.contracts import Connector
from jansetu.connectors.registry import CONNECTORS, LOCAL_KINDS, credentials_from, kinds, limits_of
from jansetu.core.errors import Refusal
from jansetu.core.text.count import COUNTS
from tests.connectors.contract import Contract
from tests.connectors.email_contract import MailContract

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = list(CONNECTORS)
UNREADABLE = {"telegram", "email", "whatsapp"}  # no bot reads its channel's history, nobody another's mailbox
TYPED = {"account_id": "2244994945", "access_token": "secret-1"}


def modules_of_the_contract() -> list[str]:
    linter = configparser.ConfigParser()
    linter.read(ROOT / ".importlinter")
    return linter["importlinter:contract:connectors"]["modules"].split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_platform_has_a_test_that_runs_the_contract(kind: str) -> None:
    module = importlib.import_module(f"tests.connectors.test_{kind}")
    suites = [
        one
        for name, one in vars(module).items()
        if name.startswith("Test") and isinstance(one, type) and issubclass(one, Contract | MailContract)
    ]
    assert CONNECTORS[kind] in [suite.connector for suite in suites]


@pytest.mark.parametrize("kind", KINDS)
def test_every_platform_has_a_page_that_tells_its_limits(kind: str) -> None:
    page = (ROOT / "docs" / "connectors" / f"{kind}.md").read_text(encoding="utf-8")
    limits = CONNECTORS[kind].limits
    for figure in (limits.text, limits.pictures):
        assert f"{figure:,}" in page or str(figure) in page


@pytest.mark.parametrize("kind", KINDS)
def test_every_platform_is_independent_of_the_others_by_a_line_of_the_linter(kind: str) -> None:
    assert CONNECTORS[kind].__module__ in modules_of_the_contract()


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_beside_a_connector_is_imported_by_that_connector_alone(kind: str) -> None:
    """The registry alone knows the hooks beside them, and the list of flows the ways to connect."""
    for file in (ROOT / "src" / "jansetu" / "connectors").glob("*.py"):
        if file.stem != kind and not file.stem.startswith(f"{kind}_"):
            others = {"registry": r"(?!hook\b)", "flows": r"(?!oauth\b)"}.get(file.stem, "")
            imported = rf"(?:connectors\.|import\b.*\b){kind}_{others}\w+"
            assert not regex.search(imported, file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=KINDS)
def test_every_platform_can_do_the_least_that_publishing_exactly_once_takes(
    connector: type[Connector],
) -> None:
    least: list[type] = [capabilities.Publishes, capabilities.Identifies]
    if connector.kind not in UNREADABLE:  # there a doubt goes to a person, as docs/platforms.md says
        least += [capabilities.Finds, capabilities.Reads]
    for capability in least:
        assert issubclass(connector, capability)
    assert connector.limits.counts in COUNTS
    assert connector.timeline_lag.total_seconds() >= 0
    assert connector.limits.source


def test_a_platform_is_listed_under_its_own_kind_and_the_portal_has_limits_too() -> None:
    assert [kind for kind, _ in kinds()] == [*CONNECTORS, *LOCAL_KINDS]
    assert all(connector.kind == kind for kind, connector in CONNECTORS.items())
    assert all(limits_of(kind).text > 0 for kind, _ in kinds())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"account_id": "@collector"}, "credentials.account_id.malformed"),
        ({"account_id": ""}, "credentials.account_id.missing"),
        ({"access_token": "two words"}, "credentials.access_token.malformed"),
        ({"access_token": "रहस्य"}, "credentials.access_token.malformed"),
        ({"server": "https://user@x.example"}, "credentials.server.malformed"),
        ({"server": "ftp://x.example"}, "credentials.server.malformed"),
        ({"password": "x"}, "credentials.unknown"),
    ],
)
def test_a_slip_of_the_pen_is_refused_by_the_fields_name_and_never_its_value(
    changed: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        credentials_from("x", TYPED | changed)
    assert refused.value.code == code
    for value in filter(None, changed.values()):
        assert value not in refused.value.hi + refused.value.en


def test_a_server_without_scheme_is_taken_for_https_and_loses_its_last_slash() -> None:
    found = credentials_from("x", TYPED | {"server": " practice.example/x/ "})
    assert found.server == "https://practice.example/x"
