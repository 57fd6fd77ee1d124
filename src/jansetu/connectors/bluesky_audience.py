"""What Bluesky tells of an account: figures, remarks, own posts, threadgates. Talks to nobody.

Written against the lexicons of August 2026. Bluesky counts no views and no clicks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from jansetu.connectors.bluesky_records import POST, earliest_key, moment, moment_of
from jansetu.connectors.contracts import (
    AccountFigures,
    Hearing,
    Json,
    PostFigures,
    Remark,
    RemotePost,
    Timeline,
)
from jansetu.connectors.http import Answer

THREADGATE = "app.bsky.feed.threadgate"
REMARKS = 100  # a page, the lexicon's most
KINDS: dict[str, Any] = {"reply": "comment", "mention": "mention", "quote": "mention"}
OVERLAP = timedelta(minutes=10)  # by which the clock of whoever posts may be behind; our own figure
HIDDEN = 300  # replies that one threadgate can hide; the lexicon


def account_figures(answer: Answer) -> AccountFigures:
    """The account's counts."""
    answer.text("did")
    return AccountFigures(
        followers=answer.count("followersCount"),
        following=answer.count("followsCount"),
        posts=answer.count("postsCount"),
        raw=answer.body,
    )


def post_figures(answer: Answer) -> tuple[PostFigures, ...]:
    """The posts' counts; those that are gone are not in the answer."""
    return tuple(_figures(answer, number) for number in range(len(answer.items("posts"))))


def _figures(answer: Answer, number: int) -> PostFigures:
    return PostFigures(
        remote_id=answer.text("posts", number, "uri"),
        likes=answer.count("posts", number, "likeCount"),
        reposts=answer.count("posts", number, "repostCount"),
        quotes=answer.count("posts", number, "quoteCount"),
        replies=answer.count("posts", number, "replyCount"),
        saves=answer.count("posts", number, "bookmarkCount"),
        raw=answer.get("posts", number),
    )


def asked(cursor: Json) -> list[tuple[str, str]]:
    """The parameters of the next page; it goes backwards from the newest notification."""
    reasons = [("reasons", reason) for reason in KINDS]
    page = [("cursor", str(cursor["page"]))] if cursor.get("page") else []
    return [*reasons, ("limit", str(REMARKS)), *page]


def hearing(answer: Answer, cursor: Json, since: datetime) -> Hearing:
    """One page, newest first; a sweep ends where the sweep before it began."""
    page = answer.items("notifications")
    start = time_of(cursor.get("last")) or since
    times = [time_of(one.get("indexedAt")) for one in page]
    newest = str(cursor.get("newest") or (page[0].get("indexedAt") if page else cursor.get("last")) or "")
    following = answer.get("cursor")
    more = bool(page and following) and (times[-1] or since) >= start
    after: Json = {"last": newest} if newest else {}
    if more:
        after = {"newest": newest, "page": str(following)}
        after |= {"last": cursor["last"]} if cursor.get("last") else {}
    heard = (one for one, at in zip(page, times, strict=True) if one.get("reason") in KINDS)
    remarks = (_remark(one) for one in heard)
    return Hearing(
        remarks=tuple(one for one in remarks if (one.said_at or start) >= start), cursor=after, more=more
    )


def _remark(notification: Any) -> Remark:
    record, author = notification.get("record") or {}, notification.get("author") or {}
    parent = ((record.get("reply") or {}).get("parent") or {}).get("uri")
    return Remark(
        remote_id=str(notification["uri"]),
        kind=KINDS[notification["reason"]],
        author=str(author.get("handle") or ""),
        author_id=str(author.get("did") or ""),
        text=str(record.get("text") or ""),
        said_at=time_of(notification.get("indexedAt")),
        answers=str(parent or ""),
        raw=notification,
    )


def asked_posts(cursor: Json, since: datetime, did: str) -> dict[str, str]:
    """The parameters of the next page of the account's own records, oldest first."""
    after = str(cursor.get("after") or earliest_key(since))
    return {"repo": did, "collection": POST, "limit": str(REMARKS), "reverse": "true", "cursor": after}


def listed(answer: Answer, cursor: Json, asked: str, now: datetime, page: Callable[[str], str]) -> Timeline:
    """One page of posts without answers. `asked`: the key after which it begins.

    A key is made by the clock of whoever posts, so the next look begins some time before the last one seen.
    """
    records, begun = answer.items("records"), str(cursor.get("begun") or asked)
    posts = tuple(_remote(answer, number, page) for number, one in enumerate(records) if not _answers(one))
    following = answer.get("cursor")
    if records and following:  # the PDS tells one after its last page too
        return Timeline(posts=posts, cursor={"after": str(following), "begun": begun}, more=True)
    keys = [
        asked,
        *(answer.text("records", number, "uri").rpartition("/")[2] for number in range(len(records))),
    ]
    last = max((at for key in keys if (at := moment_of(key))), default=None)
    after = max(begun, earliest_key(min(last, now) - OVERLAP)) if last else begun
    return Timeline(posts=posts, cursor={"after": after}, more=False)


def _answers(record: Any) -> bool:
    return bool((record.get("value") or {}).get("reply"))


def _remote(answer: Answer, number: int, page: Callable[[str], str]) -> RemotePost:
    uri = answer.text("records", number, "uri")
    return RemotePost(
        remote_id=uri,
        text=str(answer.get("records", number, "value", "text") or ""),
        url=page(uri),
        published_at=time_of(answer.get("records", number, "value", "createdAt")),
        raw=answer.get("records", number),
    )


def reply_place(answer: Answer) -> Json:
    """Where a reply to this post stands: beneath it, in the thread that it is in."""
    parent = {"uri": answer.text("uri"), "cid": answer.text("cid")}
    root = answer.get("value", "reply", "root")
    return {"root": {"uri": root["uri"], "cid": root["cid"]} if root else parent, "parent": parent}


def threadgate(standing: Answer | None, post: str, reply: str, *, hidden: bool, now: datetime) -> Json | None:
    """The thread's rules with this reply hidden or shown; None where they say so already."""
    record: Json = standing.get("value") if standing else {}
    before = list(record.get("hiddenReplies") or [])
    if (reply in before) == hidden:
        return None
    after = [*before, reply] if hidden else [one for one in before if one != reply]
    made = {"$type": THREADGATE, "post": post, "createdAt": moment(now)}
    return made | record | {"hiddenReplies": after[-HIDDEN:]}


def time_of(told: Any) -> datetime | None:
    """A time as records tell it; None where it is none."""
    try:
        return datetime.fromisoformat(told).astimezone(UTC)
    except (TypeError, ValueError):
        return None
