"""What each person does in the browser, in their own words: send, write, approve, withdraw."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from jansetu.connectors.contracts import Connector
from jansetu.connectors.registry import CONNECTORS
from tests.journeys.town import Town

TITLE = "उज्जैन में निःशुल्क नेत्र शिविर, 212 मरीजों की जाँच"
BODY = """उज्जैन, 24 नवंबर। जिला चिकित्सालय में आज निःशुल्क नेत्र परीक्षण शिविर लगाया गया। \
शिविर में 212 मरीजों की आँखों की जाँच हुई और 38 मरीजों को मोतियाबिंद के ऑपरेशन के लिए चुना गया।

सभी ऑपरेशन निःशुल्क होंगे। अगला शिविर 8 दिसंबर को घटिया में लगेगा।"""


def is_out_of_reach(connector: type[Connector]) -> bool:
    """Whether a post with a photo cannot go there: it takes films only, or writes to subscribers alone."""
    limits = connector.limits
    return limits.one_each or (limits.video is not None and limits.video.needed)


OUT_OF_REACH = {one.label for one in CONNECTORS.values() if is_out_of_reach(one)}  # nobody subscribed here
ALT = "जिला चिकित्सालय में आँखों की जाँच कराते मरीज"


def photo(folder: Path, name: str = "shivir.jpg") -> Path:
    """A telephone's photo, with the place where it was taken in its EXIF."""
    picture = Image.new("RGB", (2400, 1800), "#7aa7c7")
    ImageDraw.Draw(picture).ellipse((600, 400, 1800, 1500), fill="#f2e3c6")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 10.0, 58.0), 3: "E", 4: (75.0, 46.0, 38.0)})
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, quality=85)
    file = folder / name
    file.write_bytes(written.getvalue())
    with Image.open(file) as kept:
        assert kept.getexif().get_ifd(0x8825), "the photo tells its place before it is sent"
    return file


def send_note(page: Page, town: Town, picture: Path) -> None:
    """The officer writes a note with a photo and sends it."""
    page.goto(f"{town.web}/desk/")
    page.get_by_role("link", name="नई सूचना भेजें").click()
    page.get_by_label("बैठक").check()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=body]").fill(BODY)
    page.locator("#files").set_input_files(picture)
    page.locator("[name^=alt]").first.fill(ALT)
    page.get_by_role("button", name="सूचना भेजें").click()
    expect(page.locator("h1")).to_contain_text(TITLE)


def write_post(page: Page, town: Town) -> None:
    """The PRO makes a post of the note, for every channel of the district, and asks for approval."""
    page.goto(f"{town.web}/desk/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="पोस्ट बनाएँ").click()
    expect(page.locator("#editor")).to_be_visible()
    page.locator("[name^='text-x']").first.fill(f"{TITLE}। सभी ऑपरेशन निःशुल्क। #उज्जैन #नेत्र_शिविर")
    for group in page.locator(".ticks[role=group]").all():
        if group.get_attribute("aria-label") not in OUT_OF_REACH:
            for tick in group.locator("input[type=checkbox][name^='channel-']").all():
                tick.check()
    page.get_by_role("button", name="सहेजें और अनुमोदन माँगें").click()
    expect(page.locator("main")).to_contain_text("अनुमोदन की प्रतीक्षा")


def approve(page: Page, town: Town) -> None:
    """The approver, on a phone, reads and approves at once."""
    page.goto(f"{town.web}/desk/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="अनुमोदित करें और अभी प्रकाशित करें").click()
    expect(page.locator("main")).to_contain_text("अनुमोदित")


def withdraw(page: Page, post: str) -> None:
    """Two taps on a phone."""
    page.goto(post)
    page.get_by_role("link", name="वापस लें").first.click()
    page.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="सब जगह से वापस लें").click()
    expect(page.get_by_role("heading", name="जो वापस नहीं हो सकता")).to_be_visible()
