"""The practice Facebook, Instagram and Telegram call as the real ones do, and our hooks understand them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jansetu.connectors.facebook_hook import FacebookHook
from jansetu.connectors.hooks import Call, Hook, Item
from jansetu.connectors.instagram_hook import InstagramHook
from jansetu.connectors.telegram_hook import TelegramHook
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.sandbox.album import served
from tests.sandbox.conftest import Client
from tests.sandbox.test_facebook import PAGE
from tests.sandbox.test_facebook import publish as publish_on_page
from tests.sandbox.test_instagram import contained, publish

ACCOUNT, SECRET = "collectorujjain", "practice-secret-of-a-test"
HOOKS: dict[str, tuple[Hook, str]] = {
    "facebook": (FacebookHook(), "client_secret"),
    "instagram": (InstagramHook(), "client_secret"),
    "telegram": (TelegramHook(), "secret_token"),
}


@dataclass
class Ear:
    """A server of ours that platforms call, and what they said."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)

    def items(self, platform: str, count: int) -> list[Item]:
        """So many items, once they came; each genuine."""
        deadline = time.monotonic() + 10
        while len(self.calls) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        hook, name = HOOKS[platform]
        assert all(hook.is_genuine(call, {name: SECRET}) for call in self.calls)
        assert not any(hook.is_genuine(call, {name: "another"}) for call in self.calls)
        return [item for call in self.calls for item in hook.items(call)]


@contextmanager
def listening() -> Iterator[Ear]:
    ear = Ear()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            ear.calls.append(Call(query={}, headers=headers, body=body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        ear.url = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield ear
        finally:
            server.shutdown()
            thread.join(5)


@pytest.fixture
def ear(sandbox: Sandbox) -> Iterator[Ear]:
    """All three call it."""
    with listening() as made:
        for platform in HOOKS:
            sandbox.call(platform, made.url, secret=SECRET)
        yield made
        for platform in HOOKS:
            sandbox.call(platform, "")


def test_a_page_is_told_of_its_posts_and_of_what_citizens_say(
    facebook: Client, sandbox: Sandbox, ear: Ear
) -> None:
    post = publish_on_page(facebook, "नया पुल")
    comment = sandbox.say("facebook", ACCOUNT, "कब खुलेगा?", reply_to=post)
    visit = sandbox.say("facebook", ACCOUNT, "धन्यवाद")
    facebook("POST", f"/{post}/comments", form={"message": "आज"})
    items = ear.items("facebook", 4)
    hook = HOOKS["facebook"][0]
    assert {item.account for item in items} == {PAGE}
    assert [(one.remote_id, one.text) for item in items for one in hook.posts(item.raw)] == [(post, "नया पुल")]
    said = [one for item in items for one in hook.remarks(item.raw)]
    assert [(one.remote_id, one.kind, one.answers) for one in said] == [
        (comment, "comment", post),
        (visit, "mention", ""),
    ]


def test_an_account_is_told_of_comments_and_mentions(
    instagram: Client, sandbox: Sandbox, ear: Ear, tmp_path: Path
) -> None:
    Image.new("RGB", (64, 48), "#138808").save(tmp_path / "good.jpg", "JPEG")
    with served(tmp_path) as album:
        post = publish(instagram, contained(instagram, album)).body["id"]
    comment = sandbox.say("instagram", ACCOUNT, "कब खुलेगा?", reply_to=post)
    answer = sandbox.say("instagram", ACCOUNT, "कल", reply_to=comment)
    tag = sandbox.say("instagram", ACCOUNT, "@collectorujjain")
    instagram("POST", f"/{post}/comments", form={"message": "आज"})
    items = ear.items("instagram", 4)
    assert {item.account for item in items} == {account_number("instagram", ACCOUNT)}
    said = [one for item in items for one in HOOKS["instagram"][0].remarks(item.raw)]
    assert [(one.remote_id, one.kind, one.answers) for one in said] == [
        (comment, "comment", post),
        (answer, "comment", comment),
        (tag, "mention", ""),
    ]


def test_a_bot_is_told_of_what_people_post_and_not_of_what_it_sent_itself(
    telegram: Client, sandbox: Sandbox, ear: Ear
) -> None:
    telegram("POST", "/sendMessage", {"chat_id": f"@{ACCOUNT}", "text": "बॉट से"})
    Client(sandbox.port, "/telegram")("POST", f"/app/{ACCOUNT}", form={"text": "ऐप से"})
    (item,) = ear.items("telegram", 1)
    (post,) = HOOKS["telegram"][0].posts(item.raw)
    assert (post.text, item.account) == ("ऐप से", str(item.raw["channel_post"]["chat"]["id"]))
    time.sleep(0.2)
    assert len(ear.calls) == 1
