"""What YouTube tells of a channel's audience: figures, comments, answers. Talks to nobody.

Written against the Data API v3 of November 2026.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jansetu.connectors import matching
from jansetu.connectors.contracts import AccountFigures, Hearing, Json, PostFigures, Remark
from jansetu.connectors.http import Answer
from jansetu.connectors.youtube_video import items_of, time_of, watch

WATCHED = timedelta(days=30)  # threads that began earlier are not asked for new answers
OVERLAP = timedelta(minutes=10)  # a comment may be told late, so sweeps overlap
PAGE = "100"  # comments, YouTube's most
VIDEO_ID = 11  # letters; a comment's id is longer


def is_comment(remote_id: str) -> bool:
    """Whether it is a comment's id and not a video's."""
    return len(remote_id) != VIDEO_ID


def count(told: Any, name: str) -> int | None:
    """A figure, which YouTube writes as text; None where it is not told."""
    found = (told or {}).get(name)
    return int(found) if isinstance(found, str) and found.isascii() and found.isdigit() else None


def account_figures(channel: Json) -> AccountFigures:
    """Subscribers, where the channel does not hide them, and videos."""
    told = channel.get("statistics") or {}
    hidden = told.get("hiddenSubscriberCount") is True
    return AccountFigures(
        followers=None if hidden else count(told, "subscriberCount"),
        posts=count(told, "videoCount"),
        raw=channel,
    )


def post_figures(video: Json) -> PostFigures:
    """Views, likes and comments."""
    told = video.get("statistics")
    return PostFigures(
        remote_id=video["id"],
        views=count(told, "viewCount"),
        likes=count(told, "likeCount"),
        replies=count(told, "commentCount"),
        raw=video,
    )


def begun(cursor: Json, since: datetime, now: datetime) -> Json:
    """The cursor of a sweep under way.

    `since` and `began` in seconds since 1970; `left` are threads with more answers than were told with them,
    `long` how many answers each of these had at the last sweep, `longer` how many it has now.
    """
    if "began" in cursor:
        return dict(cursor)
    at = cursor.get("since", since.timestamp())
    fresh: Json = {"since": at, "began": now.timestamp(), "page": "", "left": [], "longer": {}}
    return fresh | {"long": cursor.get("long", {})}


def threads_asked(cursor: Json, channel: str) -> dict[str, str]:
    """One page of the threads beneath all of the channel's videos, newest first."""
    return {
        "part": "snippet,replies",
        "allThreadsRelatedToChannelId": channel,
        "order": "time",
        "maxResults": PAGE,
        "textFormat": "plainText",
        **({"pageToken": cursor["page"]} if cursor["page"] else {}),
    }


def answers_asked(cursor: Json) -> dict[str, str]:
    """One page of the answers in a long thread."""
    thread, page = cursor["left"][0]
    return {
        "part": "snippet",
        "parentId": thread,
        "maxResults": PAGE,
        "textFormat": "plainText",
        **({"pageToken": page} if page else {}),
    }


def threads_heard(answer: Answer, cursor: Json, channel: str, now: datetime) -> Hearing:
    """The comments of a page and the answers told with them."""
    said: list[Any] = []
    oldest, left, longer = now, list(cursor["left"]), dict(cursor["longer"])
    for thread in items_of(answer):
        snippet = thread.get("snippet") or {}
        top, answers = (
            snippet.get("topLevelComment") or {},
            (thread.get("replies") or {}).get("comments") or [],
        )
        said += [top, *answers]
        oldest = min(oldest, time_of(top.get("snippet")) or oldest)
        total = snippet.get("totalReplyCount") or 0
        if total > len(answers):
            longer[thread["id"]] = total
            left += [[thread["id"], ""]] if cursor["long"].get(thread["id"]) != total else []
    page = str(answer.get("nextPageToken") or "")
    over = not page or oldest < now - WATCHED
    going = {"page": "" if over else page, "left": left, "longer": longer, "read": over}
    return _hearing(said, cursor | going, channel)


def answers_heard(answer: Answer, cursor: Json, channel: str) -> Hearing:
    """The answers of a page in a long thread."""
    page, (thread, _) = str(answer.get("nextPageToken") or ""), cursor["left"][0]
    left = [[thread, page], *cursor["left"][1:]] if page else cursor["left"][1:]
    return _hearing(items_of(answer), cursor | {"left": left}, channel)


def _hearing(said: list[Any], cursor: Json, channel: str) -> Hearing:
    """What others said since the sweep's start; the next sweep begins a little before this one began."""
    over = cursor.get("read", False) and not cursor["left"]
    remarks = [remark(one) for one in said if one.get("id") and author_of(one) != channel]
    fresh = [one for one in remarks if one.said_at is None or one.said_at.timestamp() >= cursor["since"]]
    following = {"since": cursor["began"] - OVERLAP.total_seconds(), "long": cursor["longer"]}
    return Hearing(remarks=tuple(fresh), cursor=following if over else cursor, more=not over)


def remark(one: Any) -> Remark:
    """A comment, or an answer to one."""
    snippet = one.get("snippet") or {}
    return Remark(
        remote_id=str(one["id"]),
        kind="comment",
        author=str(snippet.get("authorDisplayName") or ""),
        author_id=author_of(one),
        text=text_of(one),
        said_at=time_of(snippet),
        answers=str(snippet.get("parentId") or snippet.get("videoId") or ""),
        raw=one,
    )


def author_of(one: Any) -> str:
    """The id of the channel that said it."""
    return str(((one.get("snippet") or {}).get("authorChannelId") or {}).get("value") or "")


def text_of(one: Any) -> str:
    """The words; the original ones where YouTube tells them."""
    snippet = one.get("snippet") or {}
    return str(snippet.get("textOriginal") or snippet.get("textDisplay") or "")


def thread_of(remote_id: str) -> str:
    """The comment that began the thread: an answer's id begins with that of its comment."""
    return remote_id.partition(".")[0]


def address(web: str, video: str, comment: str) -> str:
    """Where a citizen sees a comment."""
    return f"{watch(web, video)}&lc={comment}" if video else watch(web, comment)


def shown(one: Any, web: str) -> matching.Shown:
    """A comment as one of a timeline."""
    snippet, comment = one.get("snippet") or {}, str(one["id"])
    return matching.Shown(
        comment, address(web, str(snippet.get("videoId") or ""), comment), text_of(one), time_of(snippet)
    )
