"""Proves the chain from its first seal to its head, in constant memory. Mends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Min

from jansetu.audit.chain import event_hash, personal_digest, seal_hash
from jansetu.audit.models import GENESIS, Event, Head, Seal
from jansetu.audit.operations import ERASED

CHUNK = 1000  # rows in memory at a time

WORDS = {
    "seal_removed": ("मुहर {seal} हटाई गई है।", "Seal {seal} was removed."),
    "seal_inserted": ("मुहर {seal} बाद में जोड़ी गई है।", "Seal {seal} was inserted."),
    "seal_changed": ("मुहर {seal} बदली गई है।", "Seal {seal} was changed."),
    "event_deleted": (
        "घटना {event} (मुहर {seal}) मिटाई गई है।",
        "Event {event} (seal {seal}) was deleted.",
    ),
    "event_changed": (
        "घटना {event} (मुहर {seal}) बदली गई है।",
        "Event {event} (seal {seal}) was changed.",
    ),
    "personal_changed": (
        "घटना {event} (मुहर {seal}) का निजी भाग बदला गया है।",
        "The personal part of event {event} (seal {seal}) was changed.",
    ),
    "personal_removed": (
        "घटना {event} (मुहर {seal}) का निजी भाग बिना अभिलेख के मिटाया गया है।",
        "The personal part of event {event} (seal {seal}) was removed without a record of it.",
    ),
    "event_unsealed": (
        "घटना {event} बिना मुहर की दिखाई गई है, पर मुहर {seal} उसी की है।",
        "Event {event} is marked as unsealed, but seal {seal} is its own.",
    ),
    "event_never_sealed": (
        "घटना {event} मुहर लगी दिखाई गई है, पर उसकी कोई मुहर नहीं।",
        "Event {event} is marked as sealed, but has no seal.",
    ),
    "rewritten": (
        "शृंखला दोबारा लिखी गई है: मुहर {seal} का हैश पहले लिखे गए हैश से अलग है।",
        "The chain was rewritten: the hash of seal {seal} is not the one noted earlier.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The first row that does not fit, and how."""

    code: str
    seal: int | None = None
    event: int | None = None

    @property
    def hi(self) -> str:
        """In Hindi."""
        return WORDS[self.code][0].format(seal=self.seal, event=self.event)

    @property
    def en(self) -> str:
        """In English."""
        return WORDS[self.code][1].format(seal=self.seal, event=self.event)


class Anchor(NamedTuple):
    """A seal's number and hash, noted outside this database: it alone shows a chain rewritten as a whole."""

    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What verification found."""

    sealed: int  # seals that hold, from the first on
    head: Anchor  # the last seal that holds: worth noting down elsewhere
    broken_at: Broken | None
    unsealed: int  # events that wait for their seal: the chain says nothing of them yet
    first_unsealed: int | None

    @property
    def holds(self) -> bool:
        """Whether nothing was tampered with."""
        return self.broken_at is None


def verify(anchor: Anchor | None = None) -> Verdict:
    """Check every seal and the event under it. Writers and the sealer may go on meanwhile."""
    walk = Walk(anchor)
    broken = walk.check_chain() or check_marks()
    tail = Event.objects.unsealed().order_by()
    return Verdict(
        sealed=walk.last.number,
        head=walk.last,
        broken_at=broken,
        unsealed=tail.count(),
        first_unsealed=tail.aggregate(first=Min("pk"))["first"],
    )


@dataclass(frozen=True, kw_only=True)
class ChainState:
    """How far the chain goes and what waits for it, with its last seals proved."""

    sealed: int
    hash: str
    sealed_at: datetime | None
    unsealed: int
    waiting_since: datetime | None
    proved: int  # the last seals, as far as `broken` speaks of them
    broken: Broken | None


def chain_state(links: int = 100) -> ChainState:
    """For a page: the last `links` seals are checked, the whole chain is `verify`'s."""
    head = present_head()
    tail = Event.objects.unsealed().order_by()
    return ChainState(
        sealed=head.number,
        hash=head.hash,
        sealed_at=Seal.objects.filter(number=head.number).values_list("sealed_at", flat=True).first(),
        unsealed=tail.count(),
        waiting_since=tail.aggregate(first=Min("at"))["first"],
        proved=min(links, head.number),
        broken=verify_end(links),
    )


def verify_end(links: int) -> Broken | None:
    """Check the last `links` seals and their events only; what lies before them is taken as it stands."""
    walk = Walk(None)
    start = Seal.objects.filter(number=present_head().number - links).first()
    if start is not None:
        walk.last = Anchor(start.number, start.hash)
    return walk.check_chain()


