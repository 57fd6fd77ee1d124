"""`jansetu audit`: proves that nobody tampered with the audit trail, and seals what waits. Mends nothing."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from jansetu.audit.models import GENESIS
from jansetu.audit.sealer import seal_batch
from jansetu.audit.verify import Anchor, Verdict
from jansetu.audit.verify import verify as verify_chain
from jansetu.core.clock import utcnow


def read_anchor(_context: click.Context, _option: click.Parameter, value: str | None) -> Anchor | None:
    """A seal noted earlier, as `verify` prints it: number:hash."""
    number, _, noted = (value or "").partition(":")
    if value is None:
        return None
    if not number.isdecimal() or len(noted) != len(GENESIS):
        raise click.BadParameter("संख्या:हैश लिखें · write number:hash")
    return Anchor(int(number), noted.lower())


@click.group()
def audit() -> None:
    """Prove the audit trail. · अभिलेख की जाँच।"""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--anchor", callback=read_anchor, metavar="NUMBER:HASH", help="A seal noted elsewhere.")
def verify(as_json: bool, anchor: Anchor | None) -> None:
    """Check every seal and its event; exit code 1 when something was touched."""
    verdict = verify_chain(anchor)
    click.echo(json.dumps(as_facts(verdict), ensure_ascii=False) if as_json else in_words(verdict))
    raise SystemExit(0 if verdict.holds else 1)


@audit.command()
def seal() -> None:
    """Seal at once what waits; harmless beside a worker, which does the same every second."""
    now, made = utcnow(), 0
    while batch := seal_batch(now):
        made += batch
    click.echo(f"{made} घटनाओं पर मुहर लगी · events sealed: {made}")


def as_facts(verdict: Verdict) -> dict[str, object]:
    """The verdict for a program."""
    broken = verdict.broken_at
    return {
        "holds": verdict.holds,
        "sealed": verdict.sealed,
        "head": verdict.head._asdict(),
        "broken_at": broken and asdict(broken) | {"hi": broken.hi, "en": broken.en},
        "unsealed": verdict.unsealed,
        "first_unsealed": verdict.first_unsealed,
    }


def in_words(verdict: Verdict) -> str:
    """The verdict for a person, in both languages."""
    head = f"{verdict.head.number}:{verdict.head.hash}"
    lines = [
        f"{verdict.sealed} मुहरें सही हैं, अन्तिम · seals hold, the last one: {head}",
        f"बिना मुहर की घटनाएँ · unsealed events: {verdict.unsealed}",
    ]
    if verdict.first_unsealed:
        lines[-1] += f" (घटना · event {verdict.first_unsealed} …)"
    if verdict.broken_at:
        lines += [verdict.broken_at.hi, verdict.broken_at.en]
    return "\n".join(lines)
