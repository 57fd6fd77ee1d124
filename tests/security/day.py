"""A whole day with planted secrets, for real: desk, worker, practice platforms, troubles, commands.

`python -m tests.security.day FOLDER` leaves all that was said and shown in FOLDER/out, the installation in
FOLDER/data and the secrets in FOLDER/planted.json. `… FOLDER crash` lets a connector break with open secrets.
"""

from __future__ import annotations

import hmac
import io
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from jansetu.cli.up import free_port
from jansetu.sandbox.calling import SECRET as PRACTICE_SECRET
from jansetu.sandbox.process import Sandbox, running
from tests.security.visitor import Visitor

PATIENCE = 90  # seconds for one thing to come true
FAULTS = ("401", "403", "429", "500", "refuse", "drop", "html", "empty", "lose_answer")
PAGES = ("", "edit/", "connect/", "disconnect/", "hacked/", "close/", "keepers/")


class Day:
    """One installation from its first hour to its last."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder, self.sandbox, self.out = folder, sandbox, folder / "out"
        (self.out / "pages").mkdir(parents=True)
        self.planted: dict[str, str] = {}
        # The connect page of a practice channel tells the open key of the account that its handle names.
        # This account has another name, so its key is nobody's to see.
        self.account, self.handle = f"kosh{secrets.token_hex(6)}", "@daftar"
        self.web = os.environ["JANSETU_PUBLIC_URL"]

    def plant(self, label: str, value: str = "") -> str:
        """Remember a secret; one is made up where none is given."""
        self.planted[label] = value or f"chhupa+{secrets.token_hex(10)}/{secrets.token_hex(4)}="
        return self.planted[label]

    @contextmanager
    def process(self, name: str, *module: str) -> Iterator[None]:
        """A process of the installation; all that it says is kept."""
        with (self.out / f"{name}.log").open("wb") as log:
            started = subprocess.Popen([sys.executable, "-m", *module], stdout=log, stderr=log)
            try:
                yield
            finally:
                started.send_signal(signal.SIGTERM)
                assert started.wait(60) == 0, name

    def command(self, name: str, *words: str, module: str = "jansetu.cli") -> int:
        """A command that ends by itself; its exit code."""
        with (self.out / f"{name}.log").open("wb") as log:
            call = [sys.executable, "-m", module, *words]
            return subprocess.run(call, stdout=log, stderr=log, timeout=120, check=False).returncode

    def found(self) -> None:
        """The tables, the cast, and Farid who may do all of this; his password and factor are planted."""
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        from jansetu.orgs.models import Grant
        from tests.cast import LONG_AGO, make_cast

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.cast = make_cast()
        self.farid = self.cast.farid
        assert self.farid.person
        assert self.farid.tenure
        for role in ("state_desk", "desk_officer"):
            position = self.farid.tenure.position
            Grant.objects.create(position=position, role=role, unit=self.cast.state, granted_at=LONG_AGO)
        self.farid.person.set_password(self.plant("login password"))
        self.farid.person.save()
        self.totp = self.plant("TOTP secret", generate_totp_secret())
        TOTP.activate(self.farid.person, self.totp)
        for name in ("jansetu_keys", "jansetu_secret_key"):
            self.plant(name, (self.folder / "data" / name).read_text(encoding="utf-8").strip())

    def typed(self, kind: str) -> dict[str, str]:
        """What connects the account of this platform; every secret field is filled and planted."""
        from jansetu.connectors.registry import CONNECTORS

        given = self.sandbox.credentials(kind, self.account)
        names = [one.name for one in fields(CONNECTORS[kind].credentials_class) if one.metadata.get("secret")]
        for name in names:
            if given.get(name) != PRACTICE_SECRET:  # which every page of a practice channel may tell
                value = given.setdefault(name, self.planted.get(f"{kind}.{name.removeprefix('imap_')}", ""))
                given[name] = self.plant(f"{kind}.{name}", value)
        if kind == "facebook":
            proof = hmac.new(given["app_secret"].encode(), given["page_token"].encode(), "sha256")
            self.plant("facebook proof", proof.hexdigest())
        return given

    def register(self) -> None:
        """One channel a platform, to practise."""
        from jansetu.channels.operations import ChannelFacts, register_channel
        from jansetu.connectors.registry import CONNECTORS

        self.plant("token", f"sandbox-{self.account}")
        self.channels = {
            kind: register_channel(
                kind=kind,
                handle=self.handle,
                unit=self.cast.district,
                facts=ChannelFacts(name_hi="कोष"),
                practise=True,
                by=self.farid,
                now=datetime.now(UTC),
            )
            for kind in CONNECTORS
        }

    def connect(self, visitor: Visitor) -> None:
        """By the desk's form: first with a dead token, then with the right one; an app besides."""
        for kind, channel in self.channels.items():
            page = f"/desk/channels/{channel.pk}/connect/"
            typed = self.typed(kind)
            dead = {name: value for name, value in typed.items() if f"{kind}.{name}" not in self.planted}
            for name in typed.keys() - dead.keys():
                dead[name] = self.plant(f"{kind}.{name} that is dead", f"dead-{secrets.token_hex(12)}")
            assert visitor.post(page, dead) == 422
            visitor.post(page, typed)
            channel.refresh_from_db()
            assert channel.state == "connected", kind
        app = {"kind": "x", "name": "मुख्य", "unit": self.cast.state.code}
        app |= {name: self.plant(f"app {name}") for name in ("client_id", "client_secret")}
        visitor.post("/desk/channels/apps/new/", app)
        assert "मुख्य" in visitor.get("/desk/channels/apps/")

    def publish(self, text: str, *, photo_is_lost: bool = False) -> None:
        """A post with a photo on every channel, at once."""
        from PIL import Image

        from jansetu.connectors.registry import limits_of
        from jansetu.content.models import VariantPicture
        from jansetu.content.operations.approvals import request_approval
        from jansetu.content.operations.media import store_photo
        from jansetu.content.operations.posts import PostInput, VariantInput, save_post, start_post
        from jansetu.publishing.operations import approve_and_schedule

        now, esha = datetime.now(UTC), self.cast.esha
        photo = io.BytesIO()
        Image.new("RGB", (640, 480), "orange").save(photo, "JPEG")
        photo.seek(0)
        media = store_photo(photo, by=esha, now=now)
        self.post = start_post(unit=self.cast.district, kind="press_note", title=text, by=esha, now=now)
        variants = [
            VariantInput(kind=kind, language="hi", text=text, title="शिविर" if kind == "youtube" else "")
            for kind in self.channels
            if not limits_of(kind).one_each  # nobody subscribed
        ]
        placed = [self.channels[variant.kind].pk for variant in variants]
        content = PostInput(title=text, kind="press_note", variants=variants, channels=placed)
        save_post(self.post, content, expected_revision=self.post.revisions.count(), by=esha, now=now)
        moving = self.film(now)
        for variant in self.post.variants.all():
            shown = moving if variant.kind == "youtube" else media
            VariantPicture.objects.create(variant=variant, media=shown, position=0, alt="शिविर")
        request_approval(self.post, publish_at=None, by=esha, now=now)
        if photo_is_lost:
            shutil.rmtree(self.folder / "data" / "media")
        seen = self.post.revisions.count()
        approve_and_schedule(self.post, seen_revision=seen, publish_at=None, by=self.cast.bilal, now=now)

    def film(self, now: datetime) -> Any:
        """For YouTube, which takes no post without one."""
        from jansetu.content import storage
        from jansetu.content.models import Media
        from tests.connectors.films import film

        made = film(self.folder)
        digest, file = storage.keep(made.path.read_bytes(), "mp4")
        facts = {"mime": made.mime, "width": made.width, "height": made.height, "size": made.size}
        tenure = self.cast.esha.tenure_or_refuse()
        return Media.objects.create(
            digest=digest,
            file=file,
            seconds=made.seconds,
            unit=self.cast.district,
            uploaded_by=tenure,
            uploaded_at=now,
            **facts,
        )

    def bad_days(self, visitor: Visitor) -> None:
        """A lost answer that is looked up, a wait, a dead token, a withdrawal, a disconnection."""
        from jansetu.publishing.models import Delivery, Look, Removal
        from jansetu.publishing.operations import withdraw

        self.sandbox.fault("lose_answer", platform="x", next=1)
        self.sandbox.fault("429", platform="mastodon", next=1, ms=1500)
        self.publish("उज्जैन में आज टीकाकरण शिविर।")
        wait_for(lambda: not Delivery.objects.exclude(state="sent").exists())
        assert Look.objects.filter(verdict="found").exists()
        withdraw(self.post, reason="तारीख़ ग़लत", by=self.cast.bilal, now=datetime.now(UTC))
        wait_for(lambda: not Removal.objects.filter(state__in=["due", "sending"]).exists())
        self.sandbox.fault("401", platform="facebook", calls="all")
        self.publish("कल शिविर घटिया में।")
        wait_for(lambda: not Delivery.objects.filter(state__in=["due", "sending", "unknown"]).exists())
        channel = self.channels["facebook"]
        channel.refresh_from_db()
        assert channel.state == "unauthorized"
        assert self.command("doctor-bad", "channels", "doctor") == 1
        assert self.command("doctor-json", "channels", "doctor", "--json") == 1
        self.sandbox.calm()
        visitor.post(f"/desk/channels/{channel.pk}/connect/", self.typed("facebook"))
        gone = self.channels["bluesky"]
        visitor.post(f"/desk/channels/{gone.pk}/disconnect/", {})
        gone.refresh_from_db()
        assert gone.state == "registered"

    def turn_keys(self, visitor: Visitor) -> None:
        """New keys; then for a moment the wrong ones, and the desk breaks with a traceback."""
        for words in (("rotate",), ("reseal",), ("status",)):
            assert self.command(f"keys-{words[0]}", "keys", *words) == 0
        file = self.folder / "data" / "jansetu_keys"
        right = file.read_text(encoding="utf-8")
        for number, key in enumerate(right.split()):
            self.plant(f"key {number}", key)
        wrong = self.planted["a key that fits nothing"] = fresh()
        file.write_text(wrong, encoding="utf-8")
        x = f"/desk/channels/{self.channels['x'].pk}/"
        assert visitor.post(f"{x}test/", {}, form=x) == 500
        self.command("doctor-keyless", "channels", "doctor")
        file.write_text(right, encoding="utf-8")
        assert self.command("crash", str(self.folder), "crash", module="tests.security.day") != 0

    def look_around(self, visitor: Visitor) -> None:
        """Every page that speaks of channels, posts and the trail."""
        for channel in self.channels.values():
            for page in PAGES:
                visitor.get(f"/desk/channels/{channel.pk}/{page}")
        for page in (
            "channels/",
            "channels/coverage/",
            "channels/apps/",
            "posts/",
            "audit/",
            "audit/verify/",
        ):
            visitor.get(f"/desk/{page}")
        for page in (f"posts/{self.post.pk}/", f"posts/{self.post.pk}/deliveries/", "incidents/", "pauses/"):
            visitor.get(f"/desk/{page}")
        visitor.get("/desk/audit/?page=2")
        assert visitor.post("/desk/audit/verify/", {}, form="/desk/audit/") == 200

    def keep_errors(self) -> None:
        """What every error says of itself, its causes and its facts, on every platform and fault."""
        from jansetu.channels.bridge import Asked, ask_each
        from jansetu.channels.credentials import open_credentials
        from jansetu.channels.practice import policy_for

        opened = open_credentials(channel.pk for channel in self.channels.values())
        asked = [
            Asked(channel=channel, credentials=opened[channel.pk], policy=policy_for(channel))
            for channel in self.channels.values()
            if channel.pk in opened
        ]
        said = [repr(asked), str([one.credentials for one in asked])]
        for fault in FAULTS:
            self.sandbox.calm()
            self.sandbox.fault(fault, calls="all")
            for question in (identify, publish):
                for heard in ask_each(asked, question, seconds=5):
                    said += all_of(heard.answer)
        self.sandbox.calm()
        (self.out / "errors.txt").write_text("\n".join(said), encoding="utf-8")

    def keep_database(self) -> None:
        """Every column of every table as text."""
        from django.db import connection

        lines = []
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a table's own name)
                names = [column[0] for column in cursor.description]
                lines += [f"{table} {dict(zip(names, row, strict=True))}" for row in cursor.fetchall()]
        (self.out / "database.txt").write_text("\n".join(lines), encoding="utf-8")

    def live(self) -> None:
        """From morning to evening."""
        from jansetu.orgs.second_factor import present_code

        self.found()
        self.register()
        here = self.web.removeprefix("http://")
        gunicorn = ("gunicorn", "--bind", here, "--threads", "4", "--no-control-socket")
        talk = ("--log-level", "debug", "--access-logfile", "-", "jansetu.config.wsgi:application")
        visitor = Visitor(self.web, self.out / "pages")
        with (
            self.process("web", *gunicorn, *talk),
            self.process("worker", "tests.publishing.quick_worker", "8"),
        ):
            wait_for(lambda: "Listening" in (self.out / "web.log").read_text(encoding="utf-8"))
            assert self.farid.person
            visitor.log_in(self.farid.person.email, self.planted["login password"], present_code(self.totp))
            self.connect(visitor)
            assert self.command("doctor", "channels", "doctor") == 1  # no custodian is appointed
            self.bad_days(visitor)
            self.turn_keys(visitor)
            self.publish("परसों शिविर तराना में।", photo_is_lost=True)  # the worker, too, tells its trouble
            wait_for(lambda: "Traceback" in (self.out / "worker.log").read_text(encoding="utf-8"))
            self.look_around(visitor)
            self.keep_errors()
        self.keep_database()


