"""Facebook: a Page's wall, comments, answers, hiding, figures. Refuses names of figures that do not exist."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import regex

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, number_in
from jansetu.sandbox.facebook import calls, wire
from jansetu.sandbox.facebook.posts import parameters
from jansetu.sandbox.facebook.reading import Reading, number_of, unhidden
from jansetu.sandbox.platform import moment
from jansetu.sandbox.world import Account, Post

MODIFIER = regex.compile(r"\.(\w+)\(([^()]*)\)")
COMMENT_FIELDS = ("created_time", "from", "message", "id")
INSIGHTS = {"post_media_view": "views", "post_clicks": "clicks"}  # those of August 2026


class Audience(Reading):
    """The part of Facebook in which others speak."""

    def wall(self, call: Call, account: Account, version: str, page: str) -> Answer:
        """GET /{page}/feed: the Page's posts and those that visitors put there, newest first."""
        return self.published_posts(call, account, version, page)

    def selected(self, call: Call, account: Account) -> list[Post]:
        """On the wall visitors' posts stand among the Page's; comments stand on no timeline."""
        posts = [post for post in super().selected(call, account) if not post.reply_to]
        if call.path[-1] != "feed":
            return posts
        since, after = moment(call.query.get("since", ""), 0), call.query.get("after")
        below = number_in(unhidden(after), 0) if after else 10**30
        visitors = [one for one in self.heard(account) if not one.reply_to and one.at >= since]
        posts += [one for one in visitors if number_of(one) < below]
        return sorted(posts, key=number_of, reverse=True)

    def shown(self, call: Call, account: Account, post: Post) -> Json:
        """A post with its figures and comments, where they were asked for."""
        shown = super().shown(call, account, post)
        if post.to and "from" in shown:
            shown["from"] = writer(self.world.account("facebook", post.account))
        for name, asked, inner in fields_in(call.query.get("fields", "")):
            if name == "comments":
                shown[name] = self.listed(post, asked, inner)
            elif name in ("shares", "reactions", "insights"):
                shown |= counted(name, figures.of_post(self.world, "facebook", post), asked, post)
        return shown

    def listed(self, post: Post, asked: dict[str, str], inner: str) -> Json:
        """One page of the comments of a post or comment."""
        since, after = moment(asked.get("since", ""), 0), asked.get("after", "")
        every = [one for one in self.thread(post, deep=asked.get("filter") == "stream") if one.at >= since]
        every.sort(key=number_of, reverse=asked.get("order") == "reverse_chronological")
        size = min(number_in(asked.get("limit", ""), 25), 100)
        behind = [one for one in every if not after or number_of(one) > number_in(unhidden(after), 0)]
        here = behind[:size]
        body: Json = {"data": [self.said(one, inner) for one in here]}
        if here:
            body["paging"] = {"cursors": {"before": cursor(here[0]), "after": cursor(here[-1])}}
        if here and len(behind) > size:
            body["paging"]["next"] = "https://graph.facebook.com/next"
        if "summary" in asked:
            body["summary"] = {"order": "chronological", "total_count": len(every), "can_comment": True}
        return body

    def thread(self, post: Post, *, deep: bool) -> Iterator[Post]:
        """What stands beneath a post; `deep`: also beneath its comments."""
        for one in self.world.answers.get(("facebook", post.id), ()):
            if one.deleted_at is None:
                yield one
                if deep:
                    yield from self.thread(one, deep=True)

    def said(self, one: Post, inner: str) -> Json:
        """A comment with the fields asked for."""
        answered = self.world.posts.get(("facebook", one.reply_to))
        every: Json = {
            "id": one.id,
            "message": one.text,
            "created_time": wire.created_time(one.at),
            "from": writer(self.world.account("facebook", one.account)),
            "is_hidden": bool(one.detail.get("hidden")),
            "parent": {"id": one.reply_to} if answered and answered.reply_to else None,
        }
        wanted = ["id", *wire.fields_of(inner, COMMENT_FIELDS)]
        return {name: value for name, value in every.items() if name in wanted and value is not None}

    def comments(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{post or comment}/comments."""
        headers, refused = self.usage(account)
        post = self.in_reach(account, node)
        if refused or post is None:
            return refused or wire.unsupported("get", node)
        return wire.said(self.listed(post, dict(call.query), call.query.get("fields", "")), headers)

    def comment(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{post or comment}/comments: there are two levels, so an answer's answer stands beside it."""
        headers, refused = self.usage(account)
        post = self.in_reach(account, node)
        if refused or post is None:
            return refused or wire.unsupported("post", node)
        message = parameters(call).get("message", "")
        if not message:
            return wire.failed(400, 100, "(#100) Invalid parameter")
        made = self.world.publish(account, self.beneath(post, account.name, message))
        self.tell_of(account, made)
        return wire.said({"id": made.id}, headers)

    def tell_of(self, account: Account, made: Post) -> None:
        """Call whoever listens that somebody has commented, or has put a post on the Page."""
        over = self.world.posts.get(("facebook", made.reply_to))
        top = self.world.posts.get(("facebook", over.reply_to), over) if over else None
        value = calls.commented(made, top) if top else calls.posted(account, made, [])
        self.tell(account, value, self.world.account("facebook", made.account))

    def beneath(self, post: Post, author: str, text: str) -> Post:
        """A comment on a post, or on the comment that began the thread."""
        over = self.world.posts.get(("facebook", post.reply_to))
        top = over if over and over.reply_to else post
        now = self.world.clock()
        number = f"{top.id.split('_')[0 if top.reply_to else 1]}_{self.ids.next(now)}"
        return Post(number, author, text, now, reply_to=top.id)

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A comment, or a visitor's post on the Page; nothing is direct here."""
        now, answered = self.world.clock(), self.world.post("facebook", reply_to)
        if answered:
            made = self.beneath(answered, author, text)
        else:
            made = Post(f"{account.number}_{self.ids.next(now)}", author, text, now)
        made.to = account.name
        said = self.world.remark("facebook", made)
        self.tell_of(account, said)
        return said

    def in_reach(self, account: Account, node: str) -> Post | None:
        """A post or comment of the Page, or one that was said to it."""
        post = self.world.post("facebook", node)
        return post if post and account.name in (post.account, post.to) else None

    def node(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{comment}; /{page}, /{post} and /{photo} as elsewhere."""
        post = self.in_reach(account, node)
        if post and post.reply_to:
            headers, refused = self.usage(account)
            return refused or wire.said(self.said(post, call.query.get("fields", "")), headers)
        unknown = set(asked_insights(call.query.get("fields", ""))) - INSIGHTS.keys()
        if unknown:
            return wire.failed(400, 100, "(#100) The value must be a valid insights metric")
        return super().node(call, account, version, node)

    def change(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{comment} with is_hidden; a post's message as elsewhere."""
        hidden, post = parameters(call).get("is_hidden"), self.in_reach(account, node)
        if hidden is None or post is None or not post.reply_to:
            return super().change(call, account, version, node)
        headers, refused = self.usage(account)
        if not refused:
            self.world.note("facebook", post, "hidden", hidden.lower() in {"true", "1"})
        return refused or wire.said({"success": True}, headers)

    def remove(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """DELETE of anybody's comment beneath the Page's posts; a post as elsewhere."""
        post = self.in_reach(account, node)
        if post is None or not post.to:
            return super().remove(call, account, version, node)
        headers, refused = self.usage(account)
        if not refused:
            self.world.delete(self.world.account("facebook", post.account), post)
        return refused or wire.said({"success": True}, headers)


def writer(account: Account) -> Json:
    """Who wrote it."""
    return {"name": account.name, "id": account.number}


def cursor(post: Post) -> str:
    """An opaque cursor at a comment."""
    return base64.urlsafe_b64encode(str(number_of(post)).encode()).decode()


def counted(name: str, told: figures.Figures, asked: dict[str, str], post: Post) -> Json:
    """One of a post's figures; `shares` is left out where nobody shared."""
    if name == "shares":
        return {"shares": {"count": told.reposts}} if told.reposts else {}
    if name == "reactions":
        return {"reactions": {"data": [], "summary": {"total_count": told.likes}}}
    values = {metric: getattr(told, INSIGHTS[metric]) for metric in asked.get("metric", "").split(",")}
    data = [
        {
            "name": metric,
            "period": "lifetime",
            "values": [{"value": value}],
            "id": f"{post.id}/insights/{metric}/lifetime",
        }
        for metric, value in values.items()
    ]
    return {"insights": {"data": data}}


def asked_insights(fields: str) -> list[str]:
    """The names of the insights that were asked for."""
    names = [asked.get("metric", "") for name, asked, _ in fields_in(fields) if name == "insights"]
    return [metric for one in names for metric in one.split(",")]


def fields_in(asked: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each field with its modifiers and its inner fields: comments.limit(5){id} is comments, limit 5, id."""
    for found in regex.finditer(r"(\w+)((?:\.\w+\([^()]*\))*)(\{(?:[^{}]|(?3))*\})?", asked):
        name, modifiers, inner = found.group(1), found.group(2) or "", found.group(3) or ""
        yield name, dict(MODIFIER.findall(modifiers)), inner[1:-1]
