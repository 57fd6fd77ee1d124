"""What Instagram tells of an account: its posts, figures and remarks, read out of answers. Talks to nobody.

Written against Graph API v23.0; the names of the insights are those of 2026: impressions and plays went with
v22.0 (21 April 2025), views took their place.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

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

ACCOUNT = "id,followers_count,follows_count,media_count"
LISTED = "id,caption,timestamp,permalink"
SHOWN = f"{LISTED},media_type,media_product_type,media_url,username,children{{id,media_type,media_url}}"
PUBLIC = "id,like_count,comments_count"
INSIGHTS = f"{PUBLIC},insights.metric(views,reach,likes,comments,shares,saved)"  # of pictures, albums, reels
WATCHED = timedelta(days=30)  # posts older than this are not asked for new comments
OVERLAP = 60  # seconds; a comment may be told late, so sweeps overlap
POSTS, COMMENTS = 25, 50  # a page; fifty comments are Instagram's most
SAID = "id,text,username,timestamp,from,parent_id,hidden"
THREAD = f"{SAID},replies.limit({COMMENTS}){{{SAID}}}"


def account_figures(answer: Answer) -> AccountFigures:
    """The account's counts."""
    answer.text("id")
    counts = ("followers_count", "follows_count", "media_count")
    followers, following, posts = (answer.count(name) for name in counts)
    return AccountFigures(followers=followers, following=following, posts=posts, raw=answer.body)


def post_figures(answer: Answer, remote_id: str) -> PostFigures:
    """The post's counts; views, shares and saves only where the token may read insights."""
    answer.text("id")
    insights = {one.get("name"): one for one in answer.get("insights", "data") or []}
    likes, replies = answer.count("like_count"), answer.count("comments_count")
    return PostFigures(
        remote_id=remote_id,
        views=_lifetime(insights.get("views")),
        likes=_lifetime(insights.get("likes")) if likes is None else likes,
        reposts=_lifetime(insights.get("shares")),
        replies=_lifetime(insights.get("comments")) if replies is None else replies,
        saves=_lifetime(insights.get("saved")),
        raw=answer.body,
    )


def _lifetime(insight: Any) -> int | None:
    """A figure, written as a list of values or as one total."""
    values = (insight or {}).get("values") or [(insight or {}).get("total_value") or {}]
    found = values[0].get("value")
    return found if isinstance(found, int) else None


def begun(cursor: Json, since: datetime, now: datetime) -> Json:
    """The cursor of a sweep under way: first the account's posts, then their long threads, then its tags."""
    start: Json = {
        "since": int(since.timestamp()),
        "until": int(now.timestamp()),
        "after": "",
        "left": [],
        "stage": "posts",
    }
    return start | cursor if cursor.get("until") else start | {"since": cursor.get("since", start["since"])}


def paged(fields: str, limit: int, after: str, **more: str) -> dict[str, str]:
    """The parameters of one page."""
    return {"fields": fields, "limit": str(limit), **more} | ({"after": after} if after else {})


def posts_asked(cursor: Json, now: datetime) -> dict[str, str]:
    """One page of the account's posts, beneath each its newest comments."""
    since = str(int((now - WATCHED).timestamp()))
    fields = f"id,timestamp,comments.limit({COMMENTS}){{{THREAD}}}"
    return paged(fields, POSTS, cursor["after"], since=since)


def posts_heard(answer: Answer, cursor: Json, name: str) -> Hearing:
    """The comments beneath the posts; a thread that goes on is read by pages of its own."""
    said: list[Remark] = []
    left = list(cursor["left"])
    for number in range(len(answer.items("data"))):
        post = answer.text("data", number, "id")
        here = answer.get("data", number, "comments", "data") or []
        said += _thread(here, post)
        more = answer.get("data", number, "comments", "paging", "next")
        if more and not _older(here, cursor["since"]):
            left.append([post, answer.text("data", number, "comments", "paging", "cursors", "after")])
    after = following(answer)
    stage = "posts" if after else "threads" if left else "tags"
    return _hearing(said, cursor | {"after": after, "left": left, "stage": stage}, name)


