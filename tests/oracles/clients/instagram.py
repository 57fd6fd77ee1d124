"""Facebook's own client, facebook-business, lives one day of an Instagram account; run by .venv-oracles.

The addresses are set as in the Page's day; `.venv-oracles` alone imports this.
"""

from __future__ import annotations

import time
from typing import Any

from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from tests.oracles.clients.facebook import facts, opened
from tests.oracles.clients.telling import Asked, Story, refusal, tell

FIELDS = ["id", "caption", "timestamp", "permalink", "media_type", "username", "alt_text"]


def story(asked: Asked) -> Story:
    """Who am I, what may I publish, a photo, a carousel, a reel, comments, figures; then what is refused."""
    FacebookSession.GRAPH = asked["server"]
    api = opened(asked["access_token"])
    user = IGUser(asked["user_id"], api=api)
    yield "me", dict(user.api_get(fields=["id", "username", "name", "media_count", "followers_count"]))
    yield "before", limit(user)
    box = contained(user, asked, caption=asked["text"])
    yield "unready", refusal(FacebookRequestError, lambda: published(user, box), facts)
    photo = published(user, ready(user, box))
    yield "photo", read(photo, api)
    parts = [ready(user, contained(user, asked, is_carousel_item=True)) for _ in range(2)]
    whole = user.create_media(
        params={"media_type": "CAROUSEL", "children": parts, "caption": asked["text_with_picture"]}
    )["id"]
    carousel = published(user, ready(user, whole))
    yield "carousel", {**read(carousel, api), "children": len(IGMedia(carousel, api=api).get_children())}
    yield "listed", [one["caption"] for one in user.get_media(fields=["caption"], params={"limit": 1})]
    yield "after", limit(user)
    reel = {"media_type": "REELS", "video_url": asked["film_url"], "caption": "नया पुल"}
    film = published(user, ready(user, user.create_media(params=reel)["id"]))
    yield "reel", {**read(film, api), "listed": len(user.get_media())}
    yield "talk", talked(film, api)
    yield "insights", measured(film, api)
    IGMedia(photo, api=api).api_delete()
    yield "refused", refused({**asked, "kept": film}, user, photo, api)


def contained(user: IGUser, asked: Asked, **more: Any) -> str:
    """A container of the picture."""
    params = {"image_url": asked["picture_url"], "alt_text": asked["alt"], **more}
    number: str = user.create_media(params=params)["id"]
    return number


def ready(user: IGUser, number: str) -> str:
    """The container, once its status says so; the client has no class for containers."""
    for _ in range(100):
        told = user.get_api_assured().call("GET", (number,), params={"fields": "status_code"}).json()
        if told["status_code"] == "FINISHED":
            return number
        time.sleep(0.02)
    raise TimeoutError(number)


def published(user: IGUser, number: str) -> str:
    """The number of the post that the container became."""
    post: str = user.create_media_publish(params={"creation_id": number})["id"]
    return post


def talked(post: str, api: FacebookAdsApi) -> dict[str, Any]:
    """A comment, an answer to it, hidden and shown again, and what is listed."""
    comment = IGMedia(post, api=api).create_comment(params={"message": "विस्तार से"})["id"]
    IGComment(comment, api=api).create_reply(params={"message": "और भी"})
    IGComment(comment, api=api).api_update(params={"hide": True})
    is_hidden = IGComment(comment, api=api).api_get(fields=["hidden"])["hidden"]
    IGComment(comment, api=api).api_update(params={"hide": False})
    listed = IGMedia(post, api=api).get_comments(fields=["text", "username", "replies{text,parent_id}"])
    return {"comments": [dict(one) for one in listed], "hidden": is_hidden, "id": comment}


def measured(post: str, api: FacebookAdsApi) -> dict[str, int]:
    """The figures of a post, by their names."""
    told = IGMedia(post, api=api).get_insights(params={"metric": "views,reach,likes,comments,shares,saved"})
    return {one["name"]: one["values"][0]["value"] for one in told}


def limit(user: IGUser) -> dict[str, Any]:
    """What the account may publish in these 24 hours."""
    told = user.get_content_publishing_limit(fields=["config", "quota_usage"])[0]
    return {"used": told["quota_usage"], "config": dict(told["config"])}


def read(post: str, api: FacebookAdsApi) -> dict[str, Any]:
    """The post as the client shows it."""
    return dict(IGMedia(post, api=api).api_get(fields=FIELDS))


def refused(asked: Asked, user: IGUser, gone: str, api: FacebookAdsApi) -> dict[str, Any]:
    """A dead token, too many calls, a post that is not there, a picture that cannot be fetched."""
    dead, busy = opened(asked["dead"]), opened(asked["busy"]["access_token"])
    lost = {"image_url": asked["picture_url"] + ".gone"}
    return {
        "dead": refusal(FacebookRequestError, IGUser(asked["user_id"], api=dead).api_get, facts),
        "many": refusal(FacebookRequestError, IGUser(asked["busy"]["user_id"], api=busy).api_get, facts),
        "gone": refusal(FacebookRequestError, IGMedia(gone, api=api).api_get, facts),
        "lost": refusal(FacebookRequestError, lambda: user.create_media(params=lost), facts),
        "plays": refusal(
            FacebookRequestError,
            lambda: IGMedia(asked["kept"], api=api).get_insights(params={"metric": "plays"}),
            facts,
        ),
    }


if __name__ == "__main__":
    tell(story)
