"""Mastodon.py lives one day of an account; run by .venv-oracles, never imported beside our packages.

It takes another host, http too, as `api_base_url` (Mastodon.py 2.3, November 2026).
`ratelimit_method="throw"`, or it would wait a 429 out.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from mastodon import Mastodon, MastodonError
from mastodon.types_base import AttribAccessDict, PaginatableList

from tests.oracles.clients.telling import Asked, Story, refusal, tell


def story(asked: Asked) -> Story:
    """Who am I, publish, media, read, list, reblog, correct, delete; then what is refused."""
    client = opened(asked["server"], asked["access_token"], check="created")
    me = client.account_verify_credentials()
    yield "me", {"id": str(me.id), "name": me.username, "lacking": lacking(me)}
    yield "instance", instance(client)
    first, again = [client.status_post(asked["text"], idempotency_key="एक-बार".encode().hex()) for _ in "ab"]
    yield (
        "text",
        {"ids": [str(first.id), str(again.id)], "html": first.content, "tags": [t.name for t in first.tags]},
    )
    media = client.media_post(asked["picture"], description=asked["alt"])
    yield (
        "media",
        {"id": str(media.id), "type": media.type, "alt": media.description, "lacking": lacking(media)},
    )
    pictured = client.status_post(asked["text_with_picture"], media_ids=[media], language="hi")
    yield "read", read(client, pictured.id)
    reply = client.status_reply(to_status=first, status="उत्तर")
    yield (
        "reply",
        {
            "to": str(reply.in_reply_to_id),
            "first": str(first.id),
            "account": str(reply.in_reply_to_account_id),
        },
    )
    yield "repost", repost(client, first.id)
    yield "listed", listed(client, me.id)
    back = client.status_unreblog(first.id)
    yield "unreposted", [str(back.id), back.reblogs_count, back.reblogged]
    corrected = client.status_update(pictured.id, "भूल-सुधार", media_ids=[media.id])
    yield "correct", {"html": corrected.content, "edited": isinstance(corrected.edited_at, datetime)}
    yield "deleted", {"text": client.status_delete(first.id).text}
    yield "film", film(client, asked)
    yield "thread", thread(client)
    yield "refused", refused(asked, client, first.id)


def opened(server: str, token: str, *, check: str = "none") -> Mastodon:
    """The client in the name of one account.

    With `check="created"` it asks the server for its version and refuses what that version lacks. Not where
    the server is to answer 429: then it asks for the version for ever (2.3, November 2026).
    """
    return Mastodon(
        api_base_url=server, access_token=token, ratelimit_method="throw", version_check_mode=check
    )


def instance(client: Mastodon) -> dict[str, Any]:
    """What the server says of itself."""
    found = client.instance_v2()
    limits = found.configuration.statuses
    return {
        "version": client.retrieve_mastodon_version(),
        "characters": limits.max_characters,
        "pictures": limits.max_media_attachments,
        "lacking": lacking(found),
    }


def read(client: Mastodon, status_id: int) -> dict[str, Any]:
    """The status by the client's own types."""
    found = client.status(status_id)
    return {
        "html": found.content,
        "language": found.language,
        "at": found.created_at.isoformat() if isinstance(found.created_at, datetime) else "",
        "alts": [media.description for media in found.media_attachments],
        "size": [
            found.media_attachments[0].meta.original.width,
            found.media_attachments[0].meta.original.height,
        ],
        "author": found.account.acct,
        "lacking": lacking(found),
    }


def film(client: Mastodon, asked: Asked) -> dict[str, Any]:
    """A film that is prepared for a while; the status that shows it."""
    media = client.media_post(asked["film"], mime_type="video/mp4", description=asked["alt"])
    begun, lacks = media.url, lacking(media)
    for _ in range(100):
        media = client.media(media.id)
        if media.url:
            break
        time.sleep(0.05)
    [shown] = client.status(client.status_post("झलक", media_ids=[media])).media_attachments
    return {
        "begun": begun,
        "type": shown.type,
        "alt": shown.description,
        "seconds": shown.meta.original.duration,
        "lacking": lacks,
    }


def thread(client: Mastodon) -> dict[str, Any]:
    """Three statuses, each beneath the one before, as the timeline without answers to others shows them."""
    sent = [client.status_post("भाग 0")]
    for number in (1, 2):
        sent.append(client.status_post(f"भाग {number}", in_reply_to_id=sent[-1].id))
    me = client.account_verify_credentials().id
    page = client.account_statuses(me, exclude_replies=True, limit=3)
    return {
        "above": [str(one.in_reply_to_id) for one in sent[1:]],
        "ids": [str(one.id) for one in sent],
        "shown": [str(one.id) for one in page],
    }


def repost(client: Mastodon, status_id: int) -> dict[str, Any]:
    """Reblog twice, look, take it back."""
    once, again = client.status_reblog(status_id), client.status_reblog(status_id)
    counted = client.status(status_id)
    return {
        "same": once.id == again.id,
        "of": str(once.reblog.id),
        "seen": [counted.reblogs_count, counted.reblogged],
        "lacking": lacking(once),
    }


def listed(client: Mastodon, account: int) -> dict[str, Any]:
    """The account's own statuses, two at a time, as far as the Link header leads."""
    for number in range(3):
        client.status_post(f"सूचना {number}")
    page: PaginatableList = client.account_statuses(account, limit=2)
    sizes, contents = [], []
    while page:
        sizes.append(len(page))
        contents += [status.content for status in page]
        page = client.fetch_next(page)
    return {"sizes": sizes, "contents": contents}


def refused(asked: Asked, client: Mastodon, gone: int) -> dict[str, Any]:
    """A dead token, too many calls, a status that is not there, a text that is too long."""
    dead, busy = (opened(asked["server"], token) for token in (asked["dead"], asked["busy"]["access_token"]))
    return {
        "dead": refusal(MastodonError, dead.account_verify_credentials, facts),
        "many": refusal(MastodonError, busy.account_verify_credentials, facts),
        "reset": busy.ratelimit_reset,
        "gone": refusal(MastodonError, lambda: client.status(gone), facts),
        "long": refusal(MastodonError, lambda: client.status_post("क" * 501), facts),
    }


def facts(error: MastodonError) -> dict[str, Any]:
    """What the client lets its user know."""
    return {"said": [str(part) for part in error.args]}


def lacking(entity: AttribAccessDict, place: str = "") -> list[str]:
    """What the client's types promise its user, and the answer left out; at any depth."""
    place = place or type(entity).__name__
    kinds = type(entity).__annotations__.items()  # written twice over: "'Optional[str]'"
    promised = {name for name, kind in kinds if not kind.strip("'\"").startswith("Optional")}
    found = [f"{place}.{name}" for name in sorted(promised) if entity[name] is None]
    for name, value in entity.items():
        for part in value if isinstance(value, list) else [value]:
            found += lacking(part, f"{place}.{name}") if isinstance(part, AttribAccessDict) else []
    return found


if __name__ == "__main__":
    tell(story)
