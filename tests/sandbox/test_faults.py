"""What goes wrong on the practice platforms, when it is asked to, and whether the platform acted."""

from __future__ import annotations

import http.client
import time
from typing import Any

import pytest

from jansetu.sandbox.faults import KINDS, BadFault, Fault, Faults
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.sandbox.conftest import Client, Told

ME = account_number("x", "collectorujjain")
LOST = (http.client.RemoteDisconnected, ConnectionResetError)


def post(x: Client, text: str = "सूचना") -> Told:
    return x("POST", "/2/tweets", {"text": text})


def timeline(x: Client) -> list[Any]:
    found: list[Any] = x("GET", f"/2/users/{ME}/tweets").body.get("data", [])
    return found


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("401", 401),
        ("403", 403),
        ("429", 429),
        ("500", 500),
        ("503", 503),
        ("refuse", 400),
        ("duplicate", 403),
    ],
)
def test_a_spoken_fault_is_the_platforms_own_refusal_and_nothing_is_done(
    x: Client, sandbox: Sandbox, kind: str, status: int
) -> None:
    sandbox.fault(kind, platform="x", next=1)
    told = post(x)
    assert (told.status, "title" in told.body) == (status, True)
    assert sandbox.count()["publish"] == 0
    assert post(x).status == 201


@pytest.mark.parametrize(("kind", "acted"), [("lose_answer", 1), ("drop", 0)])
def test_a_lost_answer_was_acted_on_and_a_dropped_call_was_not(
    x: Client, sandbox: Sandbox, kind: str, acted: int
) -> None:
    sandbox.fault(kind, platform="x", next=1)
    with pytest.raises(LOST):
        post(x)
    assert sandbox.count()["publish"] == acted
    assert len(timeline(x)) == acted


@pytest.mark.parametrize(("kind", "mime"), [("html", "text/html"), ("empty", "application/json")])
@pytest.mark.parametrize("acts", [False, True])
def test_nonsense_may_hide_that_the_platform_acted(
    x: Client, sandbox: Sandbox, kind: str, mime: str, acts: bool
) -> None:
    sandbox.fault(kind, platform="x", next=1, acts=acts)
    told = post(x)
    assert (told.status, told.headers.get_content_type()) == (200, mime)
    assert sandbox.count()["publish"] == int(acts)


def test_a_stalled_answer_comes_late_and_whole(x: Client, sandbox: Sandbox) -> None:
    sandbox.fault("stall", platform="x", next=1, stall_ms=300)
    began = time.monotonic()
    told = post(x)
    assert time.monotonic() - began >= 0.3
    assert told.status == 201
    assert sandbox.count()["publish"] == 1


def test_a_lagging_timeline_hides_what_stands_already(x: Client, sandbox: Sandbox) -> None:
    sandbox.fault("lag", platform="x", calls="read", lag_ms=60_000)
    post_id = post(x).body["data"]["id"]
    assert timeline(x) == []
    assert x("GET", f"/2/tweets/{post_id}").status == 200
    sandbox.calm()
    assert [shown["id"] for shown in timeline(x)] == [post_id]


def test_a_short_lag_passes_by_itself(x: Client, sandbox: Sandbox) -> None:
    sandbox.fault("lag", platform="x", calls="read", ms=400)
    post(x)
    assert timeline(x) == []
    time.sleep(0.45)
    assert len(timeline(x)) == 1


def test_a_fault_strikes_only_whom_it_is_meant_for(x: Client, facebook: Client, sandbox: Sandbox) -> None:
    sandbox.fault("503", platform="x", account="somebody", calls="all")
    sandbox.fault("503", platform="x", account="collectorujjain", calls="delete")
    told = post(x)
    assert told.status == 201
    assert facebook("POST", "/me/feed", form={"message": "सूचना"}).status == 200
    assert Client(sandbox.port, "/x", "sandbox-somebody")("GET", "/2/users/me").status == 503
    assert x("DELETE", f"/2/tweets/{told.body['data']['id']}").status == 503
    assert sandbox.count()["delete"] == 0


def test_what_fired_is_counted_and_calm_takes_it_away(x: Client, control: Client, sandbox: Sandbox) -> None:
    sandbox.fault("500", platform="x", next=2)
    assert [post(x).status for _ in range(2)] == [500, 500]
    told = control("GET", "/_sandbox/faults").body
    assert told["fired"] == {"500": 2}
    assert told["faults"][0]["kind"] == "500"
    sandbox.calm()
    assert control("GET", "/_sandbox/faults").body["faults"] == []
    assert post(x).status == 201


def test_a_bad_day_can_be_repeated() -> None:
    def day(seed: int) -> list[str]:
        faults = Faults()
        faults.add(kind="lose_answer", rate=0.2, seed=seed)
        faults.add(kind="503", rate=0.2, seed=seed + 1)
        picked = (faults.pick("x", "a", "publish") for _ in range(300))
        return [fault.kind if fault else "" for fault in picked]

    assert day(7) == day(7)
    assert day(7) != day(8)
    assert 30 <= day(7).count("lose_answer") <= 90


def test_a_fault_with_neither_rate_nor_number_strikes_every_call() -> None:
    faults = Faults()
    faults.add(kind="500")
    assert all(faults.pick("x", "a", "publish") for _ in range(10))
    assert faults.pick("x", "a", "read") is None
    assert Fault("lag").acts is False
    assert Fault("stall").acts is True


@pytest.mark.parametrize(
    "wanted",
    [{"kind": "flood"}, {"kind": "500", "calls": "everything"}, {"kind": "500", "colour": "red"}, {}],
)
def test_a_fault_that_does_not_exist_is_refused(control: Client, wanted: dict[str, str]) -> None:
    told = control("POST", "/_sandbox/faults", wanted)
    assert told.status == 400
    assert told.body["error"]
    assert control("GET", "/_sandbox/faults").body["faults"] == []
    with pytest.raises(BadFault):
        Faults().add(**wanted)


def test_every_kind_of_fault_is_tried_somewhere_on_this_page(request: pytest.FixtureRequest) -> None:
    page = request.path.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f'"{kind}"' not in page] == []


def test_a_fault_of_so_many_seconds_is_over_by_itself() -> None:
    faults = Faults()
    faults.add(kind="429", seconds=0)
    faults.add(kind="drop", seconds=60)
    found = faults.pick("x", "collectorujjain", "publish")
    assert found is not None
    assert (found.kind, [one["kind"] for one in faults.listed()]) == ("drop", ["drop"])


def test_each_reading_that_a_lag_kept_something_from_is_counted(x: Client, sandbox: Sandbox) -> None:
    sandbox.fault("lag", platform="x", ms=60_000)
    assert timeline(x) == []
    before = sandbox.fired().get("lag", 0)
    post(x)
    assert timeline(x) == []
    assert sandbox.fired()["lag"] == before + 1
