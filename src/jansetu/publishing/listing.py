"""Posts, deliveries, incidents and pauses as pages list them, each in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from jansetu.channels.models import Channel
from jansetu.content.models import Post, PostQuerySet
from jansetu.fields.words import both
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Attempt, Delivery, Incident, Look, Pause, Removal, Schedule
from jansetu.publishing.reasons import THREAD_CUT
from jansetu.publishing.states import IN_DOUBT, WAITING

S = Delivery.State
State = Post.State
SOON = timedelta(minutes=2)  # what is due within it counts as under way
# Held, and nobody need do anything here: a repost waits for its source, a changed text for its approval.
GOES_ON = ("awaiting_source", "content_changed")

CUT = (S.SENT, THREAD_CUT.code)  # a person's word ended it before its last part

# What needs somebody, what is under way, what is done.
ORDER = ("unknown", "failed", "held", "sending", "due", "sent", "expired", "cancelled", "withdrawn")

# The lists of posts, in the order in which a post goes through them.
TABS = {
    "drafts": both("मसौदे", "Drafts"),
    "returned": both("लौटाई गईं", "Returned"),
    "awaiting": both("अनुमोदन की प्रतीक्षा", "Awaiting approval"),
    "approved": both("अनुमोदित व नियत", "Approved and scheduled"),
    "published": both("प्रकाशित", "Published"),
    "withdrawn": both("वापस ली गईं", "Withdrawn"),
}
STATES = {
    "drafts": State.DRAFT,
    "returned": State.RETURNED,
    "awaiting": State.AWAITING,
    "approved": State.APPROVED,
    "published": State.APPROVED,
    "withdrawn": State.WITHDRAWN,
}


def _is_out() -> Exists:
    """Whether a post is sent on some channel."""
    return Exists(Delivery.objects.filter(post=OuterRef("pk"), state=S.SENT))


def in_tab(posts: PostQuerySet, tab: str) -> PostQuerySet:
    """The posts of one list, newest first."""
    found = posts.filter(state=STATES[tab])
    if STATES[tab] == State.APPROVED:
        found = found.filter(_is_out() if tab == "published" else ~_is_out())
    return found.order_by("-created_at", "-pk")


def counts(posts: PostQuerySet) -> dict[str, int]:
    """How many posts each list holds; one query."""
    found = dict.fromkeys(TABS, 0)
    rows = posts.order_by().annotate(out=_is_out()).values("state", "out").annotate(number=Count("pk"))
    for row in rows:
        found[tab_of(row["state"], out=row["out"])] += row["number"]
    return found


def tab_of(state: str, *, out: bool) -> str:
    """The list in which a post stands."""
    if state == State.APPROVED:
        return "published" if out else "approved"
    return next(tab for tab, one in STATES.items() if one == state)


@dataclass(slots=True)
class DeliveryLine:
    """The newest delivery of a post on one channel with its evidence, and those before it."""

    delivery: Delivery
    attempts: list[Attempt] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    earlier: list[Delivery] = field(default_factory=list)

    def is_under_way(self, now: datetime) -> bool:
        """Whether it may change within minutes without anybody doing anything."""
        if any(one.state in (Removal.State.DUE, Removal.State.SENDING) for one in self.removals):
            return True
        one = self.delivery
        if one.state in IN_DOUBT:
            return not one.waits_for_person
        return one.state == S.DUE and one.due_at <= now + SOON

    @property
    def needs_person(self) -> bool:
        """Whether it stands still until somebody acts."""
        return self.delivery.state == S.FAILED or self.delivery.waits_for_person or self.is_cut_short

    @property
    def is_cut_short(self) -> bool:
        """Whether only some parts of a thread stand, and nobody has taken them back yet."""
        cut = self.delivery.is_cut_short or (self.delivery.state, self.delivery.error_code) == CUT
        return cut and not any(one.action == "delete" for one in self.removals)

    @property
    def can_cancel(self) -> bool:
        """Whether somebody may still decide that it does not go out."""
        return self.delivery.state in (S.DUE, S.HELD, S.FAILED)

    @property
    def standing(self) -> str:
        """Its state, or `withdrawn` once it was removed from its platform."""
        return "withdrawn" if self.gone else self.delivery.state

    @property
    def gone(self) -> Removal | None:
        """The removal that took it from its platform."""
        return next((one for one in self.removals if one.action == "delete" and one.state == "done"), None)


def delivery_lines(post: Post) -> list[DeliveryLine]:
    """One a channel, what needs somebody first, then platform by platform; four queries.

    Of a broadcast there are none: its line is `broadcasts.lines_of_post`.
    """
    rows = Delivery.objects.filter(post=post, subscriber=None).select_related(
        "channel__unit", "repost_of__channel", "schedule"
    )
    lines: dict[int, DeliveryLine] = {}
    for row in rows.order_by("channel__kind", "channel__handle", "-pk"):
        if row.channel_id in lines:
            lines[row.channel_id].earlier.append(row)
        else:
            lines[row.channel_id] = DeliveryLine(row)
    by_delivery = {line.delivery.pk: line for line in lines.values()}
    for attempt in Attempt.objects.filter(delivery__in=by_delivery).order_by("number"):
        by_delivery[attempt.delivery_id].attempts.append(attempt)
    for look in Look.objects.filter(delivery__in=by_delivery).order_by("pk"):
        by_delivery[look.delivery_id].looks.append(look)
    for removal in Removal.objects.filter(delivery__in=by_delivery).order_by("pk"):
        by_delivery[removal.delivery_id].removals.append(removal)
    return sorted(lines.values(), key=lambda line: ORDER.index(line.standing))


def last_schedule(post: Post) -> Schedule | None:
    """The decision in force about when it goes out."""
    return Schedule.objects.filter(post=post).select_related("by__person", "revision").order_by("pk").last()


def needing_a_person(actor: Actor, now: datetime) -> QuerySet[Delivery]:
    """Failed, undecided and held deliveries of the posts that the charge publishes, oldest first.

    Of each post only what stands: no delivery in whose place a newer one has come, nothing withdrawn.
    """
    reach = units_with(actor, Capability.PUBLISH, now)
    found = standing_still().filter(post__unit__in=reach.values("pk")).select_related("post", "channel")
    return found.order_by("due_at", "pk")


def standing_still() -> QuerySet[Delivery]:
    """What does not go on until a person acts, whoever that is; of each post only what stands.

    A broadcast is there once, with the first of those that wait; single recipients who failed need nobody.
    """
    newer = Delivery.objects.filter(post=OuterRef("post"), channel=OuterRef("channel"), pk__gt=OuterRef("pk"))
    undone = Removal.objects.filter(delivery=OuterRef("pk"), action=Removal.Action.DELETE)
    cut = Q(state__in=[S.CANCELLED, S.EXPIRED]) & ~Q(remote_id="")
    waits = Q(state=S.UNKNOWN, waits_for_person=True) | (Q(state=S.HELD) & ~Q(error_code__in=GOES_ON))
    stuck = Q(state=S.FAILED) | ((cut | Q(state=S.SENT, error_code=CUT[1])) & ~Exists(undone)) | waits
    one_each = Delivery.objects.filter(waits, subscriber__isnull=False).order_by()
    first = one_each.values("post", "channel").annotate(first=Min("pk")).values("first")
    stands = (Q(subscriber=None) & stuck & ~Exists(newer)) | Q(pk__in=first)
    return Delivery.objects.filter(stands).exclude(post__state=State.WITHDRAWN)


def waiting_counts(posts: Iterable[Post]) -> dict[int, dict[str, int]]:
    """For each post on how many channels deliveries stand in each state; one query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    found_there = Delivery.objects.filter(post__in=list(posts)).values("post", "state")
    # Of a broadcast each state is counted once, however many subscribers stand in it.
    own = Count("pk", filter=Q(subscriber=None))
    lists = Count("channel", filter=Q(subscriber__isnull=False), distinct=True)
    rows = found_there.annotate(number=own + lists)
    for row in rows:
        found[row["post"]][row["state"]] = row["number"]
    return dict(found)


