"""Bluesky's video service: films in parts, prepared for a while, put as blobs into the account's repository.

Refuses tokens of other methods and audiences, what is too large, too long or no film.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field

from jansetu.sandbox.bluesky import wire
from jansetu.sandbox.bluesky.audience import Audience
from jansetu.sandbox.boxes import NotAFilm, measured
from jansetu.sandbox.exchange import Answer, Call, Json, number_in, text_in
from jansetu.sandbox.films import Arrival
from jansetu.sandbox.numbers import did
from jansetu.sandbox.platform import timestamp
from jansetu.sandbox.world import Account, Media

SERVICE, UPLOAD_BLOB = "service", "com.atproto.repo.uploadBlob"
LARGEST, LONGEST = 300_000_000, 180  # bytes of the lexicon, seconds of docs.bsky.app; August 2026
PART, PROCESSING, LIFE = 5 * 1024 * 1024, 0.5, 3600  # bytes of a part, seconds to prepare, seconds to arrive
SERVICE_LIFE = 3600  # seconds; the PDS gives no longer token to an app password


@dataclass(slots=True)
class Job:
    """One film, from its beginning to its blob."""

    id: str
    account: str
    arrival: Arrival
    expires: float
    parts: int
    received: set[int] = field(default_factory=set)
    finished: float = 0.0  # when the last part was there and it was said so
    media: str = ""  # the blob; empty where it is no film that can be shown


class Films(Audience):
    """The part of Bluesky that takes films."""

    jobs: dict[str, Job]

    def get_service_auth(self, call: Call, account: Account) -> Answer:
        """com.atproto.server.getServiceAuth: a token for one method at one service."""
        audience, method = call.query.get("aud", ""), call.query.get("lxm", "")
        until = number_in(call.query.get("exp", ""), int(self.world.clock()) + 60)
        if not audience.startswith("did:"):
            return wire.invalid("Invalid aud")
        if until > self.world.clock() + SERVICE_LIFE:
            return wire.error(400, "BadExpiration", "cannot request a token with an expiration past an hour")
        token = wire.token(account.name, f"{SERVICE} {audience} {method}", until)
        return Answer.json(200, {"token": token})

    def served(self, call: Call) -> Account | None:
        """Whose token for the service it is: made for this server, to upload a blob, and not run out."""
        here = f"did:web:{call.origin.partition('://')[2].replace(':', '%3A')}"
        return self.account_in(call, f"{SERVICE} {here} {UPLOAD_BLOB}")

    def account_in(self, call: Call, scope: str) -> Account | None:
        """The account of a token of that scope which has not expired."""
        raise NotImplementedError

    def start_upload(self, call: Call) -> Answer:
        """app.bsky.video.startUpload: it says how large the parts are to be."""
        account, body = self.served(call), call.json()
        size, seconds = body.get("sizeBytes"), body.get("durationMs", 0)
        if account is None:
            return wire.error(401, "AuthRequired", "invalid token")
        if text_in(body, "mimeType") != "video/mp4" or not isinstance(size, int) or size < 1:
            return wire.error(400, "UnsupportedContentType", "unsupported content type")
        if size > LARGEST:
            return wire.error(400, "VideoTooLarge", "the file is too large")
        if seconds > LONGEST * 1000:
            return wire.error(400, "VideoTooLong", "the video is too long")
        now = self.world.clock()
        name = hashlib.sha256(f"{account.name}/{now}/{len(self.jobs)}".encode()).hexdigest()[:20]
        arrival = self.world.films.arrival("bluesky", account.name, name, size)
        job = Job(name, account.name, arrival, now + LIFE, math.ceil(size / PART))
        self.jobs[name] = job
        told = {"partSizeBytes": PART, "partCount": job.parts, "expiresAt": timestamp(job.expires)}
        return Answer.json(200, {"jobId": name, **told})

    def upload_part(self, call: Call) -> Answer:
        """app.bsky.video.uploadPart: in order; one that is there already changes nothing."""
        job = self.job(call, call.query.get("jobId", ""))
        if isinstance(job, Answer):
            return job
        number, length = number_in(call.query.get("partNumber", ""), 0), len(call.body)
        if not 1 <= number <= job.parts:
            return wire.error(400, "InvalidPartNumber", "the part number is out of range")
        if length != min(PART, job.arrival.size - (number - 1) * PART):
            return wire.error(400, "PartSizeMismatch", "the part has another size")
        if number > len(job.received) + 1:
            return wire.error(400, "UploadNotReady", "the practice service takes parts in their order")
        job.arrival.take((number - 1) * PART, call.body)
        job.received.add(number)
        return Answer.json(200, {"partNumber": number, "sizeBytes": length})

    def get_upload_status(self, call: Call) -> Answer:
        """app.bsky.video.getUploadStatus: which parts are there."""
        job = self.job(call, call.query.get("jobId", ""))
        if isinstance(job, Answer):
            return job
        done = {"completedJobId": job.id, "jobStatus": self.status(job)} if job.finished else {}
        told: Json = {"jobId": job.id, "partSizeBytes": PART, "partCount": job.parts, **done}
        told |= {"receivedParts": sorted(job.received), "expiresAt": timestamp(job.expires)}
        return Answer.json(200, {**told, "state": "completed" if job.finished else "created"})

    def finish_upload(self, call: Call) -> Answer:
        """app.bsky.video.finishUpload: repeating it is harmless."""
        job = self.job(call, text_in(call.json(), "jobId"))
        if isinstance(job, Answer):
            return job
        if len(job.received) < job.parts:
            return wire.error(400, "MissingParts", f"missing parts: {len(job.received) + 1}")
        if not job.finished:
            job.finished, job.media = self.world.clock(), self.taken(job.account, job.arrival)
        return Answer.json(200, {"completedJobId": job.id, "jobStatus": self.status(job)})

    def get_job_status(self, call: Call) -> Answer:
        """app.bsky.video.getJobStatus: asked by anybody."""
        job = self.jobs.get(call.query.get("jobId", ""))
        if job is None or not job.finished:
            return wire.invalid("unknown job")
        return Answer.json(200, {"jobStatus": self.status(job)})

    def job(self, call: Call, name: str) -> Job | Answer:
        """A job of this account whose time has not run out."""
        account, job = self.served(call), self.jobs.get(name)
        if account is None:
            return wire.error(401, "AuthRequired", "invalid token")
        if job is None or job.account != account.name:
            return wire.error(400, "UploadNotFound", "unknown upload")
        if not job.finished and self.world.clock() >= job.expires:
            return wire.error(400, "UploadExpired", "the upload has expired")
        return job

    def taken(self, account: str, arrival: Arrival) -> str:
        """The blob's id, if it is a film that can be shown; the same film is the same blob."""
        digest = arrival.finish()
        try:
            seconds, width, height = measured(arrival.path)
        except NotAFilm:
            return ""
        if seconds > LONGEST:
            return ""
        blob = wire.blob_cid(digest)
        media = Media(blob, "bluesky", account, "video/mp4", arrival.size, width, height)
        media.file = arrival.path = arrival.path.rename(arrival.path.with_name(f"bluesky-{blob}"))
        self.world.keep(media)
        return media.id

    def status(self, job: Job) -> Json:
        """How far it is prepared."""
        told: Json = {"jobId": job.id, "did": did(job.account)}
        if self.world.clock() - job.finished < PROCESSING:
            return told | {"state": "JOB_STATE_ENCODING", "progress": 50}
        if not job.media:
            failed = {"error": "video processing error", "failureCode": "validation_failure"}
            return told | {"state": "JOB_STATE_FAILED", **failed, "message": "Failed to process video"}
        kind = {"$type": "blob", "mimeType": "video/mp4", "size": job.arrival.size}
        return told | {"state": "JOB_STATE_COMPLETED", "blob": {**kind, "ref": {"$link": job.media}}}
