"""The practice post office: whose login is good, which citizens there are, what arrived, what came back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from jansetu.sandbox.exchange import Answer
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.mail import letters
from jansetu.sandbox.mail.pages import Shelves
from jansetu.sandbox.numbers import MAIL_DOMAIN
from jansetu.sandbox.pictures import NotAPicture, keep_picture
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Post, World

# What becomes of mail to a citizen whose address begins so: a reply at once, or a report that comes back.
AT_ONCE = {
    "dead": "550 5.1.1 No such user",
    "grey": "450 4.7.1 Greylisted, come again",
    "busy": "452 4.2.2 Mailbox full just now",
}
REPORTED = {"bounce": "5.1.1", "full": "5.2.2", "late": "4.4.7"}
COMPLAINS = "complain"


@dataclass(frozen=True, slots=True)
class Kept:
    """A message in a mailbox that IMAP shows."""

    uid: int
    message_id: str
    at: float
    raw: bytes


class Mail(Platform):
    """The practice mail server; citizens only receive."""

    name: ClassVar[str] = "email"
    converses: ClassVar[bool] = False

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.last = max((int(number) for kind, number in world.aside if kind == self.name), default=0)
        self.validity = int(world.clock())  # another one after each start: who reads begins anew
        self.shelves = Shelves(world)
        self.routes.add("GET", "/inboxes", "read", self.shelves.inboxes, open=True)
        self.routes.add("GET", "/inbox/{address}", "read", self.shelves.inbox, open=True)
        self.routes.add("GET", "/mail/{id}", "read", self.shelves.mail, open=True)
        self.routes.add("GET", "/shown/{id}", "read", self.shelves.shown, open=True)

    @classmethod
    def of(cls, platforms: Mapping[str, Platform]) -> Mail:
        """The one among the platforms."""
        return next(one for one in platforms.values() if isinstance(one, cls))

    def log_in(self, user: str, password: str) -> Account | None:
        """The account of a good login: its name, or its address, and `sandbox-` with its name."""
        account = self.account_for(password)
        return account if account and user in (account.name, f"{account.name}@{MAIL_DOMAIN}") else None

    def may_send(self, account: Account, sender: str) -> bool:
        """An account writes as itself, or as one of its plus addresses."""
        local, _, domain = sender.rpartition("@")
        return domain == MAIL_DOMAIN and local.partition("+")[0] == account.name

    def refuses(self, recipient: str) -> str:
        """What is said to a recipient that cannot be taken; nothing where it can."""
        return next((said for word, said in AT_ONCE.items() if recipient.startswith(word)), "")

    def take(self, account: Account, sender: str, recipient: str, raw: bytes) -> Post:
        """The mail has arrived. A second one of the same Message-ID is another, which the ledger tells."""
        letter = letters.taken_apart(raw)
        number = letter.message_id or f"<{hashlib.sha256(raw).hexdigest()[:32]}@practice.test>"
        again = sum(1 for _ in self._same(account, number))
        post = Post(
            f"{number}#{again + 1}" if again else number, account.name, letter.text, self.world.clock()
        )
        post.key = number
        post.detail = {
            "to": recipient,
            "title": letter.subject,
            "html": letter.html,
            "head": letter.head,
            "pictures": {},
            "alts": {},
        }
        for name, content in letter.pictures.items():
            self._keep(account, post, name, content, letter.alts.get(name, ""))
        self.world.publish(account, post)
        self._report(account, sender, recipient, letter.head)
        return post

    def _same(self, account: Account, number: str) -> Iterator[Post]:
        if (self.name, number) in self.world.posts:
            yield from (one for one in account.posts if one.key == number)

    def _keep(self, account: Account, post: Post, name: str, content: bytes, alt: str) -> None:
        """A picture once, however many citizens got it; what is none is left out, as programs do."""
        media_id = hashlib.sha256(content).hexdigest()[:32]
        try:
            if (self.name, media_id) not in self.world.media:
                keep_picture(self.world, account, media_id, content)
        except NotAPicture:
            return
        post.media.append(media_id)
        post.detail["pictures"][name], post.detail["alts"][media_id] = media_id, alt

    def _report(self, account: Account, sender: str, recipient: str, head: str) -> None:
        at = datetime.fromtimestamp(self.world.clock(), UTC)
        status = next((told for word, told in REPORTED.items() if recipient.startswith(word)), "")
        if status:
            raw = letters.bounce(sender=sender, recipient=recipient, status=status, at=at, head=head)
        elif recipient.startswith(COMPLAINS):
            raw = letters.complaint(sender=sender, recipient=recipient, at=at, head=head)
        else:
            return
        self.last += 1
        facts = {"account": account.name, "at": self.world.clock(), "raw": raw.decode()}
        self.world.set_aside(self.name, str(self.last), facts)

    def mailbox(self, account: Account, name: str) -> list[Kept] | None:
        """What IMAP shows: INBOX has the reports, Sent a copy of each mail; None for any other."""
        if name.upper() == "INBOX":
            mine = ((int(n), one) for (kind, n), one in self.world.aside.items() if kind == self.name)
            return [
                Kept(uid, "", one["at"], one["raw"].encode())
                for uid, one in sorted(mine, key=lambda each: each[0])
                if one["account"] == account.name
            ]
        if name != "Sent":
            return None
        shown = {one.id for one in self.timeline(account)}
        return [
            Kept(uid, post.key, post.at, f"{post.detail['head']}\r\n\r\n{post.text}\r\n".encode())
            for uid, post in enumerate(account.posts, 1)
            if post.id in shown
        ]

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """There is nothing here by HTTP but pages."""
        return self.not_found()

    def not_found(self) -> Answer:
        """No such page."""
        return Answer(404, b"Not Found", "text/plain; charset=utf-8")

    def malformed(self) -> Answer:
        """The same: a page takes no body."""
        return self.not_found()
