"""X's words: problems, rate-limit headers, posts and users as its API v2 shows them. Decides nothing."""

from __future__ import annotations

import hashlib
import html
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

import regex

from jansetu.core.text.hashtags import find_hashtags, find_mentions
from jansetu.core.text.links import find_urls
from jansetu.sandbox.boxes import measured
from jansetu.sandbox.exchange import Answer, Json
from jansetu.sandbox.figures import Figures
from jansetu.sandbox.meters import Reading
from jansetu.sandbox.world import Account, Media, Post

PROBLEMS = "https://api.x.com/2/problems/"
PROBLEM_TYPE = "application/problem+json"
DEVANAGARI = regex.compile(r"\p{Devanagari}")


def limits(reading: Reading) -> dict[str, str]:
    """X's three headers; there is no Retry-After."""
    return {
        "x-rate-limit-limit": str(reading.limit),
        "x-rate-limit-remaining": str(reading.remaining),
        "x-rate-limit-reset": str(reading.resets_at),
    }


def problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> Answer:
    """A refusal without a problem type of its own, as X answers 401, 403, 429 and 503."""
    body = {"title": title, "detail": detail, "type": "about:blank", "status": status}
    return Answer.json(status, body, headers, PROBLEM_TYPE)


def too_many(headers: dict[str, str]) -> Answer:
    """429."""
    told = {**headers, "x-rate-limit-remaining": "0"}
    return problem(429, "Too Many Requests", "Too Many Requests", told)


def forbidden(detail: str, headers: dict[str, str] | None = None) -> Answer:
    """403, as X answers a duplicate: plain JSON (seen February 2026)."""
    body = {"detail": detail, "type": "about:blank", "title": "Forbidden", "status": 403}
    return Answer.json(403, body, headers)


