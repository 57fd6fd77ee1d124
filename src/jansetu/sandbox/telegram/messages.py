"""Telegram: what a bot sends, corrects and deletes in its channel. Refuses every other channel."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil
from typing import Any

from jansetu.sandbox.boxes import NotAFilm, measured
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, Upload
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.telegram import wire
from jansetu.sandbox.world import Account, Media, Post

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # characters; Bot API 10.1, June 2026
PHOTO_LIMIT, FILM_LIMIT = 10 * 1024 * 1024, 50 * 1024 * 1024  # bytes
ALBUM = range(2, 11)
DELETABLE = 48 * 3600  # seconds
SENT, MINUTE = 20, 60  # messages that a channel takes in a minute; core.telegram.org/bots/faq, 2026
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


class Refused(Exception):
    """Telegram says no; the answer is its only argument."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a call, from wherever they came."""

    fields: Json
    files: dict[str, Upload]

    def text(self, name: str) -> str:
        """A text, trimmed as Telegram trims it."""
        return str(self.fields.get(name) or "").strip()

    def number(self, name: str) -> int:
        """A number; Malformed where it is none."""
        try:
            return int(self.fields.get(name) or 0)
        except (TypeError, ValueError) as error:
            raise Malformed from error

    def json(self, name: str) -> Any:
        """An object or a list, also where it was written as JSON in a form."""
        found = self.fields.get(name)
        try:
            return json.loads(found) if isinstance(found, str) and found else found
        except ValueError as error:
            raise Malformed from error


def asked_in(call: Call) -> Asked:
    """Telegram takes parameters from the query, a form, a multipart form or a JSON body alike."""
    fields: Json = dict(call.query) | {name: values[0] for name, values in call.form.items()}
    return Asked(fields | (call.json() if call.body else {}), dict(call.files))


