"""The state of the practice platforms: accounts, posts, pictures; journals and records every change."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jansetu.sandbox.calling import Callings
from jansetu.sandbox.exchange import Json
from jansetu.sandbox.films import Films
from jansetu.sandbox.journal import Journal
from jansetu.sandbox.ledger import Act, Ledger
from jansetu.sandbox.meters import Meters
from jansetu.sandbox.numbers import account_number


@dataclass(slots=True)
class Media:
    """An uploaded file; its bytes are on disk where the sandbox has a folder, else in memory."""

    id: str
    platform: str
    account: str
    mime: str
    size: int
    width: int
    height: int
    alt: str = ""
    content: bytes = b""
    file: Path | None = None

    def read(self) -> bytes:
        """The bytes as they were uploaded."""
        return self.file.read_bytes() if self.file else self.content


@dataclass(slots=True)
class Post:
    """What a citizen sees. `detail` is what only this platform knows of it."""

    id: str
    account: str
    text: str
    at: float  # seconds since 1970
    key: str = ""
    media: list[str] = field(default_factory=list)
    reply_to: str = ""
    repost_of: str = ""
    edited_at: float | None = None
    deleted_at: float | None = None
    detail: Json = field(default_factory=dict)
    to: str = ""  # the account that a citizen's remark is for; empty where an account posted it

    @property
    def sameness(self) -> str:
        """What X takes for a repeat: the same text, or the same answer to the same post."""
        return f"{self.reply_to}\0{self.text}" if self.reply_to else self.text


@dataclass(slots=True)
class Account:
    """One account of one platform, made the first time anybody speaks of it."""

    platform: str
    name: str
    number: str
    made_at: float
    handle: str
    posts: list[Post] = field(default_factory=list)  # oldest first, deleted ones too
    texts: set[str] = field(default_factory=set)  # of the posts that stand: X refuses the same text again
    deleted: int = 0
    citizen: bool = False  # made by a remark: no office's

    @property
    def standing(self) -> int:
        """How many posts are not deleted."""
        return len(self.posts) - self.deleted


class World:
    """Everything the platforms remember. With a folder it outlives the process."""

    def __init__(
        self,
        *,
        folder: Path | None = None,
        generous: bool = False,
        pace: float = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`pace`: how many times faster than life figures grow and citizens answer; 0 is never."""
        self.folder, self.clock, self.meters, self.pace = folder, clock, Meters(generous=generous), pace
        self.journal, self.films = Journal(folder), Films(folder)
        self.callings = Callings(clock)
        self._empty()
        for line in self.journal.replay():
            self._remember(line)

    def _empty(self) -> None:
        self.ledger = Ledger()
        self.accounts: dict[tuple[str, str], Account] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.posts: dict[tuple[str, str], Post] = {}
        self.reposts: dict[tuple[str, str], list[Post]] = {}
        self.keyed: dict[tuple[str, str, str], Post] = {}
        self.media: dict[tuple[str, str], Media] = {}
        self.aside: dict[tuple[str, str], Json] = {}  # what a platform keeps that is no post yet
        self.answers: dict[tuple[str, str], list[Post]] = {}  # by the post that is answered
        self.remarks: dict[tuple[str, str], list[Post]] = {}  # by the account they are for, oldest first

    def account(self, platform: str, name: str) -> Account:
        """The account of that name, made on demand."""
        found = self.accounts.get((platform, name))
        if found is None:
            number = account_number(platform, name)
            found = Account(platform, name, number, self.clock(), name)
            self.accounts[platform, name] = found
            self.numbers[platform, number] = name
        return found

    def account_by_number(self, platform: str, number: str) -> Account | None:
        """The account with that numeric id, if it was ever spoken of."""
        name = self.numbers.get((platform, number))
        return self.accounts[platform, name] if name is not None else None

    def post(self, platform: str, remote_id: str) -> Post | None:
        """A post that stands; None where it never was or is deleted."""
        found = self.posts.get((platform, remote_id))
        return found if found and found.deleted_at is None else None

    def publish(self, account: Account, post: Post) -> Post:
        """A new post (or repost) stands from now on."""
        self.journal.write(lambda: {"do": "publish", "platform": account.platform, "post": asdict(post)})
        account.posts.append(post)
        account.texts.add(post.sameness)
        self.posts[account.platform, post.id] = post
        if post.key:
            self.keyed[account.platform, account.name, post.key] = post
        if post.repost_of:
            self.reposts.setdefault((account.platform, post.repost_of), []).append(post)
        if post.reply_to:
            self.answers.setdefault((account.platform, post.reply_to), []).append(post)
            answered = self.posts.get((account.platform, post.reply_to))
            if answered and not answered.to and answered.account != account.name:
                self.remarks.setdefault((account.platform, answered.account), []).append(post)
        self._record("repost" if post.repost_of else "publish", account, post, post.at)
        return post

    def remark(self, platform: str, post: Post) -> Post:
        """A citizen says something to the account `post.to`; no act of any client, so not in the ledger."""
        self.journal.write(lambda: {"do": "remark", "platform": platform, "post": asdict(post)})
        if (platform, post.account) not in self.accounts:
            self.account(platform, post.account).citizen = True
        self.posts[platform, post.id] = post
        self.remarks.setdefault((platform, post.to), []).append(post)
        if post.reply_to:
            self.answers.setdefault((platform, post.reply_to), []).append(post)
        return post

    def note(self, platform: str, post: Post, name: str, value: Any) -> None:
        """Put something into a post's detail: that it is hidden, the rules of its thread."""
        told = {"do": "note", "platform": platform, "id": post.id, "name": name, "value": value}
        self.journal.write(lambda: told)
        post.detail[name] = value

    def answers_to(self, platform: str, post_id: str) -> list[Post]:
        """The answers that stand and are not hidden, oldest first."""
        every = self.answers.get((platform, post_id), ())
        return [one for one in every if one.deleted_at is None and not one.detail.get("hidden")]

    def correct(self, account: Account, post: Post, **changed: Any) -> None:
        """Replace the text, the media or the detail of a post that stands."""
        at = self.clock()
        self._correct(account, post, changed, at)
        told = {"do": "correct", "platform": account.platform, "id": post.id, "at": at}
        self.journal.write(lambda: {**told, "changed": changed})

    def _correct(self, account: Account, post: Post, changed: Json, at: float) -> None:
        account.texts.discard(post.sameness)
        for name, value in changed.items():
            setattr(post, name, value)
        post.edited_at = at
        account.texts.add(post.sameness)
        self._record("correct", account, post, at)

    def delete(self, account: Account, post: Post) -> None:
        """The post, and every repost of it, is gone."""
        at = self.clock()
        self.journal.write(lambda: {"do": "delete", "platform": account.platform, "id": post.id, "at": at})
        self._delete(account, post, at)

    def _delete(self, account: Account, post: Post, at: float) -> None:
        self._take_down(account, post, at)
        self._record("delete", account, post, at)
        for repost in self.reposts.get((account.platform, post.id), ()):
            if repost.deleted_at is None:
                self._take_down(self.account(account.platform, repost.account), repost, at)

    def _take_down(self, account: Account, post: Post, at: float) -> None:
        post.deleted_at = at
        account.deleted += not post.to
        account.texts.discard(post.sameness)

    def keep(self, media: Media) -> Media:
        """Remember an uploaded file."""
        if self.folder and media.file is None:
            media.file = self.folder / "media" / f"{media.platform}-{media.id}"
            media.file.parent.mkdir(exist_ok=True)
            media.file.write_bytes(media.content)
            media.content = b""
        self.media[media.platform, media.id] = media
        self.journal.write(lambda: {"do": "keep", "media": {**asdict(media), "content": None, "file": None}})
        return media

    def describe(self, media: Media, alt: str) -> None:
        """Give an uploaded picture its alternative text."""
        media.alt = alt
        self.journal.write(lambda: {"do": "describe", "platform": media.platform, "id": media.id, "alt": alt})

    def set_aside(self, platform: str, number: str, facts: Json) -> None:
        """Keep what is no post yet, as Instagram its containers; the same number again replaces it."""
        told = {"do": "set_aside", "platform": platform, "id": number, "facts": facts}
        self.journal.write(lambda: told)
        self.aside[platform, number] = facts

    def reset(self) -> None:
        """Forget everything, the ledger included."""
        self._empty()
        self.films.clear()
        self.callings.clear()
        self.meters.windows.clear()
        self.journal.clear()

    def _record(self, act: Act, account: Account, post: Post, at: float) -> None:
        self.ledger.record(
            act,
            platform=account.platform,
            account=account.name,
            remote_id=post.id,
            text=post.text,
            key=post.key,
            at=at,
            reply_to=post.reply_to,
        )

    def _remember(self, line: Json) -> None:
        if line["do"] == "keep":
            self._remember_media(line["media"])
        elif line["do"] == "describe":
            self.media[line["platform"], line["id"]].alt = line["alt"]
        elif line["do"] == "publish":
            post = Post(**line["post"])
            self.publish(self.account(line["platform"], post.account), post)
        elif line["do"] == "set_aside":
            self.aside[line["platform"], line["id"]] = line["facts"]
        elif line["do"] == "remark":
            self.remark(line["platform"], Post(**line["post"]))
        elif line["do"] == "note":
            self.posts[line["platform"], line["id"]].detail[line["name"]] = line["value"]
        else:
            post = self.posts[line["platform"], line["id"]]
            account = self.account(line["platform"], post.account)
            if line["do"] == "delete":
                self._delete(account, post, line["at"])
            else:
                self._correct(account, post, line["changed"], line["at"])

    def _remember_media(self, kept: Json) -> None:
        media = Media(**kept | {"content": b""})
        media.file = (
            self.journal.folder / "media" / f"{media.platform}-{media.id}" if self.journal.folder else None
        )
        self.media[media.platform, media.id] = media
