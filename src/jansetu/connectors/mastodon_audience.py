"""What Mastodon tells of an account's audience: figures and remarks, out of its answers. Talks to nobody.

Written against Mastodon 4.7 (August 2026). Mastodon counts no views and no clicks, on purpose.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import regex

from jansetu.connectors.contracts import AccountFigures, Hearing, Json, PostFigures, Remark
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
    ids = [answer.text(number, "id") for number in range(len(page))]
    upwards = bool(cursor.get("last")) and not cursor.get("below")
    more = len(page) >= REMARKS
    if upwards:
        after: Json = {"last": ids[0] if ids else cursor["last"]}
    else:
        newest = cursor.get("newest") or (ids[0] if ids else "")
        more = more and (_time(page[-1].get("created_at")) or since) >= since
        after = {"newest": newest, "below": ids[-1]} if more else ({"last": newest} if newest else {})
    remarks = (_remark(one, account) for one in page if isinstance(one.get("status"), dict))
    known = (remark for remark in remarks if upwards or (remark.said_at or since) >= since)
    return Hearing(remarks=tuple(known), cursor=after, more=more)


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
