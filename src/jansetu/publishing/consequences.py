"""What follows when something was sent or a channel was lost: reposts, the sender's note, removals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jansetu.channels import operations as channels
from jansetu.channels.models import Channel, Credential, Subscriber
from jansetu.channels.operations import renewing
from jansetu.channels.operations.subscribing import note_dead_address, note_wants_no_more
from jansetu.content.models import Submission
from jansetu.content.operations import submissions
from jansetu.engine import sql
from jansetu.publishing import journal
from jansetu.publishing.accounts import version_of
from jansetu.publishing.jobs import Account
from jansetu.publishing.models import Delivery, Incident, Removal

OLD = frozenset({"token_refused", "grant_refused"})  # what a platform says of a token that ran out
WANT_NO_MORE = frozenset({"opted_out", "complaint"})
ENDS = WANT_NO_MORE | {"address_dead"}  # what ends a subscription, whoever tells it
Sent = tuple[int, int, int, dict[str, Any]]  # delivery, post, unit, detail

# Staggered: each repost keeps its distance from its source, counted from when that really went out.
RELEASE_REPOSTS = """
SELECT d.id, d.due_at, sc.publish_at FROM publishing_delivery d
JOIN publishing_schedule sc ON sc.id = d.schedule_id
WHERE {which} AND d.state = 'held' AND d.error_code = 'awaiting_source'
"""
RELEASE = """
UPDATE publishing_delivery SET state = 'due', due_at = r.next_at, wanted_at = r.next_at,
  error_code = '', error_hi = '', error_en = ''
FROM {table} AS r WHERE publishing_delivery.id = r.row_id AND state = 'held'
"""
NOTES = """
SELECT DISTINCT p.submission_id, p.state, p.id FROM content_post p
LEFT JOIN content_submission s ON s.id = p.submission_id
WHERE {which} AND (s.state <> 'published' OR p.state = 'withdrawn')
"""


def after_sent(sent: Sequence[Sent], now: datetime) -> None:
    """Everything that follows from publications of this transaction."""
    if not sent:
        return
    journal.write([("delivery.sent", delivery, unit, detail) for delivery, _, unit, detail in sent], now)
    _release_reposts([delivery for delivery, _, _, _ in sent], now)
    rows = sql.fetch(NOTES.format(which=sql.any_of("p.id")), [sql.ids({post for _, post, _, _ in sent})])
    notes = {submission for submission, state, _ in rows if submission and state != "withdrawn"}
    for submission in Submission.objects.filter(pk__in=notes).order_by("pk") if notes else ():
        submissions.mark_published(submission, now=now)
    withdrawn = {post for _, state, post in rows if state == "withdrawn"}
    _remove_after_all([delivery for delivery, post, _, _ in sent if post in withdrawn], now)


def _release_reposts(sources: list[int], now: datetime) -> None:
    query = RELEASE_REPOSTS.format(which=sql.any_of("d.repost_of_id"))
    waiting = [
        (delivery, sql.at(max(now, now + (sql.moment(due_at) - sql.moment(publish_at)))))
        for delivery, due_at, publish_at in sql.fetch(query, [sql.ids(sources)])
    ]
    if waiting:
        table = sql.table({"row_id": "bigint", "next_at": "timestamptz"})
        sql.change(RELEASE.format(table=table), [sql.rows(waiting)])


def _remove_after_all(deliveries: list[int], now: datetime) -> None:
    """An answer came after its delivery was given up: it is taken back like all the others.

    Not what a subscriber has: that cannot be taken back.
    """
    lasting = Delivery.objects.filter(pk__in=deliveries, subscriber=None).values_list("pk", flat=True)
    deliveries = list(lasting) if deliveries else []
    if not deliveries:
        return
    needless = Removal.objects.filter(delivery_id__in=deliveries, error_code="never_published")
    needless.update(
        state=Removal.State.DUE, due_at=now, done_at=None, error_code="", error_hi="", error_en=""
    )
    removed = Removal.objects.filter(delivery_id__in=deliveries, action=Removal.Action.DELETE)
    known = set(removed.values_list("delivery_id", flat=True))
    for delivery in Delivery.objects.filter(pk__in=set(deliveries) - known).select_related("channel"):
        incident = Incident.objects.filter(post=delivery.post_id).order_by("pk").last()
        if incident is not None and not delivery.channel.is_local:
            Removal.objects.create(
                delivery=delivery, incident=incident, action=Removal.Action.DELETE, due_at=now
            )


def end_subscription(subscriber: Subscriber, code: str, now: datetime) -> None:
    """Nothing goes there any more: they want no more of it, or nothing ever arrives."""
    if code in WANT_NO_MORE:
        note_wants_no_more(subscriber, code=code, now=now)
    else:
        note_dead_address(subscriber, code=code, now=now)


def recipients_lost(refused: Mapping[int, str], now: datetime) -> None:
    """By delivery, the code with which its recipient was refused for good."""
    ending = {delivery: code for delivery, code in refused.items() if code in ENDS}
    rows = Delivery.objects.filter(pk__in=ending, subscriber__isnull=False)
    for row in rows.select_related("subscriber__channel") if ending else ():
        if row.subscriber is not None:
            end_subscription(row.subscriber, ending[row.pk], now)


def channel_lost(account: Account, code: str, now: datetime) -> None:
    """The platform refused the channel's token: nothing more is tried until it is connected again.

    An answer to a token that has been replaced meanwhile says nothing about the new one, and a token that is
    merely old is renewed.
    """
    if waits_for_renewal(account, code, now):
        return
    given = _tokens_of(account)
    if given is not None and version_of(given.sealed_at) == account.version:
        channels.mark_unauthorized(given.channel, code=code, now=now)


def waits_for_renewal(account: Account, code: str, now: datetime) -> bool:
    """Whether the token that was refused is only old: its renewal is then brought forward, or just over."""
    given = _tokens_of(account) if code in OLD else None
    if given is None or not given.renews:
        return False
    return version_of(given.sealed_at) != account.version or renewing.await_renewal(given.channel_id, now=now)


def _tokens_of(account: Account) -> Credential | None:
    """The tokens of a channel that is connected; what is sealed stays unopened."""
    rows = Credential.objects.defer("sealed").select_related("channel")
    return rows.filter(channel=account.channel, channel__state=Channel.State.CONNECTED).first()
