"""`jansetu channels matrix`: what each platform can do, and what we do instead. Asks nobody."""

from __future__ import annotations

import json

import click

from jansetu.channels import abilities


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object: platforms, each with what it can do.")
def matrix(as_json: bool) -> None:
    """What each platform can do, and what we do instead where it cannot. · हर मंच क्या कर सकता है।"""
    click.echo(json.dumps(abilities.as_object(), ensure_ascii=False) if as_json else abilities.page())
