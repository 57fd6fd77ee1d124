"""Google's own client, google-api-python-client, lives one day of a channel; run by .venv-oracles alone.

Its discovery document is the one that it brings along; only the document's addresses are changed, for uploads
take theirs from `rootUrl` and not from the client's options (google-api-python-client 2.202, November 2026).
"""

from __future__ import annotations

import json
from typing import Any

from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload

from tests.oracles.clients.telling import Asked, Story, refusal, tell

PIECE = 256 * 1024


def story(asked: Asked) -> Story:
    """Who am I, a film in pieces, read, list, correct, comment, answer, hold back, delete; then refusals."""
    youtube = opened(asked, asked["access_token"])
    mine = youtube.channels().list(part="snippet,contentDetails,statistics", mine=True).execute()
    yield "me", mine["items"][0]
    video, parts = uploaded(youtube, asked, asked["text"])
    yield "film", {**video, "parts": parts}
    read = {"part": "snippet,status,statistics", "id": video["id"]}
    yield "read", youtube.videos().list(**read).execute()["items"][0]
    second, _ = uploaded(youtube, asked, asked["text_with_picture"])
    yield "listed", listed(youtube, mine["items"][0]["contentDetails"]["relatedPlaylists"]["uploads"])
    snippet = {"title": "नया शीर्षक", "categoryId": "25", "description": "सुधरा हुआ पाठ"}
    body = {"id": video["id"], "snippet": snippet}
    yield "corrected", youtube.videos().update(part="snippet", body=body).execute()["snippet"]
    yield "comments", commented(youtube, video["id"])
    youtube.videos().delete(id=second["id"]).execute()
    yield "gone", youtube.videos().list(part="id", id=second["id"]).execute()["items"]
    yield "renewed", renewed(asked)
    yield "refused", refused(asked, youtube, second["id"])


def opened(asked: Asked, token: str) -> Any:
    """The client of a channel."""
    document = json.loads(get_static_doc("youtube", "v3"))
    document["rootUrl"] = document["baseUrl"] = asked["server"] + "/"
    return build_from_document(document, credentials=Credentials(token))


def uploaded(youtube: Any, asked: Asked, text: str) -> tuple[dict[str, Any], list[int]]:
    """A film in pieces, and how much was there after each."""
    film = MediaFileUpload(asked["film"], mimetype="video/mp4", chunksize=PIECE, resumable=True)
    body = {
        "snippet": {"title": "नया पुल", "description": text, "tags": ["पुल"], "categoryId": "25"},
        "status": {"privacyStatus": "public", "selfDeclaredMadeForKids": False},
    }
    request = youtube.videos().insert(part="snippet,status", body=body, media_body=film)
    there: list[int] = []
    while True:
        status, video = request.next_chunk()
        if video is not None:
            return video, there
        there.append(status.resumable_progress)


def listed(youtube: Any, uploads: str) -> list[str]:
    """The descriptions of all uploads, page by page."""
    request = youtube.playlistItems().list(part="snippet", playlistId=uploads, maxResults=1)
    found = []
    while request is not None:
        answer = request.execute()
        found += [one["snippet"]["description"] for one in answer["items"]]
        request = youtube.playlistItems().list_next(request, answer)
    return found


def commented(youtube: Any, video: str) -> dict[str, Any]:
    """A comment, an answer, a citizen's view of both, and the comment held back and published again."""
    top = {"snippet": {"videoId": video, "topLevelComment": {"snippet": {"textOriginal": "विस्तार से"}}}}
    thread = youtube.commentThreads().insert(part="snippet", body=top).execute()
    answer = {"snippet": {"parentId": thread["id"], "textOriginal": "और"}}
    reply = youtube.comments().insert(part="snippet", body=answer).execute()
    seen = youtube.commentThreads().list(part="snippet,replies", videoId=video).execute()["items"]
    youtube.comments().setModerationStatus(id=thread["id"], moderationStatus="heldForReview").execute()
    held = youtube.commentThreads().list(part="id", videoId=video).execute()["items"]
    youtube.comments().setModerationStatus(id=thread["id"], moderationStatus="published").execute()
    youtube.comments().delete(id=reply["id"]).execute()
    left = youtube.comments().list(part="id", parentId=thread["id"]).execute()["items"]
    return {"thread": thread["id"], "reply": reply, "seen": seen, "held": held, "left": left}


def renewed(asked: Asked) -> dict[str, Any]:
    """A fresh token, and whose it is."""
    credentials = Credentials(
        None,
        refresh_token=asked["refresh_token"],
        token_uri=asked["server"] + "/token",
        client_id=asked["client_id"],
        client_secret=asked["client_secret"],
    )
    credentials.refresh(Request())
    told = opened(asked, credentials.token).channels().list(part="id", mine=True).execute()
    return {"channel": told["items"][0]["id"], "expires": credentials.expiry is not None}


def facts(error: HttpError) -> dict[str, Any]:
    """What the client understood of a refusal."""
    return {"status": error.status_code, "reason": error.error_details[0]["reason"]}


def refused(asked: Asked, youtube: Any, gone: str) -> dict[str, Any]:
    """A dead token, too many calls, a video that is not there, a title that is not taken."""
    dead, busy = opened(asked, asked["dead"]), opened(asked, asked["busy"]["access_token"])
    mine = {"part": "id", "mine": True}
    bad = {"id": "x" * 11, "snippet": {"title": "", "categoryId": "25"}}
    return {
        # At a 401 the client would renew the token by itself; this one has nothing to renew it with.
        "dead": refusal(RefreshError, dead.channels().list(**mine).execute, lambda error: {}),
        "many": refusal(HttpError, busy.channels().list(**mine).execute, facts),
        "gone": refusal(HttpError, youtube.videos().delete(id=gone).execute, facts),
        "unknown": refusal(HttpError, youtube.videos().update(part="snippet", body=bad).execute, facts),
    }


if __name__ == "__main__":
    tell(story)
