"""Where an answer stands on Instagram, and which answers there are the account's own. Writes none."""

from __future__ import annotations

from jansetu.connectors import instagram_audience as audience
from jansetu.connectors import matching
from jansetu.connectors.errors import Rejected
from jansetu.connectors.graph import Wire, segment

LIMIT = 300  # characters; developers.facebook.com, IG Media comments, 2026
PAGES = 10  # of fifty each: a search gives up after them
FIELDS = "id,text,username,timestamp"


async def thread_of(wire: Wire, remote_id: str) -> str:
    """The edge for an answer: beneath the comment that began the thread, or beneath a post."""
    try:
        answer = await wire.read(segment(remote_id), {"fields": "id,parent_id"})
    except Rejected as error:
        if error.code != "rejected":  # a post has no such field, and that is all that is wrong here
            raise
        return f"{segment(remote_id)}/comments"
    return f"{segment(str(answer.get('parent_id') or answer.text('id')))}/replies"


async def own_comments(wire: Wire, edge: str, name: str, page: str) -> matching.Timeline:
    """What the account of that name said there; `page` is where its comments can be seen."""
    said: list[matching.Shown] = []
    after = ""
    for _ in range(PAGES):
        answer = await wire.read(edge, audience.paged(FIELDS, audience.COMMENTS, after))
        for one in answer.items("data"):
            remark = audience.remark_of(one, "comment", "")
            if remark.author.casefold() == name.casefold():
                said.append(matching.Shown(remark.remote_id, page, remark.text, remark.said_at))
        after = audience.following(answer)
        if not after:
            return matching.Timeline(said)
    return matching.Timeline(said, "too_many_posts")
