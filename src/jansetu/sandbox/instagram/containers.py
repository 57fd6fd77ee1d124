"""Instagram: containers with pictures or a film, and their publication. Refuses what the platform refuses."""

from __future__ import annotations

import regex

from jansetu.sandbox.boxes import NotAFilm, measured
from jansetu.sandbox.exchange import Answer, Call, Json, Upload
from jansetu.sandbox.facebook import wire
from jansetu.sandbox.facebook.posts import parameters
from jansetu.sandbox.films import Arrival
from jansetu.sandbox.instagram.fetching import LONGEST, fetched, fetched_film
from jansetu.sandbox.meters import Reading
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Media, Post

CAPTION, HASHTAGS, MENTIONS, PICTURES = 2200, 30, 20, 10
POSTS, DAY = 100, 24 * 3600  # posts of an account in rolling 24 hours
FETCHED = "fetched film"  # the field in which a call keeps the number of the film that came
PROCESSING = 0.2  # seconds until a container is ready
NARROWEST, WIDEST = 0.8, 1.91  # width by height; a hair beyond is let pass
TAG, MENTION = regex.compile(r"#[\p{L}\p{M}\p{N}_]+"), regex.compile(r"@[A-Za-z0-9._]+")


class Containers(Platform):
    """The part of Instagram that acts."""

    name = "instagram"
    ids: Sequence

    async def prepare(self, call: Call) -> None:
        """Fetch the picture or film that is named by its address, before the call is answered."""
        if call.method != "POST" or call.path[-1] != "media":
            return
        asked, account = parameters(call), self.account_of(call)
        content = await fetched(asked.get("image_url", ""))
        if content is not None:
            call.files = {**call.files, "image_url": Upload("picture", "", content)}
        if asked.get("video_url") and account is not None:
            number = self.next_number()
            arrival = self.world.films.arrival(self.name, account.name, number, 0)
            if await fetched_film(asked["video_url"], arrival) and is_film(arrival):
                arrival.finish()
                call.form = {**call.form, FETCHED: [number]}

    def is_own(self, account: Account, user: str) -> bool:
        """Does the path name the account whose token this is?"""
        return user in {"me", account.number}

    def room(self, account: Account, *, weight: int = 0) -> Reading:
        """The account's posts in these 24 hours, `weight` more of them counted."""
        key, now = (self.name, account.name, "posts"), self.world.clock()
        return self.world.meters.read(key, limit=POSTS, seconds=DAY, now=now, weight=weight)

    def limit(self, call: Call, account: Account, version: str, user: str) -> Answer:
        """GET /{user}/content_publishing_limit."""
        if not self.is_own(account, user):
            return wire.unsupported("get", user)
        told = self.room(account)
        config = {"quota_total": told.limit, "quota_duration": DAY}
        every: Json = {"quota_usage": told.limit - told.remaining, "config": config}
        wanted = wire.fields_of(call.query.get("fields", ""), ("quota_usage",))
        return wire.said({"data": [{name: every[name] for name in every if name in wanted}]})

    def contain(self, call: Call, account: Account, version: str, user: str) -> Answer:
        """POST /{user}/media: a container that nobody sees."""
        if not self.is_own(account, user):
            return wire.unsupported("post", user)
        asked = parameters(call)
        wrong = caption_refused(asked.get("caption", ""))
        if wrong:
            return wrong
        if asked.get("media_type") == "CAROUSEL":
            return self.carousel(account, asked)
        if asked.get("media_type") == "REELS":
            return self.reel(account, asked, call.field(FETCHED))
        if not asked.get("image_url"):
            return wire.failed(400, 100, "(#100) The parameter image_url is required")
        return self.picture(account, asked, call.files.get("image_url"))

    def reel(self, account: Account, asked: Json, number: str) -> Answer:
        """A container of one film. That it could not be had is told by its status alone."""
        if not asked.get("video_url"):
            return wire.failed(400, 100, "(#100) The parameter video_url is required")
        caption = asked.get("caption", "")
        if not number:
            return self.contained(account, self.next_number(), caption, [], is_lost=True)
        arrival = self.world.films.arrival(self.name, account.name, number, 0)
        seen = measured(arrival.path)
        size = (arrival.has, seen.width, seen.height)
        media = Media(number, self.name, account.name, "video/mp4", *size, file=arrival.path)
        self.world.keep(media)
        return self.contained(account, number, caption, [number])

    def picture(self, account: Account, asked: Json, file: Upload | None) -> Answer:
        """A container of one picture, alone or for a carousel."""
        if file is None:
            message = "Only photo or video can be accepted as media type."
            return wire.failed(400, 9004, message, subcode=2207052)
        if len(file.content) > LONGEST:
            return wire.failed(400, 36000, "The image size is too large.", subcode=2207004)
        number = self.next_number()
        try:
            media = keep_picture(self.world, account, number, file.content, asked.get("alt_text", ""))
        except NotAPicture:
            return wire.failed(400, 9004, "Only photo or video can be accepted.", subcode=2207052)
        if media.mime != "image/jpeg":
            return wire.failed(400, 36001, "The image format is not supported.", subcode=2207005)
        if not NARROWEST - 0.01 <= media.width / media.height <= WIDEST + 0.01:
            return wire.failed(400, 36003, "The aspect ratio is not supported.", subcode=2207009)
        is_part = asked.get("is_carousel_item", "").lower() in {"true", "1"}
        return self.contained(account, number, asked.get("caption", ""), [number], is_part=is_part)

    def carousel(self, account: Account, asked: Json) -> Answer:
        """A container of several, each a picture of this account that waits for a carousel."""
        children = [one for one in asked.get("children", "").strip("[]").replace('"', "").split(",") if one]
        known = [self.container(account, one.strip()) for one in children]
        if not 2 <= len(children) <= PICTURES or not all(one and one["is_part"] for one in known):
            return wire.failed(400, 100, "(#100) Carousel validation failed.", subcode=2207028)
        if any(one and self.status(one) != "FINISHED" for one in known):
            return wire.failed(400, 9007, "Media ID is not available", subcode=2207027)
        pictures = [number for one in known if one for number in one["media"]]
        return self.contained(account, self.next_number(), asked.get("caption", ""), pictures)

    def contained(
        self,
        account: Account,
        number: str,
        caption: str,
        media: list[str],
        *,
        is_part: bool = False,
        is_lost: bool = False,
    ) -> Answer:
        """Keep the container and tell its number."""
        facts = {"account": account.name, "caption": caption, "media": media, "is_part": is_part}
        facts |= {"is_lost": True} if is_lost else {}
        self.world.set_aside(self.name, number, {**facts, "at": self.world.clock(), "post": ""})
        return wire.said({"id": number})

    def container(self, account: Account, number: str) -> Json | None:
        """A container of this account."""
        found = self.world.aside.get((self.name, number))
        return found if found and found["account"] == account.name else None

    def status(self, container: Json) -> str:
        """What has become of it."""
        age = self.world.clock() - container["at"]
        if container["post"]:
            return "PUBLISHED"
        if age < PROCESSING:
            return "IN_PROGRESS"
        if container.get("is_lost"):
            return "ERROR"
        return "EXPIRED" if age > DAY else "FINISHED"

    def publish(self, call: Call, account: Account, version: str, user: str) -> Answer:
        """POST /{user}/media_publish: the one call that shows anything to anybody."""
        if not self.is_own(account, user):
            return wire.unsupported("post", user)
        number = parameters(call).get("creation_id", "")
        container = self.container(account, number)
        if container is None:
            return wire.failed(400, 24, "The requested resource does not exist", subcode=2207006)
        status = self.status(container)
        if status == "EXPIRED":
            return wire.failed(400, 24, "The requested resource does not exist", subcode=2207008)
        if status != "FINISHED" or container["is_part"]:
            return wire.failed(400, 9007, "Media ID is not available", subcode=2207027)
        if self.room(account, weight=1).exceeded:
            return wire.failed(403, 9, "Application request limit reached", subcode=2207042)
        post = Post(self.next_number(), account.name, container["caption"], self.world.clock(), key=number)
        post.media = container["media"]
        self.world.publish(account, post)
        self.world.set_aside(self.name, number, {**container, "post": post.id})
        return wire.said({"id": post.id})

    def next_number(self) -> str:
        """Of a container or a post."""
        return str(self.ids.next(self.world.clock()))


def is_film(arrival: Arrival) -> bool:
    """Whether Instagram could play it."""
    try:
        measured(arrival.path)
    except NotAFilm:
        return False
    return True


def caption_refused(caption: str) -> Answer | None:
    """The refusal of a caption that is too long or has too many tags."""
    if len(caption) > CAPTION or len(TAG.findall(caption)) > HASHTAGS:
        return wire.failed(400, 36004, "The caption was too long.", subcode=2207010)
    if len(MENTION.findall(caption)) > MENTIONS:
        return wire.failed(400, 100, "(#100) Too many @ tags.", subcode=2207040)
    return None