def incidents_seen(actor: Actor, now: datetime) -> QuerySet[Incident]:
    """Those of the posts that the present charge may read, newest first."""
    posts = Post.objects.visible_to(actor, now)
    later = Incident.objects.filter(post=OuterRef("post"), pk__gt=OuterRef("pk"))
    found = Incident.objects.filter(post__in=posts.values("pk")).annotate(later=Exists(later))
    return found.select_related("post__unit", "by__person", "by__position").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident with how many removals and corrections stand in each state."""

    incident: Incident
    states: dict[str, int]

    @property
    def is_withdrawal(self) -> bool:
        """Whether the post was taken back; otherwise it was corrected. Nothing follows a withdrawal."""
        return self.incident.post.state == State.WITHDRAWN and not getattr(self.incident, "later", False)


def incident_lines(incidents: Iterable[Incident]) -> list[IncidentLine]:
    """One an incident, in the order given; one query besides theirs."""
    listed = list(incidents)
    states: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Removal.objects.filter(incident__in=listed).values("incident", "state").annotate(n=Count("pk"))
    for row in rows:
        states[row["incident"]][row["state"]] = row["n"]
    return [IncidentLine(one, states[one.pk]) for one in listed]


def removals_of(incident: Incident) -> list[Removal]:
    """Platform by platform, with channel and delivery in the same query."""
    rows = Removal.objects.filter(incident=incident).select_related("delivery__channel__unit")
    return list(rows.order_by("delivery__channel__kind", "pk"))


def unsent_of(incident: Incident) -> list[Delivery]:
    """What the withdrawal stopped before it went out, and what our own portal hides; one query."""
    rows = Delivery.objects.filter(post=incident.post_id, subscriber=None).select_related("channel__unit")
    stopped = Q(state=S.CANCELLED, error_code="withdrawn") | Q(state__in=WAITING)
    local = Q(channel__kind="portal", state=S.SENT)
    return list(rows.filter(stopped | local).order_by("channel__kind", "pk"))


def pauses_seen(actor: Actor, now: datetime) -> QuerySet[Pause]:
    """Those that reach the charge's units, newest first: everything, a platform, or what lies there."""
    seen = units_with(actor, Capability.VIEW, now) | units_with(actor, Capability.PAUSE, now)
    reach = Q(scope__in=[Pause.Scope.EVERYTHING, Pause.Scope.PLATFORM])
    reach |= Q(unit__in=seen.values("pk")) | Q(channel__unit__in=seen.values("pk"))
    found = Pause.objects.filter(reach).select_related(
        "unit", "channel__unit", "by__person", "by__position", "lifted_by__person"
    )
    return found.order_by("-at", "-pk")


def pausable_channels(actor: Actor, now: datetime) -> QuerySet[Channel]:
    """The channels that the charge may stop."""
    reach = units_with(actor, Capability.PAUSE, now)
    return Channel.objects.standing().filter(unit__in=reach.values("pk")).select_related("unit")


def pausable_units(actor: Actor, now: datetime) -> QuerySet[Unit]:
    """The units that the charge may stop."""
    return units_with(actor, Capability.PAUSE, now).standing().order_by("path")
