"""What is blotted out is gone from every byte that can leave: one colour in all renditions, and no EXIF."""

from __future__ import annotations

import io
import shutil
from datetime import datetime

import pytest
from PIL import Image

from jansetu.audit.models import Event
from jansetu.connectors import registry
from jansetu.content import storage
from jansetu.content.models import Media
from jansetu.content.operations.media import store_photo
from jansetu.content.operations.redacting import Box, proposed_boxes, redact
from jansetu.content.rendering import PAGE_SIZES, rendition_for_pages, rendition_of
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.core.documents.pictures_of_text import notice

PLACE = Box(0.0321, 0.5, 0.4, 0.25)


def kept(cast: Cast, now: datetime, form: str = "JPEG") -> Media:
    return store_photo(notice(form=form), by=cast.asha, now=now)


def darkest_to_lightest(file: str, box: Box, inset: int = 0) -> tuple[int, int]:
    """Within the box; what was scaled has soft edges, so a little in from them."""
    with Image.open(storage.path_of(file)) as picture:
        grey = picture.convert("L")
    wide, high = grey.size
    edges = (box.left * wide, box.top * high, (box.left + box.width) * wide, (box.top + box.height) * high)
    left, top, right, bottom = (round(edge) for edge in edges)
    colours = grey.crop((left + inset, top + inset, right - inset, bottom - inset)).histogram()
    found = [colour for colour, many in enumerate(colours) if many]
    return found[0], found[-1]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_pixels_under_a_box_are_one_colour_in_every_rendition(
    cast: Cast, now: datetime, form: str
) -> None:
    original = kept(cast, now, form)
    made = redact(original, [PLACE], by=cast.asha, now=now)
    assert darkest_to_lightest(original.file, PLACE)[1] > 200
    assert darkest_to_lightest(made.file, PLACE) == (0, 0)
    takes = [kind for kind, _ in registry.kinds() if registry.limits_of(kind).pictures]
    plain = [kind for kind in takes if registry.limits_of(kind).aspect is None]
    renditions = [rendition_for_pages(made, size) for size in PAGE_SIZES]
    renditions += [rendition_of(made, kind) for kind in plain]
    assert len(renditions) > 5
    for rendition in renditions:
        darkest, lightest = darkest_to_lightest(rendition.file, PLACE, inset=8)
        assert lightest - darkest < 12, rendition.derivation


def test_the_copy_is_another_photo_and_says_where_it_came_from(cast: Cast, now: datetime) -> None:
    original = kept(cast, now)
    made = redact(original, [PLACE], by=cast.asha, now=now)
    assert made.digest != original.digest
    assert (made.unit, made.width, made.height) == (original.unit, original.width, original.height)
    with Image.open(storage.path_of(made.file)) as picture:
        assert not picture.getexif()
        assert "thumbnail" not in picture.info
    event = Event.objects.get(verb="media.redacted")
    assert event.detail == {"from": original.digest, "boxes": 1}


@pytest.mark.django_db(transaction=True)
def test_it_needs_no_transaction_around_it(cast: Cast, now: datetime) -> None:
    made = redact(kept(cast, now), [PLACE], by=cast.asha, now=now)
    assert Event.objects.filter(verb="media.redacted", subject_id=str(made.pk)).exists()


def test_boxes_at_the_edges_cover_the_last_pixel(cast: Cast, now: datetime) -> None:
    made = redact(kept(cast, now), [Box(0.9, 0.9, 0.1, 0.1)], by=cast.asha, now=now)
    with Image.open(storage.path_of(made.file)) as picture:
        corner = picture.convert("L").getpixel((picture.width - 1, picture.height - 1))
    assert corner == 0


def test_no_boxes_or_such_outside_are_refused_and_so_is_another_office(cast: Cast, now: datetime) -> None:
    original = kept(cast, now)
    for boxes in (
        [],
        [PLACE] * 41,
        [Box(1.2, 0, 0.1, 0.1)],
        [Box(0, 0, 0, 0.5)],
        [Box(float("nan"), 0, 1, 1)],
    ):
        with pytest.raises(Refusal, match="no_boxes"):
            redact(original, boxes, by=cast.asha, now=now)
    with pytest.raises(Refusal, match="not_allowed"):
        redact(original, [PLACE], by=cast.esha, now=now)
    assert Media.objects.count() == 1


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_telephone_number_on_the_picture_is_proposed_and_nothing_else(cast: Cast, now: datetime) -> None:
    original = kept(cast, now)
    boxes = proposed_boxes(original)
    assert 1 <= len(boxes) <= 3
    made = redact(original, boxes, by=cast.asha, now=now)
    assert proposed_boxes(made) == []


def test_a_picture_without_a_number_needs_no_box(cast: Cast, now: datetime) -> None:
    blank = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(blank, "PNG")
    blank.seek(0)
    if shutil.which("tesseract"):
        assert proposed_boxes(store_photo(blank, by=cast.asha, now=now)) == []
