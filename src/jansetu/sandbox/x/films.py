"""X: films, sent in segments and prepared for a while. Refuses what is too large, too long or no film."""

from __future__ import annotations

from dataclasses import dataclass, field

from jansetu.sandbox.boxes import NotAFilm, measured
from jansetu.sandbox.exchange import Answer, Call, Json
from jansetu.sandbox.films import Arrival
from jansetu.sandbox.world import Account, Media
from jansetu.sandbox.x import wire
from jansetu.sandbox.x.media import EXPIRES, Uploads, asked, content

LARGEST, LONGEST, SHORTEST = 512 * 1024 * 1024, 140, 0.5  # bytes, seconds; docs.x.com, August 2026
SEGMENT_LIMIT, SEGMENTS = 5 * 1024 * 1024, 1000  # docs.x.com, August 2026; OpenAPI 2.167
PENDING, PROCESSING = 0.4, 0.8  # seconds after the last segment: until it begins, until it is ready
TYPES = ("video/mp4", "video/quicktime")


@dataclass(slots=True)
class Incoming:
    """A film on its way: its segments are put behind one another as soon as the one before is there."""

    arrival: Arrival
    starts: list[int] = field(default_factory=list)  # where each segment that is in its place begins
    early: dict[int, bytes] = field(default_factory=dict)

    def take(self, index: int, piece: bytes) -> None:
        """Repeating a segment changes nothing."""
        if index < len(self.starts):
            self.arrival.arrived += len(piece)
            self.arrival.pieces += 1
            return
        self.early[index] = piece
        while len(self.starts) in self.early:
            start = self.arrival.has
            self.arrival.take(start, self.early.pop(len(self.starts)))
            self.starts.append(start)


class Films(Uploads):
    """The part of X that takes films."""

    incoming: dict[str, Incoming]
    finished: dict[str, tuple[float, bool]]  # when the last segment was there, and whether X can show it

    def begin(self, call: Call, account: Account) -> Answer:
        """POST /2/media/upload/initialize, for films; pictures as elsewhere."""
        body = call.json()
        size = body.get("total_bytes")
        if body.get("media_category") not in ("tweet_video", "amplify_video") or not isinstance(size, int):
            return super().begin(call, account)
        headers, exceeded = self.spent("media", account)
        if exceeded:
            return wire.too_many(headers)
        if body.get("media_type") not in TYPES:
            return wire.invalid("media_type is not supported for this media_category.")
        if not 0 < size <= LARGEST:
            return wire.invalid(f"File size exceeds {LARGEST} bytes.")
        media_id = str(self.ids.next(self.world.clock()))
        self.incoming[media_id] = Incoming(self.world.films.arrival("x", account.name, media_id, size))
        told = {"id": media_id, "media_key": f"7_{media_id}", "expires_after_secs": EXPIRES}
        return Answer.json(200, {"data": told}, headers)

    def append(self, call: Call, account: Account, media_id: str) -> Answer:
        """POST /2/media/upload/{id}/append, for films; pictures as elsewhere."""
        film, index = self.incoming.get(media_id), asked(call, "segment_index")
        if film is None or film.arrival.account != account.name:
            return super().append(call, account, media_id)
        piece = content(call)
        if not index.isdigit() or int(index) >= SEGMENTS:
            return wire.invalid("segment_index is not a number from 0 to 999.")
        if len(piece) > SEGMENT_LIMIT:
            return wire.invalid(f"Segments may not exceed {SEGMENT_LIMIT} bytes.")
        film.take(int(index), piece)
        return Answer.json(200, {"data": {"expires_at": int(self.world.clock()) + EXPIRES}})

    def finish(self, call: Call, account: Account, media_id: str) -> Answer:
        """POST /2/media/upload/{id}/finalize: the film is prepared from here on; repeating it is harmless."""
        film = self.incoming.get(media_id)
        if film is None or film.arrival.account != account.name:
            return super().finish(call, account, media_id)
        arrival = film.arrival
        if film.early or arrival.has != arrival.size:
            return wire.invalid(f"Segments do not add up to provided total file size {arrival.size}.")
        if media_id not in self.finished:
            self.finished[media_id] = self.world.clock(), self.fit(account, arrival)
        return self.told(media_id, arrival.size)

    def fit(self, account: Account, arrival: Arrival) -> bool:
        """Keep the film, if X can show it."""
        arrival.finish()
        try:
            seconds, width, height = measured(arrival.path)
        except NotAFilm:
            return False
        if not SHORTEST <= seconds <= LONGEST:
            return False
        media = Media(arrival.id, "x", account.name, "video/mp4", arrival.size, width, height)
        media.file = arrival.path
        self.world.keep(media)
        return True

    def status(self, call: Call, account: Account) -> Answer:
        """GET /2/media/upload?media_id=…: how far a film is; a picture is ready at once."""
        media_id = call.query.get("media_id", "")
        film = self.incoming.get(media_id)
        if media_id in self.finished and film and film.arrival.account == account.name:
            return self.told(media_id, film.arrival.size)
        return super().status(call, account)

    def told(self, media_id: str, size: int) -> Answer:
        """What X tells of a film that has arrived."""
        body: Json = {"id": media_id, "media_key": f"7_{media_id}", "size": size}
        body |= {"expires_after_secs": EXPIRES, "video": {"video_type": "video/mp4"}}
        return Answer.json(200, {"data": body | {"processing_info": self.processing(media_id)}})

    def processing(self, media_id: str) -> Json:
        """The state of its preparation."""
        since, fits = self.finished[media_id]
        passed = self.world.clock() - since
        if passed < PENDING:
            return {"state": "pending", "check_after_secs": 1}
        if passed < PROCESSING:
            share = int(100 * (passed - PENDING) / (PROCESSING - PENDING))
            return {"state": "in_progress", "check_after_secs": 1, "progress_percent": share}
        return {"state": "succeeded", "progress_percent": 100} if fits else {"state": "failed"}

    def usable(self, account: Account, media_ids: list[str]) -> bool:
        """One film that is ready, alone, or pictures."""
        films = [one for one in media_ids if one in self.finished]
        ready = all(self.processing(one)["state"] == "succeeded" for one in films)
        return ready and not (films and len(media_ids) > 1) and super().usable(account, media_ids)
