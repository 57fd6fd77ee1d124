"""X's own client, xdk, lives one day of an account; run by .venv-oracles, never imported beside our packages.

It takes another host, http too, as `Client(base_url=…)` (xdk 0.10, November 2026).
It has no error of its own: a refusal is the HTTPError of requests, which it lets through.
"""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

from requests import HTTPError
from xdk import Client
from xdk.media.models import (
    AppendUploadRequest,
    CreateMetadataRequest,
    InitializeUploadRequest,
    UploadRequest,
)
from xdk.posts.models import CreateRequest
from xdk.users.models import RepostPostRequest

from tests.oracles.clients.telling import Asked, Story, refusal, tell

FIELDS = {
    "post_fields": ["created_at", "entities", "attachments", "public_metrics", "conversation_id", "lang"],
    "expansions": ["author_id", "attachments.media_keys", "referenced_posts"],
    "media_fields": ["url", "alt_text", "width", "height"],
    "user_fields": ["created_at", "description", "public_metrics", "verified"],
}
PAGE = 5


def story(asked: Asked) -> Story:
    """Who am I, publish, upload, read, list, repost, delete; then what is refused."""
    client = Client(base_url=asked["server"], access_token=asked["access_token"])
    me = client.users.get_me(user_fields=FIELDS["user_fields"])
    yield "me", {"id": me.data.id, "name": me.data.username, "unknown": unknown(me)}
    text = client.posts.create(CreateRequest(text=asked["text"]))
    yield "text", {"id": text.data.id, "text": text.data.text, "unknown": unknown(text)}
    with_picture = client.posts.create(pictured(client, asked))
    yield "picture", {"id": with_picture.data.id}
    yield "read", read(client, with_picture.data.id)
    reply = {"text": "उत्तर", "reply": {"in_reply_to_tweet_id": text.data.id}}
    yield "reply", {"id": client.posts.create(CreateRequest.model_validate(reply)).data.id}
    yield "repost", repost(client, me.data.id, text.data.id)
    for number in range(PAGE):
        client.posts.create(CreateRequest(text=f"सूचना {number}"))
    yield "pages", pages(client, me.data.id)
    client.users.unrepost_post(me.data.id, text.data.id)
    yield "deleted", client.posts.delete(text.data.id).data.deleted
    yield "film", film(client, asked)
    yield "thread", thread(client)
    yield "refused", refused(asked, client, text.data.id)


def pictured(client: Client, asked: Asked) -> CreateRequest:
    """A post with two pictures: one uploaded whole, one in pieces; both described."""
    content = Path(asked["picture"]).read_bytes()
    whole = UploadRequest(media=base64.b64encode(content).decode(), media_category="tweet_image")
    ids = [client.media.upload(whole).data.id, in_pieces(client, content)]
    for media_id in ids:
        told = {"id": media_id, "metadata": {"alt_text": {"text": asked["alt"]}}}
        client.media.create_metadata(CreateMetadataRequest.model_validate(told))
    return CreateRequest.model_validate({"text": asked["text_with_picture"], "media": {"media_ids": ids}})


def in_pieces(client: Client, content: bytes) -> str:
    """The chunked upload of a picture, in two pieces."""
    begun = InitializeUploadRequest(
        media_category="tweet_image", media_type="image/jpeg", total_bytes=len(content)
    )
    media_id: str = client.media.initialize_upload(begun).data.id
    half = len(content) // 2
    for index, piece in enumerate((content[:half], content[half:])):
        coded = base64.b64encode(piece).decode()
        client.media.append_upload(media_id, AppendUploadRequest(media=coded, segment_index=index))
    client.media.finalize_upload(media_id)
    client.media.get_upload_status(media_id)
    return media_id


