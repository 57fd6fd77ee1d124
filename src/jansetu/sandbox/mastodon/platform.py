"""A small Mastodon: statuses, media, the account's own timeline. Refuses more than 500 characters."""

from __future__ import annotations

from math import ceil

from jansetu.core.text.count import measure
from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, number_in
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.mastodon import wire
from jansetu.sandbox.mastodon.instance import instance, instance_v1
from jansetu.sandbox.mastodon.uploads import Uploads, parameters
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.world import Account, Post, World

KEY_LIFE = 3600  # seconds for which Mastodon honours an Idempotency-Key (its source, 4.x)
CALLS, WINDOW = 300, 300  # calls an account in five minutes (docs.joinmastodon.org, 2026)


class Mastodon(Uploads):
    """The practice Mastodon."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.ready_at = {}
        self.ids = Sequence(epoch=0, shift=16)
        for platform, taken in (*world.posts, *world.media):
            self.ids.pass_over(int(taken) if platform == self.name else 0)
        add = self.routes.add
        add("POST", "/api/v1/statuses", "publish", self.create)
        add("GET", "/api/v1/statuses/{id}", "read", self.one)
        add("PUT", "/api/v1/statuses/{id}", "correct", self.change)
        add("DELETE", "/api/v1/statuses/{id}", "delete", self.remove)
        add("POST", "/api/v1/statuses/{id}/reblog", "publish", self.reblog)
        add("POST", "/api/v1/statuses/{id}/unreblog", "delete", self.unreblog)
        add("GET", "/api/v1/accounts/verify_credentials", "read", self.me)
        add("GET", "/api/v1/accounts/{id}/statuses", "read", self.of_account)
        add("GET", "/api/v1/notifications", "read", self.notifications)
        add("POST", "/api/v2/media", "upload", self.upload)
        add("GET", "/api/v1/media/{id}", "read", self.media)
        add("PUT", "/api/v1/media/{id}", "upload", self.describe)
        add("GET", "/api/v2/instance", "read", self.instance, open=True)
        add("GET", "/api/v1/instance", "read", self.instance_v1, open=True)
        add("GET", "/{acct}/{id}", "read", self.see, open=True)

    def limits(self, account: Account) -> tuple[dict[str, str], bool]:
        """Count a call: Mastodon's rate-limit headers, and whether it is one too many."""
        key = ("mastodon", account.name, "calls")
        reading = self.world.meters.read(key, limit=CALLS, seconds=WINDOW, now=self.world.clock())
        return wire.limits(reading.limit, reading.remaining, reading.resets_at), reading.exceeded

    def create(self, call: Call, account: Account) -> Answer:
        """POST /api/v1/statuses; the same Idempotency-Key within the hour gives the same status."""
        headers, exceeded = self.limits(account)
        if exceeded:
            return wire.too_many(headers)
        key = call.headers.get("Idempotency-Key", "")
        earlier = self.world.keyed.get(("mastodon", account.name, key))
        if earlier and earlier.deleted_at is None and self.world.clock() < earlier.at + KEY_LIFE:
            return Answer.json(200, self.shown(call, account, earlier), headers)
        asked = parameters(call)
        text, media = str(asked.get("status") or "").strip(), asked.get("media_ids") or []
        refused = self.unfit(account, text, media)
        if refused:
            return refused
        now = self.world.clock()
        detail = {"language": asked.get("language"), "visibility": asked.get("visibility") or "public"}
        post = Post(str(self.ids.next(now)), account.name, text, now, key=key, media=media, detail=detail)
        post.reply_to = str(asked.get("in_reply_to_id") or "")
        self.world.publish(account, post)
        return Answer.json(200, self.shown(call, account, post), headers)

    def unfit(self, account: Account, text: str, media: list[str]) -> Answer | None:
        """Why Mastodon would not take it."""
        if not text and not media:
            return wire.error(422, "Validation failed: Text can't be blank")
        if not measure(text, "mastodon", wire.TEXT_LIMIT).fits:
            return wire.error(422, "Validation failed: Text character limit of 500 exceeded")
        return self.unfit_media(account, media)

    def one(self, call: Call, account: Account, post_id: str) -> Answer:
        """GET /api/v1/statuses/{id}."""
        post = self.world.post("mastodon", post_id)
        return self.told(account, self.shown(call, account, post) if post else None)

    def change(self, call: Call, account: Account, post_id: str) -> Answer:
        """PUT /api/v1/statuses/{id}: a new text in place of the old; pictures not named again are gone."""
        post, asked = self.own_post(account, post_id), parameters(call)
        if post is None:
            return wire.error(404, "Record not found")
        text, media = str(asked.get("status") or "").strip(), asked.get("media_ids") or []
        refused = self.unfit(account, text, media)
        if refused:
            return refused
        if (text, media) != (post.text, post.media):
            self.world.correct(account, post, text=text, media=media)
        return self.told(account, self.shown(call, account, post))

    def remove(self, call: Call, account: Account, post_id: str) -> Answer:
        """DELETE /api/v1/statuses/{id}: answers with what was deleted, its plain text too."""
        post = self.own_post(account, post_id)
        if post is None:
            return wire.error(404, "Record not found")
        shown = self.shown(call, account, post) | {"text": post.text}
        self.world.delete(account, post)
        return self.told(account, shown)

    def reblog(self, call: Call, account: Account, post_id: str) -> Answer:
        """POST /api/v1/statuses/{id}/reblog; repeating it gives the same reblog."""
        original = self.world.post("mastodon", post_id)
        if original is None:
            return wire.error(404, "Record not found")
        standing = self.standing_reblog(account, original)
        if standing is None:
            now = self.world.clock()
            repost = Post(str(self.ids.next(now)), account.name, original.text, now, repost_of=original.id)
            standing = self.world.publish(account, repost)
        return self.told(account, self.shown(call, account, standing))

    def unreblog(self, call: Call, account: Account, post_id: str) -> Answer:
        """POST /api/v1/statuses/{id}/unreblog."""
        original = self.world.post("mastodon", post_id)
        if original is None:
            return wire.error(404, "Record not found")
        standing = self.standing_reblog(account, original)
        if standing:
            self.world.delete(account, standing)
        return self.told(account, self.shown(call, account, original))

    def me(self, call: Call, account: Account) -> Answer:
        """GET /api/v1/accounts/verify_credentials."""
        crowd = {"followers_count": figures.followers(self.world, account)}
        return self.told(account, wire.credential_account(account, call.origin) | crowd)

    def of_account(self, call: Call, account: Account, number: str) -> Answer:
        """GET /api/v1/accounts/{id}/statuses, newest first; the Link header leads to the next page."""
        owner = self.world.account_by_number("mastodon", number)
        if owner is None:
            return wire.error(404, "Record not found")
        size = min(number_in(call.query.get("limit", ""), 20), 40)
        here = self.selected(call, owner, size)
        answer = self.told(account, [self.shown(call, account, post) for post in here])
        if here:
            place = f"{call.origin}/mastodon/api/v1/accounts/{number}/statuses?limit={size}"
            older, newer = f"<{place}&max_id={here[-1].id}>", f"<{place}&min_id={here[0].id}>"
            answer.headers["Link"] = f'{older}; rel="next", {newer}; rel="prev"'
        return answer

    def selected(self, call: Call, owner: Account, size: int) -> list[Post]:
        """One page of the timeline: min_id takes the oldest beyond it, since_id the newest."""
        query = call.query
        below = number_in(query.get("max_id", ""), 10**30)
        above = number_in(query.get("min_id", "") or query.get("since_id", ""), 0)
        posts = [
            post
            for post in self.timeline(owner)
            if above < int(post.id) < below
            and not (post.repost_of and query.get("exclude_reblogs") in wire.TRUE)
            and not (query.get("exclude_replies") in wire.TRUE and self.answers_another(post))
            and (post.media or query.get("only_media") not in wire.TRUE)
        ]
        return posts[-size:] if query.get("min_id") else posts[:size]

    def answers_another(self, post: Post) -> bool:
        """What `exclude_replies` leaves out: answers to others, not those to oneself (its source, 4.x)."""
        answered = self.world.posts.get((self.name, post.reply_to))
        return bool(post.reply_to) and (answered is None or answered.account != post.account)

    def instance(self, call: Call) -> Answer:
        """GET /api/v2/instance."""
        return Answer.json(200, instance(call.origin))

    def instance_v1(self, call: Call) -> Answer:
        """GET /api/v1/instance, where older clients look for the version."""
        return Answer.json(200, instance_v1(call.origin))

    def see(self, call: Call, acct: str, post_id: str) -> Answer:
        """The citizen's address of a status: /@account/id."""
        return self.see_post(self.world.post(self.name, post_id))

    def told(self, account: Account, content: object) -> Answer:
        """An answer with the rate-limit headers; 404 for None."""
        headers, exceeded = self.limits(account)
        if exceeded:
            return wire.too_many(headers)
        return wire.error(404, "Record not found") if content is None else Answer.json(200, content, headers)

    def shown(self, call: Call, reader: Account, post: Post) -> Json:
        """The status as its reader sees it."""
        account = self.world.account("mastodon", post.account)
        original = self.world.post("mastodon", post.repost_of) if post.repost_of else None
        answered = self.world.posts.get(("mastodon", post.reply_to))
        body = wire.status(post, account, self.pictures(post), call.origin) | self.counted(post)
        if answered:
            body["in_reply_to_account_id"] = self.world.account("mastodon", answered.account).number
        reblogged = self.standing_reblog(reader, original or post) is not None
        body |= wire.as_read(reblogged=reblogged, own=account is reader)
        return body | {"reblog": self.shown(call, reader, original) if original else None}

    def own_post(self, account: Account, post_id: str) -> Post | None:
        """A status of this account that stands."""
        post = self.world.post("mastodon", post_id)
        return post if post and post.account == account.name else None

    def standing_reblog(self, account: Account, original: Post) -> Post | None:
        """This account's reblog of it, if one stands."""
        made = self.world.reposts.get(("mastodon", original.id), ())
        return next((one for one in made if one.account == account.name and one.deleted_at is None), None)

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """Mastodon's own words."""
        if kind == "429":
            reset = ceil(self.world.clock() + (wait or WINDOW))
            return wire.too_many(wire.limits(CALLS, 0, reset))
        return wire.error(*wire.WORDS[kind])

    def not_found(self) -> Answer:
        """404 for an address that Mastodon does not have."""
        return wire.error(404, "Not Found")

    def malformed(self) -> Answer:
        """400 for what it cannot read."""
        return wire.error(400, "Error occurred while parsing request parameters")
