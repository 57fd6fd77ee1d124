"""Bluesky: notifications, figures and threadgates, as an AppView tells them. Refuses a gate of others."""

from __future__ import annotations

from collections.abc import Iterator

from jansetu.sandbox import figures
from jansetu.sandbox.bluesky import wire
from jansetu.sandbox.bluesky.records import POST
from jansetu.sandbox.bluesky.views import Views, author, microseconds
from jansetu.sandbox.exchange import Answer, Call, Json, number_in, part_in, text_in, texts_in
from jansetu.sandbox.numbers import did, tid
from jansetu.sandbox.platform import timestamp
from jansetu.sandbox.world import Account, Post

GATE = "app.bsky.feed.threadgate"
FAR = 10**17  # microseconds since 1970; later than any notification


class Audience(Views):
    """The part of Bluesky in which others speak."""

    def get_posts(self, call: Call, account: Account) -> Answer:
        """app.bsky.feed.getPosts: at most 25; those that are gone are left out."""
        uris = [value for name, value in call.query.items() if name == "uris"]
        if len(uris) > 25:
            return wire.invalid("Error: uris must not have more than 25 elements")
        found = [post for uri in uris if (post := self.world.post("bluesky", uri))]
        return Answer.json(200, {"posts": [self.viewed(call, post) for post in found]})

    def viewed(self, call: Call, post: Post) -> Json:
        """A post with its figures."""
        told = figures.of_post(self.world, "bluesky", post)
        return super().viewed(call, post) | {
            "replyCount": told.replies,
            "repostCount": told.reposts,
            "likeCount": told.likes,
            "quoteCount": told.quotes,
            "bookmarkCount": told.saves,
        }

    def list_notifications(self, call: Call, account: Account) -> Answer:
        """app.bsky.notification.listNotifications, newest first."""
        size = number_in(call.query.get("limit", ""), 50)
        if not 1 <= size <= 100:
            return wire.invalid("limit must be from 1 to 100")
        before = number_in(call.query.get("cursor", ""), FAR)
        reasons = {value for name, value in call.query.items() if name == "reasons"}
        told = [(post, self.reason(account, post)) for post in self.heard(account)]
        found = [(post, why) for post, why in told if microseconds(post) < before]
        here = [(post, why) for post, why in found if not reasons or why in reasons][:size]
        body: Json = {"notifications": [self.notification(post, why) for post, why in here]}
        if len(here) == size:
            body["cursor"] = str(microseconds(here[-1][0]))
        return Answer.json(200, body)

    def reason(self, account: Account, post: Post) -> str:
        """A reply to the account's own post, or a mention."""
        answered = self.world.posts.get(("bluesky", post.reply_to))
        return "reply" if answered and answered.account == account.name else "mention"

    def notification(self, post: Post, reason: str) -> Json:
        """One notification."""
        subject = {"reasonSubject": post.reply_to} if post.reply_to else {}
        return {
            "uri": post.id,
            "cid": post.detail["cid"],
            "author": author(self.world.account("bluesky", post.account)),
            "reason": reason,
            **subject,
            "record": post.detail["record"],
            "isRead": False,
            "indexedAt": timestamp(post.at),
        }

    def written(self, account: Account, body: Json, rkey: str) -> Answer:
        """A threadgate hides answers; other records as elsewhere."""
        if text_in(body, "collection") != GATE:
            return super().written(account, body, rkey)
        record = part_in(body, "record")
        root = self.world.post("bluesky", wire.uri(account, POST, rkey))
        own = text_in(body, "repo") in {did(account.name), wire.handle(account)}
        if not own or root is None or record.get("post") != root.id:
            return wire.invalid("A threadgate stands beside the post that began the thread")
        standing = root.detail.get("gate")
        if "swapRecord" in body and body["swapRecord"] != (standing and wire.record_cid(standing)):
            return wire.error(400, "InvalidSwap", "Record was at another version")
        hidden = texts_in(record, "hiddenReplies")
        for post in self.beneath(root):
            if bool(post.detail.get("hidden")) != (post.id in hidden):
                self.world.note("bluesky", post, "hidden", post.id in hidden)
        self.world.note("bluesky", root, "gate", record)
        told = {"uri": wire.uri(account, GATE, rkey), "cid": wire.record_cid(record)}
        return Answer.json(200, told, self.spent(account, 2 if standing else 3)[0])

    def beneath(self, post: Post) -> Iterator[Post]:
        """All answers of a thread."""
        for one in self.world.answers.get(("bluesky", post.id), ()):
            yield one
            yield from self.beneath(one)

    def get_record(self, call: Call) -> Answer:
        """com.atproto.repo.getRecord, for a threadgate too."""
        account = self.repo(call.query.get("repo", ""))
        if call.query.get("collection") != GATE or account is None:
            return super().get_record(call)
        rkey = call.query.get("rkey", "")
        root = self.world.post("bluesky", wire.uri(account, POST, rkey))
        gate = root.detail.get("gate") if root else None
        place = wire.uri(account, GATE, rkey)
        if gate is None:
            return wire.error(400, "RecordNotFound", f"Could not locate record: {place}")
        return Answer.json(200, {"uri": place, "cid": wire.record_cid(gate), "value": gate})

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A citizen's reply, or a post that names the account; nothing is direct here."""
        now, answered = self.world.clock(), self.world.post("bluesky", reply_to)
        said = text if answered else f"@{wire.handle(account)} {text}"
        record: Json = {"$type": POST, "text": said, "createdAt": timestamp(now), "langs": ["hi"]}
        if answered:
            parent = {"uri": answered.id, "cid": answered.detail["cid"]}
            root = part_in(answered.detail["record"], "reply").get("root", parent)
            record["reply"] = {"root": root, "parent": parent}
        citizen, key = Account("bluesky", author, "", now, author), tid(int(now * 1e6))
        detail = {"record": record, "cid": wire.record_cid(record), "alts": {}}
        made = Post(
            wire.uri(citizen, POST, key), author, said, now, key=key, reply_to=reply_to, detail=detail
        )
        made.to = account.name
        return self.world.remark("bluesky", made)
