"""Photos come in as what they are, without their location, and go out as each platform takes them."""

from __future__ import annotations

import io
import resource
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import pytest
from PIL import Image, ImageChops, ImageStat, PngImagePlugin

from jansetu.connectors import registry
from jansetu.content import rendering, storage
from jansetu.content.models import Media, Rendition, Submission
from jansetu.content.operations.media import LARGEST_FILE, store_photo
from jansetu.content.rendering import derivation_for, outgoing_pictures, rendition_of
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import begin, jpeg, keep_photo, picture, save, send, text

PLACE = b"23.1828,75.7772"  # what must not be found in any byte of what is kept
GPS = 0x8825
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>" + PLACE + b"</exif:GPSLatitude></x:xmpmeta>"


def placed() -> Image.Exif:
    """EXIF of a telephone that knows where it is, lying on its side."""
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()  # description
    exif[0x0112] = 6  # turn by a quarter
    exif.get_ifd(GPS).update({1: "N", 2: (23.0, 10.0, 58.0), 3: "E", 4: (75.0, 46.0, 37.0)})
    return exif


def encoded(form: str, size: tuple[int, int] = (64, 48), **options: object) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, form, **options)
    file.seek(0)
    return file


def a_jpeg() -> io.BytesIO:
    return encoded("JPEG", exif=placed().tobytes(), xmp=XMP, comment=PLACE)


def an_upright_jpeg() -> io.BytesIO:
    exif = placed()
    exif[0x0112] = 1
    return encoded("JPEG", size=(48, 64), exif=exif.tobytes(), xmp=XMP, comment=PLACE)


def a_png() -> io.BytesIO:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", PLACE.decode())
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return encoded("PNG", exif=placed().tobytes(), pnginfo=words)


def a_webp() -> io.BytesIO:
    return encoded("WEBP", exif=placed().tobytes(), xmp=XMP)


def a_camera_jpeg() -> io.BytesIO:
    """With a second picture behind the first."""
    behind = Image.new("RGB", (8, 8), "red")
    return encoded("MPO", exif=placed().tobytes(), save_all=True, append_images=[behind])


@pytest.mark.parametrize("make", [a_jpeg, an_upright_jpeg, a_png, a_webp, a_camera_jpeg])
def test_location_camera_and_comments_are_gone_and_the_photo_stands_upright(
    cast: Cast, now: datetime, make: Callable[[], io.BytesIO]
) -> None:
    assert PLACE in make().getvalue()
    media = store_photo(make(), by=cast.asha, now=now)
    kept = storage.path_of(media.file).read_bytes()
    assert PLACE not in kept
    with Image.open(io.BytesIO(kept)) as photo:
        assert not photo.getexif()
        assert not photo.getexif().get_ifd(GPS)
        assert not photo.info.get("xmp")
        assert photo.size == (media.width, media.height) == (48, 64)


def test_an_upright_jpeg_loses_next_to_nothing(cast: Cast, now: datetime) -> None:
    file = io.BytesIO()
    Image.effect_noise((200, 100), 90).convert("RGB").save(file, "JPEG", quality=71)
    media = store_photo(io.BytesIO(file.getvalue()), by=cast.asha, now=now)
    with Image.open(file) as before, Image.open(storage.path_of(media.file)) as after:
        lost = ImageStat.Stat(ImageChops.difference(before, after)).mean
    assert max(lost) < 1.2  # of 255
    assert media.size < 1.05 * len(file.getvalue())


def test_three_hundred_megabytes_are_refused_after_fifteen(cast: Cast, now: datetime, tmp_path: Path) -> None:
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as file:
        file.write(jpeg().getvalue())
        file.truncate(300 * 1024 * 1024)
    with huge.open("rb", buffering=0) as file, pytest.raises(Refusal, match="photo_too_large"):
        store_photo(file, by=cast.asha, now=now)
    with huge.open("rb", buffering=0) as file:
        assert read_of(file, cast, now) <= LARGEST_FILE + 1
    assert not Media.objects.exists()


