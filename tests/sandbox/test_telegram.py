"""The practice Telegram answers as the Bot API does: its envelope, its channels, its 48 hours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jansetu.sandbox.exchange import Call
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, credentials, running
from jansetu.sandbox.telegram import Telegram
from jansetu.sandbox.world import World
from tests.connectors.openapi import shared
from tests.sandbox.conftest import Client, Told

ACCOUNT, CHAT = "collectorujjain", "@collectorujjain"
TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। https://ujjain.nic.in/jal"


def send(telegram: Client, text: str = TEXT, **more: Any) -> Any:
    told = telegram("POST", "/sendMessage", {"chat_id": CHAT, "text": text, **more})
    assert told.status == 200, told.raw
    return told.body["result"]


def error(told: Told) -> tuple[int, str]:
    assert told.body["ok"] is False
    assert told.body["error_code"] == told.status
    return told.status, told.body["description"]


def album(telegram: Client, picture: bytes, caption: str = "") -> Any:
    sent = telegram("POST", "/sendPhoto", form={"chat_id": CHAT}, file=("photo", picture)).body["result"]
    kept = sent["photo"][0]["file_id"]
    first = {"type": "photo", "media": "attach://one", "caption": caption}
    form = {"chat_id": CHAT, "media": json.dumps([first, {"type": "photo", "media": kept}])}
    told = telegram("POST", "/sendMediaGroup", form=form, file=("one", picture))
    assert told.status == 200, told.raw
    return told.body["result"]


@pytest.mark.parametrize("how", ["json", "form", "query"])
def test_parameters_may_come_as_json_as_a_form_or_in_the_address(telegram: Client, how: str) -> None:
    asked = {"chat_id": CHAT, "text": TEXT}
    told = {
        "json": lambda: telegram("POST", "/sendMessage", asked),
        "form": lambda: telegram("POST", "/sendMessage", form=asked),
        "query": lambda: telegram("GET", "/sendMessage", query=asked),
    }[how]()
    assert (told.status, told.body["ok"], told.body["result"]["text"]) == (200, True, TEXT)
    assert told.raw.isascii()


def test_a_channel_is_known_by_its_name_and_by_its_number(telegram: Client) -> None:
    number = send(telegram)["chat"]["id"]
    assert str(number).startswith("-100")
    assert abs(number) < 2**52
    assert telegram("POST", "/getChat", {"chat_id": number}).body["result"]["username"] == ACCOUNT


def test_the_bot_is_an_administrator_of_its_own_channel_and_of_no_other(
    telegram: Client, sandbox: Sandbox
) -> None:
    me = telegram("GET", "/getMe").body["result"]
    asked = {"chat_id": CHAT, "user_id": me["id"]}
    assert telegram("POST", "/getChatMember", asked).body["result"]["can_post_messages"] is True
    token = sandbox.credentials("telegram", "other")["bot_token"]
    other = Client(sandbox.port, f"/telegram/bot{token}")
    assert other("GET", "/getMe").status == 200
    told = telegram("POST", "/sendMessage", {"chat_id": "@other", "text": TEXT})
    assert error(told) == (403, "Forbidden: bot is not a member of the channel chat")
    told = telegram("POST", "/sendMessage", {"chat_id": "@nobody", "text": TEXT})
    assert error(told) == (400, "Bad Request: chat not found")
    assert sandbox.count()["publish"] == 0


@pytest.mark.parametrize(
    "token", ["1:sandbox-collectorujjain", "dead-1", ":", f"{account_number('telegram', ACCOUNT)}:x"]
)
def test_a_dead_token_is_unauthorized(sandbox: Sandbox, token: str) -> None:
    assert error(Client(sandbox.port, f"/telegram/bot{token}")("GET", "/getMe")) == (401, "Unauthorized")


def test_an_unknown_method_is_not_found(telegram: Client) -> None:
    assert error(telegram("POST", "/sendPigeon", {})) == (404, "Not Found")


@pytest.mark.parametrize(
    ("method", "asked", "description"),
    [
        ("sendMessage", {"text": " \n"}, "message text is empty"),
        ("sendMessage", {"text": "क" * 4097}, "message is too long"),
        (
            "sendMessage",
            {"text": "अ", "reply_parameters": {"message_id": 1}},
            "message to be replied not found",
        ),
        ("sendPhoto", {"photo": "nothing"}, "wrong remote file identifier specified: wrong string length"),
        ("sendPhoto", {"caption": "क" * 1025}, "message caption is too long"),
        ("sendMediaGroup", {"media": [{}]}, "expected an Array of InputMedia with 2-10 items"),
        ("sendMediaGroup", {"media": "not JSON"}, "can't parse the parameters"),
        ("editMessageText", {"message_id": 1, "text": "अ"}, "message to edit not found"),
        ("deleteMessage", {"message_id": 1}, "message to delete not found"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("getChatMember", {"user_id": 7}, "member not found"),
        ("getChatMember", {"user_id": "seven"}, "can't parse the parameters"),
    ],
)
def test_what_telegram_does_not_take_is_refused_in_its_words(
    telegram: Client, sandbox: Sandbox, method: str, asked: dict[str, Any], description: str
) -> None:
    told = telegram("POST", f"/{method}", {"chat_id": CHAT, **asked})
    assert error(told) == (400, f"Bad Request: {description}")
    assert sandbox.count()["publish"] == 0


def test_the_longest_text_is_taken_also_of_emoji(telegram: Client) -> None:
    assert send(telegram, "🚰" * 4096)["text"] == "🚰" * 4096


def test_an_album_is_one_act_with_a_message_for_each_photo(
    telegram: Client, sandbox: Sandbox, picture: bytes
) -> None:
    first, second = album(telegram, picture, "पुल खुला")
    assert first["media_group_id"] == second["media_group_id"]
    assert second["message_id"] == first["message_id"] + 1
    assert (first["caption"], "caption" in second) == ("पुल खुला", False)
    assert (first["photo"][0]["width"], first["photo"][0]["height"]) == (64, 48)
    entry = sandbox.ledger()[-1]
    assert (entry["act"], entry["text"], entry["remote_id"]) == (
        "publish",
        "पुल खुला",
        str(first["message_id"]),
    )
    assert sandbox.count()["publish"] == 2


def test_what_is_no_picture_is_refused(telegram: Client) -> None:
    told = telegram("POST", "/sendPhoto", form={"chat_id": CHAT}, file=("photo", b"<html>"))
    assert error(told) == (400, "Bad Request: IMAGE_PROCESS_FAILED")


def test_an_answer_tells_what_it_answers(telegram: Client, sandbox: Sandbox) -> None:
    first = send(telegram)
    second = send(telegram, "विवरण", reply_parameters={"message_id": first["message_id"]})
    assert second["reply_to_message"]["message_id"] == first["message_id"]
    assert sandbox.ledger()[-1]["reply_to"] == str(first["message_id"])


def test_a_text_is_corrected_once_and_the_same_again_is_not_modified(
    telegram: Client, sandbox: Sandbox
) -> None:
    asked = {"chat_id": CHAT, "message_id": send(telegram)["message_id"], "text": "संशोधित"}
    edited = telegram("POST", "/editMessageText", asked).body["result"]
    assert edited["text"] == "संशोधित"
    assert edited["edit_date"] >= edited["date"]
    status, description = error(telegram("POST", "/editMessageText", asked))
    assert (status, description.partition(":")[2][:24]) == (400, " message is not modified")
    assert sandbox.count()["correct"] == 1


def test_a_caption_is_corrected_as_a_caption_and_a_text_as_a_text(telegram: Client, picture: bytes) -> None:
    text, (photo, _) = send(telegram), album(telegram, picture, "पुल")
    for method, message, what in (("Caption", text, "caption"), ("Text", photo, "text")):
        asked = {"chat_id": CHAT, "message_id": message["message_id"], what: "नया"}
        told = telegram("POST", f"/editMessage{method}", asked)
        assert error(told) == (400, f"Bad Request: there is no {what} in the message to edit")
    asked = {"chat_id": CHAT, "message_id": photo["message_id"], "caption": "नया पुल"}
    assert telegram("POST", "/editMessageCaption", asked).body["result"]["caption"] == "नया पुल"


def test_messages_are_deleted_together_and_what_is_gone_is_passed_over(
    telegram: Client, sandbox: Sandbox, picture: bytes
) -> None:
    first, second = album(telegram, picture)
    asked = {"chat_id": CHAT, "message_id": second["message_id"]}
    assert telegram("POST", "/deleteMessage", asked).body == {"ok": True, "result": True}
    assert sandbox.count()["delete"] == 0  # one photo of the album still stands
    asked = {"chat_id": CHAT, "message_ids": [first["message_id"], second["message_id"]]}
    for _ in range(2):
        assert telegram("POST", "/deleteMessages", asked).body == {"ok": True, "result": True}
    assert sandbox.count()["delete"] == 1


def test_too_many_messages_tell_the_seconds_to_wait(telegram: Client, sandbox: Sandbox) -> None:
    sandbox.fault("429", platform="telegram", calls="publish", ms=7000)
    told = telegram("POST", "/sendMessage", {"chat_id": CHAT, "text": TEXT})
    assert error(told) == (429, "Too Many Requests: retry after 7")
    assert told.body["parameters"] == {"retry_after": 7}


def test_a_channel_takes_twenty_messages_a_minute() -> None:
    with running(generous=False) as strict:
        token = strict.credentials("telegram", ACCOUNT)["bot_token"]
        telegram = Client(strict.port, f"/telegram/bot{token}")
        for number in range(20):
            send(telegram, f"सूचना {number}")
        told = telegram("POST", "/sendMessage", {"chat_id": CHAT, "text": TEXT})
        assert told.status == 429
        assert 1 <= told.body["parameters"]["retry_after"] <= 60


def test_the_address_of_a_message_leads_to_the_citizens_page(telegram: Client, sandbox: Sandbox) -> None:
    sent = send(telegram)
    number = str(sent["chat"]["id"]).removeprefix("-100")
    for place in (ACCOUNT, f"c/{number}"):
        told = Client(sandbox.port)("GET", f"/telegram/{place}/{sent['message_id']}")
        assert told.headers["Location"] == f"/_sandbox/see/telegram/{ACCOUNT}#post-{sent['message_id']}"
    assert (
        TEXT.partition(" https")[0]
        in Client(sandbox.port)("GET", f"/_sandbox/see/telegram/{ACCOUNT}").raw.decode()
    )
    assert Client(sandbox.port)("GET", "/telegram/nobody/1").status == 404


def test_nobody_can_answer_in_a_channel(control: Client) -> None:
    asked = {"platform": "telegram", "account": ACCOUNT, "text": "कब से?"}
    assert control("POST", "/_sandbox/remarks", asked).status == 400


@dataclass
class Bot:
    """A bot in a world whose clock the test sets."""

    folder: Path | None = None
    now: float = 1_795_496_400.0
    token: str = field(default_factory=lambda: credentials("telegram", ACCOUNT, port=1)["bot_token"])

    def __post_init__(self) -> None:
        self.world = World(folder=self.folder, clock=lambda: self.now)
        self.telegram = Telegram(self.world, Faults())

    def ask(self, method: str, **asked: Any) -> Any:
        body = json.dumps({"chat_id": CHAT, **asked}).encode()
        call = Call("POST", [f"bot{self.token}", method], {}, {}, body, "")
        found = self.telegram.routes.find(call.method, call.path)
        assert found is not None
        route, variables = found
        return json.loads(route.run(call, self.telegram.account_of(call), *variables).body)


@pytest.mark.parametrize(("hours", "deleted"), [(47.9, True), (48, False)])
def test_a_message_can_be_deleted_for_48_hours_and_corrected_for_ever(hours: float, deleted: bool) -> None:
    bot = Bot()
    number = bot.ask("sendMessage", text=TEXT)["result"]["message_id"]
    bot.now += hours * 3600
    assert bot.ask("editMessageText", message_id=number, text="संशोधित")["ok"] is True
    assert bot.ask("deleteMessages", message_ids=[number])["ok"] is deleted
    assert (bot.world.post("telegram", str(number)) is None) is deleted


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    before = Bot(tmp_path)
    first = before.ask("sendMessage", text=TEXT)["result"]["message_id"]
    before.world.journal.close()
    after = Bot(tmp_path)
    assert after.ask("editMessageText", message_id=first, text="संशोधित")["ok"] is True
    assert after.ask("sendMessage", text=TEXT)["result"]["message_id"] > first
    after.world.journal.close()


@pytest.mark.shared
def test_answers_have_what_the_bot_api_promises_and_nothing_else(telegram: Client, picture: bytes) -> None:
    types = shared("telegram-bot-api.json")["types"]

    def wrong(shown: dict[str, Any], name: str) -> set[str]:
        known = {one["name"]: one["required"] for one in types[name]["fields"]}
        return (shown.keys() - known.keys()) | {one for one in known if known[one] and one not in shown}

    me = telegram("GET", "/getMe").body["result"]
    chat = telegram("POST", "/getChat", {"chat_id": CHAT}).body["result"]
    member = telegram("POST", "/getChatMember", {"chat_id": CHAT, "user_id": me["id"]}).body["result"]
    photo = album(telegram, picture, "पुल")[0]
    answer = send(telegram, reply_parameters={"message_id": photo["message_id"]})
    assert wrong(me, "User") == set()
    assert wrong(chat, "ChatFullInfo") == set()
    assert wrong(chat["accepted_gift_types"], "AcceptedGiftTypes") == set()
    assert wrong(member, "ChatMemberAdministrator") == set()
    for message in (photo, answer, answer["reply_to_message"]):
        assert wrong(message, "Message") == set()
        assert wrong(message["chat"], "Chat") == set()
    assert wrong(photo["photo"][0], "PhotoSize") == set()
