"""Facebook: posts and photos of a Page, written, corrected, deleted. Refuses another Page's token."""

from __future__ import annotations

import json
from math import ceil

from jansetu.sandbox.exchange import Answer, Call, Json, Malformed
from jansetu.sandbox.facebook import calls, wire
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Media, Post

MESSAGE_LIMIT = 63_206  # characters
PICTURE_LIMIT = 10 * 1024 * 1024  # bytes; the Photo reference, 2026
CALLS, DAY = 4800, 24 * 3600  # calls of a Page's token a day, for a Page with one engaged user


class Posts(Platform):
    """The part of Facebook that acts."""

    name = "facebook"
    ids: Sequence

    def usage(self, account: Account) -> tuple[dict[str, str], Answer | None]:
        """Count a call: the usage header, and the refusal where the Page has called too often."""
        key, now = ("facebook", account.name, "calls"), self.world.clock()
        reading = self.world.meters.read(key, limit=CALLS, seconds=DAY, now=now)
        minutes = ceil((reading.resets_at - now) / 60) if reading.exceeded else 0
        headers = wire.usage(account.number, reading, minutes)
        return headers, too_many(headers) if reading.exceeded else None

    def is_own(self, account: Account, page: str) -> bool:
        """Does the path name the Page whose token this is?"""
        return page in {"me", account.number, account.name}

    def feed(self, call: Call, account: Account, version: str, page: str) -> Answer:
        """POST /{page}/feed."""
        headers, refused = self.usage(account)
        if refused:
            return refused
        if not self.is_own(account, page):
            return self.refusal("403", account)
        asked = parameters(call)
        message, media = asked.get("message", ""), attached_media(asked)
        if not message and not media and not asked.get("link"):
            return wire.failed(400, 100, "(#100) Missing message or attachment", subcode=1349125)
        if len(message) > MESSAGE_LIMIT or any(self.own_photo(account, one) is None for one in media):
            return wire.failed(400, 100, "(#100) Invalid parameter")
        post = self.published(account, "\n".join(filter(None, (message, asked.get("link")))), media)
        return wire.said({"id": post.id}, headers)

    def published(self, account: Account, message: str, media: list[str]) -> Post:
        """Put a post on the Page."""
        now = self.world.clock()
        post_id = f"{account.number}_{self.ids.next(now)}"
        post = self.world.publish(account, Post(post_id, account.name, message, now, media=media))
        self.tell(account, calls.posted(account, post, self.pictures(post)), account)
        return post

    def tell(self, account: Account, value: Json, author: Account, *, after: float = 0) -> None:
        """Call whoever listens for changes of the Page."""
        value = {"from": {"id": author.number, "name": author.name}, **value}
        told = calls.changed(account, "feed", value, self.world.clock())
        self.world.callings.fire(self.name, account.name, told, after=after)

    def photos(self, call: Call, account: Account, version: str, page: str) -> Answer:
        """POST /{page}/photos: kept for a post where published=false, else a post of its own."""
        headers, refused = self.usage(account)
        if refused:
            return refused
        if not self.is_own(account, page):
            return self.refusal("403", account)
        asked, file = parameters(call), call.files.get("source")
        if file is None or len(file.content) > PICTURE_LIMIT:
            return wire.failed(400, 324, "(#324) Missing or invalid image file")
        media_id, alt = str(self.ids.next(self.world.clock())), asked.get("alt_text_custom", "")
        try:
            media = keep_picture(self.world, account, media_id, file.content, alt)
        except NotAPicture:
            return wire.failed(400, 324, "(#324) Missing or invalid image file")
        if asked.get("published", "true").lower() in {"false", "0"}:
            return wire.said({"id": media.id}, headers)
        caption = asked.get("message") or asked.get("caption") or ""
        post = self.published(account, caption, [media.id])
        return wire.said({"id": media.id, "post_id": post.id}, headers)

    def change(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{post}: a new message in place of the old."""
        headers, refused = self.usage(account)
        post = self.own_post(account, node)
        if refused or post is None:
            return refused or wire.unsupported("post", node)
        message = parameters(call).get("message", "")
        if not message or len(message) > MESSAGE_LIMIT:
            return wire.failed(400, 100, "(#100) Invalid parameter")
        if message != post.text:
            self.world.correct(account, post, text=message)
        return wire.said({"success": True}, headers)

    def remove(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """DELETE /{post}."""
        headers, refused = self.usage(account)
        post = self.own_post(account, node)
        if refused or post is None:
            return refused or wire.unsupported("delete", node)
        self.world.delete(account, post)
        return wire.said({"success": True}, headers)

    def own_post(self, account: Account, node: str) -> Post | None:
        """A post of this Page that stands."""
        post = self.world.post("facebook", node)
        return post if post and post.account == account.name else None

    def own_photo(self, account: Account, node: str) -> Media | None:
        """A photo of this Page."""
        media = self.world.media.get(("facebook", node))
        return media if media and media.account == account.name else None


def too_many(headers: dict[str, str]) -> Answer:
    """Facebook's 429: a 400 with code 80001; the header tells the minutes."""
    message = (
        "(#80001) There have been too many calls to this Page account. Wait a bit and try again. "
        "For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
    )
    answer = wire.failed(400, 80001, message, transient=True)
    answer.headers |= headers
    return answer


def parameters(call: Call) -> dict[str, str]:
    """Facebook takes a parameter from the query, a form or a JSON body alike; what is no text is JSON."""
    found = dict(call.query) | {name: values[0] for name, values in call.form.items()}
    if call.body:
        body = call.json()
        found |= {name: one if isinstance(one, str) else json.dumps(one) for name, one in body.items()}
    return found


def attached_media(asked: dict[str, str]) -> list[str]:
    """The photo ids of attached_media: one JSON list, or attached_media[0], attached_media[1], …"""
    listed: list[Json] = []
    try:
        if "attached_media" in asked:
            listed = json.loads(asked["attached_media"])
        for name in sorted(name for name in asked if name.startswith("attached_media[")):
            listed.append(json.loads(asked[name]))
        return [str(one["media_fbid"]) for one in listed]
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed from error