class Walk:
    """Goes along the chain and remembers only the last seal that held."""

    def __init__(self, anchor: Anchor | None) -> None:
        self.last = Anchor(0, GENESIS)
        self.anchor = anchor

    def check_chain(self) -> Broken | None:
        """The first link that does not hold."""
        head = present_head()
        for seals in chunks(self.last.number, head.number):
            events = read_events([seal.event_id for seal in seals])
            erased = recorded_erasures(events)
            for seal in seals:
                broken = self.check_link(seal) or check_event(seal, events.get(seal.event_id), erased)
                if broken:
                    return broken
                self.last = Anchor(seal.number, seal.hash)
        return self.check_end(head)

    def check_link(self, seal: Seal) -> Broken | None:
        """Whether the seal itself is whole and follows on the last one."""
        if seal.number != self.last.number + 1:
            return Broken(code="seal_removed", seal=self.last.number + 1)
        if seal.previous != self.last.hash or seal.hash != seal_hash(seal):
            return Broken(code="seal_changed", seal=seal.number, event=seal.event_id)
        if self.anchor and seal.number == self.anchor.number and seal.hash != self.anchor.hash:
            return Broken(code="rewritten", seal=seal.number)
        return None

    def check_end(self, head: Head) -> Broken | None:
        """Whether the chain ends where its head says."""
        if self.last.number < head.number:
            return Broken(code="seal_removed", seal=self.last.number + 1)
        if self.last.hash != head.hash:
            return Broken(code="seal_changed", seal=self.last.number)
        if self.anchor and self.anchor.number > head.number:
            return Broken(code="seal_removed", seal=head.number + 1)
        # Read in this order: whatever the sealer adds meanwhile, it adds together with the head.
        ends = Seal.objects.aggregate(first=Min("number"), last=Max("number"))
        if (ends["first"] or 1) < 1:
            return Broken(code="seal_inserted", seal=ends["first"])
        if (ends["last"] or 0) > present_head().number:
            return Broken(code="seal_inserted", seal=ends["last"])
        return None


def present_head() -> Head:
    """Where the chain ends now; before its start where nothing was sealed yet."""
    return Head.objects.filter(id=1).first() or Head()


def chunks(last: int, upto: int) -> Iterator[list[Seal]]:
    """The seals behind `last` as far as `upto`, some at a time."""
    while seals := list(Seal.objects.after(last, upto=upto)[:CHUNK]):
        yield seals
        last = seals[-1].number


def read_events(ids: list[int]) -> dict[int, Event | None]:
    """The events by id; None for one that can no longer be read, because somebody wrote nonsense into it."""
    try:
        return dict(Event.objects.in_bulk(ids))
    except (ValueError, TypeError):
        if len(ids) == 1:
            return {ids[0]: None}
    middle = len(ids) // 2
    return read_events(ids[:middle]) | read_events(ids[middle:])


def recorded_erasures(events: dict[int, Event | None]) -> frozenset[str]:
    """The ids of those whose erasure was recorded as it should be."""
    gone = [str(event.pk) for event in events.values() if event and lacks_personal(event)]
    if not gone:
        return frozenset()
    records = Event.objects.filter(verb=ERASED, subject_type="audit.event", subject_id__in=gone)
    return frozenset(records.values_list("subject_id", flat=True))


def lacks_personal(event: Event) -> bool:
    """Whether a personal part was here once."""
    return event.personal is None and bool(event.personal_digest)


def personal_fits(event: Event) -> bool:
    """Whether the personal part is the one whose digest was sealed."""
    if event.personal is None:
        return not event.personal_digest
    return event.personal_digest == personal_digest(event.personal_salt, event.personal)


def check_marks() -> Broken | None:
    """Whether some event pretends to be sealed."""
    pretender = Event.objects.filter(sealed=True, seal__isnull=True).order_by("pk").only("pk").first()
    return Broken(code="event_never_sealed", event=pretender.pk) if pretender else None


def check_event(seal: Seal, event: Event | None, erased: frozenset[str]) -> Broken | None:
    """Whether the event is still what was sealed."""
    code = ""
    if event is None:
        present = Event.objects.filter(pk=seal.event_id).exists()
        code = "event_changed" if present else "event_deleted"
    elif seal.event_hash != event_hash(event):
        code = "event_changed"
    elif lacks_personal(event):
        code = "" if str(event.pk) in erased else "personal_removed"
    elif not personal_fits(event):
        code = "personal_changed"
    elif not event.sealed:
        code = "event_unsealed"
    return Broken(code=code, seal=seal.number, event=seal.event_id) if code else None
