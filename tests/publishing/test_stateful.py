"""Any life of deliveries, by the real operations, claims, settling and searches on a real database.

Two workers, each of which may die, freeze or write late; a platform that is honest about what it did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jansetu.channels.models import Channel
from jansetu.connectors.registry import CONNECTORS
from jansetu.content.models import Post
from jansetu.core.errors import Refusal
from jansetu.engine.clock import elapsed
from jansetu.publishing import operations
from jansetu.publishing.jobs import Account, Job, Result
from jansetu.publishing.models import Attempt, Delivery, Pause, Removal
from jansetu.publishing.queues import Deliveries
from jansetu.publishing.timing import STANDARD
from tests.publishing.honest import Correcting, Honest, World
from tests.publishing.office import BETTER, TEXT, Office

S = Delivery.State
FATES = st.lists(
    st.sampled_from(["fair", "lose", "drop", "503", "429", "refuse", "401"]), min_size=1, max_size=3
)
SPANS = st.sampled_from([1, 3, 20, 40, 300, 3600])
TEXTS = st.sampled_from([TEXT, BETTER])
CALL, FRESH = timedelta(seconds=STANDARD.call), timedelta(seconds=STANDARD.fresh)


@dataclass(slots=True)
class Held:
    """A job that a worker has claimed, and how far it is."""

    worker: Deliveries
    job: Job
    claimed_at: datetime
    begun_at: datetime | None = None
    result: Result | None = None


class Life(RuleBasedStateMachine):
    """What may happen, in any order."""

    office: ClassVar[Office]
    kind: ClassVar[type[Honest]]

    def __init__(self) -> None:
        super().__init__()
        self.steps = steps = self.office.steps
        self.before = transaction.savepoint()
        self.start = steps.now
        self.world = World(steps.now)
        self.held: list[Held] = []
        self.withdrawn: dict[int, datetime] = {}
        steps.connections.of = self.connect  # type: ignore[method-assign]
        self.workers = [self.worker(name) for name in ("first", "second")]
        self.channels = self.office.channels(1)  # a second one of X would repost the first

    def connect(self, account: Account) -> Honest:
        """The platform's connector for one account."""
        made = self.kind.__new__(self.kind)
        made.world, made.account = self.world, account.channel
        return made

    def worker(self, owner: str) -> Deliveries:
        """A process with leases of its own."""
        steps = self.steps
        return Deliveries(owner, steps.connections, steps.accounts, STANDARD, capacity=9, clock=steps.clock)

    # what offices do

    @initialize()
    def begin_with_a_post(self) -> None:
        self.schedule(TEXT, 0)

    @rule(text=TEXTS, delay=st.sampled_from([0, 60]))
    def schedule(self, text: str, delay: int) -> None:
        if Post.objects.count() < 3:
            post = self.office.post(self.channels, text)
            self.office.approve(post, self.steps.now + timedelta(seconds=delay))

    @precondition(lambda self: self.living())
    @rule(text=TEXTS, data=st.data())
    def edit(self, text: str, data: st.DataObject) -> None:
        post = data.draw(st.sampled_from(self.living()))
        try:
            with transaction.atomic():
                self.office.edit(post, self.channels, text)
                self.office.approve(post)
        except Refusal as refusal:  # nothing is approved twice
            assert refusal.code == "wrong_state"  # noqa: PT017

    @precondition(lambda self: self.living())
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        post = data.draw(st.sampled_from(self.living()))
        operations.withdraw(post, reason="ग़लत", by=self.office.cast.chandra, now=self.steps.now)
        self.withdrawn[post.pk] = self.steps.now

    @rule()
    def pause(self) -> None:
        reason, by = "आपदा", self.office.cast.chandra
        operations.pause(scope=Pause.Scope.EVERYTHING, reason=reason, by=by, now=self.steps.now)

    @rule()
    def resume(self) -> None:
        for one in Pause.objects.filter(lifted_at=None):
            operations.lift_pause(one, by=self.office.cast.chandra, now=self.steps.now)

    @rule()
    def reconnect(self) -> None:
        Channel.objects.update(state=Channel.State.CONNECTED)

    @rule()
    def decide(self) -> None:
        """An officer looks at the account and tells the truth."""
        for one in Delivery.objects.filter(state=S.UNKNOWN, waits_for_person=True):
            seen = self.world.standing(one.key)
            remote = seen[0].id if seen else ""
            by, now = self.office.cast.chandra, self.steps.now
            operations.decide_unknown(one, published=bool(seen), remote_id=remote, by=by, now=now)

    @rule()
    def retry(self) -> None:
        for one in Delivery.objects.filter(state=S.FAILED):
            try:
                operations.retry(one, by=self.office.cast.chandra, now=self.steps.now)
            except Refusal:
                continue

    # what workers and platforms do

    @rule(fates=FATES, late=st.booleans())
    def weather(self, fates: list[str], late: bool) -> None:
        self.world.fates, self.world.late = list(fates), late

    @rule(number=st.sampled_from([0, 1]), room=st.sampled_from([1, 9]))
    def claim(self, number: int, room: int) -> None:
        worker = self.workers[number] = self.worker(self.workers[number].owner)
        self.held += [Held(worker, job, self.steps.now) for job in worker.cycle([], room)]

    @precondition(lambda self: self.waiting())
    @rule(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """The first byte leaves, if the last question allows it."""
        one = data.draw(st.sampled_from(range(len(self.waiting())))) if len(self.waiting()) > 1 else 0
        held = self.waiting()[one]
        if self.steps.now - held.claimed_at > FRESH:
            self.answer(held, start_before=0)
        else:
            held.begun_at = self.steps.now

    @precondition(lambda self: self.under_way())
    @rule()
    def act(self) -> None:
        """The platform takes the request, unless the worker has long given it up."""
        held = self.under_way()[0]
        if held.begun_at is not None and self.steps.now - held.begun_at > CALL:
            self.world.fates = ["drop"]
        self.answer(held, start_before=elapsed() + 60)

    @rule(number=st.sampled_from([0, 1]))
    def send_and_die(self, number: int) -> None:
        """The platform has answered, and the worker dies before it writes that down."""
        self.send(number)
        self.crash(number)

    @rule(number=st.sampled_from([0, 1]))
    def send_and_write_late(self, number: int) -> None:
        """The answers lie in a worker that is frozen; `settle` may come after its lease."""
        self.send(number)

    def send(self, number: int) -> None:
        owner = self.workers[number].owner
        self.claim(number, 9)
        for held in self.waiting():
            if held.worker.owner == owner and held.claimed_at == self.steps.now:
                self.answer(held, start_before=elapsed() + 60)

    def answer(self, held: Held, start_before: float) -> None:
        self.world.now = self.steps.now
        job = replace(held.job, start_before=start_before)
        held.result = self.steps.run(held.worker, job)

    @precondition(lambda self: self.answered())
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        """A result is written, however late."""
        every = self.answered()
        held = every[data.draw(st.integers(0, len(every) - 1))]
        self.held.remove(held)
        assert held.result is not None
        result = replace(held.result, job=held.job)
        self.held += [Held(held.worker, job, self.steps.now) for job in held.worker.cycle([result], 0)]

    @rule(number=st.sampled_from([0, 1]))
    def crash(self, number: int) -> None:
        owner = self.workers[number].owner
        self.held = [one for one in self.held if one.worker.owner != owner]
        self.workers[number] = self.worker(f"{owner}'")

    @rule()
    def look(self) -> None:
        self.world.now = self.steps.now
        self.steps.turn(self.steps.searches)

    @rule()
    def remove(self) -> None:
        self.world.now = self.steps.now
        self.steps.turn(self.steps.removals)

    @rule(seconds=SPANS)
    def pass_time(self, seconds: int) -> None:
        self.steps.later(seconds)

    # what can be asked of it

    def living(self) -> list[Post]:
        return list(Post.objects.exclude(state=Post.State.WITHDRAWN).order_by("pk"))

    def waiting(self) -> list[Held]:
        return [one for one in self.held if one.begun_at is None and one.result is None]

    def under_way(self) -> list[Held]:
        return [one for one in self.held if one.begun_at is not None and one.result is None]

    def answered(self) -> list[Held]:
        return [one for one in self.held if one.result is not None]

    @invariant()
    def each_delivery_is_published_at_most_once(self) -> None:
        keys = [one.key for one in self.world.posts]
        assert len(keys) == len(set(keys))

    @invariant()
    def nothing_claimed_after_a_withdrawal_appears(self) -> None:
        for post, at in self.withdrawn.items():
            assert not Attempt.objects.filter(delivery__post=post, started_at__gt=at).exists()

    @invariant()
    def what_stands_of_a_withdrawn_post_is_being_taken_back_or_looked_for(self) -> None:
        standing = {one.key for one in self.world.posts if one.alive}
        rows = Delivery.objects.filter(post__in=self.withdrawn, key__in=standing)
        being = set(Removal.objects.filter(action="delete").values_list("delivery_id", flat=True))
        assert all(row.pk in being for row in rows)

    def teardown(self) -> None:
        """Everything is mended, two hours pass; then nothing is lost and nothing in doubt without a word."""
        try:
            self.mend()
            self.nothing_is_lost()
            self.each_delivery_is_published_at_most_once()
        finally:
            transaction.savepoint_rollback(self.before)
            self.steps.now = self.start

    def mend(self) -> None:
        self.world.fates, self.world.late, self.held = [], False, []
        self.resume()
        for _ in range(12):
            self.reconnect()
            self.steps.later(600)
            self.decide()
            self.look()
            self.world.now = self.steps.now
            self.steps.deliveries = self.steps.fresh_deliveries()
            self.steps.turn(self.steps.deliveries)
            self.remove()

    def nothing_is_lost(self) -> None:
        for one in Delivery.objects.all():
            standing: Any = self.world.standing(one.key)
            if one.state == S.SENT:
                assert [post.id for post in self.world.posts if post.key == one.key] == [one.remote_id]
            else:
                assert one.state in (S.FAILED, S.CANCELLED, S.EXPIRED), one.state
                assert one.error_code
                assert not standing
            if one.post_id in self.withdrawn:
                assert not standing


@pytest.mark.parametrize("kind", [Honest, Correcting])
@pytest.mark.parametrize(
    ("examples", "length"), [(25, 25), pytest.param(400, 60, marks=pytest.mark.slow)], ids=["small", "large"]
)
def test_whatever_happens_each_delivery_is_public_once_or_somebody_is_told_why_not(
    office: Office, monkeypatch: pytest.MonkeyPatch, kind: type[Honest], examples: int, length: int
) -> None:
    monkeypatch.setitem(CONNECTORS, "x", kind)
    machine = type("Life", (Life,), {"office": office, "kind": kind})
    few = settings(
        max_examples=examples,
        stateful_step_count=length,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=few)
