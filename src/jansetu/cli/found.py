"""`jansetu found`: makes this installation a real state's, once, with its first administrator."""

from __future__ import annotations

import json

import click

from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.orgs.operations import found_state
from jansetu.orgs.rights import Actor
from jansetu.orgs.terms import CODES


@click.command()
@click.option("--state", type=click.Choice(CODES), required=True, help="Whose words are used: its term pack.")
@click.option("--name-hi", required=True, help="The state's name in Hindi.")
@click.option("--name-en", required=True, help="The state's name in English.")
@click.option("--lgd-code", default="", help="Its code in the Local Government Directory.")
@click.option("--email", required=True, help="The first administrator's official e-mail: their login.")
@click.option("--person-hi", required=True, help="The administrator's name in Hindi.")
@click.option("--person-en", required=True, help="The administrator's name in English.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def found(
    state: str,
    name_hi: str,
    name_en: str,
    lgd_code: str,
    email: str,
    person_hi: str,
    person_en: str,
    as_json: bool,
) -> None:
    """Found a real state: its root unit and its first administrator, who sets a password by mail.

    Refused where a demonstration or a state is there already.
    """
    try:
        person = found_state(
            term_pack=state,
            name_hi=name_hi,
            name_en=name_en,
            lgd_code=lgd_code,
            administrator_email=email,
            administrator_hi=person_hi,
            administrator_en=person_en,
            by=Actor.system("found"),
            now=utcnow(),
        )
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    if as_json:
        click.echo(json.dumps({"state": state, "administrator": person.email}))
    else:
        click.echo(f"स्थापित · founded: {name_hi}. {person.email}: /accounts/password/reset/")
