"""Citizens on the practice platforms: they say what they are told to; by themselves only with a pace."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from jansetu.sandbox import figures
from jansetu.sandbox.citizens import AFTER, Citizens
from jansetu.sandbox.facebook import Facebook
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.mastodon import Mastodon
from jansetu.sandbox.process import running
from jansetu.sandbox.world import Post, World
from jansetu.sandbox.x import X
from tests.sandbox.conftest import Client

OFFICE = "collectorujjain"


def world_at(clock: list[float], pace: float = 1, folder: Path | None = None) -> World:
    """A world whose time stands in a list."""
    return World(folder=folder, pace=pace, clock=lambda: clock[0])


def citizens_of(world: World) -> Citizens:
    faults = Faults()
    return Citizens(world, {kind.name: kind(world, faults) for kind in (X, Facebook, Mastodon)})


def published(world: World, number: int = 1) -> Post:
    account = world.account("x", OFFICE)
    return world.publish(account, Post(str(number), OFFICE, f"सूचना {number}", world.clock()))


def test_a_remark_outlives_a_restart_and_so_does_that_it_is_hidden(tmp_path: Path) -> None:
    clock = [1000.0]
    world = world_at(clock, folder=tmp_path)
    citizens, post = citizens_of(world), published(world)
    said = citizens.say({"platform": "x", "account": OFFICE, "text": "कब?", "reply_to": post.id})
    world.note("x", said, "hidden", True)
    world.journal.close()
    again = world_at(clock, folder=tmp_path)
    (kept,) = again.remarks["x", OFFICE]
    assert (kept.text, kept.to, kept.detail["hidden"]) == (said.text, OFFICE, True)
    assert again.answers_to("x", post.id) == []
    again.journal.close()


def test_what_citizens_say_is_no_act_of_a_client() -> None:
    world = world_at([1000.0])
    citizens, post = citizens_of(world), published(world)
    citizens.say({"platform": "x", "account": OFFICE, "text": "कब?", "reply_to": post.id})
    assert [entry.act for entry in world.ledger.entries] == ["publish"]
    assert world.account("x", OFFICE).standing == 1


def test_figures_are_the_same_for_the_same_moment_and_only_grow() -> None:
    clock = [1000.0]
    world = world_at(clock)
    post = published(world)
    told = []
    for hour in range(48):
        clock[0] = 1000.0 + hour * 3600
        assert figures.of_post(world, "x", post) == figures.of_post(world, "x", post)
        told.append(figures.of_post(world, "x", post))
    assert told[0].views == 0
    assert told[-1].views > told[1].views > 0
    for before, after in pairwise(told):
        assert after.views >= before.views
        assert after.likes >= before.likes
    assert figures.followers(world, world.account("x", OFFICE)) > 120


def test_without_a_pace_nobody_comes_by_themselves() -> None:
    clock = [1000.0]
    world = world_at(clock, pace=0)
    citizens, posts = citizens_of(world), [published(world, number) for number in range(1, 9)]
    clock[0] += 10**6
    assert citizens.stir() == 0
    assert {figures.of_post(world, "x", post).views for post in posts} == {0}
    assert figures.followers(world, world.account("x", OFFICE)) == 0


def test_with_a_pace_each_post_gets_its_few_answers_once() -> None:
    clock = [1000.0]
    world = world_at(clock, pace=10)
    citizens = citizens_of(world)
    for number in range(1, 13):
        published(world, number)
    assert citizens.stir() == 0
    clock[0] += max(AFTER) / 10
    first = citizens.stir()
    assert 0 < first <= 12 * len(AFTER)
    assert citizens.stir() == 0
    assert len(world.remarks["x", OFFICE]) == first
    assert all(remark.reply_to for remark in world.remarks["x", OFFICE])


@pytest.mark.parametrize(
    "asked",
    [
        {"platform": "orkut", "account": OFFICE, "text": "कब?"},
        {"platform": "x", "account": OFFICE, "text": ""},
        {"platform": "x", "account": OFFICE, "text": "कब?", "reply_to": "404"},
    ],
)
def test_nobody_says_what_cannot_be_said(control: Client, asked: dict[str, str]) -> None:
    assert control("POST", "/_sandbox/remarks", asked).status == 400


def test_a_citizen_is_no_practice_account_of_an_office(control: Client) -> None:
    said = {"platform": "x", "account": OFFICE, "text": "सड़क?", "author": "ravi_sharma"}
    assert control("POST", "/_sandbox/remarks", said).status == 200
    shelves = control("GET", "/_sandbox").raw.decode()
    assert OFFICE in shelves
    assert "ravi_sharma" not in shelves
    page = control("GET", f"/_sandbox/see/x/{OFFICE}").raw.decode()
    assert "सड़क?" in page
    assert "उल्लेख" in page


def test_a_sandbox_with_a_pace_comes_to_life_by_itself() -> None:
    with running(pace=100_000) as sandbox:
        x = Client(sandbox.port, "/x", f"sandbox-{OFFICE}")
        for number in range(6):
            x("POST", "/2/tweets", {"text": f"सूचना {number}"})
        account = sandbox.credentials("x", OFFICE)["account_id"]
        until = time.monotonic() + 20
        while time.monotonic() < until:
            told = x("GET", f"/2/users/{account}/mentions").body
            if told["meta"]["result_count"]:
                break
            time.sleep(0.2)
        assert told["data"][0]["text"].startswith(f"@{OFFICE} ")
        assert sandbox.count()["publish"] == 6
