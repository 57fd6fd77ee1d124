"""Boxes over a photo, drawn with a pointer, typed as numbers and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser]
SCRIPTS = Path(str(files("jansetu.web"))) / "static" / "jansetu" / "js"
HERE = "http://desk.test"
ROW = "".join(f'<input type="number" name="{side}">' for side in ("left", "top", "width", "height"))
PAGE = f"""<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }} .blots {{ position: relative;
width: 400px; height: 200px }} .blot {{ position: absolute }}</style><div class="blots" data-blots></div>
<ol data-blot-rows><li>{ROW}<button type="button" data-clear-blot hidden>x</button></li></ol>
<script type="module" src="/blots.js"></script>"""


def answer(route: Route) -> None:
    name = route.request.url.removeprefix(HERE).strip("/")
    if name:
        route.fulfill(body=(SCRIPTS / name).read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 800, "height": 600})
    context.route("**/*", answer)
    page = context.new_page()
    page.goto(HERE)
    yield page
    context.close()


def drag(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end)
    page.mouse.up()


def values(page: Page) -> list[list[str]]:
    rows = page.locator("[data-blot-rows] li").all()
    return [[one.input_value() for one in row.locator("input").all()] for row in rows]


def test_a_box_is_drawn_in_any_direction_and_a_click_is_none(page: Page) -> None:
    drag(page, (40, 20), (200, 120))
    drag(page, (380, 180), (300, 150))
    page.mouse.click(10, 10)
    assert values(page)[:2] == [["10.0", "10.0", "40.0", "50.0"], ["75.0", "75.0", "20.0", "15.0"]]
    assert page.locator(".blot").count() == 2


def test_numbers_draw_too_and_a_box_is_taken_away(page: Page) -> None:
    for field, number in zip(page.locator("input").all(), ("25", "50", "10", "20"), strict=True):
        field.fill(number)
    box = page.locator(".blot").bounding_box()
    assert box is not None
    assert [round(box[side]) for side in ("x", "y", "width", "height")] == [100, 100, 40, 40]
    page.locator("[data-clear-blot]").click()
    assert page.locator(".blot").count() == 0
    assert values(page) == [["", "", "", ""]]
