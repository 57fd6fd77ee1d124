"""`jansetu worker`: sends what is due until it is stopped."""

from __future__ import annotations

from importlib.util import find_spec

import click
from django.conf import settings
from django.utils.module_loading import import_string

from jansetu.core.errors import Refusal

HEAVY = "jansetu.config.worker.work_heavy"
CELERY = "jansetu.config.celery.serve"
WORK = "jansetu.config.worker.work"  # by its name: it joins all apps, above every entry point


@click.command()
@click.option(
    "--concurrency",
    default=64,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Platform calls at once.",
)
@click.option(
    "--heavy/--no-heavy",
    default=None,
    help="Only long jobs (imports, exports), on a machine of their own / everything but these.",
)
@click.option("--celery", is_flag=True, help="Be woken over JANSETU_BROKER, on one of many machines.")
def worker(concurrency: int, heavy: bool | None, celery: bool) -> None:
    """Send what is due, look for what is in doubt, remove what was withdrawn; stops cleanly on Ctrl-C.

    नियत पोस्ट भेजता है। SQLite पर एक ही प्रेषक चलता है; अधिक के लिए PostgreSQL।
    """
    try:
        if celery:
            _require_broker()
            import_string(CELERY)(concurrency=concurrency, heavy=heavy, ready=announce)
        elif heavy:
            import_string(HEAVY)(ready=announce)
        else:
            import_string(WORK)(concurrency=concurrency, heavy=heavy is None, ready=announce)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.hi}\n{refusal.en}") from refusal


def _require_broker() -> None:
    """Celery is an extra, and it is imported only where somebody asks for it."""
    if not settings.JANSETU_BROKER or find_spec("celery") is None:
        raise Refusal(
            "no_broker",
            hi="JANSETU_BROKER में RabbitMQ या Redis का पता दें और jansetu[celery] स्थापित करें।",
            en="Name RabbitMQ or Redis in JANSETU_BROKER and install jansetu[celery]; see docs/workers.md.",
        )


def announce(name: str) -> None:
    """Say that work has begun."""
    click.echo(f"प्रेषक तैयार · worker ready: {name}")
