"""YouTube: comments, answers to them, holding them back. Knows two levels, as YouTube does."""

from __future__ import annotations

from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, part_in, text_in
from jansetu.sandbox.world import Account, Post
from jansetu.sandbox.youtube import wire
from jansetu.sandbox.youtube.reading import Reading

TOLD_REPLIES = 5  # of a thread's answers, told with it
LONGEST = 10_000  # characters
PUBLISHED, HELD = "published", "heldForReview"


class Audience(Reading):
    """The part of YouTube in which others speak."""

    def threads(self, call: Call, account: Account) -> Answer:
        """GET /youtube/v3/commentThreads: beneath a video, or beneath all videos of a channel."""
        parts = wire.asked_parts(call, ("snippet", "replies"))
        if call.query.get("moderationStatus", PUBLISHED) not in (PUBLISHED, HELD):
            raise Malformed
        over = self.asked_videos(call, account)
        if isinstance(over, Answer):
            return over
        held, until = call.query.get("moderationStatus") == HELD, self.shown_until(account)
        every = [
            one
            for video in over
            for one in self.world.answers.get((self.name, video.id), ())
            if one.deleted_at is None and one.at <= until and bool(one.detail.get("hidden")) is held
        ]
        every.sort(key=lambda one: one.at, reverse=True)
        page = wire.paged(call, every, usual=20, most=100)
        items = [wire.chosen(self.thread(one, account), parts) for one in page.items]
        return self.spent(1) or wire.listed("commentThread", items, page)

    def asked_videos(self, call: Call, account: Account) -> list[Post] | Answer:
        """The videos whose threads are asked for."""
        wanted, channel = call.query.get("videoId"), call.query.get("allThreadsRelatedToChannelId", "")
        if wanted:
            found = self.seen_by(account, wanted)
            return [found] if found else wire.failed("videoNotFound")
        owner = self.world.account_by_number(self.name, channel)
        if owner is None:
            return wire.failed("channelNotFound" if channel else "missingRequiredParameter")
        return [post for post in owner.posts if post.deleted_at is None and not post.reply_to]

    def shown_until(self, account: Account) -> float:
        """Comments later than this are not told yet."""
        return self.world.clock() - self.faults.lag(self.name, account.name)

    def thread(self, top: Post, account: Account) -> Json:
        """A thread: its first comment, and some of the answers to it."""
        answers = self.world.answers_to(self.name, top.id)
        _, owner = self.place_of(top)
        return {
            "kind": "youtube#commentThread",
            "etag": wire.etag(f"{top.id}{len(answers)}"),
            "id": top.id,
            "snippet": {
                "channelId": owner.number,
                "videoId": top.reply_to,
                "topLevelComment": self.comment(top, account),
                "canReply": True,
                "totalReplyCount": len(answers),
                "isPublic": not top.detail.get("hidden"),
            },
            **(
                {"replies": {"comments": [self.comment(one, account) for one in answers[-TOLD_REPLIES:]]}}
                if answers
                else {}
            ),
        }

    def comment(self, post: Post, account: Account) -> Json:
        """One comment."""
        video, owner = self.place_of(post)
        author = self.world.account(self.name, post.account)
        return wire.comment(post, author, owner.number, video.id, owner=owner is account)

    def place_of(self, post: Post) -> tuple[Post, Account]:
        """The video that a comment stands beneath, and whose it is."""
        over = self.world.posts[self.name, post.reply_to]
        video = self.world.posts[self.name, over.reply_to] if over.reply_to else over
        return video, self.world.account(self.name, video.account)

    def comments(self, call: Call, account: Account) -> Answer:
        """GET /youtube/v3/comments: the answers to a comment, or comments by their ids."""
        parts = wire.asked_parts(call, ("snippet",))
        if call.query.get("id"):
            found = [self.said(one) for one in call.query["id"].split(",")]
            items = [wire.chosen(self.comment(one, account), parts) for one in found if one]
            return self.spent(1) or wire.listed("comment", items)
        top = self.said(call.query.get("parentId", ""))
        if top is None:
            return wire.failed("commentNotFound")
        until = self.shown_until(account)
        every = [one for one in self.world.answers_to(self.name, top.id) if one.at <= until]
        page = wire.paged(call, every[::-1], usual=20, most=100)
        items = [wire.chosen(self.comment(one, account), parts) for one in page.items]
        return self.spent(1) or wire.listed("comment", items, page)

    def said(self, comment_id: str) -> Post | None:
        """A comment that stands, with the video that it stands beneath."""
        post = self.world.post(self.name, comment_id)
        if post is None or not post.reply_to or self.place_of(post)[0].deleted_at is not None:
            return None
        return post

    def begin_thread(self, call: Call, account: Account) -> Answer:
        """POST /youtube/v3/commentThreads: a comment beneath a video."""
        wire.asked_parts(call, ("snippet", "replies"))
        snippet = part_in(call.json(), "snippet")
        video = self.seen_by(account, text_in(snippet, "videoId"))
        text = text_in(part_in(part_in(snippet, "topLevelComment"), "snippet"), "textOriginal")
        refused = None if video else wire.failed("videoNotFound")
        refused = refused or unreadable(text) or self.spent(50)
        if refused or video is None:
            return refused or wire.failed("videoNotFound")
        made = self.world.publish(account, self.written(video, account.name, text))
        return Answer.json(200, self.thread(made, account))

    def answer_comment(self, call: Call, account: Account) -> Answer:
        """POST /youtube/v3/comments: an answer; to answer an answer is no place."""
        wire.asked_parts(call, ("snippet",))
        snippet = part_in(call.json(), "snippet")
        top, text = self.said(text_in(snippet, "parentId")), text_in(snippet, "textOriginal")
        if top is None or self.world.posts[self.name, top.reply_to].reply_to:
            return wire.failed("parentCommentNotFound")
        refused = unreadable(text) or self.spent(50)
        if refused:
            return refused
        made = self.world.publish(account, self.written(top, account.name, text))
        return Answer.json(200, self.comment(made, account))

    def written(self, over: Post, author: str, text: str) -> Post:
        """A comment, or an answer whose id begins with that of the comment."""
        number = self.next_number()
        own = f"Ug{wire.short_id(number)}AaABAg"
        made = Post(f"{over.id}.{own}" if over.reply_to else own, author, text, self.world.clock())
        made.reply_to, made.detail = over.id, {"number": number}
        return made

    def uncomment(self, call: Call, account: Account) -> Answer:
        """DELETE /youtube/v3/comments?id=…: one's own, or any beneath one's own video."""
        post = self.said(call.query.get("id", ""))
        if post is None:
            return wire.failed("commentNotFound")
        if account.name not in (post.account, self.place_of(post)[1].name):
            return wire.failed("forbidden")
        refused = self.spent(50)
        if refused is None:
            self.world.delete(self.world.account(self.name, post.account), post)
        return refused or Answer(204, b"")

    def moderate(self, call: Call, account: Account) -> Answer:
        """POST /youtube/v3/comments/setModerationStatus: what is held back nobody else sees."""
        status = call.query.get("moderationStatus", "")
        post = self.said(call.query.get("id", ""))
        if status not in (PUBLISHED, HELD, "rejected"):
            return wire.failed("invalidModerationStatus")
        if post is None:
            return wire.failed("commentNotFound")
        refused = None if self.place_of(post)[1] is account else wire.failed("forbidden")
        refused = refused or self.spent(50)
        if refused is None:
            self.world.note(self.name, post, "hidden", status != PUBLISHED)
        return refused or Answer(204, b"")

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A citizen's comment; Malformed where it is beneath nothing: a channel has no wall."""
        over = self.world.post(self.name, reply_to)
        if over is None:
            raise Malformed
        top = self.world.posts[self.name, over.reply_to] if over.reply_to else over
        made = self.written(top if top.reply_to else over, author, text)
        made.to = account.name
        return self.world.remark(self.name, made)


def unreadable(text: str) -> Answer | None:
    """The refusal of a comment without words, or with too many."""
    if not text.strip():
        return wire.failed("commentTextRequired")
    return wire.failed("commentTextTooLong") if len(text) > LONGEST else None
