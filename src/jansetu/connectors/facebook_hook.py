"""What Facebook calls us to say of a Page: posts, comments and mentions, out of the fields feed and mention.

developers.facebook.com/docs/graph-api/webhooks/reference/page, 2026.
"""

from __future__ import annotations

from typing import Literal

from jansetu.connectors.contracts import Json, Remark, RemotePost
from jansetu.connectors.graph_hook import GraphHook, moment_of, text_at, value_of

WEB = "https://www.facebook.com"
POSTS = {"album", "event", "note", "photo", "post", "share", "status", "video"}
STANDS = {"add", "edit", "edited", "update"}


class FacebookHook(GraphHook):
    """The changes of a Page."""

    kind = "facebook"

    def name_of(self, raw: Json) -> str:
        """Page, what happened to which post or comment by whom, and when."""
        value = value_of(raw)
        about = text_at(value, "comment_id") or text_at(value, "post_id")
        if not about:
            return super().name_of(raw)
        what = (
            raw["field"],
            text_at(value, "item"),
            text_at(value, "verb"),
            about,
            text_at(value, "from", "id"),
        )
        return "/".join((raw["account"], *what, text_at(value, "created_time") or str(raw["time"])))

    def remarks(self, raw: Json) -> tuple[Remark, ...]:
        """A comment, a visitor's post, or a post elsewhere that mentions the Page; never the Page's own."""
        value, page = value_of(raw), raw["account"]
        item, author_id = text_at(value, "item"), text_at(value, "from", "id") or text_at(value, "sender_id")
        kind: Literal["comment", "mention"] = "comment" if item == "comment" else "mention"
        is_said = item == "comment" or item in POSTS
        if not is_said or text_at(value, "verb") not in STANDS or author_id == page:
            return ()
        remote_id = text_at(value, "comment_id" if item == "comment" else "post_id")
        answers = text_at(value, "parent_id") or text_at(value, "post_id") if item == "comment" else ""
        if not remote_id:
            return ()
        said = Remark(
            remote_id=remote_id,
            kind=kind if raw["field"] == "feed" else "mention",
            author=text_at(value, "from", "name") or text_at(value, "sender_name"),
            author_id=author_id,
            text=text_at(value, "message"),
            said_at=moment_of(value.get("created_time")),
            answers=answers,
            raw=raw,
        )
        return (said,)

    def posts(self, raw: Json) -> tuple[RemotePost, ...]:
        """A post that the Page itself put on its timeline, whoever pressed the button."""
        value, page = value_of(raw), raw["account"]
        is_post = raw["field"] == "feed" and text_at(value, "item") in POSTS
        stands = text_at(value, "verb") in STANDS and value.get("published") != 0
        post = text_at(value, "post_id")
        if not (is_post and stands and post) or text_at(value, "from", "id") != page:
            return ()
        at = moment_of(value.get("created_time"))
        text = text_at(value, "message")
        return (RemotePost(remote_id=post, text=text, url=f"{WEB}/{post}", published_at=at, raw=raw),)
