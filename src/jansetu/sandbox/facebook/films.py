"""Facebook: films of a Page, sent part by part; each is known by a number of its own and by its post's id."""

from __future__ import annotations

from jansetu.sandbox.boxes import NotAFilm, measured
from jansetu.sandbox.exchange import Answer, Call, Json, Upload, number_in
from jansetu.sandbox.facebook import calls, wire
from jansetu.sandbox.facebook.audience import Audience
from jansetu.sandbox.facebook.posts import MESSAGE_LIMIT, parameters
from jansetu.sandbox.faults import Verb
from jansetu.sandbox.films import Arrival
from jansetu.sandbox.routes import Route
from jansetu.sandbox.world import Account, Media, Post

SMALLEST, LARGEST = 1024, 2 * 1024**3  # bytes; error codes 1363022 and 1363023
PART = 4 * 1024 * 1024  # bytes that Facebook asks for at one time
TITLE = 254  # characters
PROCESSING = 0.3  # seconds until a film is prepared; before, nobody sees it and it has no post
FILM_FIELDS = ("description", "updated_time", "id")
TROUBLE = "There was a problem uploading your video. Please try uploading it again."
WRONG_OFFSET, NO_FILM, NO_VIDEO, PARTIAL = 1363037, 1363020, 1363031, 1363033


