"""YouTube: films in resumable sessions. Refuses a piece out of order, a title too long."""

from __future__ import annotations

import regex

from jansetu.sandbox import figures
from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, number_in, part_in, text_in, texts_in
from jansetu.sandbox.films import Arrival
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Media, Post
from jansetu.sandbox.youtube import wire

GRAIN = 256 * 1024  # every piece but the last is a multiple of it; Resumable Uploads guide, 2026
LARGEST = 256 * 1024**3  # bytes; videos.insert, 2026
TITLE, DESCRIPTION, TAGS = 100, 5000, 500  # characters, bytes, characters; videos resource, 2026
DAY = 24 * 3600
UPLOADS, UNITS = 100, 10_000  # a day, for everybody who uses the same app; quota calculator, 2026
PRIVACY = ("public", "unlisted", "private")
RANGE = regex.compile(r"bytes (?:(?P<all>\*)|(?P<first>\d+)-(?P<last>\d+))/(?P<size>\d+)")


class Uploads(Platform):
    """The part of YouTube that takes films."""

    name = "youtube"
    ids: Sequence

    def spent(self, units: int, quota: str = "units", limit: int = UNITS) -> Answer | None:
        """Count a call against the app's day; the refusal, where it is used up."""
        key = (self.name, "app", quota)
        reading = self.world.meters.read(key, limit=limit, seconds=DAY, now=self.world.clock(), weight=units)
        return wire.failed("quotaExceeded") if reading.exceeded else None

    def next_number(self) -> int:
        """A number that no earlier thing has."""
        return self.ids.next(self.world.clock())

    def open_session(self, call: Call, account: Account) -> Answer:
        """POST /upload/youtube/v3/videos?uploadType=resumable: where the film is to be put."""
        if call.query.get("uploadType") != "resumable":
            return wire.failed("mediaBodyRequired")
        parts = wire.asked_parts(call, ("snippet", "status"))
        size = number_in(call.headers.get("X-Upload-Content-Length", ""), 0)
        mime = call.headers.get("X-Upload-Content-Type", "")
        if not 0 < size <= LARGEST or not mime.startswith(("video/", "application/octet-stream")):
            return wire.failed("mediaBodyRequired")
        detail = detail_of(call.json())
        refused = unfit(detail) or self.spent(1, "uploads", UPLOADS)
        if refused:
            return refused
        number = self.next_number()
        facts = {"account": account.name, "size": size, "mime": mime, "parts": parts, "detail": detail}
        self.world.set_aside(self.name, str(number), {**facts, "number": number, "post": ""})
        place = f"{call.origin}/youtube/upload/youtube/v3/videos?uploadType=resumable&upload_id={number}"
        return Answer(200, b"", headers={"Location": place, "X-GUploader-UploadID": str(number)})

    def session(self, call: Call) -> Json | None:
        """What is known of the session that a call names."""
        return self.world.aside.get((self.name, call.query.get("upload_id", "")))

    def arrival(self, session: Json) -> Arrival:
        """The session's film."""
        film = wire.short_id(session["number"])
        return self.world.films.arrival(self.name, session["account"], film, session["size"])

    def put(self, call: Call, account: Account) -> Answer:
        """PUT of a piece, or of nothing, which asks how much is there; the last one publishes."""
        session = self.session(call)
        if session is None:
            return Answer(404, b"Not Found", "text/plain")
        post = self.world.post(self.name, session["post"])
        if post:
            return self.told(post, account, session)
        arrival, place = self.arrival(session), place_of(call)
        if place is None:
            return incomplete(arrival)
        first, last = place
        if not fits(call, session, arrival, first, last):
            return wire.failed("badContent", "Invalid request. The piece does not fit.")
        arrival.take(first, call.body)
        if arrival.has < arrival.size:
            return incomplete(arrival)
        return self.told(self.published(account, session, arrival), account, session)

    def ends(self, call: Call) -> bool:
        """Whether this call, where all goes well, makes the film whole."""
        session, place = self.session(call), place_of(call)
        return session is not None and place is not None and place[1] + 1 == session["size"]

    def published(self, account: Account, session: Json, arrival: Arrival) -> Post:
        """The video, as citizens see it from now on."""
        detail, upload = session["detail"], str(session["number"])
        media = Media(arrival.id, self.name, account.name, session["mime"], arrival.size, 0, 0)
        media.file = arrival.path
        self.world.keep(media)
        post = Post(arrival.id, account.name, detail["description"], self.world.clock(), key=upload)
        post.media, post.detail = (
            [media.id],
            {**detail, "number": session["number"], "digest": arrival.finish()},
        )
        self.world.publish(account, post)
        self.world.set_aside(self.name, upload, {**session, "post": post.id})
        return post

    def told(self, post: Post, account: Account, session: Json) -> Answer:
        """The video with the parts that the session was opened with."""
        return Answer.json(200, wire.chosen(self.video(post, account), session["parts"]))

    def video(self, post: Post, account: Account) -> Json:
        """A video with all that may be asked of it."""
        told = figures.of_post(self.world, self.name, post)
        media = self.world.media.get((self.name, post.id))
        return wire.video(post, account, media, told, len(self.beneath(post)))

    def beneath(self, post: Post) -> list[Post]:
        """All that stands beneath a video or a comment and is not hidden, answers to answers too."""
        said = self.world.answers_to(self.name, post.id)
        return [one for top in said for one in (top, *self.beneath(top))]


def incomplete(arrival: Arrival) -> Answer:
    """308: how much is there."""
    has = arrival.has
    return Answer(308, b"", headers={"Range": f"bytes=0-{has - 1}"} if has else {})


def place_of(call: Call) -> tuple[int, int] | None:
    """First and last byte of a piece; None where the client asks. Malformed where it is neither."""
    told = call.headers.get("Content-Range", "")
    found = RANGE.fullmatch(told)
    if not told and call.body:
        return 0, len(call.body) - 1
    if found is None:
        raise Malformed
    return None if found["all"] else (int(found["first"]), int(found["last"]))


def fits(call: Call, session: Json, arrival: Arrival, first: int, last: int) -> bool:
    """Whether a piece can be put where it says that it belongs."""
    told, size = call.headers.get("Content-Range", "").rpartition("/")[2], session["size"]
    if told and told != str(size):
        return False
    whole = len(call.body) == last - first + 1 and last < size
    return whole and first <= arrival.has and (last + 1 == size or (last + 1 - first) % GRAIN == 0)


def detail_of(asked: Json) -> Json:
    """What a video resource says of the video; Malformed where it is none."""
    snippet, status = part_in(asked, "snippet"), part_in(asked, "status")
    return {
        "title": text_in(snippet, "title"),
        "description": text_in(snippet, "description"),
        "tags": texts_in(snippet, "tags"),
        "category": text_in(snippet, "categoryId") or "22",
        "language": text_in(snippet, "defaultLanguage"),
        "privacy": text_in(status, "privacyStatus") or "public",
        "for_kids": status.get("selfDeclaredMadeForKids") is True,
    }


def unfit(detail: Json) -> Answer | None:
    """The refusal of what is too long, empty, or has signs that YouTube does not take."""
    title, description = detail["title"], detail["description"]
    if not title.strip() or len(title) > TITLE or {"<", ">"} & set(title):
        return wire.failed("invalidTitle")
    if len(description.encode()) > DESCRIPTION or {"<", ">"} & set(description):
        return wire.failed("invalidDescription")
    if len(",".join(detail["tags"])) > TAGS:
        return wire.failed("invalidTags")
    return wire.failed("invalidVideoMetadata") if detail["privacy"] not in PRIVACY else None