def thread_heard(answer: Answer, cursor: Json, name: str) -> Hearing:
    """One page more of a thread; it is newest first, so it ends with what was said before the sweep."""
    post, here = cursor["left"][0][0], answer.items("data")
    after = "" if _older(here, cursor["since"]) else following(answer)
    left = [[post, after]] if after else []
    left += cursor["left"][1:]
    stage = "threads" if left else "tags"
    return _hearing(_thread(here, post), cursor | {"left": left, "stage": stage}, name)


def tags_heard(answer: Answer | None, cursor: Json, name: str) -> Hearing:
    """Posts of others in which the account is tagged; none where the token may not read them."""
    here = answer.items("data") if answer is not None else []
    after = "" if answer is None or _older(here, cursor["since"]) else following(answer)
    said = [remark_of(one, "mention", "", "caption") for one in here]
    return _hearing(said, cursor | {"after": after, "stage": "tags" if after else "over"}, name)


def following(answer: Answer) -> str:
    """The cursor of the next page; its address has a token and is not followed."""
    return answer.text("paging", "cursors", "after") if answer.get("paging", "next") else ""


def _hearing(said: list[Remark], cursor: Json, name: str) -> Hearing:
    """The remarks since the sweep's start; the next sweep begins a little before this one began."""
    over = cursor["stage"] == "over"
    remarks = tuple(
        one
        for one in said
        if one.author.casefold() != name.casefold()
        and (one.said_at is None or one.said_at.timestamp() >= cursor["since"])
    )
    following = {"since": cursor["until"] - OVERLAP} if over else cursor
    return Hearing(remarks=remarks, cursor=following, more=not over)


def _thread(said: list[Any], post: str) -> list[Remark]:
    """Comments and the answers beneath them."""
    remarks = []
    for one in said:
        remarks.append(remark_of(one, "comment", post))
        beneath = (one.get("replies") or {}).get("data") or []
        remarks += [remark_of(answer, "comment", str(one["id"])) for answer in beneath]
    return remarks


def _older(said: list[Any], since: int) -> bool:
    """Whether the page ends with what was said before."""
    at = time_of(said[-1].get("timestamp")) if said else None
    return at is not None and at.timestamp() < since


def remark_of(one: Any, kind: Literal["comment", "mention"], answers: str, text: str = "text") -> Remark:
    """A comment, or a post of somebody else."""
    author = one.get("from") or {}
    return Remark(
        remote_id=str(one["id"]),
        kind=kind,
        author=str(one.get("username") or author.get("username") or ""),
        author_id=str(author.get("id") or ""),
        text=str(one.get(text) or ""),
        said_at=time_of(one.get("timestamp")),
        answers=str(one.get("parent_id") or answers),
        raw=one,
    )


def own_told(answer: Answer, cursor: Json, page: str) -> Timeline:
    """The account's own posts of one page; the next sweep begins a little before this one began."""
    posts = tuple(own_post(one, page) for one in answer.items("data"))
    after = following(answer)
    going = cursor | {"after": after} if after else {"since": cursor["until"] - OVERLAP}
    return Timeline(posts=posts, cursor=going, more=bool(after))


def own_post(one: Any, page: str) -> RemotePost:
    """A post as Instagram shows it; `page` is the account's, where no address of its own is told."""
    return RemotePost(
        remote_id=str(one["id"]),
        text=str(one.get("caption") or ""),
        url=str(one.get("permalink") or page),
        published_at=time_of(one.get("timestamp")),
        raw=one,
    )


def shown(answer: Answer, number: int) -> matching.Shown:
    """One post of a listing."""
    text, permalink = answer.get("data", number, "caption"), answer.get("data", number, "permalink")
    at = time_of(answer.get("data", number, "timestamp"))
    return matching.Shown(answer.text("data", number, "id"), str(permalink or ""), str(text or ""), at)


def time_of(told: object) -> datetime | None:
    """When it was made; None where Instagram does not tell."""
    try:
        return datetime.fromisoformat(str(told))
    except ValueError:
        return None
