"""A new key comes in front for every process at once; no old one is ever lost on the way."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken

from jansetu.core.errors import Refusal
from jansetu.fields.keys import fresh_key, keyring, present_keys, put_in_front
from jansetu.fields.resealing import UNOPENED, position_of, resealed_token


def sealed_by(token: bytes | str, file: Path) -> int:
    text = token.decode() if isinstance(token, bytes) else token
    return position_of(text, [Fernet(key) for key in file.read_text(encoding="utf-8").split()])


def test_a_new_key_seals_from_now_on_and_the_old_one_still_opens(key_file: Path) -> None:
    old = keyring().encrypt(b"token")
    assert put_in_front() == 2
    new = keyring().encrypt(b"token")
    assert (keyring().decrypt(old), keyring().decrypt(new)) == (b"token", b"token")
    assert (sealed_by(old, key_file), sealed_by(new, key_file)) == (2, 1)


def test_the_file_stays_readable_by_its_owner_only(key_file: Path) -> None:
    put_in_front()
    assert key_file.stat().st_mode & 0o077 == 0


def test_a_process_that_began_with_the_old_key_knows_the_new_one_at_once(key_file: Path) -> None:
    """It opens what another process sealed meanwhile, and seals with the newest key itself."""
    program = (
        "import os, sys, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'jansetu.config.settings'; django.setup()\n"
        "from jansetu.fields.keys import keyring\n"
        "print('ready', flush=True)\n"
        "for line in sys.stdin:\n"
        "    opened, sealed = keyring().decrypt(line.strip()), keyring().encrypt(b'theirs')\n"
        "    print(opened.decode(), sealed.decode(), flush=True)\n"
    )
    environment = {"JANSETU_FOLDER": str(key_file.parent), "PATH": ""}
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        put_in_front()
        running.stdin.write(keyring().encrypt(b"ours").decode() + "\n")
        running.stdin.close()
        opened, sealed = running.stdout.readline().split()
    assert opened == "ours"
    assert sealed_by(sealed, key_file) == 1


def test_many_rotations_at_once_lose_no_key(key_file: Path) -> None:
    first = present_keys()[0]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: put_in_front(), range(24)))
    assert len(set(present_keys())) == 25
    assert present_keys()[-1] == first


def test_keys_that_come_from_elsewhere_are_not_turned_here(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key_file.read_text(encoding="utf-8")
    monkeypatch.setenv("JANSETU_KEYS_FILE", str(key_file))
    with pytest.raises(Refusal, match="keys_elsewhere") as refused:
        put_in_front()
    assert "keys reseal" in refused.value.en
    assert "keys reseal" in refused.value.hi
    assert key_file.read_text(encoding="utf-8") == before


def test_a_full_disk_leaves_the_keys_as_they_were(key_file: Path) -> None:
    """In a process of its own whose files may not grow: what a full disk does to a write."""
    before = key_file.read_text(encoding="utf-8")
    program = (
        "import os, resource, signal, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'jansetu.config.settings'; django.setup()\n"
        "from jansetu.fields.keys import put_in_front\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "put_in_front()\n"
    )
    environment = {"JANSETU_FOLDER": str(key_file.parent), "PATH": ""}
    call = [sys.executable, "-c", program]
    answer = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert "Refusal: disk_full" in answer.stderr
    assert key_file.read_text(encoding="utf-8") == before
    assert not list(key_file.parent.glob("jansetu_keys-*"))


def test_a_token_of_the_newest_key_is_left_alone_and_an_older_one_sealed_anew(key_file: Path) -> None:
    old = keyring().encrypt(b"token").decode()
    assert resealed_token(old) is None
    put_in_front()
    fresh = resealed_token(old)
    assert fresh is not None
    assert sealed_by(fresh, key_file) == 1
    assert keyring().decrypt(fresh) == b"token"


def test_a_token_of_a_strangers_key_is_opened_by_none(key_file: Path) -> None:
    strange = Fernet(fresh_key()).encrypt(b"token").decode()
    assert position_of(strange, [Fernet(key) for key in present_keys()]) == UNOPENED
    with pytest.raises(InvalidToken):
        resealed_token(strange)
