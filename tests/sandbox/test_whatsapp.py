"""The practice WhatsApp as any client sees it: its rules, its reports, and a citizen's phone."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from jansetu.sandbox.calling import SECRET
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, running
from tests.connectors.films import film
from tests.sandbox.conftest import Client, Told
from tests.sandbox.listening import Ear, Heard, listening

ACCOUNT, PERSON = "collectorujjain", "919876543210"
NUMBER, BUSINESS = account_number("whatsapp", ACCOUNT), account_number("whatsapp", f"{ACCOUNT}/business")
KEY = "0" * 31 + "7"


@pytest.fixture
def whatsapp(sandbox: Sandbox) -> Client:
    """WhatsApp, as the collector's number."""
    return Client(sandbox.port, "/whatsapp/v23.0", f"sandbox-{ACCOUNT}")


@pytest.fixture
def ear(sandbox: Sandbox) -> Iterator[Ear]:
    """Whoever the practice WhatsApp calls."""
    with listening() as made:
        sandbox.call("whatsapp", made.url)
        yield made
        sandbox.call("whatsapp", "")


def send(whatsapp: Client, kind: str = "text", content: Any = None, **more: Any) -> Told:
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "to": PERSON,
        "type": kind,
        "biz_opaque_callback_data": KEY,
    }
    body[kind] = {"body": "नमस्ते"} if content is None else content
    return whatsapp("POST", f"/{NUMBER}/messages", body | more)


def template(name: str, *filled: str, **more: Any) -> dict[str, Any]:
    parameters = [{"type": "text", "text": one} for one in filled]
    body = [{"type": "body", "parameters": parameters}] if filled else []
    return {"name": name, "language": {"code": "hi"}, "components": [*more.get("header", []), *body]}


def code_of(told: Told) -> int:
    code: int = told.body["error"]["code"]
    return code


def values(heard: list[Heard], name: str) -> list[Any]:
    every = [one.json["entry"][0]["changes"][0]["value"] for one in heard]
    return [entry for value in every for entry in value.get(name, [])]


def statuses(heard: list[Heard]) -> list[str]:
    return [one["status"] for one in values(heard, "statuses")]


def screen(sandbox: Sandbox, number: str = PERSON) -> str:
    told = Client(sandbox.port)("GET", f"/_sandbox/see/whatsapp/{ACCOUNT}/{number}")
    assert told.status == 200
    return told.raw.decode()


def test_a_template_is_sent_and_reported_delivered_and_read(
    whatsapp: Client, sandbox: Sandbox, ear: Ear
) -> None:
    told = send(whatsapp, "template", template("suchna", "कल जलप्रदाय बंद"))
    wamid = told.body["messages"][0]["id"]
    heard = ear.wait(lambda heard: len(heard) == 3)
    assert statuses(heard) == ["sent", "delivered", "read"]
    for one in values(heard, "statuses"):
        assert (one["id"], one["recipient_id"], one["biz_opaque_callback_data"]) == (wamid, PERSON, KEY)
    assert "सूचना: कल जलप्रदाय बंद" in screen(sandbox)
    assert [entry["key"] for entry in sandbox.ledger()] == [KEY]


def test_every_call_is_signed_over_its_body_with_the_apps_secret(whatsapp: Client, ear: Ear) -> None:
    send(whatsapp, "template", template("suchna", "कल"))
    (first, *_) = ear.wait(lambda heard: bool(heard))
    made = hmac.new(SECRET.encode(), first.body, hashlib.sha256).hexdigest()
    assert first.headers["x-hub-signature-256"] == f"sha256={made}"
    assert first.json["entry"][0]["id"] == BUSINESS


