"""A video as YouTube describes it: what we say of it, where it goes, what is shown. Talks to nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yarl import URL

from jansetu.connectors import matching
from jansetu.connectors.contracts import Json, Outgoing, RemotePost
from jansetu.connectors.http import Answer
from jansetu.core.text.hashtags import find_hashtags

API = "https://www.googleapis.com"
TOKENS = "https://oauth2.googleapis.com"
WEB = "https://www.youtube.com"
CHUNK = 8 * 1024 * 1024  # bytes a call
GRAIN = 256 * 1024  # bytes; pieces are multiples of it; Resumable Uploads guide, 2026
TITLE = 100  # characters; videos resource, 2026
TAGS = 500  # characters with the commas between them; the same
CATEGORY = "25"  # News & Politics; videoCategories.list, 2026


def described(outgoing: Outgoing) -> Json:
    """The video resource of a new video."""
    return {
        "snippet": {**words(outgoing), "categoryId": CATEGORY},
        "status": {"privacyStatus": "public", "selfDeclaredMadeForKids": False},
    }


def words(outgoing: Outgoing) -> Json:
    """Title, description, tags and language."""
    return {
        "title": title_of(outgoing),
        "description": outgoing.text,
        "tags": tags_of(outgoing.text),
        "defaultLanguage": outgoing.language,
    }


def changed(snippet: Json, outgoing: Outgoing) -> Json:
    """A snippet with other words: YouTube replaces it whole, so what is not ours is kept."""
    kept = ("categoryId", "defaultAudioLanguage", "title")
    return {name: snippet[name] for name in kept if name in snippet} | {
        name: value for name, value in words(outgoing).items() if name != "title" or outgoing.title
    }


def title_of(outgoing: Outgoing) -> str:
    """The title; where none was given, the beginning of the text, cut between two words."""
    given = " ".join((outgoing.title or outgoing.text).split("\n", 1)[0].split())
    if outgoing.title or len(given) <= TITLE:
        return given
    cut = given[: TITLE - 1].rpartition(" ")[0] or given[: TITLE - 1]
    return cut + "…"


def tags_of(text: str) -> list[str]:
    """The hashtags, each once, as many as YouTube takes."""
    tags: list[str] = []
    for tag in dict.fromkeys(found.value for found in find_hashtags(text)):
        if len(",".join([*tags, tag])) <= TAGS:
            tags.append(tag)
    return tags


def session_of(answer: Answer, server: str) -> str:
    """Where the film is to be put; an address that is not YouTube's is an answer not understood.

    On the same server it is told without the server's name, so that a practice that moved finds it again.
    """
    told, ours = answer.headers.get("Location", ""), URL(server)
    place = ours.join(URL(told, encoded=True))
    if told and place.origin() == ours.origin():
        return place.raw_path_qs
    googles = server == API and place.scheme == "https" and (place.host or "").endswith(".googleapis.com")
    if not googles:
        answer.not_understood()
    return str(place)


def items_of(answer: Answer) -> list[Any]:
    """The things of a list; YouTube leaves `items` out of some lists that are empty."""
    if answer.get("items") is None and str(answer.get("kind")).startswith("youtube#"):
        return []
    items = answer.items("items")
    if not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in items):
        answer.not_understood()
    return items


def whole(title: str, description: str) -> str:
    """All the words of a video."""
    return f"{title}\n\n{description}".strip()


def shown(item: Any, web: str) -> matching.Shown:
    """A video of a playlist, with its title."""
    snippet = item.get("snippet") or {}
    video = video_of(item)
    text = whole(str(snippet.get("title") or ""), str(snippet.get("description") or ""))
    return matching.Shown(video, watch(web, video), text, time_of(snippet))


def video_of(item: Any) -> str:
    """The id of the video that a playlist's item stands for."""
    return str(((item.get("snippet") or {}).get("resourceId") or {}).get("videoId") or "")


def is_private(item: Any) -> bool:
    """Whether nobody but its owner sees it."""
    return bool((item.get("status") or {}).get("privacyStatus") == "private")


def public_since(item: Any) -> datetime | None:
    """When a playlist's item came out: later than it was uploaded where it was private at first."""
    made = [time_of(item.get("snippet") or {}), time_of(item.get("contentDetails") or {}, "videoPublishedAt")]
    return max((one for one in made if one is not None), default=None)


def remote_post(item: Any, remote_id: str, web: str) -> RemotePost:
    """A video or a playlist's item as evidence."""
    snippet = item.get("snippet") or {}
    return RemotePost(
        remote_id=remote_id,
        text=whole(str(snippet.get("title") or ""), str(snippet.get("description") or "")),
        url=watch(web, remote_id),
        published_at=public_since(item),
        raw=item,
    )


def watch(web: str, video: str) -> str:
    """Where a citizen sees it."""
    return f"{web}/watch?v={video}"


def time_of(told: Any, name: str = "publishedAt") -> datetime | None:
    """A moment; None where YouTube does not tell."""
    try:
        return datetime.fromisoformat(told[name])
    except (KeyError, TypeError, ValueError):
        return None
