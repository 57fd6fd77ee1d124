"""Films come in as what they are, without their location, and never pass through the memory whole."""

from __future__ import annotations

import subprocess
import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from pytest_django import Settings

from jansetu.content import films, rendering, storage
from jansetu.content.models import Media
from jansetu.content.operations.media import store_film
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import begin, picture, save, text
from tests.content.test_photos import no_room_beyond
from tests.filming import H264, PLACE, film, uploaded


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_location_title_and_author_are_gone_and_the_film_plays_from_its_beginning(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    made = film(tmp_path)
    assert PLACE.encode() in made.read_bytes()
    media = store_film(uploaded(made), by=cast.asha, now=now)
    kept = storage.path_of(media.file).read_bytes()
    assert PLACE.encode() not in kept
    assert kept.index(b"moov") < kept.index(b"mdat")
    assert (media.mime, media.width, media.height, media.size) == ("video/mp4", 320, 180, len(kept))
    assert media.seconds == pytest.approx(1, abs=0.1)


def test_the_same_film_twice_is_one_of_its_office(cast: Cast, now: datetime, tmp_path: Path) -> None:
    made = film(tmp_path)
    first = store_film(uploaded(made), by=cast.asha, now=now)
    assert store_film(uploaded(made), by=cast.asha, now=now) == first
    assert Media.objects.count() == 1


def test_a_film_that_lies_on_its_side_is_known_upright(cast: Cast, now: datetime, tmp_path: Path) -> None:
    lying = film(tmp_path)
    turned = tmp_path / "turned.mp4"
    turn = ["-metadata:s:v", "rotate=90", str(turned)]
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(lying), "-c", "copy", *turn], check=True)
    media = store_film(uploaded(turned), by=cast.asha, now=now)
    assert (media.width, media.height) == (180, 320)
    assert films.look(storage.path_of(media.file)).height == 320


def test_a_silent_film_is_a_film(cast: Cast, now: datetime, tmp_path: Path) -> None:
    assert store_film(uploaded(film(tmp_path, sound=None)), by=cast.asha, now=now).seconds


WRONG = {
    "another codec": {"pictures": ("-c:v", "mpeg4")},
    "ten bits": {"pictures": (*H264[:4], "-pix_fmt", "yuv420p10le")},
    "another sound": {"sound": ("-c:a", "libmp3lame")},
    "another container": {"name": "film.mkv"},
    "a camera's container": {"name": "film.mov"},
}


@pytest.mark.parametrize("what", WRONG)
def test_another_kind_of_film_is_refused_with_what_to_do_and_nothing_is_kept(
    cast: Cast, now: datetime, tmp_path: Path, media_folder: Path, what: str
) -> None:
    made = film(tmp_path, **WRONG[what])  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="not_a_film") as told:
        store_film(uploaded(made), by=cast.asha, now=now)
    assert "H.264" in told.value.hi
    assert (files(media_folder), Media.objects.count()) == ([], 0)


@pytest.mark.parametrize("cut", [4, 400, 4000])
def test_a_film_that_was_cut_off_is_refused(
    cast: Cast, now: datetime, tmp_path: Path, media_folder: Path, cut: int
) -> None:
    made = film(tmp_path)
    made.write_bytes(made.read_bytes()[:cut])
    with pytest.raises(Refusal, match="not_a_film"):
        store_film(uploaded(made), by=cast.asha, now=now)
    assert not files(media_folder)


def test_a_playlist_dressed_as_a_film_reads_no_other_file(cast: Cast, now: datetime, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("गुप्त")
    trick = tmp_path / "trick.mp4"
    trick.write_bytes(b"    ftypmp42" + f"\n#EXTM3U\n#EXTINF:1,\nfile://{secret}\n".encode())
    with pytest.raises(Refusal, match="not_a_film"):
        store_film(uploaded(trick), by=cast.asha, now=now)


def test_too_large_a_film_is_refused_before_it_is_looked_into(
    cast: Cast, now: datetime, tmp_path: Path, settings: Settings
) -> None:
    settings.JANSETU_FILM_LIMIT = 1000
    with pytest.raises(Refusal, match="film_too_large"):
        store_film(uploaded(film(tmp_path)), by=cast.asha, now=now)


def test_without_ffmpeg_it_says_what_to_install(
    cast: Cast, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, media_folder: Path
) -> None:
    made = film(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="ffmpeg_missing") as told:
        store_film(uploaded(made), by=cast.asha, now=now)
    assert "apt install ffmpeg" in told.value.hi
    assert not files(media_folder)


def test_on_a_full_disk_a_film_is_refused_nothing_half_written_stays_and_later_it_comes_in(
    cast: Cast, now: datetime, tmp_path: Path, media_folder: Path
) -> None:
    made = film(tmp_path, seconds=3, size="640x360")
    with TemporaryUploadedFile("film.mp4", "video/mp4", made.stat().st_size, None) as file:
        file.write(made.read_bytes())
        file.flush()
        with no_room_beyond(20_000), pytest.raises(Refusal, match="disk_full"):
            store_film(file, by=cast.asha, now=now)
        assert (files(media_folder), Media.objects.count()) == ([], 0)
        assert store_film(file, by=cast.asha, now=now).size > 20_000


def test_a_film_of_a_hundred_megabytes_does_not_pass_through_the_memory(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    grown = tmp_path / "grown.mp4"
    raw = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-pix_fmt", "yuv420p", "-g", "1")
    made = film(tmp_path, seconds=2, size="1280x720", pictures=raw, sound=None)
    times = 100 * 1024 * 1024 // made.stat().st_size + 1
    loop = ["-stream_loop", str(times), "-i", str(made), "-c", "copy", str(grown)]
    subprocess.run(["ffmpeg", "-v", "error", *loop], check=True)
    file = TemporaryUploadedFile("film.mp4", "video/mp4", grown.stat().st_size, None)
    grown.replace(file.temporary_file_path())
    tracemalloc.start()
    try:
        assert store_film(file, by=cast.asha, now=now).size > 100 * 1024 * 1024
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_variants_film_goes_out_as_it_is_kept_with_its_words(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    media = store_film(uploaded(film(tmp_path)), by=cast.esha, now=now)
    post = begin(cast, now)
    save(post, [text("पाठ", pictures=(picture(media, "परीक्षण चित्र"),))], by=cast.esha, now=now)
    variant = post.variants.get()
    sent = rendering.outgoing_video(variant)
    assert sent is not None
    assert (sent.digest, sent.alt, sent.mime) == (media.digest, "परीक्षण चित्र", "video/mp4")
    assert (sent.size, sent.seconds) == (sent.path.stat().st_size, media.seconds)
    assert rendering.outgoing_pictures(variant) == ()
