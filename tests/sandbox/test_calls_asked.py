"""The practice platforms are told to call us by their own APIs, and call nobody but this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, running
from tests.sandbox.conftest import Client
from tests.sandbox.listening import listening

ACCOUNT, SECRET = "collectorujjain", "bot-secret_7"
TOKEN_HEADER = "x-telegram-bot-api-secret-token"


def bot(sandbox: Sandbox, account: str) -> Client:
    token = sandbox.credentials("telegram", account)["bot_token"]
    return Client(sandbox.port, f"/telegram/bot{token}")


def post_in_app(sandbox: Sandbox, account: str) -> None:
    Client(sandbox.port, "/telegram")("POST", f"/app/{account}", form={"text": f"{account} से"})


def test_a_bot_has_an_address_and_a_secret_of_its_own(sandbox: Sandbox) -> None:
    told = {"secret_token": SECRET, "allowed_updates": ["channel_post"]}
    with listening() as own, listening() as other:
        sandbox.call("telegram", other.url, secret="of-all")
        for _ in range(2):  # repeating it is harmless
            answer = bot(sandbox, ACCOUNT)("POST", "/setWebhook", {"url": own.url, **told})
            assert answer.body == {"ok": True, "result": True}
        assert bot(sandbox, ACCOUNT)("GET", "/getWebhookInfo").body["result"]["url"] == own.url
        assert bot(sandbox, "other")("GET", "/getWebhookInfo").body["result"]["url"] == ""
        for account in (ACCOUNT, "other"):
            post_in_app(sandbox, account)
        for ear in (own, other):
            ear.wait(lambda heard: len(heard) == 1)
        bot(sandbox, ACCOUNT)("POST", "/setWebhook", {"url": ""})
        sandbox.call("telegram", "")
    assert [one.headers[TOKEN_HEADER] for one in own.heard] == [SECRET]
    assert [one.headers[TOKEN_HEADER] for one in other.heard] == ["of-all"]


@pytest.mark.parametrize(
    "asked",
    [
        {"url": "https://soochna.example.in/hooks/channel/1/"},
        {"url": "http://127.0.0.1:9/", "secret_token": "not allowed!"},
    ],
    ids=["elsewhere", "secret"],
)
def test_another_machine_and_a_malformed_secret_are_refused(sandbox: Sandbox, asked: dict[str, str]) -> None:
    answer = bot(sandbox, ACCOUNT)("POST", "/setWebhook", asked)
    assert (answer.status, answer.body["ok"]) == (400, False)
    assert bot(sandbox, ACCOUNT)("GET", "/getWebhookInfo").body["result"]["url"] == ""


def test_a_bots_address_outlives_the_process(tmp_path: Path) -> None:
    with running(folder=tmp_path) as first:
        bot(first, ACCOUNT)("POST", "/setWebhook", {"url": "http://127.0.0.1:9/hook"})
    with running(folder=tmp_path) as second:
        told = bot(second, ACCOUNT)("GET", "/getWebhookInfo")
        assert told.body["result"]["url"] == "http://127.0.0.1:9/hook"


def test_a_page_and_a_business_account_are_taken_into_the_app_by_their_own_token(sandbox: Sandbox) -> None:
    page, business = account_number("facebook", ACCOUNT), account_number("whatsapp", f"{ACCOUNT}/business")
    facebook = Client(sandbox.port, "/facebook/v23.0", f"sandbox-{ACCOUNT}")
    whatsapp = Client(sandbox.port, "/whatsapp/v23.0", f"sandbox-{ACCOUNT}")
    fields = {"subscribed_fields": "feed,mention"}
    assert facebook("POST", f"/{page}/subscribed_apps", form=fields).body == {"success": True}
    assert whatsapp("POST", f"/{business}/subscribed_apps").body == {"success": True}
    assert facebook("POST", f"/{page}/subscribed_apps").body["error"]["code"] == 100
    for client, wrong in ((facebook, "1"), (whatsapp, "2")):
        assert client("POST", f"/{wrong}/subscribed_apps", form=fields).status == 400
