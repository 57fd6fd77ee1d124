"""Real keys in a real browser: three Hindi keyboards, the caret anywhere, undo, and the choice kept."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser]
SCRIPTS = Path(str(files("jansetu.web"))) / "static" / "jansetu" / "js"
HERE = "http://desk.test"
PAGE = """<!doctype html><html lang="hi"><meta charset="utf-8"><body>
<input id="title" lang="hi"><textarea id="text" lang="hi"></textarea>
<textarea id="english" lang="en"></textarea>
{chooser}<script type="module" src="/typing.js"></script></body></html>"""


def answer(route: Route) -> None:
    name = route.request.url.removeprefix(HERE).strip("/")
    if name:
        route.fulfill(body=(SCRIPTS / name).read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        chooser = render_to_string("jansetu/parts/typing.html")
        route.fulfill(body=PAGE.format(chooser=chooser), content_type="text/html; charset=utf-8")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="hi-IN")
    context.route("**/*", answer)
    page = context.new_page()
    page.goto(HERE)
    yield page
    context.close()


def choose(page: Page, layout: str) -> None:
    page.locator("[data-typing]").first.select_option(layout)
    page.locator("#text").focus()


def press(page: Page, keys: str) -> str:
    page.keyboard.type(keys)
    return value(page)


def value(page: Page, field: str = "#text") -> str:
    return page.locator(field).input_value()


@pytest.mark.parametrize(
    ("layout", "keys", "written"),
    [
        ("remington", "eq[;ea=h us {ks= esa fo|kfFkZ;ksa dk dk;Z", "मुख्यमंत्री ने क्षेत्र में विद्यार्थियों का कार्य"),
        ("inscript", "cgKd/cxldjr vs kd<sldj 2026", "मुख्यमंत्री ने क्षेत्र 2026"),
        ("phonetic", "mukhyamaMtrii ne kshetra, dharm |", "मुख्यमंत्री ने क्षेत्र, धर्म ।"),
        ("off", "eq[;ea=h", "eq[;ea=h"),
    ],
)  # fmt: skip
def test_what_is_typed_stands_there_in_hindi(page: Page, layout: str, keys: str, written: str) -> None:
    choose(page, layout)
    assert press(page, keys) == written


def test_the_sign_and_the_reph_go_to_their_places_while_they_are_typed(page: Page) -> None:
    choose(page, "remington")
    assert [press(page, key) for key in "fueZy"] == ["ि", "नि", "निम", "निर्म", "निर्मल"]


def test_in_the_middle_of_a_text_the_rest_stays(page: Page) -> None:
    page.locator("#text").fill("राज्य सरकार")
    choose(page, "remington")
    page.locator("#text").evaluate("field => field.setSelectionRange(6, 6)")
    assert press(page, "fLFkr ") == "राज्य स्थित सरकार"
    page.locator("#text").evaluate("field => field.setSelectionRange(0, 5)")
    assert press(page, "dsUnz") == "केन्द्र स्थित सरकार"


def test_the_rubber_takes_back_one_key_and_undo_what_it_knows(page: Page) -> None:
    choose(page, "remington")
    press(page, "fd")
    page.keyboard.press("Backspace")
    assert press(page, "[k") == "खि"
    page.keyboard.press("End")
    press(page, " Hkksiky")
    for _ in range(40):
        page.keyboard.press("Control+z")
    assert value(page) == ""
    for _ in range(40):
        page.keyboard.press("Control+y")
    assert value(page) == "खि भोपाल"


def test_every_key_is_told_to_the_page(page: Page) -> None:
    page.evaluate("window.told = 0; document.addEventListener('input', () => { window.told += 1; })")
    choose(page, "phonetic")
    press(page, "raam")
    assert page.evaluate("window.told") >= 4


def test_english_fields_are_left_and_titles_are_not(page: Page) -> None:
    choose(page, "inscript")
    page.locator("#english").focus()
    press(page, "road")
    page.locator("#title").focus()
    press(page, "Yejl")
    assert (value(page, "#english"), value(page, "#title")) == ("road", "भारत")


def test_the_choice_is_kept_and_a_key_switches_it(page: Page) -> None:
    choose(page, "inscript")
    page.reload()
    assert page.locator("[data-typing]").count() == 1
    page.locator("#text").focus()
    assert press(page, "Yejl ") == "भारत "
    page.keyboard.press("Alt+Shift+H")
    assert press(page, "x") == "भारत x"
    assert page.locator("[data-typing-said]").inner_text().startswith("बंद")
    page.keyboard.press("Alt+Shift+H")
    assert press(page, "j") == "भारत xर"
