"""`jansetu orgs` and `jansetu channels`: Excel sheets in, empty forms out. Enters all rows or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import click
from django.db import transaction

from jansetu.channels import importing as channel_sheets
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.core.excel import Problem, Row, Sheet
from jansetu.orgs import excel as office_sheets
from jansetu.orgs.importing import BroughtIn, SheetRefused
from jansetu.orgs.rights import Actor

KINDS = click.Choice(list(office_sheets.FORMS))
Read = Callable[[BinaryIO], Sheet[Row]]
Bring = Callable[..., BroughtIn]


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What every import can be told."""
    command = click.option("--json", "as_json", is_flag=True, help="One JSON object.")(command)
    command = click.option("--skip-bad", is_flag=True, help="Bring in the rows without problems.")(command)
    command = click.option("--dry-run", is_flag=True, help="Find every problem; change nothing.")(command)
    return click.argument("file", type=click.File("rb"))(command)


@click.group()
def orgs() -> None:
    """Offices, positions, people and tenures. · कार्यालय, पद, व्यक्ति, पदस्थापनाएँ।"""


@orgs.command("import")
@click.argument("kind", type=KINDS)
@options
def import_offices(kind: str, file: BinaryIO, **told: Any) -> None:
    """Bring a filled form in, as the system itself."""

    def bring(sheet: Sheet[Row], **facts: Any) -> BroughtIn:
        return office_sheets.import_sheet(kind, sheet, **facts)

    run(file, lambda given: office_sheets.read_sheet(kind, given), bring, **told)


@orgs.command("form")
@click.argument("kind", type=KINDS)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def office_form(kind: str, target: Path) -> None:
    """Write an empty form to the file TARGET."""
    target.write_bytes(office_sheets.write_template(kind))


@click.group()
def channels() -> None:
    """The register of official accounts. · आधिकारिक खातों का रजिस्टर।"""


@channels.command("import")
@options
def import_channels(file: BinaryIO, **told: Any) -> None:
    """Bring a filled form in, as the system itself; a file with passwords is refused."""
    run(file, channel_sheets.read_sheet, channel_sheets.import_sheet, **told)


@channels.command("form")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def channel_form(target: Path) -> None:
    """Write an empty form to the file TARGET."""
    target.write_bytes(channel_sheets.write_template())


def run(file: BinaryIO, read: Read, bring: Bring, *, dry_run: bool, skip_bad: bool, as_json: bool) -> None:
    """Read, bring in, tell; exit code 1 where any row had a problem."""
    try:
        with transaction.atomic():
            by = Actor.system("jansetu import")
            brought = bring(read(file), by=by, now=utcnow(), skip_bad=skip_bad)
            transaction.set_rollback(dry_run)
    except SheetRefused as refused:
        brought = BroughtIn(0, refused.problems)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    tell(brought, dry_run, as_json)
    raise SystemExit(1 if brought.problems else 0)


def tell(brought: BroughtIn, dry_run: bool, as_json: bool) -> None:
    """How many rows, and every problem in both languages."""
    if as_json:
        problems = [asdict(problem) for problem in brought.problems]
        click.echo(
            json.dumps({"rows": brought.rows, "dry_run": dry_run, "problems": problems}, ensure_ascii=False)
        )
        return
    for problem in brought.problems:
        click.echo(in_words(problem))
    click.echo(f"  पंक्तियाँ · rows: {brought.rows}" + (" (केवल जाँच · only tried)" if dry_run else ""))


def in_words(problem: Problem) -> str:
    """For a person, in both languages."""
    return f"  {problem.in_language('hi')}\n  {problem.in_language('en')}"
