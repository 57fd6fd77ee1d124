"""Mastodon: notifications of being named, and figures. Refuses nothing: nobody can hide here."""

from __future__ import annotations

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, number_in
from jansetu.sandbox.mastodon import wire
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.platform import Platform, timestamp
from jansetu.sandbox.world import Account, Post


class Audience(Platform):
    """The part of Mastodon in which others speak."""

    name = "mastodon"
    ids: Sequence

    def told(self, account: Account, content: object) -> Answer:
        """An answer with the rate-limit headers."""
        raise NotImplementedError

    def shown(self, call: Call, reader: Account, post: Post) -> Json:
        """The status as its reader sees it."""
        raise NotImplementedError

    def notifications(self, call: Call, account: Account) -> Answer:
        """GET /api/v1/notifications, newest first; min_id takes the oldest beyond it, since_id the newest."""
        query = call.query
        below = number_in(query.get("max_id", ""), 10**30)
        above = number_in(query.get("min_id", "") or query.get("since_id", ""), 0)
        wanted = {value for name, value in query.items() if name.removesuffix("[]") == "types"}
        named = self.heard(account) if not wanted or "mention" in wanted else []
        found = [post for post in named if above < int(post.id) < below]
        size = min(number_in(query.get("limit", ""), 40), 80)
        here = found[-size:] if query.get("min_id") else found[:size]
        return self.told(account, [self.notification(call, account, post) for post in here])

    def notification(self, call: Call, account: Account, post: Post) -> Json:
        """One notification; its number is the status's own."""
        return {
            "id": post.id,
            "type": "mention",
            "group_key": f"ungrouped-{post.id}",
            "created_at": timestamp(post.at),
            "account": wire.account(self.world.account("mastodon", post.account), call.origin),
            "status": self.shown(call, account, post),
        }

    def counted(self, post: Post) -> Json:
        """What others made of a status."""
        told = figures.of_post(self.world, "mastodon", post)
        return {
            "replies_count": told.replies,
            "reblogs_count": told.reposts,
            "favourites_count": told.likes,
            "quotes_count": told.quotes,
        }

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A citizen's status that names the account, for all or for it alone."""
        said = text if f"@{account.name}" in text else f"@{account.name} {text}"
        now, detail = self.world.clock(), {"language": "hi", "visibility": "direct" if direct else "public"}
        made = Post(str(self.ids.next(now)), author, said, now, reply_to=reply_to, detail=detail)
        made.to = account.name
        return self.world.remark("mastodon", made)
