"""`jansetu demonstration`: loads the invented state and tells its logins. Never where anything is real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.db import transaction

from jansetu.channels import demonstration as channel_demonstration
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.orgs import demonstration as state_demonstration
from jansetu.orgs.rights import Actor
from jansetu.orgs.second_factor import enrol_totp, present_code


def logins_file() -> Path:
    """Where the random passwords of this installation's invented people are kept."""
    return Path(settings.JANSETU_FOLDER) / "demonstration-logins.json"


def known_logins() -> list[dict[str, Any]]:
    """What was written at loading, or nothing."""
    file = logins_file()
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


@click.group()
def demonstration() -> None:
    """The invented state: load it, see its logins."""


@demonstration.command()
def load() -> None:
    """Load the demonstration state and its practice channels; harmless when repeated."""
    now = utcnow()
    try:
        with transaction.atomic():
            # The passwords are kept before the people are: a machine that stops here lost nobody's login.
            fresh = state_demonstration.load(now=now)
            if fresh:
                keep(fresh)
        channel_demonstration.load(
            sandbox=settings.JANSETU_SANDBOX, by=Actor.system("demonstration"), now=now
        )
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    show(known_logins())


def keep(fresh: list[state_demonstration.DemoLogin]) -> None:
    """Write the logins once, readable by this account only."""
    file = logins_file()
    file.touch(mode=0o600)
    rows = [
        {
            "role": login.role,
            "name": login.person.name_hi,
            "email": login.email,
            "password": login.password,
            "totp": enrol_totp(login.person),
        }
        for login in fresh
    ]
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


@demonstration.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
def logins(as_json: bool) -> None:
    """Show the logins, with the six digits that the second factor asks for now."""
    rows = [row | {"code": present_code(row["totp"])} for row in known_logins()]
    if not rows:
        raise click.ClickException(
            f"{logins_file()} नहीं मिली; `bin/run` प्रदर्शन चालू करता है।\n"
            f"There is no {logins_file()}; `bin/run` starts the demonstration."
        )
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        show(rows)


def show(rows: list[dict[str, Any]]) -> None:
    """A table: who, login, password, and where to get the code."""
    click.echo("")
    for row in rows:
        code = f"  code {row['code']}" if "code" in row else ""
        click.echo(f"  {row['email']:<34} {row['password']:<20}{code}  {row['role']}: {row['name']}")
    if rows and "code" not in rows[0]:
        click.echo(
            "  दूसरा कारक · second factor: .venv/bin/jansetu demonstration logins  (shows the present code)"
        )
