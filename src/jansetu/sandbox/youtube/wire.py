"""YouTube's words: errors, lists, videos, channels, comments as its Data API v3 shows them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, number_in
from jansetu.sandbox.figures import Figures
from jansetu.sandbox.platform import timestamp
from jansetu.sandbox.world import Account, Media, Post

ODD = 0x9E3779B97F4A7C15  # scatters running numbers, so that ids look like YouTube's
# The status that goes with a reason; developers.google.com/youtube/v3/docs/errors, 2026.
STATUS = {
    "authError": 401,
    "forbidden": 403,
    "quotaExceeded": 403,
    "rateLimitExceeded": 429,
    "videoNotFound": 404,
    "commentNotFound": 404,
    "commentThreadNotFound": 404,
    "parentCommentNotFound": 404,
    "playlistNotFound": 404,
    "channelNotFound": 404,
    "notFound": 404,
    "commentsDisabled": 403,
    "backendError": 503,
    "internalError": 500,
}


class Page(NamedTuple):
    """One page of things, and the token of the next."""

    items: list[Any]
    following: str
    total: int


def failed(reason: str, message: str = "") -> Answer:
    """A refusal by its reason; a reason without a status of its own is a 400."""
    status, told = STATUS.get(reason, 400), message or "The request cannot be completed."
    one = {"message": told, "domain": "youtube.video", "reason": reason}
    return Answer.json(status, {"error": {"code": status, "message": told, "errors": [one]}})


def asked_parts(call: Call, known: Sequence[str]) -> list[str]:
    """The parts that were asked for; Malformed where one is unknown or none is asked."""
    parts = [one for one in call.query.get("part", "").split(",") if one]
    if not parts or set(parts) - {*known, "id"}:
        raise Malformed
    return parts


def chosen(resource: Json, parts: Sequence[str]) -> Json:
    """The resource with the parts that were asked for."""
    kept = {"kind", "etag", "id", *parts}
    return {name: value for name, value in resource.items() if name in kept}


def listed(kind: str, items: list[Json], page: Page | None = None) -> Answer:
    """A list, as every list is told."""
    total = page.total if page else len(items)
    told: Json = {"kind": f"youtube#{kind}ListResponse", "etag": etag(str(items)), "items": items}
    told["pageInfo"] = {"totalResults": total, "resultsPerPage": len(items)}
    if page and page.following:
        told["nextPageToken"] = page.following
    return Answer.json(200, told)


def paged(call: Call, every: Sequence[Post], *, usual: int, most: int) -> Page:
    """One page of posts; Malformed where its size is not allowed or its token is none of ours."""
    size = number_in(call.query.get("maxResults", ""), usual)
    if size > most:
        raise Malformed
    token = call.query.get("pageToken", "")
    start = next(
        (n + 1 for n, one in enumerate(every) if token and after(one) == token), 0 if not token else -1
    )
    if start < 0:
        raise Malformed
    here = list(every[start : start + size])
    return Page(here, after(here[-1]) if here and start + size < len(every) else "", len(every))


def after(post: Post) -> str:
    """The token of the page that begins behind this post."""
    return base64.urlsafe_b64encode(f"after {post.id}".encode()).decode().rstrip("=")


def etag(content: str) -> str:
    """What changes whenever the content does."""
    return base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()[:20]).decode().rstrip("=")


def short_id(number: int) -> str:
    """Eleven letters, as YouTube's videos have them."""
    return base64.urlsafe_b64encode((number * ODD % 2**64).to_bytes(8, "big")).decode().rstrip("=")


def uploads_of(channel: str) -> str:
    """The playlist of everything that a channel uploaded."""
    return "UU" + channel[2:]


def named(account: Account) -> str:
    """How a channel signs."""
    return f"@{account.name}"


def video(post: Post, account: Account, media: Media | None, told: Figures, comments: int) -> Json:
    """A video with all its parts."""
    detail = post.detail
    return {
        "kind": "youtube#video",
        "etag": etag(f"{post.id}{post.edited_at}{told}{comments}"),
        "id": post.id,
        "snippet": {
            "publishedAt": timestamp(post.at),
            "channelId": account.number,
            "channelTitle": account.name,
            "title": detail["title"],
            "description": post.text,
            "localized": {"title": detail["title"], "description": post.text},
            "categoryId": detail["category"],
            "liveBroadcastContent": "none",
            **({"tags": detail["tags"]} if detail["tags"] else {}),
            **({"defaultLanguage": detail["language"]} if detail["language"] else {}),
        },
        "status": {
            "uploadStatus": "processed",
            "privacyStatus": detail["privacy"],
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            "madeForKids": detail["for_kids"],
            "selfDeclaredMadeForKids": detail["for_kids"],
        },
        "statistics": {
            "viewCount": str(told.views),
            "likeCount": str(told.likes),
            "favoriteCount": "0",
            "commentCount": str(comments),
        },
        "contentDetails": {"duration": "PT1M", "dimension": "2d", "definition": "hd", "caption": "false"},
        "fileDetails": {"fileSize": str(media.size if media else 0), "fileType": "video"},
    }


def channel(account: Account, subscribers: int, views: int, videos: int) -> Json:
    """A channel with all its parts."""
    return {
        "kind": "youtube#channel",
        "etag": etag(f"{account.number}{subscribers}{views}{videos}"),
        "id": account.number,
        "snippet": {
            "title": account.name,
            "description": "",
            "customUrl": named(account),
            "publishedAt": timestamp(account.made_at),
        },
        "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": uploads_of(account.number)}},
        "statistics": {
            "viewCount": str(views),
            "subscriberCount": str(subscribers),
            "hiddenSubscriberCount": False,
            "videoCount": str(videos),
        },
    }


def playlist_item(post: Post, account: Account, position: int) -> Json:
    """A video in its channel's uploads."""
    return {
        "kind": "youtube#playlistItem",
        "etag": etag(f"item{post.id}{post.edited_at}"),
        "id": base64.urlsafe_b64encode(f"item {post.id}".encode()).decode().rstrip("="),
        "snippet": {
            "publishedAt": timestamp(post.at),
            "channelId": account.number,
            "channelTitle": account.name,
            "title": post.detail["title"],
            "description": post.text,
            "playlistId": uploads_of(account.number),
            "position": position,
            "resourceId": {"kind": "youtube#video", "videoId": post.id},
            "videoOwnerChannelId": account.number,
            "videoOwnerChannelTitle": account.name,
        },
        "contentDetails": {"videoId": post.id, "videoPublishedAt": timestamp(post.at)},
        "status": {"privacyStatus": post.detail["privacy"]},
    }


def comment(post: Post, author: Account, channel_id: str, video_id: str, *, owner: bool) -> Json:
    """A comment or an answer to one; only its author and the channel's owner see all of it."""
    at = post.edited_at or post.at
    snippet: Json = {
        "channelId": channel_id,
        "videoId": video_id,
        "textDisplay": post.text,
        "textOriginal": post.text,
        "authorDisplayName": named(author),
        "authorChannelUrl": f"http://www.youtube.com/{named(author)}",
        "authorChannelId": {"value": author.number},
        "canRate": True,
        "viewerRating": "none",
        "likeCount": 0,
        "publishedAt": timestamp(post.at),
        "updatedAt": timestamp(at),
    }
    if post.reply_to != video_id:
        snippet["parentId"] = post.reply_to
    if owner and post.detail.get("hidden"):
        snippet["moderationStatus"] = "heldForReview"
    return {"kind": "youtube#comment", "etag": etag(f"{post.id}{at}"), "id": post.id, "snippet": snippet}
