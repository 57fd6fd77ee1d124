"""The engine's pulse as Prometheus reads it. Names are jansetu_…, seconds and counts."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from jansetu.publishing.pulse import Pulse


def exposition(found: Pulse) -> bytes:
    """The text form, made anew for each question: the database is the only memory."""
    registry = CollectorRegistry()

    def gauge(name: str, words: str, labels: tuple[str, ...] = ()) -> Gauge:
        return Gauge(f"jansetu_{name}", words, labels, registry=registry)

    gauge("worker_alive", "1 while a worker has beaten within 30 seconds").set(found.is_alive)
    gauge("workers", "Workers that beat within 30 seconds").set(len(found.workers))
    deliveries = gauge("deliveries", "Deliveries that are not at an end, by state", ("state",))
    for state, count in found.waiting.items():
        deliveries.labels(state).set(count)
    gauge("deliveries_undecided", "Of those, how many wait for a person's decision").set(found.undecided)
    gauge("overdue_seconds", "Age of the oldest delivery that is due").set(found.oldest_overdue_seconds)
    gauge("removals_waiting", "Removals and corrections to be made").set(found.removals)
    late = gauge("lateness_seconds", "First call after the hour set, over the last hour", ("quantile",))
    for quantile, seconds in (("0.5", found.lateness.p50), ("0.99", found.lateness.p99)):
        if seconds is not None:
            late.labels(quantile).set(seconds)
    gauge("attempts_last_hour", "First attempts of the last hour").set(found.lateness.count)
    errors = gauge("errors_last_hour", "Attempts that did not publish", ("platform", "outcome"))
    for (kind, outcome), count in found.troubles.items():
        errors.labels(kind, outcome).set(count)
    gauge("hooks_waiting", "Platforms' calls not worked out for a minute").set(found.unread_hooks)
    gauge("readings_failing", "Accounts that could not be read three times").set(found.readings_failing)
    gauge("pauses", "Pauses in force").set(found.pauses)
    return generate_latest(registry)
