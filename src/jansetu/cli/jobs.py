"""`jansetu jobs`: what long jobs wait, run and failed, and an end to one of them. Runs none: workers do."""

from __future__ import annotations

import json
from typing import Any

import click

from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.jobs.beside import standing_of
from jansetu.jobs.kinds import kinds
from jansetu.jobs.models import Job
from jansetu.orgs.long_jobs import cancel_job
from jansetu.orgs.rights import Actor

STATES = click.Choice(Job.State.values)


@click.group()
def jobs() -> None:
    """Long jobs: imports, exports. · लंबे काम।"""


@jobs.command("list")
@click.option("--state", type=STATES, help="Only these. · केवल ये।")
@click.option(
    "--most", default=50, show_default=True, type=click.IntRange(1, 10_000), help="So many, newest."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def listed(state: str | None, most: int, as_json: bool) -> None:
    """The newest first, with how far each is. · सबसे नए पहले।"""
    found = Job.objects.newest_first()
    rows = [facts_of(job) for job in (found.filter(state=state) if state else found)[:most]]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(in_words(row))
    if not rows:
        click.echo("कोई लंबा काम नहीं · no long jobs")


@jobs.command()
@click.argument("number", type=int)
def cancel(number: int) -> None:
    """End the job NUMBER, or let it not begin. · काम रद्द करें।"""
    job = Job.objects.filter(pk=number).first()
    if job is None:
        raise click.ClickException(f"काम {number} नहीं मिला · there is no job {number}")
    try:
        job = cancel_job(job, by=Actor.system("jansetu jobs cancel"), now=utcnow())
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    waits = "रोका जा रहा है · being stopped"
    click.echo(waits if job.is_being_cancelled else "रद्द · cancelled")


def facts_of(job: Job) -> dict[str, Any]:
    """For a program."""
    standing = standing_of(job)
    return {
        "number": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": standing.done,
        "total": standing.total,
        "asker": job.actor_label,
        "attempt": job.attempt,
        "deaths": job.deaths,
        "late": job.is_late(utcnow()),
        "created_at": job.created_at.isoformat(),
        "ended_at": job.ended_at.isoformat() if job.ended_at else None,
        "error": {"hi": job.error_hi, "en": job.error_en} if job.error_hi else None,
    }


def in_words(row: dict[str, Any]) -> str:
    """For a person, in both languages."""
    kind = kinds().get(row["kind"])
    title = f"{kind.hi} · {kind.en}" if kind else row["kind"]
    far = f" {row['done']}/{row['total']}" if row["total"] else ""
    late = " (कोई वर्कर नहीं · no worker)" if row["late"] else ""
    told = f"\n      {row['error']['hi']}\n      {row['error']['en']}" if row["error"] else ""
    return f"{row['number']:>6}  {row['state']:<9}{far}{late}  {title}, {row['asker']}{told}"
