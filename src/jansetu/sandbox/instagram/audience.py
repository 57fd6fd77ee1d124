"""Instagram: comments, answers to them, hiding, tags, insights. Refuses insights that do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, number_in
from jansetu.sandbox.facebook import calls, wire
from jansetu.sandbox.facebook.audience import fields_in
from jansetu.sandbox.facebook.posts import parameters
from jansetu.sandbox.instagram.reading import Reading, chosen, hidden, unhidden
from jansetu.sandbox.world import Account, Post

COMMENT = 300  # characters
PAGE = 50  # comments are told at most so many at a time
DEFAULT = ("id", "text", "timestamp")
INSIGHTS = {"views": "views", "likes": "likes", "comments": "replies", "shares": "reposts", "saved": "saves"}
KNOWN = {*INSIGHTS, "reach", "total_interactions"}  # of pictures, albums and reels; v22.0 and later


class Audience(Reading):
    """The part of Instagram in which others speak."""

    def node(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{comment}, and what else has a number."""
        comment = self.comment(account, node)
        if comment is not None:
            return wire.said(self.said(comment, call.query.get("fields", "")))
        asked = [name for name, _, _ in fields_in(call.query.get("fields", ""))]
        if "parent_id" in asked and self.own_post(account, node):
            return wire.failed(400, 100, "(#100) Tried accessing nonexisting field (parent_id)")
        if unknown_insights(call.query.get("fields", "")):
            return wire.failed(400, 100, "(#100) metric[0] must be one of the following values: views, …")
        return super().node(call, account, version, node)

    def shown(self, post: Post, call: Call) -> Json:
        """A post with its comments and insights, where they were asked for."""
        shown = super().shown(post, call)
        for name, asked, inner in fields_in(call.query.get("fields", "")):
            if name == "comments":
                every = newest_first(self.beneath(post))
                shown[name] = self.paged(every, number_in(asked.get("limit", ""), 25), "", inner)
            elif name == "insights":
                shown[name] = {"data": self.counted(post, asked.get("metric", "").split(","))}
        return shown

    def insights(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{post}/insights."""
        post, metrics = self.own_post(account, node), call.query.get("metric", "").split(",")
        if post is None:
            return wire.unsupported("get", node)
        if not set(metrics) <= KNOWN:
            return wire.failed(400, 100, "(#100) metric[0] must be one of the following values: views, …")
        return wire.said({"data": self.counted(post, metrics)})

    def counted(self, post: Post, metrics: list[str]) -> list[Json]:
        """What is counted of a post; reach is no more than the views here."""
        told = figures.of_post(self.world, self.name, post)
        values = {name: getattr(told, INSIGHTS.get(name, "views")) for name in metrics}
        return [
            {
                "name": name,
                "period": "lifetime",
                "values": [{"value": value}],
                "id": f"{post.id}/insights/{name}/lifetime",
            }
            for name, value in values.items()
        ]

    def comments(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{post}/comments, the newest first."""
        post = self.own_post(account, node)
        if post is None or post.reply_to:
            return wire.unsupported("get", node)
        return wire.said(self.asked_page(call, newest_first(self.beneath(post))))

    def replies(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{comment}/replies, the oldest first."""
        comment = self.comment(account, node)
        if comment is None:
            return wire.unsupported("get", node)
        return wire.said(self.asked_page(call, self.beneath(comment)))

    def comment_on(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{post}/comments."""
        post = self.own_post(account, node)
        if post is None or post.reply_to:
            return wire.unsupported("post", node)
        return self.written(account, post.id, parameters(call).get("message", ""))

    def reply_to(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{comment}/replies: only beneath a comment that is itself no answer."""
        comment = self.comment(account, node)
        if comment is None:
            return wire.unsupported("post", node)
        if self.parent(comment):
            return wire.failed(400, 100, "(#100) Replies can only be made to top-level comments")
        return self.written(account, comment.id, parameters(call).get("message", ""))

    def written(self, account: Account, over: str, message: str) -> Answer:
        """A comment of the account's own."""
        if not message or len(message) > COMMENT:
            return wire.failed(400, 100, "(#100) Invalid parameter")
        made = Post(self.next_number(), account.name, message, self.world.clock(), reply_to=over)
        self.world.publish(account, made)
        self.tell_of(account, made)
        return wire.said({"id": made.id})

    def tell_of(self, account: Account, made: Post) -> None:
        """Call whoever listens: of a comment with its words, of a mention elsewhere by its number alone."""
        field = "mentions"
        value: Json = {"media_id": made.id}
        if made.reply_to:
            over, author = self.parent(made), self.world.account(self.name, made.account)
            top = over.reply_to if over else made.reply_to
            field, value = (
                "comments",
                {
                    "id": made.id,
                    "text": made.text,
                    "from": {"id": author.number, "username": author.name},
                    "media": {"id": top, "media_product_type": "FEED"},
                    **({"parent_id": made.reply_to} if over else {}),
                },
            )
        told = calls.changed(account, field, value, self.world.clock(), object="instagram")
        self.world.callings.fire(self.name, account.name, told)

    def change(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{comment}?hide=true, or a post's comment_enabled, which changes nothing here."""
        asked, comment = parameters(call), self.comment(account, node)
        if comment is not None and "hide" in asked:
            self.world.note(self.name, comment, "hidden", asked["hide"].lower() in {"true", "1"})
            return wire.said({"success": True})
        if self.own_post(account, node) and "comment_enabled" in asked:
            return wire.said({"success": True})
        return wire.unsupported("post", node)

    def remove(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """DELETE /{comment}, anybody's beneath a post of the account; a post as elsewhere."""
        comment = self.comment(account, node)
        if comment is None:
            return super().remove(call, account, version, node)
        self.world.delete(self.world.account(self.name, comment.account), comment)
        return wire.said({"success": True})

    def tags(self, call: Call, account: Account, version: str, user: str) -> Answer:
        """GET /{user}/tags: what others said of the account elsewhere, newest first."""
        if not self.is_own(account, user):
            return wire.unsupported("get", user)
        every = [one for one in self.heard(account) if not one.reply_to]
        return wire.said(self.asked_page(call, every, tagged=True))

    def asked_page(self, call: Call, every: Iterable[Post], *, tagged: bool = False) -> Json:
        """The page that a call asks for."""
        size = min(number_in(call.query.get("limit", ""), 25), PAGE)
        fields, after = call.query.get("fields", ""), call.query.get("after", "")
        return self.paged(list(every), size, after, fields, tagged=tagged)

    def paged(self, every: list[Post], size: int, after: str, fields: str, *, tagged: bool = False) -> Json:
        """One page, behind the post that a cursor names."""
        last = unhidden(after) if after else ""
        places = [at for at, one in enumerate(every) if one.id == last]
        behind = every[places[0] + 1 :] if places else every
        here = behind[:size]
        shown = self.tagged if tagged else self.said
        body: Json = {"data": [shown(one, fields) for one in here]}
        if here:
            body["paging"] = {"cursors": {"before": hidden(here[0]), "after": hidden(here[-1])}}
        if len(behind) > size:
            body["paging"]["next"] = "https://graph.facebook.com/next"
        return body

    def said(self, one: Post, fields: str) -> Json:
        """A comment with the fields asked for."""
        author = self.world.account(self.name, one.account)
        every: Json = {
            "id": one.id,
            "text": one.text,
            "username": author.name,
            "from": {"id": author.number, "username": author.name},
            "timestamp": wire.created_time(one.at),
            "hidden": bool(one.detail.get("hidden")),
            "like_count": 0,
            "parent_id": one.reply_to if self.parent(one) else None,
        }
        for name, asked, inner in fields_in(fields):
            if name == "replies":
                answers = self.beneath(one)
                page = self.paged(answers, number_in(asked.get("limit", ""), 25), "", inner)
                every[name] = page if answers else None
        return chosen(every, fields, DEFAULT)

    def tagged(self, one: Post, fields: str) -> Json:
        """Somebody else's post, as it is told to whom it names."""
        every: dict[str, Any] = {
            "id": one.id,
            "caption": one.text,
            "username": one.account,
            "timestamp": wire.created_time(one.at),
            "media_type": "IMAGE",
        }
        return chosen(every, fields, ("id",))

    def beneath(self, over: Post) -> list[Post]:
        """What stands beneath a post or a comment and is to be seen, the oldest first."""
        lag = self.faults.lag(self.name, over.to or over.account)
        until = self.world.clock() - lag
        every = self.world.answers.get((self.name, over.id), ())
        return [one for one in every if one.deleted_at is None and one.at <= until]

    def parent(self, one: Post) -> Post | None:
        """The comment that this one answers; None where it stands beneath a post."""
        over = self.world.post(self.name, one.reply_to) if one.reply_to else None
        return over if over and over.reply_to else None

    def comment(self, account: Account, number: str) -> Post | None:
        """A comment by the account, or one that was said to it."""
        post = self.world.post(self.name, number)
        return post if post and post.reply_to and account.name in (post.account, post.to) else None


def newest_first(posts: list[Post]) -> list[Post]:
    """As Instagram lists comments."""
    return posts[::-1]


def unknown_insights(fields: str) -> bool:
    """Whether an insight is asked for that Instagram does not have."""
    names = [asked.get("metric", "") for name, asked, _ in fields_in(fields) if name == "insights"]
    return any(metric not in KNOWN for one in names for metric in one.split(","))
