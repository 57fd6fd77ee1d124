"""Bluesky: records and blobs of an account's repository. Refuses what the lexicon of a post refuses."""

from __future__ import annotations

import regex

from jansetu.core.text.count import measure
from jansetu.sandbox.bluesky import wire
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, number_in, part_in, text_in
from jansetu.sandbox.numbers import cid, did, tid
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Post

POST, REPOST = "app.bsky.feed.post", "app.bsky.feed.repost"
GRAPHEMES, BYTES, PICTURE_LIMIT = 300, 3000, 1_000_000  # of a post's lexicon
POINTS, HOUR = 5000, 3600  # points an account an hour: create 3, update 2, delete 1
RKEY = regex.compile(r"[A-Za-z0-9._:~-]{1,512}")


class Records(Platform):
    """The part of Bluesky that keeps records."""

    name = "bluesky"

    def spent(self, account: Account, points: int) -> tuple[dict[str, str], bool]:
        """Count points: the rate-limit headers, and whether they are too many."""
        reading = self.world.meters.read(
            ("bluesky", account.name, "points"),
            limit=POINTS,
            seconds=HOUR,
            now=self.world.clock(),
            weight=points,
        )
        return wire.limits(reading, HOUR), reading.exceeded

    def repo(self, name: str) -> Account | None:
        """The account of a DID or a handle, if it was ever spoken of."""
        for handle in (name, name.removesuffix(wire.HANDLES)):
            account = self.world.accounts.get(("bluesky", handle))
            if account and wire.handle(account) == name:
                return account
        return self.world.account_by_number("bluesky", name)

    def create_record(self, call: Call, account: Account) -> Answer:
        """com.atproto.repo.createRecord; an rkey that is taken answers 500, as the real server does."""
        body = call.json()
        rkey = text_in(body, "rkey") or tid(int(self.world.clock() * 1e6))
        if self.world.post("bluesky", wire.uri(account, text_in(body, "collection"), rkey)):
            return self.refusal("500", account)
        return self.written(account, body, rkey)

    def put_record(self, call: Call, account: Account) -> Answer:
        """com.atproto.repo.putRecord: the same record under the same rkey again changes nothing."""
        body = call.json()
        return self.written(account, body, text_in(body, "rkey"))

    def written(self, account: Account, body: Json, rkey: str) -> Answer:
        """Create or replace a record."""
        collection, record = text_in(body, "collection"), part_in(body, "record")
        if text_in(body, "repo") not in {did(account.name), wire.handle(account)} or not RKEY.fullmatch(rkey):
            return wire.invalid("Invalid repo or rkey")
        refused = self.unfit(account, collection, record)
        if refused:
            return refused
        standing = self.world.post("bluesky", wire.uri(account, collection, rkey))
        headers, exceeded = self.spent(account, 2 if standing else 3)
        if exceeded:
            return wire.too_many(headers)
        post = self.kept(account, collection, rkey, record, standing)
        told = {"uri": post.id, "cid": post.detail["cid"], "validationStatus": "valid"}
        return Answer.json(200, {**told, "commit": commit(post.detail["cid"], self.world.clock())}, headers)

    def kept(self, account: Account, collection: str, rkey: str, record: Json, standing: Post | None) -> Post:
        """Put the record into the world; an unchanged one is no act."""
        alts = {image["image"]["ref"]["$link"]: image["alt"] for image in images(record)}
        alts |= {link: alt for link, alt in [film(record)] if link}
        detail = {"record": record, "cid": wire.record_cid(record), "alts": alts}
        text, media = text_in(record, "text"), list(alts)
        if standing:
            if standing.detail["cid"] != detail["cid"]:
                self.world.correct(account, standing, text=text, media=media, detail=detail)
            return standing
        uri = wire.uri(account, collection, rkey)
        post = Post(uri, account.name, text, self.world.clock(), key=rkey, media=media, detail=detail)
        if collection == REPOST:
            post.repost_of = text_in(part_in(record, "subject"), "uri")
        post.reply_to = text_in(part_in(part_in(record, "reply"), "parent"), "uri")
        return self.world.publish(account, post)

    def unfit(self, account: Account, collection: str, record: Json) -> Answer | None:
        """Why the lexicon refuses it."""
        if collection not in (POST, REPOST) or record.get("$type", collection) != collection:
            return wire.invalid("Invalid collection for this practice server")
        if not text_in(record, "createdAt"):
            return wire.invalid(f'Invalid {collection} record: Record must have the property "createdAt"')
        text = text_in(record, "text")
        if not measure(text, "graphemes", GRAPHEMES, BYTES).fits:
            return wire.invalid(f"Invalid {POST} record: Record/text must not be longer than 300 graphemes")
        return self.unfit_pictures(account, record)

    def unfit_pictures(self, account: Account, record: Json) -> Answer | None:
        """Why the record's pictures are refused."""
        found, (link, _) = images(record), film(record)
        if link and ("bluesky", link) not in self.world.media:
            return wire.error(400, "BlobNotFound", "Could not find blob")
        if len(found) > 4:
            return wire.invalid(f"Invalid {POST} record: Record/embed/images must not have more than 4")
        for image in found:
            media = self.world.media.get(("bluesky", image["image"]["ref"]["$link"]))
            if media is None:
                return wire.error(400, "BlobNotFound", "Could not find blob")
            if media.size > PICTURE_LIMIT:
                return wire.error(400, "BlobTooLarge", "This file is too large. It is over 1000000 bytes.")
        return None

    def get_record(self, call: Call) -> Answer:
        """com.atproto.repo.getRecord."""
        query = call.query
        account = self.repo(query.get("repo", ""))
        place = wire.uri(account, query.get("collection", ""), query.get("rkey", "")) if account else ""
        post = self.world.post("bluesky", place)
        if post is None:
            return wire.error(400, "RecordNotFound", f"Could not locate record: {place}")
        return Answer.json(200, wire.record_shown(post))

    def list_records(self, call: Call) -> Answer:
        """com.atproto.repo.listRecords: by rkey, the greatest first."""
        query = call.query
        account, size = self.repo(query.get("repo", "")), number_in(query.get("limit", ""), 50)
        if account is None or not 1 <= size <= 100:
            return wire.invalid("Could not find repo" if account is None else "limit must be from 1 to 100")
        prefix, cursor = wire.uri(account, query.get("collection", ""), ""), query.get("cursor", "")
        shown = [post for post in self.timeline(account) if post.id.startswith(prefix)]
        upward = query.get("reverse") == "true"
        shown.sort(key=lambda post: post.key, reverse=not upward)
        if cursor:
            shown = [post for post in shown if (post.key > cursor if upward else post.key < cursor)]
        body: Json = {"records": [wire.record_shown(post) for post in shown[:size]]}
        if shown:  # after the last page too, as PDS 0.4.217 does
            body["cursor"] = shown[:size][-1].key
        return Answer.json(200, body)

    def delete_record(self, call: Call, account: Account) -> Answer:
        """com.atproto.repo.deleteRecord: a record that is not there is a success."""
        body = call.json()
        headers, exceeded = self.spent(account, 1)
        if exceeded:
            return wire.too_many(headers)
        place = wire.uri(account, text_in(body, "collection"), text_in(body, "rkey"))
        post = self.world.post("bluesky", place)
        if post is None:
            return Answer.json(200, {}, headers)
        self.world.delete(account, post)
        return Answer.json(200, {"commit": commit(post.detail["cid"], self.world.clock())}, headers)

    def upload_blob(self, call: Call, account: Account) -> Answer:
        """com.atproto.repo.uploadBlob: the body is the picture; the same bytes are the same blob."""
        try:
            media = keep_picture(self.world, account, cid(call.body, raw=True), call.body)
        except NotAPicture:
            return wire.invalid("Only pictures can be practised with")
        ref = {"$type": "blob", "ref": {"$link": media.id}, "mimeType": media.mime, "size": media.size}
        return Answer.json(200, {"blob": ref}, self.spent(account, 1)[0])


def images(record: Json) -> list[Json]:
    """The record's pictures; Malformed where they are not in the lexicon's form."""
    try:
        found: list[Json] = part_in(record, "embed").get("images", [])
        if all(isinstance(one["image"]["ref"]["$link"] + one["alt"], str) for one in found):
            return found
    except (TypeError, KeyError) as error:
        raise Malformed from error
    raise Malformed


def film(record: Json) -> tuple[str, str]:
    """The blob and the description of the record's film, empty where it has none."""
    embed = part_in(record, "embed")
    link = text_in(part_in(part_in(embed, "video"), "ref"), "$link")
    return link, text_in(embed, "alt") if link else ""


def commit(record: str, now: float) -> Json:
    """The commit that a write makes."""
    return {"cid": cid(record.encode(), raw=False), "rev": tid(int(now * 1e6))}
