"""Mastodon's words: statuses, accounts, media and errors as its API shows them. Decides nothing."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import regex

from jansetu.sandbox.boxes import measured
from jansetu.sandbox.exchange import Answer, Json
from jansetu.sandbox.platform import timestamp
from jansetu.sandbox.world import Account, Media, Post

TEXT_LIMIT, LINK_LENGTH = 500, 23
SMALL = 640 * 360  # pixels of a preview (Mastodon's source, 4.x)
GREY = "00Eyb["  # a blurhash of one even grey
TRUE = {"true", "1", "on"}
MARKED = regex.compile(
    r"(?P<link>https?://[^\s<>]+[^\s<>\p{P}]/?)"
    r"|(?<![\p{L}\p{M}\p{N}_/&])\#(?P<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}][\p{L}\p{M}\p{N}_]*)"
)
WORDS = {
    "401": (401, "The access token is invalid"),
    "403": (403, "This action is outside the authorized scopes"),
    "500": (500, "Internal Server Error"),
    "503": (503, "There was a temporary problem serving your request, please try again"),
    "refuse": (422, "Validation failed: Text contains something that is not allowed"),
    "duplicate": (422, "Validation failed: Status is a duplicate"),
}


def error(status: int, message: str) -> Answer:
    """Mastodon says everything in one word."""
    return Answer.json(status, {"error": message})


def too_many(headers: dict[str, str]) -> Answer:
    """429."""
    return Answer.json(429, {"error": "Too many requests"}, {**headers, "X-RateLimit-Remaining": "0"})


def limits(limit: int, remaining: int, resets_at: int) -> dict[str, str]:
    """Mastodon's three headers; the reset is a time in ISO 8601."""
    reset = datetime.fromtimestamp(resets_at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": reset,
    }


def content(text: str, origin: str) -> str:
    """The HTML of a status: paragraphs, links and hashtags."""
    paragraphs = regex.split(r"\n{2,}", text)
    return "".join(f"<p>{marked(part, origin)}</p>" for part in paragraphs if part)


def marked(text: str, origin: str) -> str:
    """One paragraph with its links and hashtags marked up."""
    parts, after = [], 0
    for match in MARKED.finditer(text):
        parts += [html.escape(text[after : match.start()]), anchor(match, origin)]
        after = match.end()
    return "".join([*parts, html.escape(text[after:])]).replace("\n", "<br />")


def anchor(match: regex.Match[str], origin: str) -> str:
    """The HTML of one link or hashtag."""
    if match.group("link"):
        url = html.escape(match.group("link"))
        scheme, _, rest = url.partition("://")
        hidden = f'<span class="invisible">{scheme}://</span><span class="">{rest}</span>'
        return f'<a href="{url}" target="_blank" rel="nofollow noopener" translate="no">{hidden}</a>'
    tag = html.escape(match.group("tag"))
    place = f"{origin}/mastodon/tags/{tag}"
    return f'<a href="{place}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'


def tags(text: str, origin: str) -> list[Json]:
    """The hashtags of a status."""
    found = [match.group("tag") for match in MARKED.finditer(text) if match.group("tag")]
    return [{"name": tag, "url": f"{origin}/mastodon/tags/{tag}"} for tag in found]


def account(owner: Account, origin: str) -> Json:
    """An account as others see it."""
    place, blank = f"{origin}/mastodon/@{owner.name}", f"{origin}/_sandbox/style.css"
    texts = {"note": "<p>अभ्यास · practice</p>", "display_name": owner.name, "uri": place, "url": place}
    pictures = dict.fromkeys(("avatar", "avatar_static", "header", "header_static"), blank)
    names = ("locked", "bot", "group", "discoverable", "indexable", "hide_collections")
    return {
        "id": owner.number,
        "username": owner.name,
        "acct": owner.name,
        "created_at": timestamp(owner.made_at),
        "followers_count": 0,
        "following_count": 0,
        "statuses_count": owner.standing,
        "last_status_at": None,
        "emojis": [],
        "fields": [],
        **texts,
        **pictures,
        **dict.fromkeys(names, False),
    }


def credential_account(owner: Account, origin: str) -> Json:
    """An account as its owner sees it."""
    source = {
        "privacy": "public",
        "sensitive": False,
        "language": "hi",
        "note": "अभ्यास · practice",
        "fields": [],
        "follow_requests_count": 0,
        "indexable": False,
        "hide_collections": False,
        "attribution_domains": [],
        "quote_policy": "public",
    }
    role = {"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False}
    return account(owner, origin) | {"source": source, "role": role}


def as_read(*, reblogged: bool, own: bool) -> Json:
    """What a status tells only to an account: what that account did with it (4.5)."""
    never = dict.fromkeys(("favourited", "bookmarked", "muted"), False)
    approval = {"automatic": ["public"], "manual": [], "current_user": "automatic"}
    told: Json = {**never, "reblogged": reblogged, "filtered": [], "quote_approval": approval}
    return told | ({"pinned": False} if own else {})


def attachment(media: Media, origin: str) -> Json:
    """An uploaded picture or film."""
    film = media.mime.startswith("video/")
    seconds = measured(media.file).seconds if film and media.file else 0
    original = measures(media.width, media.height) | ({"duration": seconds} if film else {})
    if film:
        del original["size"], original["aspect"]  # told of pictures only
    place = f"{origin}/_sandbox/media/mastodon/{media.id}"
    return {
        "id": media.id,
        "type": "video" if film else "image",
        "url": place,
        "preview_url": place,
        "remote_url": None,
        "meta": {"original": original, "small": preview(media)},
        "description": media.alt or None,
        "blurhash": GREY,
    }


def preview(media: Media) -> Json:
    """The measures of the smaller picture in a timeline."""
    scale = min(1.0, (SMALL / (media.width * media.height)) ** 0.5)
    return measures(max(1, round(media.width * scale)), max(1, round(media.height * scale)))


def measures(width: int, height: int) -> Json:
    """How large a picture is."""
    return {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}


def status(post: Post, owner: Account, pictures: list[Media], origin: str) -> Json:
    """A status, without what it reblogs, its counts and what its reader did with it."""
    place = f"{origin}/mastodon/@{owner.name}/{post.id}"
    nothing: Json = {
        "mentions": [],
        "emojis": [],
        "card": None,
        "poll": None,
        "application": None,
        "quote": None,
    }
    return {
        "id": post.id,
        "created_at": timestamp(post.at),
        "in_reply_to_id": post.reply_to or None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": post.detail.get("visibility", "public"),
        "language": post.detail.get("language"),
        "uri": place,
        "url": place,
        "edited_at": timestamp(post.edited_at) if post.edited_at else None,
        "content": "" if post.repost_of else content(post.text, origin),
        "account": account(owner, origin),
        "media_attachments": [attachment(media, origin) for media in pictures],
        "tags": tags(post.text, origin),
        **nothing,
    }
