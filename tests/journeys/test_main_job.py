"""The main job in a real browser: a note with a photo comes out on every channel, once, and goes again."""

from __future__ import annotations

import io
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import regex
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from jansetu.connectors.registry import CONNECTORS
from jansetu.sandbox.process import PLATFORMS
from tests.journeys import people
from tests.journeys.town import Town, log_in, visitor

GPS = 0x8825  # the EXIF part that says where
REACHED = {kind for kind in PLATFORMS if CONNECTORS[kind].label not in people.OUT_OF_REACH}
# The district's four offices on every platform that it reaches; on X one publishes and the others repost.
EXPECTED = 4 * (len(REACHED) - 1) + 1

pytestmark = [pytest.mark.browser]


def person(browser: Browser, town: Town, role: str, *, width: int = 1280) -> Page:
    """Somebody logged in, in a browser of their own."""
    page = visitor(browser, width=width).new_page()
    page.set_default_timeout(20_000)
    log_in(page, town, role)
    return page


def wait_for(what: Any, seconds: float = 30) -> Any:
    """The first true answer of `what`, or a failure."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError("it did not come about in time")


def published(town: Town) -> Counter[tuple[str, str]]:
    """How often each account really published, from the practice platforms' own ledger."""
    acts = [row for row in town.ledger() if row["act"] == "publish"]
    return Counter((row["platform"], row["account"]) for row in acts)


def picture_on(town: Town, place: str) -> bytes:
    """The newest picture that a citizen sees on an account of the practice platforms."""
    with urlopen(f"{town.sandbox}/_sandbox/see/{place}") as page:
        address = regex.search(r'<img src="(/_sandbox/media/[^"]+)"', page.read().decode())
    assert address is not None
    with urlopen(town.sandbox + address[1]) as picture:
        seen: bytes = picture.read()
    return seen


def has_a_place(picture: bytes) -> bool:
    """Whether the picture tells where it was taken."""
    return bool(Image.open(io.BytesIO(picture)).getexif().get_ifd(GPS))


def read_as_citizen(browser: Browser, town: Town) -> str:
    """A citizen finds the post on the portal, on a phone, and reads it; its address."""
    citizen = visitor(browser, width=360).new_page()
    citizen.goto(f"{town.web}/")
    citizen.get_by_role("link", name=people.TITLE).first.click()
    expect(citizen.locator("main")).to_contain_text("सभी ऑपरेशन निःशुल्क होंगे")
    expect(citizen.get_by_alt_text(people.ALT).first).to_be_visible()
    return citizen.url


def test_a_hindi_note_becomes_posts_on_official_accounts_and_is_withdrawn(
    jansetu_town: Town, chromium: Browser, tmp_path: Path
) -> None:
    town = jansetu_town
    officer = person(chromium, town, "sender")
    people.send_note(officer, town, people.photo(tmp_path))
    note = officer.url

    people.write_post(person(chromium, town, "desk_officer"), town)
    approver = person(chromium, town, "approver", width=360)
    people.approve(approver, town)
    post = approver.url

    counted = wait_for(lambda: (found := published(town)).total() >= EXPECTED and found)
    assert len(counted) == EXPECTED
    assert {platform for platform, _ in counted} == REACHED
    assert set(counted.values()) == {1}

    for place in ("facebook/collectorujjain", "x/collectorujjain"):
        assert not has_a_place(picture_on(town, place))

    permalink = read_as_citizen(chromium, town)
    officer.goto(note)
    expect(officer.locator("main")).to_contain_text("प्रकाशित")
    assert officer.get_by_role("link", name="प्रकाशित पोस्ट देखें").count() >= EXPECTED - 1

    people.withdraw(approver, post)
    deleted = wait_for(
        lambda: [row for row in town.ledger() if row["act"] == "delete"][EXPECTED - 1 :] and town.ledger()
    )
    assert Counter(row["act"] for row in deleted)["delete"] == counted.total()
    # Another citizen: the first one's browser may show the page for a minute more.
    gone = visitor(chromium).new_page().goto(permalink)
    assert gone is not None
    assert gone.status == 410
    with urlopen(f"{town.web}/feed.xml") as answer:
        assert people.TITLE not in answer.read().decode()
