"""X: mentions; answers hidden and shown again. Refuses to hide what answers no post of the account's own."""

from __future__ import annotations

from jansetu.sandbox.exchange import Answer, Call, number_in
from jansetu.sandbox.platform import moment
from jansetu.sandbox.world import Account, Post
from jansetu.sandbox.x import wire
from jansetu.sandbox.x.films import Films


class Audience(Films):
    """The part of X in which others speak."""

    def mentions(self, call: Call, account: Account, user_id: str) -> Answer:
        """GET /2/users/{id}/mentions, newest first."""
        headers, exceeded = self.spent("mentions", account)
        if exceeded:
            return wire.too_many(headers)
        owner, size = self.world.account_by_number("x", user_id), call.query.get("max_results", "10")
        if owner is None:
            return Answer.json(200, {"errors": [wire.no_such("user", user_id, "id")]}, headers)
        if not size.isdigit() or not 5 <= int(size) <= 100:
            return wire.invalid(f"The `max_results` query parameter value [{size}] is not between 5 and 100")
        since = number_in(call.query.get("since_id", ""), 0)
        start = moment(call.query.get("start_time", ""), 0)
        heard = [post for post in self.heard(owner) if int(post.id) > since and post.at >= start]
        return Answer.json(200, self.page(call, heard, int(size)), headers)

    def hide(self, call: Call, account: Account, post_id: str) -> Answer:
        """PUT /2/tweets/{id}/hidden: repeating it is harmless."""
        headers, exceeded = self.spent("hide", account)
        if exceeded:
            return wire.too_many(headers)
        post, hidden = self.world.post("x", post_id), call.json().get("hidden")
        if not isinstance(hidden, bool):
            return wire.invalid("hidden is true or false.")
        answered = self.world.post("x", post.reply_to) if post else None
        if post is None or answered is None or answered.account != account.name:
            return wire.forbidden("You are not permitted to hide this reply.", headers)
        self.world.note("x", post, "hidden", hidden)
        return Answer.json(200, {"data": {"hidden": hidden}}, headers)

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A citizen's post that names the account, as X wants it of an answer too; nothing is direct here."""
        said = text if f"@{account.handle}" in text else f"@{account.handle} {text}"
        now = self.world.clock()
        made = Post(str(self.ids.next(now)), author, said, now, reply_to=reply_to, to=account.name)
        return self.world.remark("x", made)
