"""X: reading posts, users and an account's own timeline, page by page, newest first."""

from __future__ import annotations

import base64

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, number_in
from jansetu.sandbox.platform import moment
from jansetu.sandbox.world import Account, Post
from jansetu.sandbox.x import wire
from jansetu.sandbox.x.posts import Posts


class Timelines(Posts):
    """The part of X that tells."""

    def me(self, call: Call, account: Account) -> Answer:
        """GET /2/users/me."""
        headers, exceeded = self.spent("me", account)
        if exceeded:
            return wire.too_many(headers)
        return Answer.json(200, {"data": self.user(account, asked(call, "user.fields"))}, headers)

    def one(self, call: Call, account: Account, post_id: str) -> Answer:
        """GET /2/tweets/{id}; a post that is gone is told in `errors`, with 200."""
        headers, exceeded = self.spent("read", account)
        if exceeded:
            return wire.too_many(headers)
        post = self.world.post("x", post_id)
        if post is None:
            return Answer.json(200, {"errors": [wire.no_such("tweet", post_id, "id")]}, headers)
        return Answer.json(200, {"data": self.shown(call, post), **self.included(call, [post])}, headers)

    def several(self, call: Call, account: Account) -> Answer:
        """GET /2/tweets?ids=1,2,3, a hundred at most."""
        headers, exceeded = self.spent("read", account)
        if exceeded:
            return wire.too_many(headers)
        ids = call.query.get("ids", "").split(",")
        if not all(one.isdigit() for one in ids) or len(ids) > 100:
            return wire.invalid("The `ids` query parameter value is not valid", {"ids": ids})
        found = [post for one in ids if (post := self.world.post("x", one))]
        gone = [wire.no_such("tweet", one, "ids") for one in ids if self.world.post("x", one) is None]
        body: Json = {"data": [self.shown(call, post) for post in found]} if found else {}
        return Answer.json(
            200, body | self.included(call, found) | ({"errors": gone} if gone else {}), headers
        )

    def of_user(self, call: Call, account: Account, user_id: str) -> Answer:
        """GET /2/users/{id}/tweets."""
        headers, exceeded = self.spent("timeline", account)
        if exceeded:
            return wire.too_many(headers)
        owner = self.world.account_by_number("x", user_id)
        if owner is None:
            return Answer.json(200, {"errors": [wire.no_such("user", user_id, "id")]}, headers)
        size = call.query.get("max_results", "10")
        if not size.isdigit() or not 5 <= int(size) <= 100:
            return wire.invalid(
                f"The `max_results` query parameter value [{size}] is not between 5 and 100",
                {"max_results": [size]},
            )
        return Answer.json(200, self.page(call, self.selected(call, owner), int(size)), headers)

    def selected(self, call: Call, owner: Account) -> list[Post]:
        """The timeline within the bounds that were asked for."""
        query = call.query
        since = number_in(query.get("since_id", ""), 0)
        until = number_in(query.get("until_id", ""), 10**19)
        start, end = moment(query.get("start_time", ""), 0), moment(query.get("end_time", ""), 1e12)
        without = query.get("exclude", "")
        return [
            post
            for post in self.timeline(owner, start)
            if since < int(post.id) < until
            and post.at < end
            and not ("retweets" in without and post.repost_of)
            and not ("replies" in without and post.reply_to)
        ]

    def page(self, call: Call, posts: list[Post], size: int) -> Json:
        """One page: X's token is opaque; ours hides the id of the last post shown."""
        token = call.query.get("pagination_token")
        if token:
            last = number_in(unhidden(token), 0)
            posts = [post for post in posts if int(post.id) < last]
        here = posts[:size]
        if not here:
            return {"meta": {"result_count": 0}}
        meta: Json = {"result_count": len(here), "newest_id": here[0].id, "oldest_id": here[-1].id}
        if len(posts) > size:
            meta["next_token"] = hidden(here[-1].id)
        data = [self.shown(call, post) for post in here]
        return {"data": data, **self.included(call, here), "meta": meta}

    def shown(self, call: Call, post: Post) -> Json:
        """The post with the fields that were asked for, under the names that were asked in."""
        fields = asked(call, "tweet.fields") | asked(call, "post.fields") | asked(call, "expansions")
        if "attachments.media_keys" in fields:
            fields.add("attachments")
        account = self.world.account("x", post.account)
        answered = self.world.posts.get(("x", post.reply_to))
        told = wire.Told(
            figures.of_post(self.world, "x", post),
            self.world.account("x", answered.account).number if answered else None,
            self.beginning(post),
        )
        return wire.post_shown(post, account, fields, told, new="post.fields" in call.query)

    def beginning(self, post: Post) -> str:
        """The id of the post that began the conversation; X goes on telling it of one that is deleted."""
        while post.reply_to and ("x", post.reply_to) in self.world.posts:
            post = self.world.posts["x", post.reply_to]
        return post.reply_to or post.id

    def user(self, account: Account, fields: set[str]) -> Json:
        """The account with the fields that were asked for."""
        return wire.user_shown(account, fields, followers=figures.followers(self.world, account))

    def included(self, call: Call, posts: list[Post]) -> Json:
        """The pictures and authors behind the posts, where they were asked for."""
        wanted, found = asked(call, "expansions"), {}
        if "attachments.media_keys" in wanted:
            fields = asked(call, "media.fields")
            pictures = [media for post in posts for media in self.pictures(post)]
            found["media"] = [wire.media_shown(media, fields, call.origin) for media in pictures]
        if "author_id" in wanted:
            fields = asked(call, "user.fields")
            names = dict.fromkeys(post.account for post in posts)
            found["users"] = [self.user(self.world.account("x", name), fields) for name in names]
        for asked_for, name in (("referenced_posts", "posts"), ("referenced_tweets.id", "tweets")):
            if asked_for in wanted:
                found[name] = [self.shown(call, post) for post in self.referenced(posts)]
        found = {name: things for name, things in found.items() if things}
        return {"includes": found} if found else {}

    def referenced(self, posts: list[Post]) -> list[Post]:
        """What the posts answer or repeat, each once, where it still stands."""
        ids = dict.fromkeys(one for post in posts for one in (post.repost_of, post.reply_to) if one)
        return [found for one in ids if (found := self.world.post("x", one))]


def hidden(post_id: str) -> str:
    """An opaque token from which the id of the last post shown comes back."""
    return base64.b32encode(post_id.encode()).decode().rstrip("=").lower()


def unhidden(token: str) -> str:
    """The id in a token of ours; Malformed where it is none."""
    try:
        return base64.b32decode(token.upper() + "=" * (-len(token) % 8)).decode()
    except ValueError as error:
        raise Malformed from error


def asked(call: Call, name: str) -> set[str]:
    """A comma-separated parameter."""
    return set(filter(None, call.query.get(name, "").split(",")))
