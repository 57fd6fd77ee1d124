"""What Mastodon tells of an account: its posts, figures and remarks, out of its answers. Talks to nobody.

Written against Mastodon 4.7 (August 2026). Mastodon counts no views and no clicks, on purpose.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import regex

from jansetu.connectors import matching
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
from jansetu.connectors.mastodon_text import plain

REMARKS = 40  # a page; Mastodon gives up to 80, older servers up to 40
NARROW = ("direct", "private", "unlisted")  # a reply is no more public than what it answers


def account_figures(answer: Answer) -> AccountFigures:
    """The account's counts."""
    answer.text("id")
    return AccountFigures(
        followers=answer.count("followers_count"),
        following=answer.count("following_count"),
        posts=answer.count("statuses_count"),
        raw=answer.body,
    )


def post_figures(answer: Answer) -> PostFigures:
    """The status's counts as this server knows them; quotes since 4.5."""
    return PostFigures(
        remote_id=answer.text("id"),
        likes=answer.count("favourites_count"),
        reposts=answer.count("reblogs_count"),
        quotes=answer.count("quotes_count"),
        replies=answer.count("replies_count"),
        raw=answer.body,
    )


def asked(cursor: Json) -> dict[str, str]:
    """The parameters of the next page: upwards from the last known, at first downwards from the newest."""
    params = {"types[]": "mention", "limit": str(REMARKS)}
    if cursor.get("below"):
        return params | {"max_id": cursor["below"]}
    return params | ({"min_id": cursor["last"]} if cursor.get("last") else {})


def hearing(answer: Answer, cursor: Json, since: datetime, account: str) -> Hearing:
    """One page of notifications, newest first."""
    page = answer.items()
    after, more = _following(answer, cursor, since)
    remarks = (_remark(one, account) for one in page if isinstance(one.get("status"), dict))
    known = (remark for remark in remarks if _upwards(cursor) or (remark.said_at or since) >= since)
    return Hearing(remarks=tuple(known), cursor=after, more=more)


def asked_posts(cursor: Json) -> dict[str, str]:
    """The parameters of the next page of the account's own statuses."""
    params = {"limit": str(REMARKS), "exclude_replies": "true", "exclude_reblogs": "true"}
    if cursor.get("below"):
        return params | {"max_id": cursor["below"]}
    return params | ({"min_id": cursor["last"]} if cursor.get("last") else {})


def listed(answer: Answer, cursor: Json, since: datetime) -> Timeline:
    """One page of statuses, newest first. Mastodon leaves answers out, but not those to oneself."""
    after, more = _following(answer, cursor, since)
    posts = [
        _remote(answer, number)
        for number, one in enumerate(answer.items())
        if not one.get("in_reply_to_id") and one.get("visibility") in ("public", "unlisted")
    ]
    known = (one for one in posts if _upwards(cursor) or (one.published_at or since) >= since)
    return Timeline(posts=tuple(known), cursor=after, more=more)


def _upwards(cursor: Json) -> bool:
    return bool(cursor.get("last")) and not cursor.get("below")


def _following(answer: Answer, cursor: Json, since: datetime) -> tuple[Json, bool]:
    """The next page's cursor: upwards from the last known, at first downwards to `since`."""
    page = answer.items()
    ids = [answer.text(number, "id") for number in range(len(page))]
    more = len(page) >= REMARKS
    if _upwards(cursor):
        return {"last": ids[0] if ids else cursor["last"]}, more
    newest = cursor.get("newest") or (ids[0] if ids else "")
    more = more and (_time(page[-1].get("created_at")) or since) >= since
    if more:
        return {"newest": newest, "below": ids[-1]}, True
    return ({"last": newest} if newest else {}), False


def _remote(answer: Answer, number: int) -> RemotePost:
    told = shown(answer, number)
    return RemotePost(
        remote_id=told.remote_id,
        text=told.text,
        url=told.url,
        published_at=told.published_at,
        raw=answer.get(number),
    )


def shown(answer: Answer, *place: str | int) -> matching.Shown:
    """The status at this place of the answer."""
    return matching.Shown(
        answer.text(*place, "id"),
        str(answer.get(*place, "url") or ""),
        plain(str(answer.get(*place, "content") or "")),
        _time(answer.get(*place, "created_at")),
    )


def _remark(notification: Any, account: str) -> Remark:
    status = notification["status"]
    kind: Any = "comment" if str(status.get("in_reply_to_account_id")) == account else "mention"
    author = notification.get("account") or {}
    return Remark(
        remote_id=str(status["id"]),
        kind="direct" if status.get("visibility") == "direct" else kind,
        author=str(author.get("acct") or ""),
        author_id=str(author.get("id") or ""),
        text=plain(str(status.get("content") or "")),
        said_at=_time(status.get("created_at")),
        answers=str(status.get("in_reply_to_id") or ""),
        raw=notification,
    )


def _time(told: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(told).astimezone(UTC)
    except (TypeError, ValueError):
        return None


def place(answer: Answer, remote_id: str) -> Json:
    """Where a reply to this status stands, and who is to be named in it."""
    told = answer.get("visibility")
    visibility = told if told in NARROW else "public"
    return {"in_reply_to_id": remote_id, "visibility": visibility, "to": answer.text("account", "acct")}


def addressed(text: str, author: str) -> str:
    """The text with its addressee's name: Mastodon tells nobody of a reply that does not name them."""
    named = regex.search(rf"@{regex.escape(author)}(?![\w@.-])", text, regex.IGNORECASE)
    return text if named else f"@{author} {text}"
