"""Bluesky's words: errors, session tokens, record answers. Decides nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from jansetu.sandbox.exchange import Answer, Json
from jansetu.sandbox.meters import Reading
from jansetu.sandbox.numbers import cid, did
from jansetu.sandbox.world import Account, Post

HANDLES = ".bsky.test"
SEAL = b"the practice platforms keep no secret"
WORDS = {
    "401": (400, "ExpiredToken", "Token has expired"),
    "403": (403, "Forbidden", "Bad token scope"),
    "500": (500, "InternalServerError", "Internal Server Error"),
    "503": (503, "UpstreamFailure", "Upstream Failure"),
    "refuse": (400, "InvalidRequest", "Invalid app.bsky.feed.post record"),
    "duplicate": (400, "InvalidSwap", "Record was at another version"),
}


def error(status: int, name: str, message: str) -> Answer:
    """Every error has a name and a message."""
    return Answer.json(status, {"error": name, "message": message})


def invalid(message: str) -> Answer:
    """400 InvalidRequest."""
    return error(400, "InvalidRequest", message)


def too_many(headers: dict[str, str]) -> Answer:
    """429."""
    body = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
    return Answer.json(429, body, {**headers, "RateLimit-Remaining": "0"})


def limits(reading: Reading, seconds: int) -> dict[str, str]:
    """Bluesky's headers; the reset is in seconds since 1970."""
    return {
        "RateLimit-Limit": str(reading.limit),
        "RateLimit-Remaining": str(reading.remaining),
        "RateLimit-Reset": str(reading.resets_at),
        "RateLimit-Policy": f"{reading.limit};w={seconds}",
    }


def token(account: str, scope: str, expires: float) -> str:
    """A JSON web token; `scope` is com.atproto.appPass (access) or com.atproto.refresh."""
    head = coded({"typ": "at+jwt" if scope.endswith("appPass") else "refresh+jwt", "alg": "HS256"})
    body = coded({"scope": scope, "sub": did(account), "account": account, "exp": int(expires)})
    return f"{head}.{body}.{sealed(f'{head}.{body}')}"


def token_content(given: str) -> Json | None:
    """What a token of ours says; None where it is not ours."""
    signed, _, seal = given.rpartition(".")
    if not signed or not hmac.compare_digest(seal, sealed(signed)):
        return None
    body = signed.partition(".")[2]
    content: Json = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return content


def coded(content: Json) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def sealed(signed: str) -> str:
    """The last part of a token."""
    return base64.urlsafe_b64encode(hmac.digest(SEAL, signed.encode(), hashlib.sha256)).decode().rstrip("=")


def handle(account: Account) -> str:
    """The account's handle: its name where that is one, else under .bsky.test."""
    return account.name if "." in account.name else account.name + HANDLES


def record_cid(record: Json) -> str:
    """The record's content id; a change of the record changes it."""
    return cid(json.dumps(record, sort_keys=True).encode(), raw=False)


def blob_cid(digest: str) -> str:
    """The content id of bytes with this SHA-256, in hex."""
    prefix = bytes((1, 0x55, 0x12, 32))
    return "b" + base64.b32encode(prefix + bytes.fromhex(digest)).decode().lower().rstrip("=")


def uri(account: Account, collection: str, rkey: str) -> str:
    """A record's address, which is also the id of the post."""
    return f"at://{did(account.name)}/{collection}/{rkey}"


def record_shown(post: Post) -> Json:
    """A record as getRecord and listRecords show it."""
    return {"uri": post.id, "cid": post.detail["cid"], "value": post.detail["record"]}