class Messages(Platform):
    """The part of Telegram that acts."""

    name = "telegram"
    last: int  # the newest message's number

    def own_chat(self, account: Account, asked: Asked) -> Account:
        """The channel that is meant, if the bot is its administrator."""
        wanted = asked.text("chat_id")
        numbers = {"@" + account.name, str(wire.chat_number(account))}
        if wanted in numbers:
            return account
        others = [one for (platform, _), one in self.world.accounts.items() if platform == self.name]
        if any(wanted in {"@" + one.name, str(wire.chat_number(one))} for one in others):
            raise Refused(wire.failed(403, "Forbidden: bot is not a member of the channel chat"))
        raise Refused(wire.bad("chat not found"))

    def count(self, account: Account, messages: int) -> None:
        """Count what is sent; Refused where it is too much for a minute."""
        now = self.world.clock()
        key = (self.name, account.name, "sent")
        reading = self.world.meters.read(key, limit=SENT, seconds=MINUTE, now=now, weight=messages)
        if reading.exceeded:
            raise Refused(too_many(min(max(ceil(reading.resets_at - now), 1), MINUTE)))

    def send_message(self, account: Account, asked: Asked) -> Answer:
        """sendMessage."""
        text = asked.text("text")
        if not text:
            raise Refused(wire.bad("message text is empty"))
        if len(text) > TEXT_LIMIT:
            raise Refused(wire.bad("message is too long"))
        post = self.published(account, asked, text, [])
        return wire.said(self.shown(account, post)[0])

    def send_photo(self, account: Account, asked: Asked) -> Answer:
        """sendPhoto."""
        post = self.published(account, asked, caption_of(asked.text("caption")), ["photo"])
        return wire.said(self.shown(account, post)[0])

    def send_video(self, account: Account, asked: Asked) -> Answer:
        """sendVideo."""
        post = self.published(account, asked, caption_of(asked.text("caption")), ["video"])
        return wire.said(self.shown(account, post)[0])

    def send_media_group(self, account: Account, asked: Asked) -> Answer:
        """sendMediaGroup, of photos and films; here a caption stands with the first of them."""
        media = asked.json("media")
        if not isinstance(media, list) or len(media) not in ALBUM:
            raise Refused(wire.bad("expected an Array of InputMedia with 2-10 items"))
        for one in media:
            if not isinstance(one, dict) or one.get("type") not in ("photo", "video"):
                raise Refused(
                    wire.bad("can't parse InputMedia: the practice platform takes photos and films")
                )
        if any(one.get("caption") for one in media[1:]):
            raise Refused(wire.bad("the practice platform takes a caption with the first photo"))
        caption = caption_of(str(media[0].get("caption") or "").strip())
        places = [str(one.get("media")) for one in media]
        return wire.said(self.shown(account, self.published(account, asked, caption, places)))

    def published(self, account: Account, asked: Asked, text: str, places: list[str]) -> Post:
        """Put a post into the channel, with the photos that these parameters name."""
        answered = asked.json("reply_parameters") or {}
        reply_to = self.found(account, answered.get("message_id")) if answered else None
        if answered and not reply_to and answered.get("allow_sending_without_reply") is not True:
            raise Refused(wire.bad("message to be replied not found"))
        self.count(account, max(len(places), 1))
        photos = [self.photo(account, asked, place) for place in places]
        numbers = [self.next_number() for _ in range(max(len(photos), 1))]
        post = Post(str(numbers[0]), account.name, text, self.world.clock())
        post.media, post.reply_to = [one.id for one in photos], reply_to.id if reply_to else ""
        post.detail = {"messages": numbers, "silent": asked.text("disable_notification").lower() == "true"}
        post.detail |= {"seconds": asked.number("duration")} if asked.fields.get("duration") else {}
        return self.world.publish(account, post)

    def photo(self, account: Account, asked: Asked, place: str) -> Media:
        """A photo that came with the call, or one that Telegram has."""
        given = str(asked.fields.get(place) or place)
        upload = asked.files.get(given.removeprefix("attach://"))
        kept = self.world.media.get((self.name, given))
        if upload is None and kept is not None and kept.account == account.name:
            return kept
        if upload is None:
            raise Refused(wire.bad("wrong remote file identifier specified: wrong string length"))
        if place == "video" or self.is_film(asked, place):
            return self.film(account, asked, upload)
        if upload.size > PHOTO_LIMIT:
            raise Refused(wire.failed(413, "Request Entity Too Large"))
        try:
            return keep_picture(self.world, account, f"photo{self.next_number()}", upload.content)
        except NotAPicture:
            raise Refused(wire.bad("IMAGE_PROCESS_FAILED")) from None

    def is_film(self, asked: Asked, place: str) -> bool:
        """Whether an album calls it a film."""
        media = asked.json("media") or []
        return any(one.get("type") == "video" and one.get("media") == place for one in media)

    def film(self, account: Account, asked: Asked, upload: Upload) -> Media:
        """A film that came with the call; written to its file a little at a time."""
        if upload.size > FILM_LIMIT:
            raise Refused(wire.failed(413, "Request Entity Too Large"))
        number = f"video{self.next_number()}"
        arrival = self.world.films.arrival(self.name, account.name, number, upload.size)
        for block in upload.blocks():
            arrival.take(arrival.has, block)
        try:
            seen = measured(arrival.path)
        except (NotAFilm, OSError):
            raise Refused(wire.bad("wrong file identifier/HTTP URL specified")) from None
        arrival.finish()
        size = (upload.size, asked.number("width") or seen.width, asked.number("height") or seen.height)
        media = Media(number, self.name, account.name, "video/mp4", *size, file=arrival.path)
        return self.world.keep(media)

    def next_number(self) -> int:
        """A message's number; one sequence for all practice channels."""
        self.last += 1
        return self.last

    def found(self, account: Account, number: Any) -> Post | None:
        """The post that stands and to which this message belongs."""
        standing = (one for one in reversed(account.posts) if one.deleted_at is None)
        return next((one for one in standing if number in one.detail["messages"]), None)

    def shown(self, account: Account, post: Post) -> list[Json]:
        """Its messages."""
        pictures = self.pictures(post)
        first = self.world.post(self.name, post.reply_to) if post.reply_to else None
        answered = wire.message(account, first, 0, self.pictures(first), None) if first else None
        places = range(len(post.detail["messages"]))
        return [wire.message(account, post, at, pictures, answered) for at in places]

    def edit_text(self, account: Account, asked: Asked) -> Answer:
        """editMessageText: without a limit in time, in a channel."""
        text = asked.text("text")
        if not text or len(text) > TEXT_LIMIT:
            raise Refused(wire.bad("message is too long" if text else "message text is empty"))
        return self.edited(account, asked, text, pictured=False)

    def edit_caption(self, account: Account, asked: Asked) -> Answer:
        """editMessageCaption, of the first photo."""
        return self.edited(account, asked, caption_of(asked.text("caption")), pictured=True)

    def edited(self, account: Account, asked: Asked, text: str, *, pictured: bool) -> Answer:
        """Put another text in the place of the old."""
        number = asked.number("message_id")
        post = self.found(account, number)
        if post is None:
            raise Refused(wire.bad("message to edit not found"))
        if bool(post.media) != pictured or number != post.detail["messages"][0]:
            what = "caption" if pictured else "text"
            raise Refused(wire.bad(f"there is no {what} in the message to edit"))
        if text == post.text:
            raise Refused(wire.bad(UNCHANGED))
        self.world.correct(account, post, text=text)
        return wire.said(self.shown(account, post)[0])

    def delete_message(self, account: Account, asked: Asked) -> Answer:
        """deleteMessage."""
        number = asked.number("message_id")
        if self.found(account, number) is None:
            raise Refused(wire.bad("message to delete not found"))
        return self.deleted(account, [number])

    def delete_messages(self, account: Account, asked: Asked) -> Answer:
        """deleteMessages: what is not there is passed over."""
        numbers = asked.json("message_ids")
        if not isinstance(numbers, list) or not numbers:
            raise Refused(wire.bad("message identifiers are not specified"))
        return self.deleted(account, numbers)

    def deleted(self, account: Account, numbers: list[Any]) -> Answer:
        """Take messages away; a post is gone with its last one."""
        posts = {post.id: post for post in (self.found(account, one) for one in numbers) if post}
        now = self.world.clock()
        if any(now - post.at >= DELETABLE for post in posts.values()):
            raise Refused(wire.bad("message can't be deleted"))
        for post in posts.values():
            left = [at for at, one in enumerate(post.detail["messages"]) if one not in numbers]
            if left:
                kept = {**post.detail, "messages": [post.detail["messages"][at] for at in left]}
                self.world.correct(account, post, media=[post.media[at] for at in left], detail=kept)
            else:
                self.world.delete(account, post)
        return wire.said(True)


def caption_of(caption: str) -> str:
    """A caption that is not too long."""
    if len(caption) > CAPTION_LIMIT:
        raise Refused(wire.bad("message caption is too long"))
    return caption


def too_many(seconds: int) -> Answer:
    """Telegram's 429."""
    return wire.failed(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
