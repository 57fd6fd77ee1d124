"""Facebook: a Page, its posts page by page, a single post or photo."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, number_in
from jansetu.sandbox.facebook import wire
from jansetu.sandbox.facebook.posts import Posts
from jansetu.sandbox.platform import moment
from jansetu.sandbox.world import Account, Post


class Reading(Posts):
    """The part of Facebook that tells."""

    def node(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{page}, /me, /{post} or /{photo}."""
        headers, refused = self.usage(account)
        if refused:
            return refused
        if self.is_own(account, node):
            return wire.said(page_shown(account, call, figures.followers(self.world, account)), headers)
        asked = call.query.get("fields", "")
        post, photo = self.own_post(account, node), self.own_photo(account, node)
        if post:
            return wire.said(self.shown(call, account, post), headers)
        if photo:
            return wire.said(
                wire.photo_shown(photo, account, wire.fields_of(asked, ("id",)), call.origin), headers
            )
        return wire.unsupported("get", node)

    def attachments(self, call: Call, account: Account, version: str, post_id: str) -> Answer:
        """GET /{post}/attachments: the pictures of a post with their descriptions."""
        headers, refused = self.usage(account)
        post = self.own_post(account, post_id)
        if refused or post is None:
            return refused or wire.unsupported("get", post_id)
        pictures = self.pictures(post)
        return wire.said({"data": [wire.album(pictures, call.origin)] if pictures else []}, headers)

    def published_posts(self, call: Call, account: Account, version: str, page: str) -> Answer:
        """GET /{page}/published_posts, newest first."""
        headers, refused = self.usage(account)
        if refused:
            return refused
        if not self.is_own(account, page):
            return self.refusal("403", account)
        size = min(number_in(call.query.get("limit", ""), 25), 100)
        posts = self.selected(call, account)
        here = posts[:size]
        body: Json = {"data": [self.shown(call, account, post) for post in here]}
        if here:
            body["paging"] = {"cursors": {"before": hidden(here[0]), "after": hidden(here[-1])}}
        if len(posts) > size:
            place = f"{call.origin}/facebook/{version}/{page}/{call.path[-1]}"
            body["paging"]["next"] = f"{place}?{urlencode({**call.query, 'after': hidden(here[-1])})}"
        return wire.said(body, headers)

    def selected(self, call: Call, account: Account) -> list[Post]:
        """The Page's timeline within the bounds that were asked for."""
        since = moment(call.query.get("since", ""), 0)
        until = moment(call.query.get("until", ""), 1e12)
        posts = [post for post in self.timeline(account, since) if post.at <= until]
        after = call.query.get("after")
        if not after:
            return posts
        last = number_in(unhidden(after), 0)
        return [post for post in posts if number_of(post) < last]

    def shown(self, call: Call, account: Account, post: Post) -> Json:
        """The post with the fields that were asked for."""
        fields = wire.fields_of(call.query.get("fields", ""), wire.POST_FIELDS)
        return wire.post_shown(post, account, self.pictures(post), fields, call.origin)


def page_shown(account: Account, call: Call, followers: int) -> Json:
    """The Page with the fields asked for."""
    every: Json = {
        "name": account.name,
        "id": account.number,
        "username": account.name,
        "link": f"{call.origin}/_sandbox/see/facebook/{account.name}",
        "category": "Government Organization",
        "fan_count": followers,
        "followers_count": followers,
        "is_published": True,
        "verification_status": "not_verified",
    }
    wanted = ["id", *wire.fields_of(call.query.get("fields", ""), wire.PAGE_FIELDS)]
    return {name: value for name, value in every.items() if name in wanted}


def number_of(post: Post) -> int:
    """The part of a post's id that grows with time."""
    return int(post.id.rpartition("_")[2])


def hidden(post: Post) -> str:
    """An opaque cursor at a post."""
    return base64.urlsafe_b64encode(str(number_of(post)).encode()).decode()


def unhidden(cursor: str) -> str:
    """What a cursor of ours hides; Malformed where it is none."""
    try:
        return base64.urlsafe_b64decode(cursor).decode()
    except ValueError as error:
        raise Malformed from error
