"""`jansetu keys`: turns the keys that seal tokens and second factors. Never prints one that is in use."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from jansetu.channels import sealing
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.fields.keys import fresh_key
from jansetu.orgs.rights import Actor


@click.group()
def keys() -> None:
    """The keys that seal secrets. · मुहरबंद रखने की कुंजियाँ।"""


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def rotate(as_json: bool) -> None:
    """Put a new key in front and seal everything with it; the desk and the worker may go on running."""
    try:
        rotation = sealing.rotate_keys(by=Actor.system("jansetu keys"), now=utcnow())
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    tell(rotation, as_json)


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def reseal(as_json: bool) -> None:
    """Seal with the newest key what older ones sealed: after a rotation that was broken off."""
    tell(sealing.reseal(by=Actor.system("jansetu keys"), now=utcnow()), as_json)


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(as_json: bool) -> None:
    """How many values each key has sealed, by its position; exit code 1 where one cannot be opened."""
    found = sealing.key_status()
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        for position, count in enumerate(found.sealed, start=1):
            click.echo(f"  कुंजी · key {position}: {count}")
        click.echo(f"  कोई कुंजी नहीं खोलती · no key opens: {found.unopened}")
    raise SystemExit(1 if found.unopened else 0)


@keys.command()
def fresh() -> None:
    """Print a new key that is in use nowhere, for whoever keeps JANSETU_KEYS elsewhere."""
    click.echo(fresh_key())


def tell(rotation: sealing.Rotation, as_json: bool) -> None:
    """What was done, for a program or a person."""
    if as_json:
        click.echo(json.dumps(asdict(rotation)))
    else:
        click.echo(f"  फिर से मुहरबंद · sealed anew: {rotation.resealed}; कुंजियाँ · keys: {rotation.keys}")
        click.echo(f"  कोई कुंजी नहीं खोलती · no key opens: {rotation.unopened}")
    if rotation.unopened:
        raise SystemExit(1)
