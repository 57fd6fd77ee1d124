"""Facebook's words: the error envelope, the usage header, posts and photos as the Graph API shows them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from jansetu.sandbox.exchange import Answer, Json
from jansetu.sandbox.meters import Reading
from jansetu.sandbox.world import Account, Media, Post

JSON_TYPE = "application/json; charset=UTF-8"
PAGE_FIELDS = ("name", "id")
POST_FIELDS = ("created_time", "message", "id")
DOCUMENTATION = "Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"


def said(content: object, headers: dict[str, str] | None = None, *, status: int = 200) -> Answer:
    """An answer; Facebook escapes everything beyond ASCII."""
    return Answer.json(status, content, headers, JSON_TYPE, ascii_only=True)


def failed(
    status: int,
    code: int,
    message: str,
    *,
    subcode: int = 0,
    kind: str = "OAuthException",
    transient: bool = False,
    more: Json | None = None,
) -> Answer:
    """The error envelope. The status tells little: a dead token is 400, too many calls are 400."""
    error: Json = {"message": message, "type": kind, "code": code}
    if subcode:
        error["error_subcode"] = subcode
    if transient:
        error["is_transient"] = True
    error |= more or {}
    error["fbtrace_id"] = "A" + hashlib.sha256(f"{code}{subcode}{message}".encode()).hexdigest()[:22]
    return said({"error": error}, status=status)


def unsupported(verb: str, node: str) -> Answer:
    """For an object that is not there, or not there for this token."""
    message = (
        f"Unsupported {verb} request. Object with ID '{node}' does not exist, cannot be loaded due to "
        f"missing permissions, or does not support this operation. {DOCUMENTATION}"
    )
    return failed(400, 100, message, subcode=33, kind="GraphMethodException")


def usage(page: str, reading: Reading, wait_minutes: int = 0) -> dict[str, str]:
    """The header by which a Page's token learns how much of its limit is used, in per cent."""
    used = 100 * (reading.limit - reading.remaining) // reading.limit
    told = {
        "type": "pages",
        "call_count": used,
        "total_cputime": used,
        "total_time": used,
        "estimated_time_to_regain_access": wait_minutes,
    }
    return {"X-Business-Use-Case-Usage": json.dumps({page: [told]}), "facebook-api-version": "v23.0"}


def created_time(at: float) -> str:
    """Facebook tells whole seconds: 2026-11-24T05:00:00+0000."""
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def fields_of(asked: str, default: tuple[str, ...]) -> list[str]:
    """The names at the top of `fields`: a,b{c,d},e gives a, b, e."""
    names, depth, name = [], 0, ""
    for letter in asked + ",":
        depth += {"{": 1, "}": -1, "(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            names.append(name)
            name = ""
        elif depth == 0 and letter not in "})":
            name += letter
    return [name.partition(".")[0].strip() for name in names if name.strip()] or list(default)


def post_shown(post: Post, account: Account, pictures: list[Media], fields: list[str], origin: str) -> Json:
    """A post of a Page with the fields asked for; a field without a value is left out, as Facebook does."""
    picture = picture_address(pictures[0], origin) if pictures else None
    every: Json = {
        "id": post.id,
        "message": post.text or None,
        "created_time": created_time(post.at),
        "updated_time": created_time(post.edited_at or post.at),
        "from": {"name": account.name, "id": account.number},
        "permalink_url": f"{origin}/_sandbox/see/facebook/{account.name}#post-{post.id}",
        "is_published": True,
        "is_hidden": False,
        "status_type": status_type(pictures),
        "full_picture": picture,
        "picture": picture,
        "attachments": {"data": [album(pictures, origin)]} if pictures else None,
    }
    wanted = ["id", *fields]
    return {name: every[name] for name in every if name in wanted and every[name] is not None}


def status_type(shown: list[Media]) -> str:
    """What kind of post Facebook calls it."""
    if not shown:
        return "mobile_status_update"
    return "added_video" if shown[0].mime.startswith("video/") else "added_photos"


def album(pictures: list[Media], origin: str) -> Json:
    """The attachment of a post with pictures."""
    if len(pictures) == 1:
        return attached(pictures[0], origin)
    parts = {"data": [attached(media, origin) for media in pictures]}
    return {"type": "album", "media": attached(pictures[0], origin)["media"], "subattachments": parts}


def attached(media: Media, origin: str) -> Json:
    """One picture of a post, or its film."""
    address = picture_address(media, origin)
    if media.mime.startswith("video/"):
        target = {"id": media.id, "url": address}
        return {"type": "video_inline", "media": {"source": address}, "target": target, "url": address}
    image = {"height": media.height, "src": address, "width": media.width}
    return {
        "type": "photo",
        "description": media.alt,
        "media": {"image": image},
        "target": {"id": media.id, "url": address},
        "url": address,
    }


def photo_shown(media: Media, account: Account, fields: list[str], origin: str) -> Json:
    """An uploaded photo with the fields asked for."""
    address = picture_address(media, origin)
    every: Json = {
        "id": media.id,
        "alt_text": media.alt or "No photo description available.",
        "alt_text_custom": media.alt or None,
        "height": media.height,
        "width": media.width,
        "from": {"name": account.name, "id": account.number},
        "images": [{"height": media.height, "source": address, "width": media.width}],
        "link": address,
        "picture": address,
    }
    wanted = ["id", *fields]
    return {name: every[name] for name in every if name in wanted and every[name] is not None}


def picture_address(media: Media, origin: str) -> str:
    """Where the picture can be seen."""
    return f"{origin}/_sandbox/media/{media.platform}/{media.id}"