def invalid(message: str, parameters: dict[str, list[str]] | None = None) -> Answer:
    """400 with what was wrong."""
    body = {
        "errors": [{"parameters": parameters or {}, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": PROBLEMS + "invalid-request",
    }
    return Answer.json(400, body)


def no_such(kind: str, remote_id: str, parameter: str) -> Json:
    """The entry in `errors` for a thing that is not there; X answers it with 200."""
    return {
        "value": remote_id,
        "detail": f"Could not find {kind} with {parameter}: [{remote_id}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": remote_id,
        "type": PROBLEMS + "resource-not-found",
    }


def short_link(url: str) -> str:
    """The t.co address of a link: 23 characters, the same for the same link."""
    return "https://t.co/" + hashlib.sha256(url.encode()).hexdigest()[:10]


@lru_cache(maxsize=1024)
def shortened(text: str) -> tuple[str, tuple[Json, ...]]:
    """The text with its links as t.co addresses, and what each stands for; one text goes to many accounts."""
    links: list[Json] = []
    if "." not in text:
        return text, ()
    parts, after = [], 0
    for found in find_urls(text):
        bare = found.value.partition("://")[2] or found.value
        full = found.value if "://" in found.value else f"http://{bare}"
        shown = bare if len(bare) <= 26 else bare[:26] + "…"
        links.append({"url": short_link(full), "expanded_url": full, "display_url": shown})
        parts += [text[after : found.start], short_link(full)]
        after = found.end
    return "".join([*parts, text[after:]]), tuple(links)


def entities(shown: str, links: list[Json]) -> Json:
    """Links, hashtags and mentions with their places in the text as it is shown, in code points."""
    found: Json = {}
    after = 0
    for link in links:
        start = shown.find(link["url"], after)
        start = shown.rindex(link["url"]) if start < 0 else start  # several pictures share one address
        after = start + len(link["url"])
        found.setdefault("urls", []).append({"start": start, "end": after, **link})
    for name, field, spans in (
        ("hashtags", "tag", find_hashtags(shown)),
        ("mentions", "username", find_mentions(shown)),
    ):
        if spans:
            found[name] = [{"start": one.start, "end": one.end, field: one.value} for one in spans]
    return found


def escaped(text: str) -> str:
    """X answers with &, < and > as HTML entities."""
    return html.escape(text, quote=False)


def text_shown(post: Post) -> str:
    """The text as X stores it: links shortened, an address for the pictures at its end."""
    return str(post.detail.get("shown", post.text))


def created_at(at: float) -> str:
    """X tells whole seconds and writes the milliseconds all the same."""
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def is_film(media: Media) -> bool:
    """Whether it is no picture."""
    return media.mime.startswith("video/")


def media_key(media: Media) -> str:
    """X's name of an uploaded picture or film within a post."""
    return f"{'7' if is_film(media) else '3'}_{media.id}"


def references(post: Post) -> list[Json]:
    """What the post answers or repeats."""
    found: list[Json] = []
    if post.repost_of:
        found.append({"type": "retweeted", "id": post.repost_of})
    if post.reply_to:
        found.append({"type": "replied_to", "id": post.reply_to})
    return found


class Told(NamedTuple):
    """What others made of a post, whose post it answers, and which post began it all."""

    figures: Figures
    answered: str | None
    conversation: str


def post_shown(post: Post, account: Account, fields: set[str], told: Told, *, new: bool) -> Json:
    """A post with the fields asked for; `new` writes the names of 2.167, else those of 2.159."""
    shown: Json = {"id": post.id, "text": escaped(text_shown(post))}
    shown["edit_history_post_ids" if new else "edit_history_tweet_ids"] = [post.id]
    wanted = optional_fields(post, account, told, new=new) if fields else {}
    empty: tuple[object, ...] = ({}, [], None)
    return shown | {name: value for name, value in wanted.items() if name in fields and value not in empty}


def public_metrics(figures: Figures, *, new: bool) -> Json:
    """The counts of a post."""
    return {
        "repost_count" if new else "retweet_count": figures.reposts,
        "reply_count": figures.replies,
        "like_count": figures.likes,
        "quote_count": figures.quotes,
        "bookmark_count": figures.saves,
        "impression_count": figures.views,
    }


def optional_fields(post: Post, account: Account, told: Told, *, new: bool) -> Json:
    """Everything that X gives only where it is asked for it."""
    keys = post.detail.get("keys", [])
    return {
        "created_at": created_at(post.at),
        "author_id": account.number,
        "conversation_id": told.conversation,
        "lang": "hi" if DEVANAGARI.search(post.text) else "en",
        "possibly_sensitive": False,
        "in_reply_to_user_id": told.answered,
        "public_metrics": public_metrics(told.figures, new=new),
        "entities": entities(text_shown(post), post.detail.get("links", [])),
        "referenced_posts" if new else "referenced_tweets": references(post),
        "attachments": {"media_keys": keys} if keys else {},
    }


def user_shown(account: Account, fields: set[str], *, followers: int) -> Json:
    """An account with the fields asked for."""
    figures = {"followers_count": followers, "following_count": 0, "listed_count": 0, "like_count": 0}
    optional: Json = {
        "created_at": created_at(account.made_at),
        "description": "अभ्यास · practice",
        "protected": False,
        "verified": False,
        "verified_type": "none",
        "public_metrics": {**figures, "tweet_count": account.standing, "post_count": account.standing},
    }
    bare = {"id": account.number, "name": account.name, "username": account.handle}
    return bare | {name: value for name, value in optional.items() if name in fields}


def media_shown(media: Media, fields: set[str], origin: str) -> Json:
    """An attached picture or film with the fields asked for; a film has no address of its own there."""
    film = is_film(media)
    optional: Json = {
        "url": "" if film else f"{origin}/_sandbox/media/x/{media.id}",
        "duration_ms": int(measured(media.file).seconds * 1000) if film and media.file else "",
        "alt_text": media.alt,
        "width": media.width,
        "height": media.height,
    }
    bare = {"media_key": media_key(media), "type": "video" if film else "photo"}
    return bare | {name: value for name, value in optional.items() if name in fields and value != ""}
