"""The sandbox as a whole: its ledger, its pages, its memory, and that it stays on this machine."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.registry import CONNECTORS, credentials_from
from jansetu.sandbox.journal import Journal
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import PLATFORMS, NotStarted, Sandbox, running, server_of, start
from jansetu.sandbox.world import Post, World
from tests.connectors.pictures import one_picture
from tests.sandbox.conftest import Client

NASTY = '<script>alert(1)</script> "क" & <b>'


def post(x: Client, text: str) -> str:
    return str(x("POST", "/2/tweets", {"text": text}).body["data"]["id"])


def test_the_ledger_tells_every_act_in_its_order(x: Client, facebook: Client, sandbox: Sandbox) -> None:
    before = time.time()
    x_post = post(x, "एक")
    page_post = facebook("POST", "/me/feed", form={"message": "दो"}).body["id"]
    facebook("POST", f"/{page_post}", form={"message": "तीन"})
    x("DELETE", f"/2/tweets/{x_post}")
    entries = sandbox.ledger()
    assert [(one["seq"], one["act"], one["platform"], one["text"]) for one in entries] == [
        (1, "publish", "x", "एक"),
        (2, "publish", "facebook", "दो"),
        (3, "correct", "facebook", "तीन"),
        (4, "delete", "x", "एक"),
    ]
    assert sandbox.ledger(since=3) == entries[3:]
    assert {one["account"] for one in entries} == {"collectorujjain"}
    assert before - 1 <= entries[0]["at"] <= time.time() + 1


def test_a_text_published_twice_on_one_account_is_a_double(facebook: Client, sandbox: Sandbox) -> None:
    other = Client(sandbox.port, "/facebook/v23.0", "sandbox-other")
    for page in (facebook, facebook, other):
        page("POST", "/me/feed", form={"message": "वही पाठ"})
    count = sandbox.count()
    assert (count["publish"], count["distinct"], count["doubled"]) == (3, 2, 1)


def test_a_reset_forgets_everything(x: Client, control: Client, sandbox: Sandbox) -> None:
    post(x, "एक")
    sandbox.fault("500", platform="x")
    sandbox.reset()
    assert sandbox.ledger() == []
    assert control("GET", "/_sandbox/faults").body == {"faults": [], "fired": {}}
    assert post(x, "एक")


def test_every_page_says_that_it_is_practice_and_runs_nothing(x: Client, control: Client) -> None:
    post(x, NASTY)
    for path in ("/_sandbox/", "/_sandbox/see/x/collectorujjain", "/_sandbox/see/x/nobody"):
        told = control("GET", path)
        page = told.raw.decode()
        assert "अभ्यास मंच" in page
        assert "<script" not in page
        assert "default-src 'none'" in told.headers["Content-Security-Policy"]
    assert "&lt;script&gt;" in control("GET", "/_sandbox/see/x/collectorujjain").raw.decode()


def test_a_picture_is_shown_as_it_was_uploaded(
    facebook: Client, control: Client, sandbox: Sandbox, picture: bytes
) -> None:
    form = {"message": "चित्र", "alt_text_custom": "नया पुल"}
    media = facebook("POST", "/me/photos", form=form, file=("source", picture)).body["id"]
    told = control("GET", f"/_sandbox/media/facebook/{media}")
    assert (told.raw, told.headers["Content-Type"]) == (picture, "image/jpeg")
    assert 'alt="नया पुल"' in control("GET", "/_sandbox/see/facebook/collectorujjain").raw.decode()
    assert control("GET", "/_sandbox/media/facebook/0").status == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/_sandbox/ledger?since=x", None, 400),
        ("POST", "/_sandbox/faults", ["no object"], 400),
        ("GET", "/_sandbox/nowhere", None, 404),
        ("GET", "/nowhere", None, 404),
        ("GET", "/", None, 302),
    ],
)
def test_what_the_control_does_not_know_is_refused(
    control: Client, method: str, path: str, body: Any, status: int
) -> None:
    assert control(method, path, body).status == status


def test_faults_never_strike_the_control(control: Client, sandbox: Sandbox) -> None:
    sandbox.fault("drop", calls="all")
    assert control("GET", "/_sandbox/count").status == 200
    sandbox.calm()


def test_it_outlives_a_restart_with_its_posts_pictures_and_texts(tmp_path: Path) -> None:
    picture = one_picture(tmp_path, 0).path.read_bytes()
    with running(folder=tmp_path / "kept") as first:
        x = Client(first.port, "/x", "sandbox-collectorujjain")
        gone, kept = post(x, "एक"), post(x, "दो")
        x("DELETE", f"/2/tweets/{gone}")
        facebook = Client(first.port, "/facebook/v23.0", "sandbox-collectorujjain")
        form = {"message": "चित्र", "alt_text_custom": "पुल"}
        page_post = facebook("POST", "/me/photos", form=form, file=("source", picture)).body["post_id"]
        facebook("POST", f"/{page_post}", form={"message": "संशोधित"})
        ledger = first.ledger()
    with running(folder=tmp_path / "kept") as second:
        x = Client(second.port, "/x", "sandbox-collectorujjain")
        timeline = x("GET", f"/2/users/{account_number('x', 'collectorujjain')}/tweets").body["data"]
        assert [one["id"] for one in timeline] == [kept]
        assert x("POST", "/2/tweets", {"text": "दो"}).status == 403
        assert int(post(x, "तीन")) > int(kept)
        facebook = Client(second.port, "/facebook/v23.0", "sandbox-collectorujjain")
        assert facebook("GET", f"/{page_post}").body["message"] == "संशोधित"
        assert second.ledger()[: len(ledger)] == ledger


def test_a_last_line_cut_short_by_a_crash_is_left_out(tmp_path: Path) -> None:
    world = World(folder=tmp_path)
    account = world.account("x", "a")
    world.publish(account, Post("1", "a", "एक", 1.0))
    world.journal.close()
    journal = tmp_path / "journal.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8") + '{"do": "publ', encoding="utf-8")
    again = World(folder=tmp_path)
    assert [entry.text for entry in again.ledger.entries] == ["एक"]
    again.journal.close()
    repaired = Journal(tmp_path)
    assert len(list(repaired.replay())) == 1
    repaired.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org"])  # noqa: S104
def test_it_answers_on_this_machine_only(host: str) -> None:
    command = [sys.executable, "-m", "jansetu.sandbox", "--host", host, "--port", "0"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert answer.returncode == 1
    assert "NotLoopback" in answer.stderr


def test_it_ends_with_its_parent_and_a_taken_port_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(NotStarted, match="OSError"):
        start(port=sandbox.port)
    child = start()
    if child.process.stdin is not None:
        child.process.stdin.close()
    assert child.process.wait(timeout=10) == 0
    child.stop()


def test_every_platform_has_practice_credentials_for_its_connector() -> None:
    assert set(PLATFORMS) == set(CONNECTORS)
    with running() as sandbox:
        for kind in PLATFORMS:
            made = credentials_from(kind, sandbox.credentials(kind, "collectorujjain"))
            assert made.server == server_of(kind, sandbox.port)
