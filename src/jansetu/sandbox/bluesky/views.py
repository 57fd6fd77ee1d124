"""Bluesky: what the network shows of an account: its handle, its profile, its feed. Writes nothing."""

from __future__ import annotations

from jansetu.sandbox.bluesky import wire
from jansetu.sandbox.bluesky.records import POST, REPOST, Records
from jansetu.sandbox.exchange import Answer, Call, Json, number_in
from jansetu.sandbox.figures import followers
from jansetu.sandbox.numbers import did
from jansetu.sandbox.platform import timestamp
from jansetu.sandbox.world import Account, Post

FAR = 10**17  # microseconds since 1970; later than any post
FEED_LIMIT = 100  # of the lexicon


class Views(Records):
    """The part of Bluesky that only looks: a server of personal data asks the network for it."""

    def resolve_handle(self, call: Call) -> Answer:
        """com.atproto.identity.resolveHandle."""
        account = self.repo(call.query.get("handle", ""))
        if account is None:
            return wire.invalid("Unable to resolve handle")
        return Answer.json(200, {"did": did(account.name)})

    def get_profile(self, call: Call, account: Account) -> Answer:
        """app.bsky.actor.getProfile."""
        actor = self.repo(call.query.get("actor", ""))
        if actor is None:
            return wire.invalid("Profile not found")
        posts = sum(1 for post in self.timeline(actor) if post.id.startswith(wire.uri(actor, POST, "")))
        crowd = {"followersCount": followers(self.world, actor), "followsCount": 0, "postsCount": posts}
        told = {"displayName": actor.name, "description": "अभ्यास · practice", **crowd}
        return Answer.json(200, {**author(actor), **told, "indexedAt": timestamp(actor.made_at)})

    def get_author_feed(self, call: Call, account: Account) -> Answer:
        """app.bsky.feed.getAuthorFeed: posts and reposts, newest first."""
        actor, size = self.repo(call.query.get("actor", "")), number_in(call.query.get("limit", ""), 50)
        if actor is None or not 1 <= size <= FEED_LIMIT:
            return wire.invalid("Profile not found" if actor is None else "limit must be from 1 to 100")
        before = number_in(call.query.get("cursor", ""), FAR)
        found = [post for post in self.timeline(actor) if microseconds(post) < before]
        items = [item for post in found[:size] if (item := self.item(call, post))]
        body: Json = {"feed": items}
        if len(found) > size:
            body["cursor"] = str(microseconds(found[size - 1]))
        return Answer.json(200, body)

    def item(self, call: Call, post: Post) -> Json | None:
        """One entry of the feed; None for a repost whose original is gone."""
        if post.detail["record"].get("$type") != REPOST:
            return {"post": self.viewed(call, post)}
        original = self.world.post("bluesky", post.repost_of)
        if original is None:
            return None
        by = author(self.world.account("bluesky", post.account))
        reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by, "indexedAt": timestamp(post.at)}
        return {"post": self.viewed(call, original), "reason": reason}

    def viewed(self, call: Call, post: Post) -> Json:
        """A post with its author, its figures and its pictures' addresses."""
        reposts = [one for one in self.world.reposts.get(("bluesky", post.id), ()) if one.deleted_at is None]
        none = dict.fromkeys(("replyCount", "likeCount", "quoteCount", "bookmarkCount"), 0)
        view: Json = {
            "uri": post.id,
            "cid": post.detail["cid"],
            "author": author(self.world.account("bluesky", post.account)),
            "record": post.detail["record"],
            **none,
            "repostCount": len(reposts),
            "indexedAt": timestamp(post.at),
            "viewer": {},
            "labels": [],
        }
        if post.detail["record"].get("embed", {}).get("$type") == "app.bsky.embed.video":
            view["embed"] = self.film(call, post, post.media[0])
        elif post.media:
            images = [self.image(call, post, media_id) for media_id in post.media]
            view["embed"] = {"$type": "app.bsky.embed.images#view", "images": images}
        return view

    def film(self, call: Call, post: Post, media_id: str) -> Json:
        """A film as the network shows it; here the playlist is the film itself."""
        place = f"{call.origin}/_sandbox/media/bluesky/{media_id}"
        shape = post.detail["record"]["embed"].get("aspectRatio")
        alt = post.detail["alts"].get(media_id, "")
        shown: Json = {"$type": "app.bsky.embed.video#view", "cid": media_id, "playlist": place, "alt": alt}
        return shown | ({"aspectRatio": shape} if shape else {})

    def image(self, call: Call, post: Post, media_id: str) -> Json:
        """One picture as the network shows it."""
        place = f"{call.origin}/_sandbox/media/bluesky/{media_id}"
        return {"thumb": place, "fullsize": place, "alt": post.detail["alts"].get(media_id, "")}


def author(account: Account) -> Json:
    """Who wrote it."""
    return {"did": did(account.name), "handle": wire.handle(account)}


def microseconds(post: Post) -> int:
    """When it was written; the feed's cursor."""
    return int(post.at * 1e6)
