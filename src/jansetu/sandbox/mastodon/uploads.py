"""Mastodon: pictures and films, uploaded in one call; a film is prepared for a while and kept in a file."""

from __future__ import annotations

from jansetu.sandbox.boxes import NotAFilm, measured
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, Upload
from jansetu.sandbox.mastodon import wire
from jansetu.sandbox.mastodon.audience import Audience
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.world import Account, Media

PICTURE_LIMIT, FILM_LIMIT = 16 * 1024 * 1024, 103_809_024  # bytes; as /api/v2/instance tells
PROCESSING = 0.5  # seconds until a film is ready
WRONG_KIND = "Validation failed: File content type is invalid"


class Uploads(Audience):
    """The part of Mastodon that takes media."""

    ready_at: dict[str, float]  # of films; one that is not there has been ready for long

    def upload(self, call: Call, account: Account) -> Answer:
        """POST /api/v2/media: a picture is ready at once, a film later (202)."""
        file = call.files.get("file")
        if file is None:
            return wire.error(422, "Validation failed: File can't be blank")
        media_id = str(self.ids.next(self.world.clock()))
        if file.mime.startswith("video/"):
            return self.take_film(call, account, media_id, file)
        if file.size > PICTURE_LIMIT:
            return wire.error(422, "Validation failed: File size must be less than 16 MB")
        try:
            content = b"".join(file.blocks())
            media = keep_picture(self.world, account, media_id, content, call.field("description"))
        except NotAPicture:
            return wire.error(422, WRONG_KIND)
        return self.told(account, wire.attachment(media, call.origin))

    def take_film(self, call: Call, account: Account, media_id: str, file: Upload) -> Answer:
        """Keep it in a file, if it is one."""
        if file.size > FILM_LIMIT:
            return wire.error(422, "Validation failed: File size must be less than 99 MB")
        arrival = self.world.films.arrival("mastodon", account.name, media_id, file.size)
        for block in file.blocks():
            arrival.take(arrival.has, block)
        arrival.finish()
        try:
            _, width, height = measured(arrival.path)
        except NotAFilm:
            return wire.error(422, WRONG_KIND)
        media = Media(media_id, "mastodon", account.name, "video/mp4", file.size, width, height)
        media.alt, media.file = call.field("description"), arrival.path
        self.ready_at[media_id] = self.world.clock() + PROCESSING
        self.world.keep(media)
        answer = self.told(account, wire.attachment(media, call.origin) | {"url": None})
        return Answer(202, answer.body, headers=answer.headers) if answer.status == 200 else answer

    def media(self, call: Call, account: Account, media_id: str) -> Answer:
        """GET /api/v1/media/{id}: 206 as long as it is prepared."""
        media = self.own_media(account, media_id)
        shown = wire.attachment(media, call.origin) if media else None
        if shown is None or self.is_ready(media_id):
            return self.told(account, shown)
        answer = self.told(account, shown | {"url": None})
        return Answer(206, answer.body, headers=answer.headers) if answer.status == 200 else answer

    def describe(self, call: Call, account: Account, media_id: str) -> Answer:
        """PUT /api/v1/media/{id}: the alternative text."""
        media = self.own_media(account, media_id)
        if media:
            self.world.describe(media, str(parameters(call).get("description") or ""))
        return self.told(account, wire.attachment(media, call.origin) if media else None)

    def unfit_media(self, account: Account, media_ids: list[str]) -> Answer | None:
        """Why Mastodon would not attach them: four pictures, or one film that is ready."""
        found = [self.own_media(account, media_id) for media_id in media_ids]
        films = [media for media in found if media and media.mime.startswith("video/")]
        if len(found) > 4 or None in found:
            return wire.error(422, "Validation failed: Media attachments are invalid")
        if films and len(found) > 1:
            return wire.error(422, "Cannot attach a video to a post that already contains images")
        if not all(self.is_ready(media_id) for media_id in media_ids):
            said = "Cannot attach files that have not finished processing. Try again in a moment!"
            return wire.error(422, said)
        return None

    def is_ready(self, media_id: str) -> bool:
        """Whether it can be shown."""
        return self.world.clock() >= self.ready_at.get(media_id, 0)

    def own_media(self, account: Account, media_id: str) -> Media | None:
        """An uploaded file of this account."""
        media = self.world.media.get(("mastodon", media_id))
        return media if media and media.account == account.name else None


def parameters(call: Call) -> Json:
    """Mastodon takes a form, with names[] for lists, or a JSON body."""
    if not call.form:
        body = call.json() if call.body else {}
        if not isinstance(body.get("media_ids") or [], list):
            raise Malformed
        return body
    return {name: values[0] for name, values in call.form.items() if not name.endswith("[]")} | {
        name[:-2]: values for name, values in call.form.items() if name.endswith("[]")
    }