def test_a_free_text_arrives_only_within_a_day_of_what_its_recipient_wrote(
    whatsapp: Client, sandbox: Sandbox, ear: Ear
) -> None:
    assert send(whatsapp).status == 200
    heard = ear.wait(lambda heard: len(heard) == 1)
    (failed,) = values(heard, "statuses")
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131047)
    assert "नमस्ते" not in screen(sandbox)
    sandbox.say("whatsapp", ACCOUNT, "START", author=PERSON)
    send(whatsapp)
    assert statuses(ear.wait(lambda heard: len(heard) == 5))[1:] == ["sent", "delivered", "read"]
    assert "नमस्ते" in screen(sandbox)


@pytest.mark.parametrize(
    ("trait", "name", "code"),
    [("absent", "suchna", 131026), ("stopped", "mela", 131050), ("weary", "mela", 131049)],
)
def test_what_a_person_does_not_get_is_reported_with_its_code(
    whatsapp: Client, sandbox: Sandbox, ear: Ear, trait: str, name: str, code: int
) -> None:
    sandbox.citizen(PERSON, **{trait: True})
    assert send(whatsapp, "template", template(name, "मेले में")).status == 200
    (failed,) = values(ear.wait(lambda heard: len(heard) == 1), "statuses")
    assert [one["code"] for one in failed["errors"]] == [code]


def test_whoever_reads_nothing_is_only_reached(whatsapp: Client, sandbox: Sandbox, ear: Ear) -> None:
    sandbox.citizen(PERSON, unread=True)
    send(whatsapp, "template", template("suchna", "कल"))
    ear.wait(lambda heard: len(heard) == 2)
    assert sandbox.calls()["waiting"] == 0
    assert statuses(ear.heard) == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (template("suchna"), 132000),
        (template("suchna", "एक", "दो"), 132000),
        (template("suchna", "एक\nदो"), 132018),
        (template("suchna", "एक\tदो"), 132018),
        (template("suchna", "एक     दो"), 132018),
        (template("suchna", " "), 131008),
        (template("suchna", "क" * 1020), 132005),
        (template("nahin", "एक"), 132001),
        (template("inaam", "एक"), 132001),
        (template("yojana", "एक"), 132001),
        (template("utsav", "एक"), 132015),
        (template("purana", "एक"), 132016),
        (template("suchna_chitra", "एक"), 132012),
    ],
)
def test_a_template_that_does_not_fit_is_refused(
    whatsapp: Client, sandbox: Sandbox, content: dict[str, Any], code: int
) -> None:
    assert code_of(send(whatsapp, "template", content)) == code
    assert sandbox.ledger() == []


def test_four_spaces_in_a_row_are_still_taken(whatsapp: Client) -> None:
    assert send(whatsapp, "template", template("suchna", "एक    दो")).status == 200


def test_a_picture_stands_above_its_template(whatsapp: Client, sandbox: Sandbox, picture: bytes) -> None:
    form = {"messaging_product": "whatsapp", "type": "image/jpeg"}
    media = whatsapp("POST", f"/{NUMBER}/media", form=form, file=("file", picture)).body["id"]
    header = [{"type": "header", "parameters": [{"type": "image", "image": {"id": media}}]}]
    assert send(whatsapp, "template", template("suchna_chitra", "पुल", header=header)).status == 200
    assert f"/_sandbox/media/whatsapp/{media}" in screen(sandbox)
    assert whatsapp("GET", f"/{media}").body["mime_type"] == "image/jpeg"


def test_a_film_goes_within_a_talk_and_can_be_played(
    whatsapp: Client, sandbox: Sandbox, tmp_path: Path
) -> None:
    content = film(tmp_path).path.read_bytes()
    form = {"messaging_product": "whatsapp", "type": "video/mp4"}
    media = whatsapp("POST", f"/{NUMBER}/media", form=form, file=("file", content)).body["id"]
    sandbox.say("whatsapp", ACCOUNT, "START", author=PERSON)
    assert send(whatsapp, "video", {"id": media, "caption": "पुल"}).status == 200
    assert code_of(send(whatsapp, "image", {"id": media})) == 131009
    assert Client(sandbox.port)("GET", f"/_sandbox/media/whatsapp/{media}").raw == content
    assert "<video" in screen(sandbox)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"to": ""}, 131008),
        ({"to": "123"}, 131009),
        ({"messaging_product": "x"}, 100),
        ({"text": {}}, 131008),
        ({"text": {"body": "क" * 4097}}, 100),
        ({"type": "sticker", "sticker": {"id": "1"}}, 131051),
        ({"type": "image", "image": {"id": "1"}}, 131009),
        ({"context": {"message_id": "wamid.x"}}, 131009),
    ],
)
def test_what_is_malformed_is_refused_by_its_code(
    whatsapp: Client, changed: dict[str, Any], code: int
) -> None:
    assert code_of(send(whatsapp, **changed)) == code


