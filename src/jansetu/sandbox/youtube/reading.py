"""YouTube: channels, videos, uploads; changing and deleting a video. Tells nobody of others' private ones."""

from __future__ import annotations

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, part_in, text_in, texts_in
from jansetu.sandbox.world import Account, Post
from jansetu.sandbox.youtube import wire
from jansetu.sandbox.youtube.uploads import Uploads, unfit

VIDEO = ("snippet", "status", "statistics", "contentDetails", "fileDetails")
CHANNEL = ("snippet", "statistics", "contentDetails")
ITEM = ("snippet", "contentDetails", "status")


class Reading(Uploads):
    """The part of YouTube that tells, and lets a video go."""

    def channels(self, call: Call, account: Account) -> Answer:
        """GET /youtube/v3/channels?mine=true, or by id."""
        parts = wire.asked_parts(call, CHANNEL)
        wanted = call.query.get("id", "")
        if not wanted and call.query.get("mine") != "true":
            return wire.failed("missingRequiredParameter")
        found = self.world.account_by_number(self.name, wanted) if wanted else account
        items = [wire.chosen(self.channel(found), parts)] if found else []
        return self.spent(1) or wire.listed("channel", items)

    def channel(self, account: Account) -> Json:
        """A channel with all that may be asked of it."""
        videos = [post for post in account.posts if post.deleted_at is None and not post.reply_to]
        views = sum(figures.of_post(self.world, self.name, post).views for post in videos)
        return wire.channel(account, figures.followers(self.world, account), views, len(videos))

    def videos(self, call: Call, account: Account) -> Answer:
        """GET /youtube/v3/videos?id=…: at most fifty; those that are gone are left out."""
        parts = wire.asked_parts(call, VIDEO)
        wanted = [one for one in call.query.get("id", "").split(",") if one]
        if not wanted or len(wanted) > 50:
            return wire.failed("missingRequiredParameter" if not wanted else "invalidFilters")
        found = [self.seen_by(account, one) for one in wanted]
        items = [
            wire.chosen(self.video(post, self.world.account(self.name, post.account)), parts)
            for post in found
            if post
        ]
        return self.spent(1) or wire.listed("video", items)

    def seen_by(self, account: Account, video_id: str) -> Post | None:
        """A video that stands, if this account may see it."""
        post = self.world.post(self.name, video_id)
        if post is None or "privacy" not in post.detail:
            return None
        return post if post.account == account.name or post.detail["privacy"] != "private" else None

    def own_video(self, account: Account, video_id: str) -> Post | Answer:
        """A video of this account, or why it is none."""
        post = self.seen_by(account, video_id)
        if post is None:
            return wire.failed("videoNotFound")
        return post if post.account == account.name else wire.failed("forbidden")

    def playlist(self, call: Call, account: Account) -> Answer:
        """GET /youtube/v3/playlistItems: a channel's uploads, newest first."""
        parts = wire.asked_parts(call, ITEM)
        owner = self.world.account_by_number(self.name, "UC" + call.query.get("playlistId", "")[2:])
        if owner is None:
            return wire.failed("playlistNotFound")
        every = [
            post
            for post in self.timeline(owner)
            if not post.reply_to and (owner is account or post.detail["privacy"] == "public")
        ]
        page = wire.paged(call, every, usual=5, most=50)
        place = {post.id: number for number, post in enumerate(every)}
        items = [wire.chosen(wire.playlist_item(post, owner, place[post.id]), parts) for post in page.items]
        return self.spent(1) or wire.listed("playlistItem", items, page)

    def change(self, call: Call, account: Account) -> Answer:
        """PUT /youtube/v3/videos: the whole snippet is replaced, so title and category are needed."""
        parts = wire.asked_parts(call, VIDEO)
        asked = call.json()
        post = self.own_video(account, text_in(asked, "id"))
        if isinstance(post, Answer):
            return post
        snippet = part_in(asked, "snippet")
        detail = {
            **post.detail,
            "title": text_in(snippet, "title"),
            "description": text_in(snippet, "description"),
            "tags": texts_in(snippet, "tags"),
            "category": text_in(snippet, "categoryId"),
            "language": text_in(snippet, "defaultLanguage"),
        }
        if parts != ["snippet"] or not detail["category"]:
            return wire.failed("invalidCategoryId")
        refused = unfit(detail) or self.spent(50)
        if refused is None:
            self.world.correct(account, post, text=detail["description"], detail=detail)
        return refused or Answer.json(200, wire.chosen(self.video(post, account), parts))

    def remove(self, call: Call, account: Account) -> Answer:
        """DELETE /youtube/v3/videos?id=…"""
        post = self.own_video(account, call.query.get("id", ""))
        if isinstance(post, Answer):
            return post
        refused = self.spent(50)
        if refused is None:
            self.world.delete(account, post)
        return refused or Answer(204, b"")
