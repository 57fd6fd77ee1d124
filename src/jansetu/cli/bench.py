"""`jansetu bench`: measures this machine in databases that are thrown away, never the installation's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import click

from jansetu.compliance.screening.bench import measure as measure_screening
from jansetu.core.errors import Refusal
from jansetu.publishing.bench import broker as brokers
from jansetu.publishing.bench import postgresql
from jansetu.publishing.bench.anchors import beside_anchors
from jansetu.publishing.bench.faults import report
from jansetu.publishing.bench.scale import as_tables, simulate


@click.group()
def bench() -> None:
    """Measure this machine. · इस मशीन की माप।"""


@bench.command()
@click.option("--deliveries", default=5000, show_default=True, type=click.IntRange(100, 100_000))
@click.option("--database", default="sqlite", show_default=True, type=click.Choice(["sqlite", "postgresql"]))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 16), help="SQLite: one.")
@click.option("--broker", default="none", show_default=True, type=click.Choice(["none", "amqp", "redis"]))
@click.option("--subscribers", default=50_000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--url", default="", help="An empty PostgreSQL database to be filled, instead of a new server.")
@click.option("--json", "as_json", is_flag=True, help="Figures for a program.")
def delivery(
    deliveries: int, database: str, workers: int, broker: str, subscribers: int, url: str, as_json: bool
) -> None:
    """How many deliveries a second reach the practice platforms, against a bare HTTP client.

    --broker: the workers are woken by Celery over a RabbitMQ (amqp) or Redis started for this trial.
    """
    if database == "sqlite" and (workers > 1 or broker != "none"):
        raise click.UsageError("SQLite पर एक ही प्रेषक चलता है। · On SQLite one worker sends.")
    try:
        with throwaway(database, url) as environment, woken_by(broker) as waking:
            options = ["--deliveries", str(deliveries), "--workers", str(workers)]
            options += ["--subscribers", str(subscribers), *(["--woken"] if waking else [])]
            figures = {"database": database, "broker": broker} | measured(environment | waking, options)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    click.echo(json.dumps(figures, indent=1) if as_json else beside_anchors(figures))


@contextmanager
def woken_by(broker: str) -> Iterator[dict[str, str]]:
    """Yields what the environment must say of a broker of this trial's own; nothing where none is wanted."""
    if broker == "none":
        yield {}
        return
    with brokers.running(cast(brokers.Kind, broker)) as started:
        yield {"JANSETU_BROKER": started.url}


@bench.command()
@click.option("--database", default="sqlite", show_default=True, type=click.Choice(["sqlite", "postgresql"]))
@click.option("--most", default=1_000_000, show_default=True, type=click.IntRange(1_000, 10_000_000))
@click.option("--url", default="", help="An empty PostgreSQL database to be filled, instead of a new server.")
@click.option("--json", "as_json", is_flag=True, help="Figures for a program.")
def growth(database: str, most: int, url: str, as_json: bool) -> None:
    """What a claim costs when the table holds a thousand deliveries, and when it holds a million.

    तालिका बढ़ने पर एक बार में भेजने योग्य वितरण चुनने की लागत।
    """
    command = [sys.executable, "-m", "jansetu.publishing.bench.growth", "--most", str(most)]
    try:
        with throwaway(database, url) as environment:
            answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal
    figures: dict[str, Any] = {"database": database} | json.loads(answer.stdout)
    if as_json:
        click.echo(json.dumps(figures, indent=1))
        return
    for row in figures["rows"]:
        click.echo(f"{row['deliveries']:>10,}  {row['claim_ms']:8.2f} ms")
    click.echo(f"largest to smallest: {figures['largest_to_smallest']}")


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Figures for a program.")
def scale(as_json: bool) -> None:
    """What a state, the country and a disaster hour need, by simulation under the platforms' own limits.

    एक राज्य, पूरे देश और आपदा के समय के लिए कितनी मशीनें और कितना ख़र्च।
    """
    found = simulate()
    click.echo(json.dumps(found, indent=1) if as_json else as_tables(found), nl=as_json)


@bench.command()
@click.option("--texts", default=60_000, show_default=True, type=click.IntRange(2_000, 2_000_000))
@click.option("--json", "as_json", is_flag=True, help="Figures for a program.")
def screening(texts: int, as_json: bool) -> None:
    """How many short texts a second of one processor are screened, against one naive alternation.

    एक सेकंड में कितने छोटे पाठ आपत्तिजनक भाषा के लिए देखे जाते हैं।
    """
    figures = measure_screening(texts)._asdict()
    if as_json:
        click.echo(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        click.echo(f"{name:32} {value}")


@bench.command()
@click.option("--deliveries", default=10_000, show_default=True, type=click.IntRange(50, 100_000))
@click.option("--database", default="sqlite", show_default=True, type=click.Choice(["sqlite", "postgresql"]))
@click.option("--workers", default=None, type=click.IntRange(1, 16), help="SQLite: 1. PostgreSQL: 2.")
@click.option(
    "--kills",
    default=20,
    show_default=True,
    type=click.IntRange(1, 200),
    help="At random; the rest in proportion.",
)
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same plan.")
@click.option("--json", "as_json", is_flag=True, help="Figures for a program.")
def faults(deliveries: int, database: str, workers: int | None, kills: int, seed: int, as_json: bool) -> None:
    """Kill, freeze and mislead real workers under load; the practice platforms' ledger judges.

    कुछ खोया, दोहरा या अज्ञात रहा तो निर्गम-कोड 1। Exit code 1 where anything was lost, doubled or left in doubt.
    """
    if database == "sqlite" and (workers or 1) > 1:
        raise click.UsageError("SQLite पर एक ही प्रेषक चलता है। · On SQLite one worker sends.")
    count = workers or (1 if database == "sqlite" else 2)
    command = [sys.executable, "-m", "jansetu.publishing.bench.faults", "--database", database]
    for name, number in (("deliveries", deliveries), ("workers", count), ("kills", kills), ("seed", seed)):
        command += [f"--{name}", str(number)]
    environment = {"JANSETU_LOG_LEVEL": "ERROR"} | os.environ
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    figures: dict[str, Any] = json.loads(answer.stdout)
    click.echo(json.dumps(figures, indent=1) if as_json else "\n".join(report.lines(figures)))
    sys.exit(0 if report.is_clean(figures) else 1)


@contextmanager
def throwaway(database: str, url: str) -> Iterator[dict[str, str]]:
    """Yields the environment of a trial: a folder and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="jansetu-bench-") as folder:
        environment = os.environ | {"JANSETU_FOLDER": folder, "JANSETU_LOG_LEVEL": "WARNING"}
        if database == "sqlite" or url:
            yield environment | {"DATABASE_URL": url}
            return
        with postgresql.server() as socket, postgresql.database(socket) as fresh:
            yield environment | {"DATABASE_URL": fresh}


def measured(environment: dict[str, str], options: list[str]) -> dict[str, Any]:
    """The figures of one trial."""
    command = [sys.executable, "-m", "jansetu.publishing.bench", *options]
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    figures: dict[str, Any] = json.loads(answer.stdout)
    return figures