def test_another_number_and_another_account_are_refused(whatsapp: Client, sandbox: Sandbox) -> None:
    assert whatsapp("POST", "/1/messages", {"messaging_product": "whatsapp", "to": PERSON}).status == 400
    assert whatsapp("GET", "/1/message_templates").status == 400
    dead = Client(sandbox.port, "/whatsapp/v23.0", "dead-1")
    assert (dead("GET", f"/{NUMBER}").status, code_of(dead("GET", f"/{NUMBER}"))) == (401, 190)


def test_a_wrong_proof_of_the_app_is_refused(whatsapp: Client) -> None:
    proof = hmac.new(SECRET.encode(), f"sandbox-{ACCOUNT}".encode(), hashlib.sha256).hexdigest()
    assert whatsapp("GET", f"/{NUMBER}", query={"appsecret_proof": proof}).status == 200
    assert whatsapp("GET", f"/{NUMBER}", query={"appsecret_proof": "0" * 64}).status == 401


def test_the_number_tells_what_is_asked_and_no_more(whatsapp: Client) -> None:
    asked = {"fields": "display_phone_number,messaging_limit_tier"}
    told = whatsapp("GET", f"/{NUMBER}", query=asked).body
    assert (set(told), told["messaging_limit_tier"]) == ({"id", *asked["fields"].split(",")}, "TIER_2K")
    assert code_of(whatsapp("GET", f"/{NUMBER}", query={"fields": "secret"})) == 100
    assert whatsapp("GET", f"/{BUSINESS}/phone_numbers").body["data"][0]["id"] == NUMBER


def test_templates_are_told_by_pages(whatsapp: Client) -> None:
    found, after = [], ""
    for _ in range(20):
        query = {"limit": "4", "after": after} if after else {"limit": "4"}
        page = whatsapp("GET", f"/{BUSINESS}/message_templates", query=query).body
        found += page["data"]
        if "next" not in page["paging"]:
            break
        after = page["paging"]["cursors"]["after"]
    names = [(one["name"], one["language"]) for one in found]
    assert len(names) == len(set(names)) == 11
    assert {one["status"] for one in found} == {"APPROVED", "PAUSED", "REJECTED", "PENDING", "DISABLED"}


def test_a_citizen_writes_on_the_phone_and_the_office_hears_it(
    whatsapp: Client, sandbox: Sandbox, ear: Ear
) -> None:
    form = {"text": "STOP"}
    told = Client(sandbox.port)("POST", f"/_sandbox/whatsapp/say/{ACCOUNT}/{PERSON}", form=form)
    assert told.status == 303
    heard = ear.wait(lambda heard: len(heard) == 1)
    (message,) = values(heard, "messages")
    assert (message["from"], message["type"], message["text"]["body"]) == (PERSON, "text", "STOP")
    assert [one["wa_id"] for one in values(heard, "contacts")] == [PERSON]
    assert ">STOP<" in screen(sandbox)
    listed = Client(sandbox.port)("GET", f"/_sandbox/see/whatsapp/{ACCOUNT}").raw.decode()
    assert f"/_sandbox/see/whatsapp/{ACCOUNT}/{PERSON}" in listed


def test_what_a_citizen_writes_cannot_become_html(sandbox: Sandbox) -> None:
    sandbox.say("whatsapp", ACCOUNT, "<script>alert(1)</script>", author=PERSON)
    assert "<script" not in screen(sandbox)


