"""WhatsApp: what a number sends to one person, and what becomes of it there. Refuses every other number."""

from __future__ import annotations

import base64
from math import ceil
from typing import Any

from jansetu.sandbox.exchange import Answer, Call, Json, Upload, part_in, text_in
from jansetu.sandbox.facebook import wire as graph
from jansetu.sandbox.figures import chance
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.whatsapp import templates, wire
from jansetu.sandbox.world import Account, Media, Post

TEXT_LIMIT, CAPTION_LIMIT, ECHO_LIMIT = 4096, 1024, 512  # characters
PICTURE_LIMIT, FILM_LIMIT = 5 * 1024 * 1024, 16 * 1024 * 1024  # bytes
WINDOW = 24 * 3600  # seconds after what a citizen wrote, in which free texts may be sent
SECOND, A_SECOND = 80, 1  # messages of a number in a second
BURST, PAIR = 45, 270  # messages to one person: one in six seconds, a burst of 45
DELIVERED, READ = 0.3, 0.6  # seconds after sending
FILES = {"image": "image/", "video": "video/"}


class Messages(Platform):
    """The part of WhatsApp that acts."""

    name = "whatsapp"
    ids: Sequence

    def next_id(self) -> str:
        """A message's id, of WhatsApp's own form."""
        number = self.ids.next(self.world.clock())
        return "wamid." + base64.b64encode(b"HBg" + str(number).encode()).decode()

    def send(self, call: Call, account: Account, version: str, number: str) -> Answer:
        """POST /{number}/messages."""
        self.own(account, number)
        body = call.json()
        if body.get("messaging_product") != "whatsapp":
            raise wire.refused(100, "messaging_product must be whatsapp")
        if body.get("status") == "read":
            return self.mark_read(account, text_in(body, "message_id"))
        to, kind = recipient_of(body, account), text_in(body, "type") or "text"
        post = Post(self.next_id(), account.name, "", self.world.clock())
        post.reply_to = self.answered(account, part_in(body, "context"))
        echo = text_in(body, "biz_opaque_callback_data")
        if len(echo) > ECHO_LIMIT:
            raise wire.refused(131009, "biz_opaque_callback_data is too long")
        post.key = echo or post.id
        post.detail = {"to": to, "kind": kind, "echo": echo}
        self.fill(account, post, kind, part_in(body, kind))
        self.count(account, to)
        failure = self.fate(account, post)
        if failure:
            post.detail["failed"] = failure
        self.world.publish(account, post)
        self.report(account, post, failure)
        return wire.sent(to, post.id)

    def own(self, account: Account, number: str) -> None:
        """Refused where the address names another number than the token's."""
        if number != account.number:
            raise wire.Refused(graph.unsupported("post", number))

    def answered(self, account: Account, context: Json) -> str:
        """The message that is answered: any of this talk."""
        wamid = text_in(context, "message_id")
        found = self.world.posts.get((self.name, wamid)) if wamid else None
        if wamid and (found is None or account.name not in (found.account, found.to)):
            raise wire.refused(131009, "context message_id is not known")
        return wamid

    def fill(self, account: Account, post: Post, kind: str, content: Json) -> None:
        """Put the content into the message; Refused where WhatsApp would refuse it."""
        if kind == "text":
            post.text = text_in(content, "body")
            if not post.text.strip():
                raise wire.refused(131008, "text body is missing")
            if len(post.text) > TEXT_LIMIT:
                raise wire.refused(100, "text body is longer than 4096 characters")
        elif kind in FILES:
            post.text, post.media = text_in(content, "caption"), [self.file(account, kind, content).id]
            if len(post.text) > CAPTION_LIMIT:
                raise wire.refused(131009, "caption is longer than 1024 characters")
        elif kind == "template":
            one = templates.chosen(content)
            post.text, file_id = templates.filled(one, content)
            post.detail |= {"template": one.name, "category": one.category.lower(), "footer": one.footer}
            if file_id:
                post.media = [self.file(account, one.header.lower(), {"id": file_id}).id]
        else:
            raise wire.refused(131051, f"the practice platform sends no {kind}")

    def file(self, account: Account, kind: str, content: Json) -> Media:
        """The uploaded file."""
        media = self.world.media.get((self.name, text_in(content, "id")))
        if media is None or media.account != account.name or not media.mime.startswith(FILES[kind]):
            raise wire.refused(131009, "media id is not known, or is of another kind")
        return media

    def count(self, account: Account, to: str) -> None:
        """Count what is sent; Refused where it is too much for a second or for one person."""
        now = self.world.clock()
        for code, key, limit, seconds in (
            (130429, (self.name, account.name, "sent"), SECOND, A_SECOND),
            (131056, (self.name, f"{account.name}/{to}", "pair"), BURST, PAIR),
        ):
            reading = self.world.meters.read(key, limit=limit, seconds=seconds, now=now)
            if reading.exceeded:
                raise wire.refused(code, f"wait {max(ceil(reading.resets_at - now), 1)} seconds")

    def citizen(self, number: str) -> Json:
        """What is peculiar to a person: absent, stopped, weary, unread."""
        return self.world.aside.get((self.name, f"citizen-{number}"), {})

    def is_open(self, account: Account, number: str) -> bool:
        """Whether that person wrote within a day."""
        since = self.world.clock() - WINDOW
        heard = self.world.remarks.get((self.name, account.name), ())
        return any(one.account == number and one.at > since for one in reversed(heard))

    def fate(self, account: Account, post: Post) -> int:
        """Why it will not arrive; 0 where it will. WhatsApp takes it all the same, and reports it later."""
        person, free = self.citizen(post.detail["to"]), post.detail["kind"] != "template"
        marketing = post.detail.get("category") == "marketing"
        if person.get("absent"):
            return 131026
        if free and not self.is_open(account, post.detail["to"]):
            return 131047
        if marketing and person.get("stopped"):
            return 131050
        return 131049 if marketing and person.get("weary") else 0

    def report(self, account: Account, post: Post, failure: int) -> None:
        """Tell, one after another, what becomes of it."""
        if failure:
            self.tell(account, wire.status(post, "failed", post.at, failure), DELIVERED)
            return
        self.tell(account, wire.status(post, "sent", post.at), 0)
        self.tell(account, wire.status(post, "delivered", post.at + DELIVERED), DELIVERED)
        if not self.citizen(post.detail["to"]).get("unread"):
            self.tell(account, wire.status(post, "read", post.at + READ), READ)

    def tell(self, account: Account, status: Json, after: float) -> None:
        """One status."""
        value = {"contacts": [self.contact(status["recipient_id"])], "statuses": [status]}
        self.world.callings.fire(self.name, account.name, wire.called(account, value), after=after)

    def contact(self, number: str) -> Json:
        """A person as WhatsApp names them."""
        name = self.citizen(number).get("name") or f"नागरिक {number[-4:]}"
        return {"profile": {"name": name}, "wa_id": number, "user_id": wire.user_of(number)}

    def mark_read(self, account: Account, wamid: str) -> Answer:
        """Two blue ticks beneath what a citizen wrote."""
        found = self.world.post(self.name, wamid)
        if found is None or found.to != account.name:
            raise wire.refused(131009, "message_id is not known")
        self.world.note(self.name, found, "seen", True)
        return graph.said({"success": True})

    def upload(self, call: Call, account: Account, version: str, number: str) -> Answer:
        """POST /{number}/media."""
        self.own(account, number)
        file = call.files.get("file")
        if call.field("messaging_product") != "whatsapp":
            raise wire.refused(100, "messaging_product must be whatsapp")
        if file is None:
            raise wire.refused(131008, "file is missing")
        media_id = str(self.ids.next(self.world.clock()))
        mime = call.field("type") or file.mime
        keep = self.keep_film if mime.startswith("video/") else self.keep_image
        return graph.said({"id": keep(account, media_id, file, mime).id})

    def keep_image(self, account: Account, media_id: str, file: Upload, mime: str) -> Media:
        """A picture: JPEG or PNG."""
        if file.size > PICTURE_LIMIT or mime not in ("image/jpeg", "image/png"):
            raise wire.refused(131053, "the picture is too large, or no JPEG or PNG")
        try:
            return keep_picture(self.world, account, media_id, b"".join(file.blocks()))
        except NotAPicture:
            raise wire.refused(131053, "the file is no picture") from None

    def keep_film(self, account: Account, media_id: str, file: Upload, mime: str) -> Media:
        """A film, in a file of its own."""
        if file.size > FILM_LIMIT or mime not in ("video/mp4", "video/3gpp"):
            raise wire.refused(131053, "the film is too large, or no MP4")
        arrival = self.world.films.arrival(self.name, account.name, media_id, file.size)
        for block in file.blocks():
            arrival.take(arrival.has, block)
        arrival.finish()
        media = Media(media_id, self.name, account.name, mime, file.size, 0, 0, file=arrival.path)
        return self.world.keep(media)

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A citizen writes to the number, which nobody else can read; an answer comes from its recipient."""
        answered = self.world.post(self.name, reply_to) if reply_to else None
        number = answered.detail.get("to", "") if answered else ""
        number = number or (author if author.isascii() and author.isdigit() else number_of(author))
        if author != number and not self.citizen(number).get("name"):
            facts = {**self.citizen(number), "name": author}
            self.world.set_aside(self.name, f"citizen-{number}", facts)
        post = Post(self.next_id(), number, text, self.world.clock(), reply_to=reply_to, to=account.name)
        post.detail = {"visibility": "direct", "to": account.name, "answered": account.number}
        self.world.remark(self.name, post)
        value = {"contacts": [self.contact(number)], "messages": [wire.message(post)]}
        self.world.callings.fire(self.name, account.name, wire.called(account, value))
        return post


def number_of(name: str) -> str:
    """The number of an invented citizen, the same for the same name: Indian, and never given to anybody."""
    return f"9160000{chance(f'whatsapp/{name}') % 10**5:05}"


def recipient_of(body: Json, account: Account) -> str:
    """The number to which it goes, in digits; Refused where it is none or the sender's own."""
    given: Any = body.get("to")
    digits = "".join(one for one in str(given or "") if one.isdigit())
    if not digits:
        raise wire.refused(131008, "to is missing")
    if not 7 <= len(digits) <= 15:
        raise wire.refused(131009, "to is not a phone number")
    if digits == "".join(one for one in wire.display_number(account) if one.isdigit()):
        raise wire.refused(131021, "recipient and sender are the same")
    return digits
