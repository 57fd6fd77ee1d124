"""What Facebook calls to say of a Page: the field feed, as its webhooks reference shows it (2026)."""

from __future__ import annotations

from jansetu.sandbox.exchange import Json
from jansetu.sandbox.world import Account, Media, Post


def changed(account: Account, field: str, value: Json, at: float, *, object: str = "page") -> Json:
    """One call about one account."""
    change = {"field": field, "value": value}
    return {"object": object, "entry": [{"id": account.number, "time": int(at), "changes": [change]}]}


def posted(page: Account, post: Post, shown: list[Media]) -> Json:
    """The Page, or a visitor to it, has put a post there."""
    item = "status"
    if shown:
        item = "video" if shown[0].mime.startswith("video/") else "photo"
    return {"item": item, "post_id": post.id, "published": 1, **said(post)}


def commented(comment: Post, top: Post) -> Json:
    """Somebody has commented; `top` is the post beneath which the thread stands."""
    return {
        "item": "comment",
        "comment_id": comment.id,
        "post_id": top.id,
        "parent_id": comment.reply_to,
        **said(comment),
    }


def said(post: Post) -> Json:
    """What is told of whatever was added."""
    return {"verb": "add", "message": post.text, "created_time": int(post.at)}
