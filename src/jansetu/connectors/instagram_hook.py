"""What Instagram calls us to say of an account: comments and mentions, and no posts of the account's own.

developers.facebook.com/docs/graph-api/webhooks/reference/instagram, 2026.
"""

from __future__ import annotations

from jansetu.connectors.contracts import Json, Remark
from jansetu.connectors.graph_hook import GraphHook, moment_of, text_at, value_of


class InstagramHook(GraphHook):
    """The changes of a professional account."""

    kind = "instagram"

    def name_of(self, raw: Json) -> str:
        """Account, field, and the comment or the post that it is about; a comment is told once."""
        value = value_of(raw)
        about = text_at(value, "id") or text_at(value, "comment_id") or text_at(value, "media_id")
        return f"{raw['account']}/{raw['field']}/{about}" if about else super().name_of(raw)

    def remarks(self, raw: Json) -> tuple[Remark, ...]:
        """A comment with its words; a mention elsewhere only by its ids, for Instagram tells no more."""
        if raw["field"] in ("comments", "live_comments"):
            return self._comment(raw)
        if raw["field"] != "mentions":
            return ()
        value = value_of(raw)
        remote_id = text_at(value, "comment_id") or text_at(value, "media_id")
        if not remote_id:
            return ()
        answers = text_at(value, "media_id") if text_at(value, "comment_id") else ""
        return (
            Remark(
                remote_id=remote_id,
                kind="mention",
                author="",
                author_id="",
                text="",
                said_at=moment_of(raw["time"]),
                answers=answers,
                raw=raw,
            ),
        )

    def _comment(self, raw: Json) -> tuple[Remark, ...]:
        value = value_of(raw)
        remote_id, author_id = text_at(value, "id"), text_at(value, "from", "id")
        if not remote_id or author_id == raw["account"]:
            return ()
        return (
            Remark(
                remote_id=remote_id,
                kind="comment",
                author=text_at(value, "from", "username"),
                author_id=author_id,
                text=text_at(value, "text"),
                said_at=moment_of(raw["time"]),
                answers=text_at(value, "parent_id") or text_at(value, "media", "id"),
                raw=raw,
            ),
        )
