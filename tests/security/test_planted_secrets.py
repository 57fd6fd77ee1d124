"""After a whole real day no planted secret is in any log, error, page, row or file; a leak would be found."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.security.planted import leaks, leaks_in

KEPT_THERE = ("jansetu_keys", "jansetu_secret_key")  # the two files whose whole purpose is to hold them
SECRET = "chhupa+7f3a9c51/be04="


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a day that is over; all that the day itself said is in it too."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "out").mkdir()
    with (folder / "out" / "day.log").open("wb") as log:
        call = [sys.executable, "-m", "tests.security.day", str(folder)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JANSETU_")}
        ended = subprocess.run(call, stdout=log, stderr=log, env=environment, timeout=400, check=False)
    assert ended.returncode == 0, (folder / "out" / "day.log").read_text(encoding="utf-8")[-6000:]
    return folder


def said(day: Path, name: str) -> str:
    return (day / "out" / name).read_text(encoding="utf-8")


def planted(day: Path) -> dict[str, str]:
    secrets: dict[str, str] = json.loads((day / "planted.json").read_text(encoding="utf-8"))
    return secrets


def test_no_planted_secret_is_seen_anywhere(day: Path) -> None:
    assert leaks([day / "out", day / "data"], planted(day), KEPT_THERE) == []


def test_the_day_was_as_bad_as_it_was_meant_to_be(day: Path) -> None:
    """Or nothing was proved: DEBUG was on, every trouble came, tracebacks were written."""
    assert " DEBUG " in said(day, "worker.log")
    assert "KeyMissing" in said(day, "web.log")
    assert all("Traceback" in said(day, f"{name}.log") for name in ("web", "worker", "crash"))
    assert "token_refused" in said(day, "errors.txt")
    rows = said(day, "database.txt")
    for word in ("'limited'", "'found'", "channel.unauthorized", "channel.disconnected", "keys.resealed"):
        assert word in rows, word
    assert "key_missing" not in said(day, "doctor-json.log")
    assert "JANSETU_KEYS" in said(day, "doctor-keyless.log")
    assert len(list((day / "out" / "pages").iterdir())) > 60


def test_what_is_sealed_is_there_and_not_readable(day: Path) -> None:
    rows = said(day, "database.txt")
    sealed = [line for line in rows.splitlines() if line.startswith("channels_credential ")]
    assert len(sealed) >= 3
    assert all("gAAAA" in line for line in sealed)


def test_a_secret_in_one_line_of_the_log_would_be_found(day: Path, tmp_path: Path) -> None:
    label, secret = next(iter(planted(day).items()))
    spoilt = (day / "out" / "worker.log").read_bytes() + f"\nDEBUG calling with {secret}\n".encode()
    (tmp_path / "worker.log").write_bytes(spoilt)
    found = leaks([tmp_path], planted(day), KEPT_THERE)
    assert (label, "plain", "worker.log") in {(one.secret, one.dress, one.where) for one in found}


@pytest.mark.parametrize(
    "line",
    [
        SECRET,
        f"?access_token={quote(SECRET, safe='')}&x=1",
        json.dumps({"authorization": f"Bearer {SECRET}"}),
        f"it's <{SECRET}>",
        SECRET.encode().hex(),
        *(
            base64.b64encode(f"{before}{SECRET}:more".encode()).decode()
            for before in ("", "a", "ab", "user:")
        ),
        *(base64.urlsafe_b64encode(f"{before}{SECRET}".encode()).decode() for before in ("", "a", "ab")),
    ],
)
def test_a_secret_is_found_in_every_dress(line: str) -> None:
    assert leaks_in("log", f"before {line} after".encode(), {"token": SECRET})


def test_a_platforms_session_is_found_too() -> None:
    head, body = (base64.urlsafe_b64encode(part).rstrip(b"=") for part in (b'{"typ":"at+jwt"}', b'{"sub":1}'))
    assert leaks_in("log", b"Bearer " + head + b"." + body + b".seal", {})
    assert not leaks_in("log", b"session eyJhIjoxfQ:1vXyz:seal", {})
