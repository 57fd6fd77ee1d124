"""X: uploading pictures, whole or in pieces, and their alternative text."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, part_in, text_in
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.world import Account, Media
from jansetu.sandbox.x import wire
from jansetu.sandbox.x.timelines import Timelines

PICTURE_LIMIT = 5 * 1024 * 1024  # bytes; docs.x.com, August 2026
EXPIRES = 24 * 3600  # seconds until an upload that no post uses is forgotten
ALT_LIMIT = 1000  # characters; OpenAPI 2.167


@dataclass(slots=True)
class Unfinished:
    """An upload in pieces; it does not outlive the process, as it does not outlive X's session."""

    account: str
    total: int
    pieces: dict[int, bytes] = field(default_factory=dict)


class Uploads(Timelines):
    """The part of X that takes pictures."""

    unfinished: dict[str, Unfinished]

    def upload(self, call: Call, account: Account) -> Answer:
        """POST /2/media/upload: a whole picture, as a form or as JSON with base64."""
        headers, exceeded = self.spent("media", account)
        if exceeded:
            return wire.too_many(headers)
        if asked(call, "media_category") != "tweet_image":
            return wire.invalid("media_category is missing or not supported here.")
        return self.kept(account, str(self.ids.next(self.world.clock())), content(call), headers)

    def kept(self, account: Account, media_id: str, picture: bytes, headers: dict[str, str]) -> Answer:
        """Keep it, or say why not."""
        if len(picture) > PICTURE_LIMIT:
            return wire.invalid("File size exceeds 5242880 bytes.")
        try:
            media = keep_picture(self.world, account, media_id, picture)
        except NotAPicture:
            return wire.invalid("media type unrecognized.")
        return Answer.json(200, {"data": uploaded(media)}, headers)

    def begin(self, call: Call, account: Account) -> Answer:
        """POST /2/media/upload/initialize."""
        body = call.json()
        if body.get("media_category") != "tweet_image" or not isinstance(body.get("total_bytes"), int):
            return wire.invalid("media_category and total_bytes are required.")
        media_id = str(self.ids.next(self.world.clock()))
        self.unfinished[media_id] = Unfinished(account.name, body["total_bytes"])
        told = {"id": media_id, "media_key": f"3_{media_id}", "expires_after_secs": EXPIRES}
        return Answer.json(200, {"data": told}, self.spent("media", account)[0])

    def append(self, call: Call, account: Account, media_id: str) -> Answer:
        """POST /2/media/upload/{id}/append: repeating a piece replaces it."""
        session, index = self.unfinished.get(media_id), asked(call, "segment_index")
        if session is None or session.account != account.name:
            return wire.invalid(f"Invalid media id {media_id}.")
        if not index.isdigit() or int(index) > 999:
            return wire.invalid("segment_index is not a number from 0 to 999.")
        session.pieces[int(index)] = content(call)
        return Answer.json(200, {"data": {"expires_at": int(self.world.clock()) + EXPIRES}})

    def finish(self, call: Call, account: Account, media_id: str) -> Answer:
        """POST /2/media/upload/{id}/finalize: repeating it is harmless."""
        done = self.own_media(account, media_id)
        if done:
            return Answer.json(200, {"data": uploaded(done)})
        session = self.unfinished.get(media_id)
        if session is None or session.account != account.name:
            return wire.invalid(f"Invalid media id {media_id}.")
        picture = b"".join(session.pieces[index] for index in sorted(session.pieces))
        if len(picture) != session.total:
            return wire.invalid(f"Segments do not add up to provided total file size {session.total}.")
        del self.unfinished[media_id]
        return self.kept(account, media_id, picture, {})

    def status(self, call: Call, account: Account) -> Answer:
        """GET /2/media/upload?media_id=…: a picture is ready at once."""
        done = self.own_media(account, call.query.get("media_id", ""))
        if done is None:
            return wire.invalid("Invalid media id.")
        return Answer.json(200, {"data": uploaded(done)})

    def describe(self, call: Call, account: Account) -> Answer:
        """POST /2/media/metadata: the alternative text."""
        body = call.json()
        media = self.own_media(account, text_in(body, "id"))
        alt = text_in(part_in(part_in(body, "metadata"), "alt_text"), "text")
        if media is None or not alt or len(alt) > ALT_LIMIT:
            return wire.invalid("The media id or its alt_text is not valid.")
        self.world.describe(media, alt)
        told = {"id": media.id, "associated_metadata": {"alt_text": {"text": alt}}}
        return Answer.json(200, {"data": told}, self.spent("media", account)[0])

    def own_media(self, account: Account, media_id: str) -> Media | None:
        """A picture of this account."""
        media = self.world.media.get(("x", media_id))
        return media if media and media.account == account.name else None


def asked(call: Call, name: str) -> str:
    """A field of the form or of the JSON body."""
    return call.field(name) if call.form else str(call.json().get(name, "")) if call.body else ""


def content(call: Call) -> bytes:
    """The bytes of `media`: a file of the form, or base64."""
    if "media" in call.files:
        return call.files["media"].content
    try:
        return base64.b64decode(asked(call, "media"), validate=True)
    except binascii.Error as error:
        raise Malformed from error


def uploaded(media: Media) -> Json:
    """What X tells of a finished upload."""
    return {
        "id": media.id,
        "media_key": wire.media_key(media),
        "size": media.size,
        "expires_after_secs": EXPIRES,
        "image": {"image_type": media.mime, "w": media.width, "h": media.height},
    }
