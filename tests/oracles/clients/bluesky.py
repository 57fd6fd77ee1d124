"""atproto, a client of Bluesky's protocol, lives one day of an account; run by .venv-oracles, never imported.

It takes another server, http too, as `Client(base_url=…)` (atproto 0.0.73, November 2026).
Its models are strict: an answer that lacks what the lexicon requires raises.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from atproto import AtUri, Client, models
from atproto.exceptions import RateLimitExceededError, RequestErrorBase

from tests.oracles.clients.telling import Asked, Story, refusal, tell


def story(asked: Asked) -> Story:
    """Sign in, publish, picture, read, list, repost, delete; then what is refused."""
    client = Client(base_url=asked["server"])
    me = client.login(asked["handle"], asked["app_password"])
    yield "me", {"did": me.did, "handle": me.handle, "session": client.com.atproto.server.get_session().did}
    text = f"{asked['text']} @{asked['handle']} @nobody.bsky.test"
    post = client.send_post(text, langs=["hi"], facets=client.detect_facets(text))
    yield "text", {"uri": post.uri, "cid": post.cid, **facets(client, post.uri)}
    picture = Path(asked["picture"]).read_bytes()
    pictured = client.send_image(asked["text_with_picture"], picture, asked["alt"], langs=["hi"])
    yield "read", read(client, pictured.uri)
    yield "reply", reply(client, post)
    repost = client.repost(post.uri, post.cid)
    yield "listed", listed(client, me.did)
    yield "feed", feed(client, me.did)
    yield "unreposted", client.unrepost(repost.uri)
    yield "deleted", client.delete_post(post.uri)
    yield "film", film(client, asked)
    yield "thread", thread(client)
    yield "refused", refused(asked, client, post.uri)


def facets(client: Client, uri: str) -> dict[str, Any]:
    """The facets as they are read back, each with the bytes that it covers."""
    place = AtUri.from_str(uri)
    record = client.app.bsky.feed.post.get(place.hostname, place.rkey).value
    raw = record.text.encode()
    found = [
        [feature.py_type.rpartition("#")[2], raw[facet.index.byte_start : facet.index.byte_end].decode()]
        for facet in record.facets
        for feature in facet.features
    ]
    return {"text": record.text, "langs": record.langs, "facets": found}


def read(client: Client, uri: str) -> dict[str, Any]:
    """The post with its picture, by the record."""
    place = AtUri.from_str(uri)
    params = {"repo": place.hostname, "collection": place.collection, "rkey": place.rkey}
    found = client.com.atproto.repo.get_record(params)
    image = found.value.embed.images[0]
    return {
        "same": found.uri == uri,
        "text": found.value.text,
        "alt": image.alt,
        "mime": image.image.mime_type,
        "size": image.image.size,
    }


def film(client: Client, asked: Asked) -> dict[str, Any]:
    """A film in parts to the video service, in the server's name; the post that shows it."""
    content, here = Path(asked["film"]).read_bytes(), urlsplit(asked["server"])
    token = client.com.atproto.server.get_service_auth(
        {
            "aud": f"did:web:{here.hostname}%3A{here.port}",
            "lxm": "com.atproto.repo.uploadBlob",
            "exp": int(time.time()) + 1800,
        }
    ).token
    service = Client(base_url=asked["server"])
    service.request.add_additional_header("Authorization", f"Bearer {token}")
    video = service.app.bsky.video
    begun = video.start_upload({"size_bytes": len(content), "mime_type": "video/mp4", "duration_ms": 12_000})
    size = begun.part_size_bytes
    for number in range(begun.part_count):
        part = content[number * size : (number + 1) * size]
        video.upload_part({"job_id": begun.job_id, "part_number": number + 1}, part)
    received = video.get_upload_status({"job_id": begun.job_id}).received_parts
    job = video.finish_upload({"job_id": begun.job_id}).completed_job_id
    states: list[str] = []
    for _ in range(100):
        status = video.get_job_status({"job_id": job}).job_status
        states.append(status.state)
        if status.blob:
            break
        time.sleep(0.05)
    embed = models.AppBskyEmbedVideo.Main(video=status.blob, alt=asked["alt"])
    sent = client.send_post("झलक", embed=embed)
    [shown] = client.app.bsky.feed.get_posts({"uris": [sent.uri]}).posts
    return {
        "parts": received,
        "states": list(dict.fromkeys(states)),
        "size": status.blob.size,
        "alt": shown.embed.alt,
        "playlist": bool(shown.embed.playlist),
    }


