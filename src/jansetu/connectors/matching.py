"""Whether a post on a timeline is the one we sent, after all that platforms do to a text; reads nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote

import regex

from jansetu.connectors.contracts import Absent, CannotTell, Found, Outgoing, Receipt, Sighting
from jansetu.core.text.fingerprint import fingerprint
from jansetu.core.text.hashtags import find_urls

GREETING = regex.compile(r"^(?:@[\w.\-]+(?:@[\w.\-]+)?\s+)+")  # the people that a reply addresses
CLOCK_SKEW = timedelta(seconds=60)  # how far a platform's clock may be behind ours


class Shown(NamedTuple):
    """One post as a timeline shows it, its text freed from the platform's markup."""

    remote_id: str
    url: str
    text: str
    published_at: datetime | None


class Timeline(NamedTuple):
    """The posts read, and why there may be more: empty where the read was complete."""

    posts: list[Shown]
    gap: str = ""


def earliest(since: datetime) -> datetime:
    """From when on a post may be the one of an attempt made at `since`."""
    return since - CLOCK_SKEW


def sighting(outgoing: Outgoing, timeline: Timeline, *, since: datetime, known: frozenset[str]) -> Sighting:
    """What the timeline proves: the same text with the same links, in time and not known as another post."""
    if not outgoing.text.strip():
        return CannotTell(reason="no_text")
    wanted = fingerprint(outgoing.text)
    same = [
        post
        for post in timeline.posts
        if post.remote_id not in known and fingerprint(post.text) == wanted and not _too_old(post, since)
    ]
    if any(post.published_at is None for post in same):
        return CannotTell(reason="no_times")
    alike = sorted(
        (post for post in same if same_links(outgoing.text, post.text)),
        key=lambda post: post.published_at or since,
    )
    if alike:
        return Found(receipt=Receipt(remote_id=alike[0].remote_id, url=alike[0].url))
    if same:
        return CannotTell(reason="other_links")
    return CannotTell(reason=timeline.gap) if timeline.gap else Absent()


def sighting_of_reply(
    outgoing: Outgoing, timeline: Timeline, *, since: datetime, known: frozenset[str]
) -> Sighting:
    """The same of the answers to one post, whomever they address at their beginning."""
    sent = replace(outgoing, text=without_greeting(outgoing.text))
    posts = [post._replace(text=without_greeting(post.text)) for post in timeline.posts]
    return sighting(sent, Timeline(posts, timeline.gap), since=since, known=known)


def without_greeting(text: str) -> str:
    """A reply without the handles at its beginning: platforms put them there, or take them away."""
    return GREETING.sub("", text)


def _too_old(post: Shown, since: datetime) -> bool:
    return post.published_at is not None and post.published_at < earliest(since)


def same_links(sent: str, shown: str) -> bool:
    """Whether both lead to the same pages; a platform's own short link could lead anywhere, so it agrees."""
    ours, theirs = _links(sent), _links(shown)
    if any(link.startswith("t.co/") for link in theirs):
        return True
    return ours == theirs


def _links(text: str) -> list[str]:
    return sorted(_plain(entity.value) for entity in find_urls(text))


def _plain(url: str) -> str:
    """An address without what platforms change: scheme, capitals of the host, percent signs, last slash."""
    bare = unquote(url.partition("://")[2] or url)
    host, slash, path = bare.partition("/")
    return (host.lower() + slash + path).rstrip("/")
