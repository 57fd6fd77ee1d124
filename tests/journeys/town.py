"""A running installation for the journeys: all that `jansetu up` starts, its logins, its visitors."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page

AFTER_PASSWORD = re.compile(r"/(desk|2fa/authenticate)/$")
PATIENCE = 120  # seconds for migrations, the demonstration state and three processes


@dataclass(frozen=True)
class Town:
    """Where it runs and who lives there."""

    folder: Path
    web: str
    sandbox: str
    environment: dict[str, str]
    used: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> str:
        """What `jansetu …` printed."""
        call = [sys.executable, "-m", "jansetu.cli", *arguments]
        answer = subprocess.run(call, env=self.environment, capture_output=True, text=True, check=True)
        return answer.stdout

    def login_of(self, role: str) -> dict[str, Any]:
        """The demonstration login of a role, with the present code of its second factor."""
        rows: list[dict[str, Any]] = json.loads(self.command("demonstration", "logins", "--json"))
        return next(row for row in rows if row["role"] == role)

    def fresh_login_of(self, role: str) -> dict[str, Any]:
        """The same with a code that nobody has used yet: a code works once."""
        login = self.login_of(role)
        while self.used.get(role) == login["code"]:
            time.sleep(1)
            login = self.login_of(role)
        self.used[role] = login["code"]
        return login

    def ledger(self) -> list[dict[str, Any]]:
        """Every publication that the practice platforms really made."""
        with urlopen(f"{self.sandbox}/_sandbox/ledger") as answer:
            rows: list[dict[str, Any]] = json.loads(answer.read())["entries"]
        return rows


@contextmanager
def town(folder: Path, *, port: int) -> Iterator[Town]:
    """Start everything in `folder` and stop it as Ctrl-C would."""
    environment = os.environ | {"JANSETU_FOLDER": str(folder), "JANSETU_LOG_LEVEL": "WARNING"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    call = [sys.executable, "-m", "jansetu.cli", "up", "--demonstration"]
    call += ["--port", str(port), "--sandbox-port", str(port + 50)]
    log = (folder / "up.log").open("w", encoding="utf-8")
    process = subprocess.Popen(call, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        addresses = addresses_in(folder / "up.log", process)
        yield Town(folder, addresses["web"], addresses["sandbox"], environment)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
        log.close()
    assert code == 0, (folder / "up.log").read_text(encoding="utf-8")


def addresses_in(log: Path, process: subprocess.Popen[bytes]) -> dict[str, str]:
    """The addresses that `up` prints once everything answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        text = log.read_text(encoding="utf-8")
        if "Ctrl-C" in text:
            words = text.split()
            desk = next(word for word in words if word.endswith("/desk/"))
            practice = next(word for word in words if word.endswith("/_sandbox/"))
            return {"web": desk.removesuffix("/desk/"), "sandbox": practice.removesuffix("/_sandbox/")}
        assert process.poll() is None, text
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def visitor(browser: Browser, *, width: int = 1280, height: int = 900) -> BrowserContext:
    """A browser of their own for one person, in Hindi, in Bhopal."""
    return browser.new_context(
        viewport={"width": width, "height": height}, locale="hi-IN", timezone_id="Asia/Kolkata"
    )


def log_in(page: Page, town: Town, role: str) -> None:
    """Through the real login pages, second factor included."""
    login = town.fresh_login_of(role)
    page.goto(f"{town.web}/accounts/login/")
    page.locator("input[name=login]").fill(login["email"])
    page.locator("input[name=password]").fill(login["password"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(AFTER_PASSWORD)
    if "/2fa/authenticate" in page.url:
        page.locator("input[name=code]").fill(login["code"])
        page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/desk/")
