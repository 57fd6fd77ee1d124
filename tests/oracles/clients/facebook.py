"""Facebook's own client, facebook-business, lives one day of a Page; run by .venv-oracles, never imported.

It has no parameter for another host; its session class keeps the address in `FacebookSession.GRAPH`, which
takes http too (facebook-business 26.0, November 2026). `crash_log=False`, or it reports crashes to Facebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from facebook_business.adobjects.advideo import AdVideo
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.photo import Photo
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession
from facebook_business.video_uploader import VideoUploader, VideoUploadRequest

from tests.oracles.clients.telling import Asked, Story, refusal, tell

FIELDS = ["id", "message", "created_time", "permalink_url", "is_published"]
PAGE_FIELDS = ["id", "name", "username", "link", "fan_count", "verification_status"]


def story(asked: Asked) -> Story:
    """Who am I, publish, photos, read, list, correct, delete, a film, a comment; then what is refused."""
    FacebookSession.GRAPH = asked["server"]
    api = opened(asked["page_token"])
    page = Page(asked["page_id"], api=api)
    yield "me", dict(Page("me", api=api).api_get(fields=PAGE_FIELDS))
    text = page.create_feed(params={"message": asked["text"]})
    yield "text", {"id": text["id"]}
    photos = [unpublished(api, asked) for _ in range(2)]
    attached = [{"media_fbid": photo} for photo in photos]
    album = page.create_feed(params={"message": asked["text_with_picture"], "attached_media": attached})
    yield "album", {"id": album["id"], "photos": photos}
    yield "read", read(album["id"], api)
    yield "photo", dict(Photo(photos[0], api=api).api_get(fields=["id", "alt_text_custom", "width", "link"]))
    for number in range(3):
        page.create_feed(params={"message": f"सूचना {number}"})
    yield "listed", listed(page)
    yield "corrected", corrected(text["id"], api)
    PagePost(text["id"], api=api).api_delete()
    yield "listed_after", listed(page)
    film = uploaded(api, asked)
    yield "film", film
    comment = PagePost(film["post_id"], api=api).create_comment(params={"message": "विस्तार से"})
    yield "comment", {"id": comment["id"], "listed": commented(film["post_id"], api)}
    yield "refused", refused(asked, page, text["id"], api)


def opened(token: str) -> FacebookAdsApi:
    """The client in the name of one Page."""
    return FacebookAdsApi.init(access_token=token, api_version="v23.0", crash_log=False)


def unpublished(api: FacebookAdsApi, asked: Asked) -> str:
    """A photo that waits for its post; the plain call sends it, for the typed edge knows only addresses."""
    with Path(asked["picture"]).open("rb") as picture:
        answer = api.call(
            "POST",
            (asked["page_id"], "photos"),
            params={"published": False, "alt_text_custom": asked["alt"]},
            files={"source": picture},
        )
    photo: str = answer.json()["id"]
    return photo


class ForPages(VideoUploadRequest):  # type: ignore[misc] # the client has no types
    """The client's uploader knows the films of advertisers, at a host of its own; a Page's go the same way.

    It calls a part of a film a form, which the server of the sandbox would take apart: so no kind is told.
    """

    def send(self, path: tuple[str, ...]) -> Any:
        files = {name: part[:2] for name, part in (self._files or {}).items()}
        return self._api.call("POST", (path[0], "videos"), params=self._params, files=files)


def uploaded(api: FacebookAdsApi, asked: Asked) -> dict[str, Any]:
    """A film by the client's own uploader, part by part, until the client sees that it is ready."""
    VideoUploadRequest.send = ForPages.send
    film = AdVideo(parent_id=asked["page_id"], api=api)
    film[AdVideo.Field.filepath] = asked["film"]
    film[AdVideo.Field.name] = "नया पुल"
    made = VideoUploader().upload(film, wait_for_encoding=True)
    return dict(AdVideo(made["id"], api=api).api_get(fields=["post_id", "description", "published", "title"]))


def commented(post_id: str, api: FacebookAdsApi) -> list[str]:
    """What stands beneath a post."""
    return [one["message"] for one in PagePost(post_id, api=api).get_comments(fields=["message"])]


def read(post_id: str, api: FacebookAdsApi) -> dict[str, Any]:
    """The post, with how its pictures are described."""
    post = PagePost(post_id, api=api)
    found = dict(post.api_get(fields=FIELDS))
    album = post.get_attachments()[0]
    return {**found, "alts": [one["description"] for one in album["subattachments"]["data"]]}


def listed(page: Page) -> list[str]:
    """The Page's posts, two at a time, as far as the client's cursor goes."""
    found = page.get_published_posts(fields=["message", "created_time"], params={"limit": 2})
    return [post["message"] for post in found]


def corrected(post_id: str, api: FacebookAdsApi) -> str:
    """A new message, and what is read then."""
    PagePost(post_id, api=api).api_update(params={"message": "भूल-सुधार"})
    message: str = PagePost(post_id, api=api).api_get(fields=["message"])["message"]
    return message


def refused(asked: Asked, page: Page, gone: str, api: FacebookAdsApi) -> dict[str, Any]:
    """A dead token, too many calls, a post that is not there, an empty post."""
    dead, busy = opened(asked["dead"]), opened(asked["busy"]["page_token"])
    return {
        "dead": refusal(FacebookRequestError, Page("me", api=dead).api_get, facts),
        "many": refusal(FacebookRequestError, Page("me", api=busy).api_get, facts),
        "gone": refusal(FacebookRequestError, PagePost(gone, api=api).api_get, facts),
        "empty": refusal(FacebookRequestError, lambda: page.create_feed(params={"message": ""}), facts),
    }


def facts(error: FacebookRequestError) -> dict[str, Any]:
    """What the client lets its user know."""
    return {
        "status": error.http_status(),
        "code": error.api_error_code(),
        "subcode": error.api_error_subcode(),
        "type": error.api_error_type(),
        "transient": error.api_transient_error(),
        "usage": error.http_headers().get("X-Business-Use-Case-Usage"),
    }


if __name__ == "__main__":
    tell(story)
