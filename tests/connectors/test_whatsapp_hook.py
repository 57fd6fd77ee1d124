"""WhatsApp's calls to us: what became of messages, what people write, in the forms that Meta documents."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from jansetu.connectors.hooks import Call
from jansetu.connectors.whatsapp_hook import WhatsAppHook
from tests.connectors.openapi import spec_file

NUMBER, PERSON = "106540352242922", "16505551234"
WAMID, THEIRS = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJ", "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQ"
KEY = "0" * 31 + "7"
AT = datetime(2026, 11, 24, 5, 0, 7, tzinfo=UTC)
HOOK = WhatsAppHook()
SECRETS = {"client_secret": "app-secret-5d21", "verify_token": "हमारा-शब्द"}
STATUS = {
    "id": WAMID,
    "status": "delivered",
    "timestamp": str(int(AT.timestamp())),
    "recipient_id": PERSON,
    "biz_opaque_callback_data": KEY,
}
MESSAGE = {"from": PERSON, "id": THEIRS, "timestamp": str(int(AT.timestamp()))}
CONTACT = {"profile": {"name": "रवि शर्मा"}, "wa_id": PERSON}


def called(field: str = "messages", **value: Any) -> Call:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": NUMBER}
    told = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    entry = {"id": "419561257915477", "changes": [{"value": told, "field": field}]}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    made = hmac.new(SECRETS["client_secret"].encode(), body, hashlib.sha256).hexdigest()
    return Call(query={}, headers={"x-hub-signature-256": f"sha256={made}"}, body=body)


def failed(code: Any) -> Call:
    error = {"code": code, "title": "words", "error_data": {"details": "words"}}
    return called(statuses=[STATUS | {"status": "failed", "errors": [error]}])


def wrote(**message: Any) -> Any:
    (item,) = HOOK.items(called(contacts=[CONTACT], messages=[MESSAGE | message]))
    return HOOK.remarks(item.raw)


def test_the_challenge_and_the_signature_are_metas() -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "हमारा-शब्द"}
    assert HOOK.challenge(Call(query=asked, headers={}, body=b""), SECRETS) == "1158201444"
    call = called(statuses=[STATUS])
    assert HOOK.is_genuine(call, SECRETS)
    assert not HOOK.is_genuine(Call(query={}, headers=call.headers, body=call.body + b" "), SECRETS)
    assert not HOOK.is_genuine(call, {"client_secret": "another"})


@pytest.mark.parametrize(
    ("status", "state"),
    [("sent", "accepted"), ("delivered", "delivered"), ("read", "read"), ("played", "read")],
)
def test_a_status_tells_what_became_of_the_message_that_carried_our_key(status: str, state: str) -> None:
    (item,) = HOOK.items(called(statuses=[STATUS | {"status": status}]))
    (report,) = HOOK.reports(item.raw)
    assert (report.state, report.key, report.remote_id, report.at) == (state, KEY, WAMID, AT)
    assert (item.account, item.id, report.id) == (NUMBER, f"{WAMID}/{status}", f"{WAMID}/{status}")
    assert HOOK.remarks(item.raw) == ()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (131047, "window_closed"),
        (131026, "undeliverable"),
        (131050, "opted_out"),
        (131049, "held_back"),
        (132015, "template_paused"),
        (139999, "message_failed"),
        (None, "message_failed"),
        ("131047", "message_failed"),
    ],
)
def test_a_failure_has_its_word_and_sentences_and_proves_no_dead_address(code: Any, word: str) -> None:
    (item,) = HOOK.items(failed(code))
    (report,) = HOOK.reports(item.raw)
    assert (report.state, report.code, report.address_is_dead) == ("failed", word, False)
    assert report.hi
    assert report.en


def test_each_status_and_message_is_an_item_of_its_own_and_is_known_again() -> None:
    statuses = [STATUS | {"status": "sent"}, STATUS, STATUS | {"id": "wamid.other"}]
    call = called(statuses=statuses, contacts=[CONTACT], messages=[MESSAGE | {"type": "text"}])
    items = HOOK.items(call)
    assert len({item.id for item in items}) == 4
    assert [item.id for item in HOOK.items(call)] == [item.id for item in items]
    assert [len(HOOK.reports(item.raw)) for item in items] == [1, 1, 1, 0]
    assert [len(HOOK.remarks(item.raw)) for item in items] == [0, 0, 0, 1]
    assert all(json.loads(json.dumps(item.raw)) == item.raw for item in items)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"type": "text", "text": {"body": "STOP"}}, "STOP"),
        ({"type": "button", "button": {"payload": "x", "text": "Unsubscribe"}}, "Unsubscribe"),
        (
            {"type": "interactive", "interactive": {"button_reply": {"id": "1", "title": "हाँ"}}},
            "हाँ",
        ),
        ({"type": "image", "image": {"id": "1", "caption": "टूटी सड़क"}}, "टूटी सड़क"),
        ({"type": "audio", "audio": {"id": "1"}}, ""),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, ""),
    ],
)
def test_what_somebody_sends_is_a_direct_remark_at_its_moment(message: dict[str, Any], text: str) -> None:
    (remark,) = wrote(**message)
    assert (remark.kind, remark.text, remark.said_at) == ("direct", text, AT)
    assert (remark.remote_id, remark.author_id, remark.author) == (THEIRS, PERSON, "रवि शर्मा")


def test_an_answer_names_the_message_that_it_answers() -> None:
    (remark,) = wrote(type="text", text={"body": "हाँ"}, context={"from": "15550783881", "id": WAMID})
    assert remark.answers == WAMID


def test_of_two_who_wrote_each_has_their_own_name() -> None:
    second = {"profile": {"name": "सीमा"}, "wa_id": "919876543210"}
    said = [MESSAGE | {"type": "text"}, MESSAGE | {"type": "text", "from": "919876543210", "id": "wamid.2"}]
    items = HOOK.items(called(contacts=[CONTACT, second], messages=said))
    assert [HOOK.remarks(item.raw)[0].author for item in items] == ["रवि शर्मा", "सीमा"]


def test_a_sign_and_a_changed_number_are_no_remarks() -> None:
    assert wrote(type="reaction", reaction={"message_id": WAMID, "emoji": "👍"}) == ()
    assert wrote(type="system", system={"wa_id": "12195555358"}) == ()


def test_whoever_hides_the_number_is_known_by_whatsapps_own_id() -> None:
    hidden = {"profile": {"name": "रवि"}, "user_id": "IN.13491208655302741918"}
    message = {"id": THEIRS, "timestamp": MESSAGE["timestamp"], "type": "text", "text": {"body": "x"}}
    (item,) = HOOK.items(called(contacts=[hidden], messages=[message]))
    assert HOOK.remarks(item.raw)[0].author_id == "IN.13491208655302741918"


def test_a_foreign_echo_is_not_taken_for_our_key() -> None:
    (item,) = HOOK.items(called(statuses=[STATUS | {"biz_opaque_callback_data": "campaign-7"}]))
    (report,) = HOOK.reports(item.raw)
    assert (report.key, report.remote_id) == ("", WAMID)


@pytest.mark.parametrize("timestamp", ["", "soon", "9" * 30, "-1", "१७"])
def test_a_status_without_a_time_that_can_be_read_reports_nothing(timestamp: str) -> None:
    (item,) = HOOK.items(called(statuses=[STATUS | {"timestamp": timestamp}]))
    assert HOOK.reports(item.raw) == ()


def test_changes_of_other_kinds_are_kept_whole() -> None:
    (item,) = HOOK.items(called("user_preferences", user_preferences=[{"wa_id": PERSON, "value": "stop"}]))
    assert item.raw["value"]["user_preferences"] == [{"wa_id": PERSON, "value": "stop"}]
    assert HOOK.reports(item.raw) == () == HOOK.remarks(item.raw)


@pytest.mark.parametrize("body", [b"not JSON", b"[]", b'{"entry": [7]}', b'{"entry": 7}'])
def test_what_is_not_understood_is_passed_on_and_not_lost(body: bytes) -> None:
    (item,) = HOOK.items(Call(query={}, headers={}, body=body))
    assert item.raw["value"] == body.decode()
    assert HOOK.reports(item.raw) == () == HOOK.remarks(item.raw)


@pytest.mark.shared
def test_every_payload_that_meta_documents_is_understood() -> None:
    path = spec_file("whatsapp-business-messaging-api_v23.0.yaml")
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    content = document["paths"]["/whatsapp/webhooks"]["post"]["requestBody"]["content"]["application/json"]
    understood = {}
    for name, example in content["examples"].items():
        body = json.dumps(example["value"]).encode()
        for item in HOOK.items(Call(query={}, headers={}, body=body)):
            assert item.account in ("106540352242922", "102290129340398")
            understood[name] = [(one.author_id, one.text) for one in HOOK.remarks(item.raw)]
    assert len(understood) == len(content["examples"])
    assert understood["Text Message"] == [("16505551234", "Does it come in another color?")]
    assert understood["Button Message"] == [("16505551234", "Unsubscribe")]
    assert understood["Interactive List Reply Message"] == [("16505551234", "Priority Mail Express")]
    assert understood["System Message"] == understood["Reaction Message"] == []