def read_of(file: IO[bytes], cast: Cast, now: datetime) -> int:
    with pytest.raises(Refusal):
        store_photo(file, by=cast.asha, now=now)
    return file.tell()


def a_cut_off_jpeg() -> bytes:
    return jpeg(quality=95).getvalue()[:-400]


def a_broken_png() -> bytes:
    whole = bytearray(a_png().getvalue())
    whole[len(whole) // 2] ^= 0xFF
    return bytes(whole)


def a_gif() -> bytes:
    return encoded("GIF").getvalue()


WRONG: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": "केवल पाठ".encode,
    "pdf": lambda: b"%PDF-1.7\n" + b"x" * 500,
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "gif": a_gif,
    "cut off": a_cut_off_jpeg,
    "broken": a_broken_png,
    "only a beginning": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100,
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_whole_photo_is_refused_and_nothing_is_kept(
    cast: Cast, now: datetime, what: str, media_folder: Path
) -> None:
    with pytest.raises(Refusal, match="not_a_photo"):
        store_photo(io.BytesIO(WRONG[what]()), by=cast.asha, now=now)
    assert not Media.objects.exists()
    assert not [file for file in media_folder.rglob("*") if file.is_file()]


def bomb(width: int, height: int) -> io.BytesIO:
    """A black PNG, small outside and huge inside."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


@pytest.mark.parametrize("side", [9_200, 16_000])
def test_a_decompression_bomb_is_refused_for_its_size(cast: Cast, now: datetime, side: int) -> None:
    file = bomb(side, side)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(Refusal, match="photo_too_large"):
        store_photo(file, by=cast.asha, now=now)


def test_the_same_photo_twice_is_one_of_its_office(cast: Cast, now: datetime) -> None:
    first, again = keep_photo(cast.asha, now), keep_photo(cast.asha, now)
    others = keep_photo(cast.dev, now)
    assert first == again != others
    assert first.file == others.file


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file of this process may grow further: the kernel refuses the write, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def noise(width: int, height: int) -> io.BytesIO:
    file = io.BytesIO()
    Image.effect_noise((width, height), 120).convert("RGB").save(file, "JPEG", quality=95)
    file.seek(0)
    return file


def test_on_a_full_disk_a_photo_is_refused_nothing_half_written_stays_and_later_it_comes_in(
    cast: Cast, now: datetime, media_folder: Path
) -> None:
    file = noise(4000, 2700)
    assert len(file.getvalue()) > 8 * 1024 * 1024
    with no_room_beyond(8 * 1024 * 1024):
        with pytest.raises(Refusal, match="disk_full"):
            store_photo(file, by=cast.asha, now=now)
        note = send(cast.asha, now)  # without the photo nothing of the note is lost
    assert Submission.objects.get() == note
    assert not Media.objects.exists()
    assert not [left for left in media_folder.rglob("*") if left.is_file()]
    file.seek(0)
    assert store_photo(file, by=cast.asha, now=now).size > 8 * 1024 * 1024


def test_on_a_full_disk_a_rendition_is_refused_and_the_original_stays(
    cast: Cast, now: datetime, media_folder: Path
) -> None:
    media = store_photo(noise(1200, 900), by=cast.asha, now=now)
    other = store_photo(noise(1300, 900), by=cast.asha, now=now)
    with no_room_beyond(1000), pytest.raises(Refusal, match="disk_full"):
        storage.keep(b"x" * 2000, "jpg")
    assert rendition_of(media, "x").size > 1000
    assert storage.path_of(other.file).exists()
    assert not list(media_folder.rglob(".part-*"))


@pytest.mark.parametrize("kind", [kind for kind, _ in registry.kinds() if registry.limits_of(kind).pictures])
def test_every_platform_gets_a_photo_within_its_limits(cast: Cast, now: datetime, kind: str) -> None:
    limits = registry.limits_of(kind)
    rendition = rendition_of(store_photo(noise(3400, 2200), by=cast.asha, now=now), kind)
    content = storage.path_of(rendition.file).read_bytes()
    assert rendition.size == len(content) <= limits.picture_bytes
    assert max(rendition.width, rendition.height) <= limits.picture_edge
    assert rendition.mime in limits.picture_mimes
    with Image.open(io.BytesIO(content)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (rendition.width, rendition.height))
        assert abs(drawn.width / drawn.height - 3400 / 2200) < 0.01
        assert not drawn.getexif()


@pytest.mark.parametrize(
    ("size", "expected"),
    [((400, 1000), (800, 1000)), ((1000, 300), (1000, 524)), ((800, 1000), (800, 1000)), ((999, 1440), None)],
    ids=["narrow", "wide", "just so", "uneven"],
)
def test_a_photo_of_a_shape_that_a_platform_refuses_is_put_whole_on_white_paper(
    cast: Cast, now: datetime, size: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    narrowest, widest = registry.limits_of("instagram").aspect or (0, 0)
    rendition = rendition_of(store_photo(jpeg(*size, colour="green"), by=cast.asha, now=now), "instagram")
    with Image.open(storage.path_of(rendition.file)) as drawn:
        assert drawn.size == (expected or drawn.size) == (rendition.width, rendition.height)
        assert narrowest <= drawn.width / drawn.height <= widest
        middle, corner = drawn.getpixel((drawn.width // 2, drawn.height // 2)), drawn.getpixel((0, 0))
        green = ImageStat.Stat(drawn).mean[0] / 255
    assert middle != corner or drawn.size == size
    shown = size[0] * size[1] / (rendition.width * rendition.height)
    assert abs((1 - green) - shown) < 0.02  # all of the photo is there, and nothing of it twice


def test_the_shape_is_in_the_derivations_name_so_that_an_approval_knows_it() -> None:
    assert derivation_for("instagram") == "jpeg:1440:8388608:0.8-1.91:v1"
    assert derivation_for("facebook") == "jpeg:2048:4194304:v1"


def test_a_transparent_picture_gets_white_paper_and_is_never_enlarged(cast: Cast, now: datetime) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    rendition = rendition_of(store_photo(file, by=cast.asha, now=now), "x")
    with Image.open(storage.path_of(rendition.file)) as drawn:
        assert drawn.size == (40, 30)
        assert min(drawn.getpixel((20, 15))) > 250  # type: ignore[arg-type]


def test_a_rendition_is_drawn_once_and_again_where_its_file_is_lost(cast: Cast, now: datetime) -> None:
    media = keep_photo(cast.asha, now)
    first = rendition_of(media, "x")
    path = storage.path_of(first.file)
    before = path.stat().st_mtime_ns
    assert rendition_of(media, "x") == first
    assert path.stat().st_mtime_ns == before
    path.unlink()
    assert rendition_of(media, "x").digest == first.digest
    assert path.exists()
    assert Rendition.objects.count() == 1


def test_a_picture_that_cannot_become_small_enough_is_refused(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "QUALITIES", ())
    with pytest.raises(Refusal, match="picture_too_large"):
        rendition_of(keep_photo(cast.asha, now), "x")


def test_a_variants_photos_go_out_in_their_order_with_their_words(cast: Cast, now: datetime) -> None:
    one = keep_photo(cast.esha, now, colour="blue")
    two = keep_photo(cast.esha, now, colour="red")
    post = begin(cast, now)
    save(post, [text("पाठ", pictures=(picture(two, "दूसरी"), picture(one, "पहली")))], by=cast.esha, now=now)
    sent = outgoing_pictures(post.variants.get())
    assert [one.alt for one in sent] == ["दूसरी", "पहली"]
    assert all(one.path.read_bytes() and one.size == one.path.stat().st_size for one in sent)
