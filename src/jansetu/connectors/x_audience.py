"""What X tells of an account: figures, remarks, where a page ends; out of its answers. Talks to nobody.

Written against X's OpenAPI 2.167 (August 2026) and its older field names of 2.159; both are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import unescape
from typing import Any

from jansetu.connectors.contracts import AccountFigures, Hearing, Json, PostFigures, Remark
from jansetu.connectors.http import Answer

REMARKS = 100  # a page, X's most
FIGURES = "public_metrics"
SAID = "created_at,entities"
SPEAKERS = ("author_id", "in_reply_to_user_id")
REFERENCES = ("referenced_posts", "referenced_tweets")  # the first is an expansion, the second a field


def account_figures(answer: Answer) -> AccountFigures:
    """The account's counts; `post_count` was `tweet_count`."""
    answer.text("data", "id")
    posts = answer.count("data", FIGURES, "post_count")
    if posts is None:
        posts = answer.count("data", FIGURES, "tweet_count")
    return AccountFigures(
        followers=answer.count("data", FIGURES, "followers_count"),
        following=answer.count("data", FIGURES, "following_count"),
        posts=posts,
        raw=answer.body,
    )


def post_figures(answer: Answer) -> tuple[PostFigures, ...]:
    """The posts' counts; those that are gone stand among the errors, so one of both must be there."""
    if not isinstance(answer.get("data"), list) and not answer.get("errors"):
        answer.not_understood()
    return tuple(_figures(answer, number) for number in range(len(answer.get("data") or [])))


def _figures(answer: Answer, number: int) -> PostFigures:
    def told(name: str) -> int | None:
        return answer.count("data", number, FIGURES, name)

    reposts = told("repost_count")
    return PostFigures(
        remote_id=answer.text("data", number, "id"),
        views=told("impression_count"),
        likes=told("like_count"),
        reposts=told("retweet_count") if reposts is None else reposts,
        quotes=told("quote_count"),
        replies=told("reply_count"),
        saves=told("bookmark_count"),
        raw=answer.get("data", number),
    )


def asked(cursor: Json, since: datetime) -> dict[str, str]:
    """The parameters of the next page: those after the last remark known, or since an hour at first."""
    params = {"max_results": str(REMARKS)}
    if cursor.get("last"):
        params["since_id"] = cursor["last"]
    else:
        params["start_time"] = since.strftime("%Y-%m-%dT%H:%M:%SZ")
    if cursor.get("page"):
        params["pagination_token"] = cursor["page"]
    return params


def hearing(answer: Answer, cursor: Json, account: str) -> Hearing:
    """One page of mentions, newest first."""
    if answer.count("meta", "result_count") is None:
        answer.not_understood()
    names = {user.get("id"): str(user.get("username") or "") for user in _users(answer)}
    said = [_remark(post, names, account) for post in answer.get("data") or []]
    after, more = following(answer, cursor)
    return Hearing(
        remarks=tuple(remark for remark in said if remark.author_id != account), cursor=after, more=more
    )


def following(answer: Answer, cursor: Json) -> tuple[Json, bool]:
    """The next page's cursor, and whether there is one. A sweep's newest is the last known once it ends."""
    newest = str(cursor.get("newest") or answer.get("meta", "newest_id") or cursor.get("last") or "")
    page = answer.get("meta", "next_token")
    if not page:
        return ({"last": newest} if newest else {}), False
    going: Json = {"newest": newest, "page": str(page)}
    return going | ({"last": cursor["last"]} if cursor.get("last") else {}), True


def _users(answer: Answer) -> list[Any]:
    found = answer.get("includes", "users")
    return found if isinstance(found, list) else []


def _remark(post: Any, names: Mapping[Any, str], account: str) -> Remark:
    author, answers = str(post.get("author_id") or ""), answered(post)
    ours = str(post.get("in_reply_to_user_id") or "") == account
    return Remark(
        remote_id=str(post["id"]),
        kind="comment" if answers and ours else "mention",
        author=names.get(author, ""),
        author_id=author,
        text=unescape(written(post)).strip(),
        said_at=time_of(post),
        answers=answers,
        raw=post,
    )


def written(post: Any) -> str:
    """The text with its links whole, still with HTML entities."""
    text = str(post.get("text", ""))
    for link in (post.get("entities") or {}).get("urls") or []:
        short, long = link.get("url"), link.get("expanded_url")
        text = text.replace(short, long) if short and long else text
    return text


def referred(post: Any, kind: str) -> list[str]:
    """The ids of the posts that this one repeats ("retweeted"), quotes or answers ("replied_to")."""
    every = [reference for name in REFERENCES for reference in post.get(name) or []]
    return [str(one.get("id")) for one in every if one.get("type") == kind]


def answered(post: Any) -> str:
    """The id of the post that this one answers, or nothing."""
    return next(iter(referred(post, "replied_to")), "")


def time_of(post: Any) -> datetime | None:
    """When it was said; None where X does not tell."""
    try:
        return datetime.fromisoformat(post["created_at"])
    except (KeyError, TypeError, ValueError):
        return None
