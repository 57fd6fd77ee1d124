"""pywa, the best known client of the Cloud API, is content with the practice WhatsApp."""

from __future__ import annotations

import base64
import json

import pytest

from jansetu.sandbox.process import Sandbox
from tests.oracles.conftest import ACCOUNT, TEXT, Lived, live
from tests.sandbox.conftest import Client
from tests.sandbox.listening import Heard, listening
from tests.sandbox.test_whatsapp import send, template

pytestmark = pytest.mark.oracles
PERSON, ABSENT = "919876543210", "919876500000"


@pytest.fixture(scope="module")
def heard(sandbox: Sandbox) -> list[Heard]:
    """What the platform calls to say of a message that is read, one that fails and one that comes."""
    whatsapp = Client(sandbox.port, "/whatsapp/v23.0", f"sandbox-{ACCOUNT}")
    with listening() as ear:
        sandbox.call("whatsapp", ear.url)
        sandbox.citizen(ABSENT, absent=True)
        send(whatsapp, "template", template("suchna", "कल"))
        send(whatsapp, "template", template("suchna", "कल"), to=ABSENT)
        sandbox.say("whatsapp", ACCOUNT, "START", author=PERSON)
        found = ear.wait(lambda heard: len(heard) == 5)
        sandbox.call("whatsapp", "")
    return found


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, heard: list[Heard], tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the number, lived once."""
    theirs = sandbox.say("whatsapp", ACCOUNT, "पानी कब आएगा?", author=PERSON)
    calls = [
        {"body": base64.b64encode(one.body).decode(), "signature": one.headers["x-hub-signature-256"]}
        for one in heard
    ]
    folder = tmp_path_factory.mktemp("whatsapp")
    return live("whatsapp", sandbox, folder, person=PERSON, theirs=theirs, calls=json.dumps(calls))


def test_the_client_learns_which_number_it_is(lived: Lived, sandbox: Sandbox) -> None:
    number = lived["number"]
    assert number["id"] == sandbox.credentials("whatsapp", ACCOUNT)["phone_number_id"]
    assert number["shown"].startswith("+91 ")
    assert "GREEN" in number["quality"].upper()


def test_it_reads_every_template_and_its_state(lived: Lived) -> None:
    assert ["suchna", "hi", "APPROVED"] in lived["templates"]
    assert ["utsav", "hi", "PAUSED"] in lived["templates"]
    assert len(lived["templates"]) == 11


def test_templates_texts_pictures_and_replies_are_sent(lived: Lived) -> None:
    ids = [lived[name] for name in ("template", "illustrated", "text", "image", "reply")]
    entries = {entry["remote_id"]: entry for entry in lived.ledger}
    assert set(ids) <= set(entries)
    assert len(set(ids)) == 5
    assert entries[lived["template"]]["text"] == "सूचना: कल जलप्रदाय बंद"
    assert (entries[lived["text"]]["text"], entries[lived["text"]]["key"]) == (TEXT, "text")
    assert entries[lived["reply"]]["reply_to"]
    assert lived["marked"] is True


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    codes = {name: one["code"] for name, one in lived["refused"].items()}
    wanted = {
        "dead": 190,
        "many": 132000,
        "gap": 132018,
        "paused": 132015,
        "unknown": 132001,
        "empty": 131008,
    }
    assert codes == wanted
    assert all(one["kind"] != "nothing was refused" for one in lived["refused"].values())


def test_it_finds_our_calls_signed_and_understands_them(lived: Lived) -> None:
    told = lived["heard"]
    statuses = [one for one in told if one[0] != "message"]
    assert sorted(one[0] for one in statuses) == ["delivered", "failed", "read", "sent"]
    assert [one[3] for one in statuses if one[0] == "failed"] == [131026]
    assert {one[2] for one in statuses} == {"0" * 31 + "7"}
    assert [one[1] for one in told if one[0] == "message"] == [PERSON]
    assert [one[3] for one in told if one[0] == "message"] == ["START"]
