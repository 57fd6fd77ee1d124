"""What Facebook tells of a Page: its posts, figures and remarks, read out of its answers. Talks to nobody.

Written against Graph API v23.0; the names of the insights are those of August 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

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

ACCOUNT = "id,followers_count,fan_count"
PUBLIC = (
    "id,shares,reactions.limit(0).summary(total_count),comments.filter(stream).limit(0).summary(total_count)"
)
# post_impressions was taken away on 15 November 2025 and its unique form on 15 June 2026;
# one name that Facebook does not know fails the whole call.
INSIGHTS = f"{PUBLIC},insights.metric(post_media_view,post_clicks)"
WATCHED = timedelta(days=30)  # posts older than this are not asked for new comments
OVERLAP = 60  # seconds; a comment may be told late, so sweeps overlap
POSTS, COMMENTS = 25, 100  # a page
SAID = "id,from,message,created_time,permalink_url,is_hidden,parent{id}"


def account_figures(answer: Answer) -> AccountFigures:
    """The Page's followers; Facebook counts no posts."""
    answer.text("id")
    return AccountFigures(followers=answer.count("followers_count"), raw=answer.body)


def post_figures(answer: Answer, remote_id: str) -> PostFigures:
    """The post's counts. Facebook leaves `shares` out where nobody shared; insights only where permitted."""
    answer.text("id")
    insights = {one.get("name"): one for one in answer.get("insights", "data") or []}
    reactions = answer.count("reactions", "summary", "total_count")
    return PostFigures(
        remote_id=remote_id,
        views=_lifetime(insights.get("post_media_view")),
        likes=reactions,
        reposts=0 if reactions is not None and not answer.get("shares") else answer.count("shares", "count"),
        replies=answer.count("comments", "summary", "total_count"),
        clicks=_lifetime(insights.get("post_clicks")),
        raw=answer.body,
    )


def _lifetime(insight: Any) -> int | None:
    values = (insight or {}).get("values") or [{}]
    found = values[0].get("value")
    return found if isinstance(found, int) else None


def begun(cursor: Json, since: datetime, now: datetime) -> Json:
    """The cursor of a sweep under way: `since` and `until` in seconds since 1970, `left` its long threads."""
    start: Json = {
        "since": int(since.timestamp()),
        "until": int(now.timestamp()),
        "after": "",
        "left": [],
        "read": False,
    }
    return start | cursor if cursor.get("until") else start | {"since": cursor.get("since", start["since"])}


def own_asked(cursor: Json, fields: str) -> dict[str, str]:
    """One page of the Page's own posts; `parent_id` tells what only repeats another's."""
    params = {"fields": f"{fields},parent_id", "since": str(cursor["since"]), "limit": str(COMMENTS)}
    return params | ({"after": cursor["after"]} if cursor["after"] else {})


def own_told(answer: Answer, cursor: Json, opens: Callable[[str], str]) -> Timeline:
    """The posts of that page; the next sweep begins a little before this one began."""
    here = answer.items("data")
    for number in range(len(here)):
        answer.text("data", number, "id")
    posts = tuple(own_post(one, opens) for one in here if not one.get("parent_id"))
    if answer.get("paging", "next") is None:
        return Timeline(posts=posts, cursor={"since": cursor["until"] - OVERLAP}, more=False)
    after = answer.text("paging", "cursors", "after")
    return Timeline(posts=posts, cursor=cursor | {"after": after}, more=True)


def own_post(one: Any, opens: Callable[[str], str]) -> RemotePost:
    """A post of the Page, or a film of it, as Facebook shows it."""
    return RemotePost(
        remote_id=str(one["id"]),
        text=str(one.get("message") or one.get("description") or ""),
        url=opens(str(one["id"])),
        published_at=time_of(one),
        raw=one,
    )


def feed_asked(cursor: Json, now: datetime) -> dict[str, str]:
    """One page of the Page's feed, beneath each post what was said since."""
    comments = f"comments.filter(stream).order(chronological).since({cursor['since']}).limit({COMMENTS})"
    params = {
        "fields": f"id,from,message,created_time,permalink_url,{comments}{{{SAID}}}",
        "since": str(int((now - WATCHED).timestamp())),
        "limit": str(POSTS),
    }
    return params | ({"after": cursor["after"]} if cursor["after"] else {})


def thread_asked(cursor: Json) -> dict[str, str]:
    """One page more of a thread that was too long for the feed."""
    return {
        "fields": SAID,
        "filter": "stream",
        "order": "chronological",
        "since": str(cursor["since"]),
        "limit": str(COMMENTS),
        "after": cursor["left"][0][1],
    }


def feed_heard(answer: Answer, cursor: Json, page: str) -> Hearing:
    """Comments beneath the posts, and posts that others put on the Page."""
    said: list[Remark] = []
    left = list(cursor["left"])
    for number, post in enumerate(answer.items("data")):
        remote_id = answer.text("data", number, "id")
        if _author(post)[0] not in ("", page):
            said.append(_remark(post, "mention", ""))
        said += [_remark(one, "comment", remote_id) for one in _listed(post)]
        if answer.get("data", number, "comments", "paging", "next"):
            left.append([remote_id, answer.text("data", number, "comments", "paging", "cursors", "after")])
    more = answer.get("paging", "next") is not None
    after = answer.text("paging", "cursors", "after") if more else ""
    return _hearing(said, cursor | {"after": after, "left": left, "read": not more}, page)


def thread_heard(answer: Answer, cursor: Json, page: str) -> Hearing:
    """The comments of one page more of a thread."""
    post = cursor["left"][0][0]
    said = [_remark(one, "comment", post) for one in answer.items("data")]
    left = cursor["left"][1:]
    if answer.get("paging", "next"):
        left = [[post, answer.text("paging", "cursors", "after")], *left]
    return _hearing(said, cursor | {"left": left}, page)


def _hearing(said: list[Remark], cursor: Json, page: str) -> Hearing:
    """The remarks since the sweep's start; the next sweep begins a little before this one began."""
    over = cursor["read"] and not cursor["left"]
    remarks = [
        remark
        for remark in said
        if remark.author_id != page
        and (remark.said_at is None or remark.said_at.timestamp() >= cursor["since"])
    ]
    following = {"since": cursor["until"] - OVERLAP} if over else cursor
    return Hearing(remarks=tuple(remarks), cursor=following, more=not over)


def _listed(post: Any) -> list[Any]:
    return list((post.get("comments") or {}).get("data") or [])


def _remark(one: Any, kind: Any, post: str) -> Remark:
    author_id, author = _author(one)
    return Remark(
        remote_id=str(one["id"]),
        kind=kind,
        author=author,
        author_id=author_id,
        text=str(one.get("message") or ""),
        said_at=time_of(one),
        answers=str((one.get("parent") or {}).get("id") or post),
        raw=one,
    )


def _author(one: Any) -> tuple[str, str]:
    """Id and name; Facebook tells them only of those who allow it."""
    told = one.get("from") or {}
    return str(told.get("id") or ""), str(told.get("name") or "")


def written_by(one: Any, page: str) -> bool:
    """Whether the Page itself wrote this comment."""
    return _author(one)[0] == page


def time_of(one: Any) -> datetime | None:
    """When it was made; None where Facebook does not tell."""
    try:
        return datetime.fromisoformat(one["created_time"])
    except (KeyError, TypeError, ValueError):
        return None