def film(client: Client, asked: Asked) -> dict[str, Any]:
    """A film in three segments; how X prepares it; the post by the client's own models."""
    content = Path(asked["film"]).read_bytes()
    begun = client.media.initialize_upload(
        InitializeUploadRequest(
            media_category="tweet_video", media_type="video/mp4", total_bytes=len(content)
        )
    )
    media_id, states, unknown_names = begun.data.id, [], set(unknown(begun))
    for index in range(3):
        piece = content[index * len(content) // 3 : (index + 1) * len(content) // 3]
        coded = base64.b64encode(piece).decode()
        client.media.append_upload(media_id, AppendUploadRequest(media=coded, segment_index=index))
    told = client.media.finalize_upload(media_id)
    for _ in range(100):
        states.append(told.data.processing_info.state)
        unknown_names |= set(unknown(told))
        if states[-1] in ("succeeded", "failed"):
            break
        time.sleep(0.05)
        told = client.media.get_upload_status(media_id, command="STATUS")
    request = {"text": "झलक", "media": {"media_ids": [media_id]}}
    post = client.posts.create(CreateRequest.model_validate(request))
    found = client.posts.get_by_id(
        post.data.id, expansions=["attachments.media_keys"], media_fields=["duration_ms", "width", "height"]
    )
    [media] = found.includes.media
    return {
        "states": list(dict.fromkeys(states)),
        "kind": media.type,
        "size": [media.width, media.height],
        "unknown": sorted(unknown_names | set(unknown(media))),
    }


def thread(client: Client) -> dict[str, Any]:
    """Three posts, each beneath the one before; what the client reads of their conversation."""
    ids = [client.posts.create(CreateRequest(text="भाग 0")).data.id]
    for number in (1, 2):
        request = {"text": f"भाग {number}", "reply": {"in_reply_to_tweet_id": ids[-1]}}
        ids.append(client.posts.create(CreateRequest.model_validate(request)).data.id)
    found = client.posts.get_by_ids(ids, post_fields=["conversation_id"], expansions=["referenced_posts"])
    return {
        "first": ids[0],
        "above": ids[:2],
        "conversations": sorted({post.conversation_id for post in found.data}),
        "answers": [post.referenced_posts[0].id for post in found.data if post.referenced_posts],
    }


def read(client: Client, post_id: str) -> dict[str, Any]:
    """The post with its author and its pictures, by the client's own models."""
    found = client.posts.get_by_id(post_id, **FIELDS)
    return {
        "text": found.data.text,
        "at": found.data.created_at,
        "tags": [tag.tag for tag in found.data.entities.hashtags],
        "reposts": found.data.public_metrics.repost_count,
        "alts": [media.alt_text for media in found.includes.media],
        "author": found.includes.users[0].username,
        "unknown": unknown(found),
    }


def repost(client: Client, me: str, post_id: str) -> dict[str, Any]:
    """Repost, and what the original tells of it."""
    done = client.users.repost_post(me, RepostPostRequest(tweet_id=post_id))
    counted = client.posts.get_by_id(post_id, post_fields=["public_metrics"]).data.public_metrics.repost_count
    return {"id": done.data.rest_id, "done": done.data.retweeted, "counted": counted}


def pages(client: Client, me: str) -> dict[str, Any]:
    """The account's own timeline, as far as the client pages through it."""
    found = list(client.users.get_posts(me, max_results=PAGE, **FIELDS))
    return {
        "sizes": [page.meta.result_count for page in found],
        "texts": [post.text for page in found for post in page.data],
        "referenced": [
            one.type for page in found for post in page.data for one in post.referenced_posts or []
        ],
        "included": sorted(
            {post.id for page in found if page.includes for post in page.includes.posts or []}
        ),
        "unknown": sorted({name for page in found for name in unknown(page)}),
    }


def refused(asked: Asked, client: Client, gone: str) -> dict[str, Any]:
    """A dead token, too many calls, a text twice, and a post that is not there (which X tells with 200)."""
    once = CreateRequest(text=asked["text_with_picture"])
    busy = Client(base_url=asked["server"], access_token=asked["busy"]["access_token"])
    dead = Client(base_url=asked["server"], access_token=asked["dead"])
    missing = client.posts.get_by_id(gone)
    return {
        "dead": refusal(HTTPError, dead.users.get_me, facts),
        "many": refusal(HTTPError, lambda: busy.posts.create(once), facts),
        "twice": refusal(HTTPError, lambda: client.posts.create(once), facts),
        "gone": {"kind": type(missing.errors[0]).__name__, "found": missing.data is not None},
    }


def facts(error: HTTPError) -> dict[str, Any]:
    """What the client lets its user know."""
    head = error.response.headers
    return {
        "status": error.response.status_code,
        "title": error.response.json()["title"],
        "reset": head.get("x-rate-limit-reset"),
    }


def unknown(model: Any) -> list[str]:
    """Names in the answer that the client's models do not know, at any depth."""
    found: set[str] = set(model.model_extra or ())
    for value in dict(model).values():
        for part in value if isinstance(value, list) else [value]:
            found |= set(unknown(part)) if hasattr(part, "model_extra") else set()
    return sorted(found)


if __name__ == "__main__":
    tell(story)