class Films(Audience):
    """The part of Facebook that takes films."""

    def verb_of(self, call: Call, route: Route) -> Verb:
        """Only the last phase shows anything to anybody."""
        phase = call.field("upload_phase") or call.query.get("upload_phase", "")
        if call.path[-1] == "videos" and phase in ("start", "transfer"):
            return "upload"
        return super().verb_of(call, route)

    def videos(self, call: Call, account: Account, version: str, page: str) -> Answer:
        """POST /{page}/videos, by the resumable protocol alone."""
        headers, refused = self.usage(account)
        if refused:
            return refused
        if not self.is_own(account, page):
            return self.refusal("403", account)
        asked = parameters(call)
        phase = asked.get("upload_phase", "")
        if phase == "start":
            return self.begun(account, number_in(asked.get("file_size", ""), 0), headers)
        film = self.film(account, self.session(asked.get("upload_session_id", "")))
        if film is None or phase not in ("transfer", "finish"):
            return wire.failed(400, 100, "(#100) Invalid parameter")
        if phase == "finish":
            return self.finished(account, film, asked, headers)
        start = number_in(asked.get("start_offset", ""), 0)
        return self.taken(film, start, call.files.get("video_file_chunk"), headers)

    def begun(self, account: Account, size: int, headers: dict[str, str]) -> Answer:
        """A session; it tells at once the number that the film will have."""
        if size < SMALLEST or size > LARGEST:
            subcode = 1363022 if size < SMALLEST else 1363023
            return wire.failed(
                400, 6000, "The video you tried to upload is too small or large.", subcode=subcode
            )
        now = self.world.clock()
        video, session = str(self.ids.next(now)), str(self.ids.next(now))
        facts = {"account": account.name, "video": video, "size": size, "post": "", "digest": ""}
        self.world.set_aside("facebook", video, facts)
        self.world.set_aside("facebook", session, {"account": account.name, "session_of": video})
        told = {"upload_session_id": session, "video_id": video, **offsets(0, size)}
        return wire.said(told, headers)

    def taken(self, film: Json, start: int, part: Upload | None, headers: dict[str, str]) -> Answer:
        """One part; where it does not begin where the last one ended, Facebook says how much it has."""
        arrival = self.arrival(film)
        if part is None:
            return wire.failed(400, 6000, "No Video Selected.", subcode=NO_FILM)
        if start != arrival.has or arrival.has + part.size > film["size"]:
            told = {"error_data": offsets(arrival.has, film["size"])}
            return wire.failed(400, 6001, TROUBLE, subcode=WRONG_OFFSET, more=told)
        for block in part.blocks():
            arrival.take(arrival.has, block)
        return wire.said(offsets(arrival.has, film["size"]), headers)

    def finished(
        self, account: Account, film: Json, asked: dict[str, str], headers: dict[str, str]
    ) -> Answer:
        """The film becomes a post; in the same session again it stays the same one."""
        arrival = self.arrival(film)
        description, title = asked.get("description", ""), asked.get("title", "")
        if film["post"]:
            return wire.said({"success": True}, headers)
        if arrival.has < film["size"]:
            return wire.failed(400, 6000, TROUBLE, subcode=PARTIAL)
        if len(description) > MESSAGE_LIMIT or len(title) > TITLE:
            return wire.failed(400, 100, "(#100) Invalid parameter")
        try:
            seen = measured(arrival.path)
        except NotAFilm:
            return wire.failed(400, 6000, "No Video Detected.", subcode=NO_VIDEO)
        size = (film["size"], seen.width, seen.height)
        media = Media(film["video"], "facebook", account.name, "video/mp4", *size, file=arrival.path)
        self.world.keep(media)
        now = self.world.clock()
        made = Post(f"{account.number}_{self.ids.next(now)}", account.name, description, now)
        made.media, made.detail = [media.id], {"title": title, "film": film["video"]}
        post = self.world.publish(account, made)
        self.tell(account, calls.posted(account, post, self.pictures(post)), account, after=PROCESSING)
        digest = arrival.finish()
        self.world.set_aside("facebook", film["video"], {**film, "post": post.id, "digest": digest})
        return wire.said({"success": True}, headers)

    def session(self, session: str) -> str:
        """The number of the film that a session is of."""
        return str(self.world.aside.get(("facebook", session), {}).get("session_of", ""))

    def film(self, account: Account, video: str) -> Json | None:
        """A film of this Page, whatever has become of it."""
        found = self.world.aside.get(("facebook", video))
        return found if found and "video" in found and found["account"] == account.name else None

    def arrival(self, film: Json) -> Arrival:
        """The bytes of a film that are there."""
        return self.world.films.arrival("facebook", film["account"], film["video"], film["size"])

    def own_post(self, account: Account, node: str) -> Post | None:
        """A post that stands, also by the number of its film."""
        film = self.film(account, node)
        return super().own_post(account, film["post"] if film else node)

    def selected(self, call: Call, account: Account) -> list[Post]:
        """A film that is still prepared stands on no timeline."""
        return [post for post in super().selected(call, account) if self.is_ready(post)]

    def is_ready(self, post: Post) -> bool:
        """Whether its film is prepared, where it has one."""
        return "film" not in post.detail or self.world.clock() - post.at >= PROCESSING

    def node(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET /{film}; anything else as elsewhere."""
        film, post = self.film(account, node), self.own_post(account, node)
        if film is None:
            return super().node(call, account, version, node)
        headers, refused = self.usage(account)
        if film["post"] and post is None:
            return refused or wire.unsupported("get", node)
        every = self.film_shown(film, post, call.origin)
        wanted = ["id", *wire.fields_of(call.query.get("fields", ""), FILM_FIELDS)]
        chosen = {name: value for name, value in every.items() if name in wanted and value is not None}
        return refused or wire.said(chosen, headers)

    def film_shown(self, film: Json, post: Post | None, origin: str) -> Json:
        """A film with everything that may be asked for; its post is told once it is prepared."""
        ready = post is not None and self.is_ready(post)
        status = "ready" if ready else "processing" if post else "uploading"
        uploading = {
            "status": "complete" if post else "in_progress",
            "bytes_transferred": self.arrival(film).has,
        }
        shown: Json = {
            "id": film["video"],
            "published": ready,
            "status": {"video_status": status, "uploading_phase": uploading},
        }
        if post is None:
            return shown
        return shown | {
            "post_id": post.id if ready else None,
            "description": post.text or None,
            "title": post.detail["title"] or None,
            "created_time": wire.created_time(post.at),
            "updated_time": wire.created_time(post.edited_at or post.at),
            "permalink_url": f"{origin}/_sandbox/see/facebook/{post.account}#post-{post.id}",
        }

    def change(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """POST /{film} with another description; anything else as elsewhere."""
        described = parameters(call).get("description", "")
        if self.film(account, node) and described:
            call.form = {**call.form, "message": [described]}
        return super().change(call, account, version, node)


def offsets(start: int, size: int) -> Json:
    """From where to where Facebook wants to be sent; the numbers are texts."""
    return {"start_offset": str(start), "end_offset": str(min(start + PART, size))}
