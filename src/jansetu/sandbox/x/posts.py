"""X: writing, deleting, reposting. Refuses what X refuses: a text twice, more than 280, a fifth picture."""

from __future__ import annotations

from functools import lru_cache

from jansetu.core.text.count import measure
from jansetu.sandbox.exchange import Answer, Call, Json, part_in, text_in, texts_in
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Media, Post
from jansetu.sandbox.x import wire

TEXT_LIMIT = 280  # weighted; docs.x.com, August 2026
WINDOW = 15 * 60  # seconds
# Calls in fifteen minutes for one account; docs.x.com, August 2026.
LIMITS = {"post": 100, "delete": 50, "repost": 50, "timeline": 900, "read": 900, "me": 75, "media": 500}
LIMITS |= {"mentions": 300, "hide": 50}


class Posts(Platform):
    """The part of X that acts."""

    name = "x"
    ids: Sequence

    def spent(self, quota: str, account: Account) -> tuple[dict[str, str], bool]:
        """Count a call: X's rate-limit headers, and whether this one is too many."""
        reading = self.world.meters.read(
            ("x", account.name, quota), limit=LIMITS[quota], seconds=WINDOW, now=self.world.clock()
        )
        return wire.limits(reading), reading.exceeded

    def create(self, call: Call, account: Account) -> Answer:
        """POST /2/tweets."""
        headers, exceeded = self.spent("post", account)
        if exceeded:
            return wire.too_many(headers)
        asked = call.json()
        text, media = text_in(asked, "text").strip(), texts_in(part_in(asked, "media"), "media_ids")
        reply_to = text_in(part_in(asked, "reply"), "in_reply_to_tweet_id")
        refused = self.unfit(account, text, media, headers) or self.repeated(account, text, reply_to, headers)
        if refused:
            return refused
        post = self.world.publish(account, self.drafted(account, text, media, reply_to))
        told = {"id": post.id, "text": wire.escaped(wire.text_shown(post))}
        return Answer.json(201, {"data": {**told, "edit_history_tweet_ids": [post.id]}}, headers)

    def unfit(self, account: Account, text: str, media: list[str], headers: dict[str, str]) -> Answer | None:
        """Why X would not take it."""
        if not text and not media:
            return wire.invalid("The Tweet contains no text and no media.")
        if not fits(text):
            return wire.invalid("Your Tweet text is too long.")
        if not self.usable(account, media):
            return wire.invalid("Your media IDs are invalid.", {"media.media_ids": media})
        return None

    def usable(self, account: Account, media_ids: list[str]) -> bool:
        """At most four uploads of this account."""
        found = [self.world.media.get(("x", media_id)) for media_id in media_ids]
        return len(found) <= 4 and all(one and one.account == account.name for one in found)

    def repeated(self, account: Account, text: str, reply_to: str, headers: dict[str, str]) -> Answer | None:
        """X takes no text twice; an answer to what is not there it refuses too."""
        if reply_to and self.world.post("x", reply_to) is None:
            return wire.forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
        if text and Post("", "", text, 0, reply_to=reply_to).sameness in account.texts:
            self.world.ledger.refused_duplicates += 1
            return wire.forbidden("You are not allowed to create a Tweet with duplicate content.", headers)
        return None

    def drafted(self, account: Account, text: str, media: list[str], reply_to: str) -> Post:
        """The post as X will keep it."""
        now = self.world.clock()
        post = Post(str(self.ids.next(now)), account.name, text, now, media=list(media), reply_to=reply_to)
        shown, known = wire.shortened(text)
        answered, links = self.world.posts.get(("x", reply_to)), list(known)
        if answered and answered.account != account.name:
            shown = f"@{answered.account} {shown}"  # X names whom an answer is for
        if media:
            place = f"https://x.com/{account.handle}/status/{post.id}"
            short = wire.short_link(place)
            shown = f"{shown} {short}".strip()
            kept = [self.world.media["x", media_id] for media_id in media]
            links += [media_link(short, place, at, one) for at, one in enumerate(kept, 1)]
            post.detail = {"keys": [wire.media_key(one) for one in kept]}
        if shown != text:
            post.detail |= {"shown": shown, "links": links}
        return post

    def remove(self, call: Call, account: Account, post_id: str) -> Answer:
        """DELETE /2/tweets/{id}."""
        headers, exceeded = self.spent("delete", account)
        if exceeded:
            return wire.too_many(headers)
        post = self.world.post("x", post_id)
        if post is None:
            return Answer.json(200, {"errors": [wire.no_such("tweet", post_id, "id")]}, headers)
        if post.account != account.name:
            return wire.forbidden("You are not authorized to delete this Tweet.", headers)
        self.world.delete(account, post)
        return Answer.json(200, {"data": {"deleted": True}}, headers)

    def repost(self, call: Call, account: Account, user_id: str) -> Answer:
        """POST /2/users/{id}/retweets."""
        headers, exceeded = self.spent("repost", account)
        if exceeded:
            return wire.too_many(headers)
        if user_id != account.number:
            return wire.forbidden("You are not permitted to perform this action.", headers)
        original = self.world.post("x", text_in(call.json(), "tweet_id"))
        if original is None:
            return wire.invalid("The Tweet that you want to retweet does not exist.")
        if self.standing_repost(account, original):
            return wire.invalid("You cannot retweet a Tweet that you have already retweeted.")
        now = self.world.clock()
        text = f"RT @{original.account}: {original.text}"
        post = Post(str(self.ids.next(now)), account.name, text, now, repost_of=original.id)
        self.world.publish(account, post)
        return Answer.json(200, {"data": {"retweeted": True, "rest_id": post.id}}, headers)

    def unrepost(self, call: Call, account: Account, user_id: str, post_id: str) -> Answer:
        """DELETE /2/users/{id}/retweets/{source}: no repost to take back is not an error."""
        original = self.world.post("x", post_id)
        standing = self.standing_repost(account, original) if original and user_id == account.number else None
        if standing:
            self.world.delete(account, standing)
        return Answer.json(200, {"data": {"retweeted": False}}, self.spent("repost", account)[0])

    def standing_repost(self, account: Account, original: Post) -> Post | None:
        """This account's repost of it, if one stands."""
        made = self.world.reposts.get(("x", original.id), ())
        return next((one for one in made if one.account == account.name and one.deleted_at is None), None)


@lru_cache(maxsize=1024)
def fits(text: str) -> bool:
    """Is it short enough? What could not be too long is not measured: a link needs a full stop."""
    return (len(text) * 2 <= TEXT_LIMIT and "." not in text) or measure(text, "x", TEXT_LIMIT).fits


def media_link(short: str, post: str, number: int, media: Media) -> Json:
    """How X lists a picture or a film among the links of a post."""
    shown = "pic.x.com/" + short.rpartition("/")[2]
    place = f"{post}/{'video' if wire.is_film(media) else 'photo'}/{number}"
    return {"url": short, "expanded_url": place, "display_url": shown, "media_key": wire.media_key(media)}