def test_an_answer_comes_from_the_one_who_got_the_message_and_is_answered_in_turn(
    whatsapp: Client, sandbox: Sandbox, ear: Ear
) -> None:
    wamid = send(whatsapp, "template", template("suchna", "कल")).body["messages"][0]["id"]
    theirs = sandbox.say("whatsapp", ACCOUNT, "कब से?", reply_to=wamid, author="रवि")
    heard = ear.wait(lambda heard: bool(values(heard, "messages")))
    (message,) = values(heard, "messages")
    assert (message["from"], message["context"]["id"], message["id"]) == (PERSON, wamid, theirs)
    assert send(whatsapp, context={"message_id": theirs}).status == 200
    seen = {"messaging_product": "whatsapp", "status": "read", "message_id": theirs}
    assert whatsapp("POST", f"/{NUMBER}/messages", seen).body == {"success": True}


def test_a_call_that_is_refused_is_made_again_until_it_is_taken(whatsapp: Client, ear: Ear) -> None:
    ear.refusing = 2
    send(whatsapp, "template", template("suchna", "कल"))
    heard = ear.wait(lambda heard: len(heard) == 3)
    assert sorted(statuses(heard)) == ["delivered", "read", "sent"]


def test_calls_come_twice_and_late_on_demand(whatsapp: Client, sandbox: Sandbox, ear: Ear) -> None:
    sandbox.call("whatsapp", ear.url, doubled=True, late_ms=200)
    send(whatsapp, "template", template("suchna", "कल"))
    assert ear.heard == []
    heard = ear.wait(lambda heard: len(heard) == 6)
    assert sorted(statuses(heard)) == sorted(["sent", "delivered", "read"] * 2)
    assert len({one.body for one in heard}) == 3


@pytest.mark.parametrize("url", ["http://10.0.0.1/x", "https://jansetu.example/x", "ftp://127.0.0.1/x", "x"])
def test_nothing_beyond_this_machine_is_called(control: Client, url: str) -> None:
    told = control("POST", "/_sandbox/hooks", {"platform": "whatsapp", "url": url})
    assert told.status == 400
    assert control("GET", "/_sandbox/hooks").body["hooks"] == []


def test_the_secret_of_a_call_is_never_told(control: Client) -> None:
    asked = {"platform": "whatsapp", "url": "http://127.0.0.1:9/x", "secret": "planted-secret"}
    assert "planted-secret" not in control("POST", "/_sandbox/hooks", asked).raw.decode()
    control("POST", "/_sandbox/hooks", {"platform": "whatsapp", "url": ""})


def test_too_many_to_one_person_is_refused_where_the_sandbox_is_as_strict_as_life() -> None:
    with running(generous=False) as strict:
        whatsapp = Client(strict.port, "/whatsapp/v23.0", f"sandbox-{ACCOUNT}")
        told = [send(whatsapp, "template", template("suchna", "कल")) for _ in range(46)]
    assert [one.status for one in told[:45]] == [200] * 45
    assert code_of(told[45]) == 131056


def test_talks_people_and_addresses_outlive_a_restart(tmp_path: Path) -> None:
    with running(folder=tmp_path) as first, listening() as ear:
        whatsapp = Client(first.port, "/whatsapp/v23.0", f"sandbox-{ACCOUNT}")
        first.call("whatsapp", ear.url)
        first.say("whatsapp", ACCOUNT, "START", author=PERSON)
        first.citizen(PERSON, name="रवि शर्मा")
        send(whatsapp)
        url = ear.url
    with running(folder=tmp_path) as second:
        assert [one["url"] for one in second.calls()["hooks"]] == [url]
        shown = screen(second)
    assert "रवि शर्मा" in shown
    assert "नमस्ते" in shown


def test_an_account_without_talks_says_so(control: Client) -> None:
    assert control("GET", f"/_sandbox/see/whatsapp/{quote('कोई')}").status == 404