def fresh() -> str:
    """A key of nobody's."""
    from jansetu.fields.keys import fresh_key

    return fresh_key()


async def identify(connector: Any) -> object:
    """Whose token it is."""
    return await connector.whoami()


async def publish(connector: Any) -> object:
    """One step of a publication."""
    from jansetu.connectors.contracts import Outgoing, Progress

    outgoing = Outgoing(key="0" * 32, text="नमस्ते", language="hi", created_at=datetime.now(UTC))
    return await connector.step(outgoing, Progress())


def all_of(answer: object) -> list[str]:
    """An error with its causes and their facts, or an answer."""
    said = [repr(answer), str(answer), repr(getattr(answer, "__dict__", ""))]
    if isinstance(answer, BaseException):
        said += traceback.format_exception(answer)
        for cause in (answer.__cause__, answer.__context__):
            said += all_of(cause) if cause is not None else []
    return said


def wait_for(true: Callable[[], bool]) -> None:
    """Until it is true; loud where it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, traceback.format_stack()[-2]
        time.sleep(0.1)


def crash() -> None:
    """A connector breaks while its secrets are open, and nobody catches it."""
    from jansetu.channels.bridge import ask
    from jansetu.channels.credentials import open_credentials
    from jansetu.channels.models import Channel

    channel = Channel.objects.get(kind="x")
    credentials = open_credentials([channel.pk])[channel.pk]

    async def broken(connector: Any) -> object:
        return await connector.step(None, (connector, credentials))

    ask(channel, credentials, broken)


def main(folder: Path, *, crashing: bool) -> None:
    """Name the folder first: settings are read once."""
    os.environ |= {"JANSETU_FOLDER": str(folder / "data"), "JANSETU_LOG_LEVEL": "DEBUG", "DATABASE_URL": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "jansetu.config.settings"
    os.environ.pop("JANSETU_KEYS", None)
    if crashing:
        django.setup()
        crash()
        return
    with running() as sandbox:
        os.environ["JANSETU_SANDBOX"] = f"127.0.0.1:{sandbox.port}"
        os.environ["JANSETU_PUBLIC_URL"] = f"http://127.0.0.1:{free_port(18460)}"
        django.setup()
        day = Day(folder, sandbox)
        day.live()
        (folder / "planted.json").write_text(json.dumps(day.planted), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), crashing=sys.argv[2:] == ["crash"])
