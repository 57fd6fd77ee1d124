"""A picture's public address is made only for platforms that fetch pictures, afresh for every step."""

from __future__ import annotations

from urllib.request import urlopen

from jansetu.publishing.equipping import pictures_of
from jansetu.publishing.models import Delivery
from tests.publishing.steps import Steps

S = Delivery.State


def test_only_a_platform_that_fetches_pictures_gets_their_address(steps: Steps, door: str) -> None:
    steps.burst(steps.crowd(channels=2, kinds=("instagram", "facebook")), deliveries=2)
    by_kind = dict(Delivery.objects.values_list("channel__kind", "variant"))
    pictures, faults = pictures_of(by_kind.values())
    assert not faults
    [shown] = pictures[by_kind["instagram"]]
    assert shown.public_url.startswith(f"{door}/m/{shown.digest}.")
    with urlopen(shown.public_url, timeout=10) as answer:
        assert answer.read() == shown.path.read_bytes()
    assert by_kind["facebook"] not in pictures


def test_no_address_is_kept_in_a_row(steps: Steps) -> None:
    [delivery] = steps.burst(steps.crowd(kinds=("instagram",)))
    for job in steps.claim(steps.deliveries):
        progress = [steps.run(steps.deliveries, job)]
        while progress:
            jobs = steps.deliveries.cycle(progress, 0)
            delivery.refresh_from_db()
            assert "/m/" not in str(delivery.progress)
            progress = [steps.run(steps.deliveries, one) for one in jobs]
    assert (steps.first().state, steps.published()) == (S.SENT, 1)


def test_a_worker_that_dies_between_container_and_publication_is_resumed_from_it(steps: Steps) -> None:
    steps.burst(steps.crowd(kinds=("instagram",)))
    [job] = steps.claim(steps.deliveries)
    while job.progress.step != "ready":
        [job] = steps.deliveries.cycle([steps.run(steps.deliveries, job)], 0)
    container = job.progress.state["container"]
    steps.later(60)  # the lease lapses, and nobody knows whether it was published
    assert steps.first().state == S.UNKNOWN
    for _ in range(12):
        steps.later(80)
        if steps.look().state != S.UNKNOWN:
            break
    assert (steps.first().state, steps.published()) == (S.DUE, 0)
    assert steps.send().state == S.SENT
    assert [entry["key"] for entry in steps.sandbox.ledger()] == [container]
