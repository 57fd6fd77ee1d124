"""Instagram: an account, its posts page by page, a post, a container; deletion. Tells nobody else's."""

from __future__ import annotations

import base64

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, number_in
from jansetu.sandbox.facebook import wire
from jansetu.sandbox.instagram.containers import Containers
from jansetu.sandbox.platform import moment
from jansetu.sandbox.world import Account, Media, Post


class Reading(Containers):
    """The part of Instagram that tells, and lets a post go."""

    def node(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{user}, /{post} or /{container}."""
        asked = call.query.get("fields", "")
        post, container = self.own_post(account, node), self.container(account, node)
        if self.is_own(account, node):
            return wire.said(chosen(self.user(account), asked, ("id",)))
        if post:
            return wire.said(chosen(self.shown(post, call), asked, ("id",)))
        if container:
            status = self.status(container)
            return wire.said(chosen({"id": node, "status_code": status, "status": status}, asked, ("id",)))
        return wire.unsupported("get", node)

    def user(self, account: Account) -> Json:
        """The account."""
        return {
            "id": account.number,
            "username": account.name,
            "name": account.name,
            "followers_count": figures.followers(self.world, account),
            "media_count": account.standing,
        }

    def listed(self, call: Call, account: Account, version: str, user: str) -> Answer:
        """GET /{user}/media, newest first."""
        if not self.is_own(account, user):
            return wire.unsupported("get", user)
        size = min(number_in(call.query.get("limit", ""), 25), 100)
        after = call.query.get("after")
        below = number_in(unhidden(after), 0) if after else 10**30
        every = self.timeline(account, moment(call.query.get("since", ""), 0))
        posts = [post for post in every if int(post.id) < below and not post.reply_to]
        here, asked = posts[:size], call.query.get("fields", "")
        body: Json = {"data": [chosen(self.shown(post, call), asked, ("id",)) for post in here]}
        if here:
            body["paging"] = {"cursors": {"before": hidden(here[0]), "after": hidden(here[-1])}}
        if len(posts) > size:
            place = f"{call.origin}/instagram/{version}/{user}/media"
            body["paging"]["next"] = f"{place}?after={hidden(here[-1])}"
        return wire.said(body)

    def shown(self, post: Post, call: Call) -> Json:
        """A post with everything that may be asked for."""
        pictures = self.pictures(post)
        is_film = pictures[0].mime.startswith("video/")
        counted = figures.of_post(self.world, self.name, post)
        several = len(pictures) > 1
        children = [picture_shown(one, call.origin) for one in pictures] if several else []
        return {
            "id": post.id,
            "caption": post.text or None,
            "timestamp": wire.created_time(post.at),
            "permalink": f"{call.origin}/instagram/p/{post.id}/",
            "username": post.account,
            "media_type": "CAROUSEL_ALBUM" if several else "VIDEO" if is_film else "IMAGE",
            "media_product_type": "REELS" if is_film else "FEED",
            "media_url": wire.picture_address(pictures[0], call.origin),
            "alt_text": pictures[0].alt or None if not several else None,
            "children": {"data": children} if several else None,
            "like_count": counted.likes,
            "comments_count": counted.replies,
        }

    def children(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{post}/children: the pictures of a carousel."""
        post = self.own_post(account, node)
        if post is None:
            return wire.unsupported("get", node)
        asked = call.query.get("fields", "")
        pictures = [picture_shown(one, call.origin) for one in self.pictures(post)]
        return wire.said({"data": [chosen(one, asked, ("id",)) for one in pictures]})

    def remove(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """DELETE /{post}."""
        post = self.own_post(account, node)
        if post is None:
            return wire.unsupported("delete", node)
        self.world.delete(account, post)
        return wire.said({"success": True})

    def own_post(self, account: Account, node: str) -> Post | None:
        """A post of this account that stands."""
        post = self.world.post(self.name, node)
        return post if post and post.account == account.name else None


def picture_shown(media: Media, origin: str) -> Json:
    """One picture of a carousel."""
    address = wire.picture_address(media, origin)
    return {"id": media.id, "media_type": "IMAGE", "media_url": address, "alt_text": media.alt}


def chosen(every: Json, asked: str, default: tuple[str, ...]) -> Json:
    """The fields asked for, and the id; what has no value is left out."""
    wanted = ["id", *wire.fields_of(asked, default)]
    return {name: value for name, value in every.items() if name in wanted and value is not None}


def hidden(post: Post) -> str:
    """An opaque cursor at a post."""
    return base64.urlsafe_b64encode(post.id.encode()).decode()


def unhidden(cursor: str) -> str:
    """What a cursor of ours hides; Malformed where it is none."""
    try:
        return base64.urlsafe_b64decode(cursor).decode()
    except ValueError as error:
        raise Malformed from error
