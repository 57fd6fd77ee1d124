"""A real worker publishes, its token ends, it renews it and publishes again: the figures as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.core.management import call_command

from jansetu.connectors import oauth
from jansetu.connectors.http import Http
from jansetu.connectors.oauth import App
from jansetu.connectors.x_oauth import XFlow
from jansetu.core.http import open_session, practice
from jansetu.sandbox.process import Sandbox, running

BACK = "http://127.0.0.1:1/back"
SECONDS = 40


class Stay(urllib.request.HTTPRedirectHandler):
    """Browsers follow; here the address is looked at."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Nowhere."""
        return None


def allow(sandbox: Sandbox, account: str) -> dict[str, str]:
    """X's tokens of an account, as its owner's consent brings them."""
    app = App(server=sandbox.server("x"), client_id="practice-app", client_secret="practice-secret")
    walk, flow = oauth.begun(BACK), XFlow()
    url = flow.authorize_url(app, walk)
    page = urllib.request.urlopen(url, timeout=10).read().decode()
    fields: list[tuple[str, str]] = re.findall(r'name="([a-z_]+)" value="([^"]*)"', page)
    body = urllib.parse.urlencode([*fields, ("account", account)]).encode()
    code = ""
    try:
        urllib.request.build_opener(Stay).open(url, body, timeout=10)
    except urllib.error.HTTPError as answer:
        code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["Location"]).query))["code"]
        answer.close()

    async def fetch() -> dict[str, str]:
        async with open_session(practice({sandbox.address})) as session:
            [grantee] = await flow.exchange(Http(session), app, walk, code)
        return dict(grantee.credentials)

    return asyncio.run(fetch())


def wait(true: Callable[[], bool]) -> bool:
    """Until it is so, or too long has passed."""
    deadline = time.monotonic() + SECONDS
    while not true() and time.monotonic() < deadline:
        time.sleep(0.1)
    return true()


def live(sandbox: Sandbox) -> dict[str, Any]:
    """One post before the token's end and one after."""
    from jansetu.channels.models import Channel, Credential
    from jansetu.publishing.bench.crowd import gather, schedule_burst
    from jansetu.publishing.models import Attempt

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    crowd = gather(kinds=["x"], channels=1, sandbox_port=sandbox.port, now=now)
    later = now + timedelta(hours=1)
    sealed = allow(sandbox, crowd.channels[0].handle)
    Credential.objects.update(sealed=sealed, refresh_at=later, expires_at=later)
    schedule_burst(crowd, deliveries=1, at=now, now=now)
    worker = subprocess.Popen([sys.executable, "-m", "tests.publishing.quick_worker", "8"])
    try:
        wait(lambda: sandbox.count()["publish"] == 1)
        before = sandbox.count()["publish"]
        sandbox.grants("x", "expire")
        Credential.objects.update(refresh_at=datetime.now(UTC))
        renewed = wait(lambda: Credential.objects.filter(renewed_at__isnull=False).exists())
        now = datetime.now(UTC)
        schedule_burst(crowd, deliveries=1, at=now, now=now)
        wait(lambda: sandbox.count()["publish"] == 2)
    finally:
        worker.terminate()
        worker.wait(30)
    refused = Attempt.objects.filter(outcome="not_authorized").count()
    return {
        "before": before,
        "renewed": renewed,
        "after": sandbox.count()["publish"],
        "refused": refused,
        "state": Channel.objects.get().state,
    }


def main() -> None:
    """Live it, print the figures."""
    with running() as sandbox:
        os.environ["JANSETU_SANDBOX"] = f"127.0.0.1:{sandbox.port}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
        django.setup()
        figures = live(sandbox)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