def thread(client: Client) -> dict[str, Any]:
    """Three posts, each beneath the one before under one root."""
    sent = [client.send_post("भाग 0")]
    root = {"uri": sent[0].uri, "cid": sent[0].cid}
    for number in (1, 2):
        parent = {"uri": sent[-1].uri, "cid": sent[-1].cid}
        sent.append(client.send_post(f"भाग {number}", reply_to={"root": root, "parent": parent}))
    found = client.app.bsky.feed.get_posts({"uris": [one.uri for one in sent]}).posts
    replies = [post.record.reply for post in found if post.record.reply]
    return {
        "uris": [one.uri for one in sent],
        "roots": [reply.root.uri for reply in replies],
        "parents": [reply.parent.uri for reply in replies],
    }


def reply(client: Client, post: Any) -> dict[str, Any]:
    """An answer to our own post."""
    ref = {"uri": post.uri, "cid": post.cid}
    sent = client.send_post("उत्तर", reply_to={"root": ref, "parent": ref})
    place = AtUri.from_str(sent.uri)
    found = client.app.bsky.feed.post.get(place.hostname, place.rkey)
    return {"parent": found.value.reply.parent.uri}


def listed(client: Client, did: str) -> list[str]:
    """The records of the account, two at a time."""
    texts: list[str] = []
    cursor = None
    while True:
        page = client.app.bsky.feed.post.list(did, cursor=cursor, limit=2)
        texts += [record.text for record in page.records.values()]
        cursor = page.cursor
        if not cursor:
            return texts


def feed(client: Client, did: str) -> list[dict[str, Any]]:
    """The account's timeline as the network shows it."""
    first = client.get_author_feed(did, limit=3)
    second = client.get_author_feed(did, limit=3, cursor=first.cursor)
    return [
        {
            "text": item.post.record.text,
            "author": item.post.author.handle,
            "reposts": item.post.repost_count,
            "by": item.reason.by.handle if item.reason else "",
            "alts": [image.alt for image in item.post.embed.images] if item.post.embed else [],
        }
        for item in [*first.feed, *second.feed]
    ]


def refused(asked: Asked, client: Client, gone: str) -> dict[str, Any]:
    """A wrong password, a dead token, too many calls, a post that is not there, a text that is too long."""
    stranger, dead, busy = (Client(base_url=asked["server"]) for _ in range(3))
    dead.request.add_additional_header("Authorization", f"Bearer {asked['dead']}")
    account = asked["busy"]
    busy.login(account["handle"], account["app_password"], fetch_bsky_profile=False)
    place = AtUri.from_str(gone)
    return {
        "password": refusal(RequestErrorBase, lambda: stranger.login(asked["handle"], "wrong"), facts),
        "dead": refusal(RequestErrorBase, dead.com.atproto.server.get_session, facts),
        "many": refusal(RequestErrorBase, lambda: busy.upload_blob(b"..."), facts),
        "gone": refusal(RequestErrorBase, lambda: client.get_post(place.rkey, place.hostname), facts),
        "long": refusal(RequestErrorBase, lambda: client.send_post("क" * 301), facts),
    }


def facts(error: RequestErrorBase) -> dict[str, Any]:
    """What the client lets its user know."""
    found = {"status": error.response.status_code, "error": error.response.content.error}
    if isinstance(error, RateLimitExceededError):
        found |= {"limit": error.limit, "remaining": error.remaining, "reset": error.reset_at.isoformat()}
    return found


if __name__ == "__main__":
    tell(story)
