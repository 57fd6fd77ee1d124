"""What a citizen would see: a page for each practice account, and their list; every page says अभ्यास."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import quote

import regex

from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.world import Account, Media, Post, World

LABELS = {
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "telegram": "Telegram",
    "email": "ई-मेल",
}
INDIA = timedelta(hours=5, minutes=30)
STYLE = Path(__file__).with_name("style.css")
LIVELY = regex.compile(r"(?P<link>https?://[^\s<>]+[^\s<>\p{P}]/?)|(?P<tag>[#@][\p{L}\p{M}\p{N}_]+)")
SHOWN = 100  # posts on a page, answers beneath one
DEPTH = 8  # of answers to answers
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="hi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · अभ्यास</title>
<link rel="stylesheet" href="/_sandbox/style.css">
</head>
<body class="{kind}">
<p class="practice"><strong>अभ्यास मंच</strong> — यहाँ कुछ भी सचमुच प्रकाशित नहीं होता।
<span lang="en">Practice platform: nothing here is really published.</span></p>
<main>
{content}
</main>
</body>
</html>
"""


class Pages:
    """HTML about the world; changes nothing."""

    def __init__(self, world: World) -> None:
        self.world = world

    def index(self, call: Call) -> Answer:
        """Every account, by platform."""
        accounts: dict[str, list[Account]] = defaultdict(list)
        for (platform, _), account in sorted(self.world.accounts.items()):
            if not account.citizen:
                accounts[platform].append(account)
        shelves = "".join(shelf(platform, accounts[platform]) for platform in LABELS)
        head = '<h1>अभ्यास के खाते <span lang="en">Practice accounts</span></h1>'
        return page("अभ्यास के खाते", "index", f'{head}<div class="shelves">{shelves}</div>')

    def account(self, call: Call, platform: str, name: str) -> Answer:
        """One account as a citizen sees it, newest post first."""
        account = self.world.accounts.get((platform, name))
        if account is None:
            body = '<h1>ऐसा कोई खाता नहीं <span lang="en">No such account</span></h1>' + BACK
            return page("ऐसा कोई खाता नहीं", "index", body, status=404)
        standing = [post for post in reversed(account.posts) if post.deleted_at is None]
        heads = [post for post in standing if (platform, post.reply_to) not in self.world.posts]
        posts = "".join(self.post(platform, post) for post in heads[:SHOWN]) or EMPTY
        posts += self.mentions(platform, account)
        head = (
            f'<header><p class="platform">{LABELS[platform]}</p><h1>{escape(name)}</h1>'
            f'<p class="figures">{len(standing)} पोस्ट <span lang="en">posts</span></p></header>'
        )
        return page(f"{name} · {LABELS[platform]}", platform, f'{head}<div class="posts">{posts}</div>{BACK}')

    def post(self, platform: str, post: Post) -> str:
        """One post; a repost shows what it repeats."""
        shown, note = post, ""
        if post.repost_of:
            shown = self.world.posts.get((platform, post.repost_of), post)
            note = f'<p class="note">↻ {escape(shown.account)} <span lang="en">reposted</span></p>'
        elif post.reply_to:
            note = '<p class="note">↩ उत्तर <span lang="en">reply</span></p>'
        elif platform == "email":
            to = post.detail["to"]
            note = f'<p class="note">→ <a href="/email/inbox/{quote(to, safe="")}">{escape(to)}</a></p>'
        title = f"<h2>{escape(shown.detail['title'])}</h2>" if shown.detail.get("title") else ""
        edited = ' · संपादित <span lang="en">edited</span>' if post.edited_at else ""
        return (
            f'<article id="post-{escape(post.id)}">{note}{title}<p class="text">{lively(shown.text)}</p>'
            f'{self.pictures(platform, shown)}<p class="when">{when(post.at)}{edited}</p>'
            f"{self.thread(platform, post)}{self.answers(platform, post)}</article>"
        )

    def thread(self, platform: str, post: Post) -> str:
        """What its author went on to say beneath it, part after part, each with the answers to it."""
        parts, one = "", self.continued(platform, post)
        while one:
            parts += (
                f'<li id="post-{escape(one.id)}"><p class="text">{lively(one.text)}</p>'
                f'{self.pictures(platform, one)}<p class="when">{when(one.at)}</p>'
                f"{self.answers(platform, one)}</li>"
            )
            one = self.continued(platform, one)
        return f'<ol class="thread">{parts}</ol>' if parts else ""

    def continued(self, platform: str, post: Post) -> Post | None:
        """The next part of a thread: the first answer that stands of the post's own author."""
        said = self.world.answers.get((platform, post.id), ())
        return next((one for one in said if one.account == post.account and one.deleted_at is None), None)

    def mentions(self, platform: str, account: Account) -> str:
        """What citizens said to the account elsewhere than beneath its posts."""
        heard = self.world.remarks.get((platform, account.name), ())
        said = [one for one in reversed(heard) if one.deleted_at is None and not one.reply_to]
        if not said:
            return ""
        shown = "".join(self.answer(platform, one) for one in said[:SHOWN])
        return f'<h2>उल्लेख <span lang="en">Mentions</span></h2><ol class="answers">{shown}</ol>'

    def answers(self, platform: str, post: Post, depth: int = 0) -> str:
        """The answers beneath a post, and theirs; without the next part of its own thread."""
        part = self.continued(platform, post)
        every = self.world.answers.get((platform, post.id), ())
        said = [one for one in every if one.deleted_at is None and one is not part]
        if not said or depth > DEPTH:
            return ""
        shown = "".join(self.answer(platform, one, depth) for one in said[:SHOWN])
        return f'<ol class="answers">{shown}</ol>'

    def answer(self, platform: str, one: Post, depth: int = 0) -> str:
        """One answer, a citizen's or the account's own; of a hidden one only that it is hidden."""
        beneath = self.thread(platform, one) + self.answers(platform, one, depth + 1)
        if one.detail.get("hidden"):
            hidden = '<p class="note">छिपाई गई टिप्पणी <span lang="en">hidden remark</span></p>'
            return f'<li id="post-{escape(one.id)}">{hidden}{beneath}</li>'
        direct = one.detail.get("visibility") == "direct"
        note = ' · केवल खाते को <span lang="en">direct</span>' if direct else ""
        return (
            f'<li id="post-{escape(one.id)}"><p class="who">{escape(one.account)}{note}</p>'
            f'<p class="text">{lively(one.text)}</p>{self.pictures(platform, one)}'
            f'<p class="when">{when(one.at)}</p>{beneath}</li>'
        )

    def pictures(self, platform: str, post: Post) -> str:
        """The pictures of a post, each with the description that a blind reader hears."""
        figures = ""
        for media_id in post.media:
            media = self.world.media[platform, media_id]
            alt = escape(post.detail.get("alts", {}).get(media_id, media.alt))
            spoken = f"<b>विवरण:</b> {alt}" if alt else '<b class="missing">विवरण नहीं है · no description</b>'
            figures += f"<figure>{seen(media, alt)}<figcaption>{spoken}</figcaption></figure>"
        return f'<div class="pictures">{figures}</div>' if figures else ""

    def media(self, call: Call, platform: str, media_id: str) -> Answer:
        """The picture itself."""
        media = self.world.media.get((platform, media_id))
        if media is None:
            return Answer.json(404, {"error": "no such picture"})
        sniffed = {"X-Content-Type-Options": "nosniff"}
        if media.file is not None:  # a browser asks for a film piece by piece
            return Answer(200, b"", media.mime, sniffed, file=media.file)
        return Answer(200, media.read(), media.mime, sniffed)

    def style(self, call: Call) -> Answer:
        """The stylesheet."""
        return Answer(200, STYLE.read_bytes(), "text/css; charset=utf-8")


BACK = '<p class="back"><a href="/_sandbox/">← सब खाते <span lang="en">All accounts</span></a></p>'
EMPTY = '<p class="empty">अभी कोई पोस्ट नहीं। <span lang="en">No posts yet.</span></p>'


def seen(media: Media, alt: str) -> str:
    """A picture, or a film that can be played."""
    address = f"/_sandbox/media/{media.platform}/{quote(media.id)}"
    size = f' width="{media.width}" height="{media.height}"' if media.width else ""
    if media.mime.startswith("video/"):
        return f'<video src="{address}" controls preload="metadata" aria-label="{alt}"{size}></video>'
    return f'<img src="{address}" alt="{alt}" loading="lazy"{size}>'


def page(title: str, kind: str, content: str, status: int = 200) -> Answer:
    """A whole page."""
    body = PAGE.format(title=escape(title), kind=kind, content=content).encode()
    return Answer(status, body, "text/html; charset=utf-8", {"Content-Security-Policy": POLICY})


def shelf(platform: str, accounts: list[Account]) -> str:
    """The accounts of one platform."""
    rows = "".join(
        f'<li><a href="/_sandbox/see/{platform}/{quote(account.name)}">{escape(account.name)}</a>'
        f" <data>{account.standing}</data></li>"
        for account in accounts
    )
    listed = f"<ul>{rows}</ul>" if rows else EMPTY
    return f'<section class="{platform}"><h2>{LABELS[platform]}</h2>{listed}</section>'


def lively(text: str) -> str:
    """The text with its links and tags marked; nothing in it can become HTML of its own."""
    parts, after = [], 0
    for match in LIVELY.finditer(text):
        found = escape(match.group())
        parts.append(escape(text[after : match.start()]))
        parts.append(
            f'<a href="{found}" rel="noreferrer">{found}</a>'
            if match.group("link")
            else f'<span class="tag">{found}</span>'
        )
        after = match.end()
    return "".join([*parts, escape(text[after:])])


def when(at: float) -> str:
    """The time in India, for people and machines."""
    moment = datetime.fromtimestamp(at, UTC)
    return f'<time datetime="{moment.isoformat()}">{(moment + INDIA).strftime("%d-%m-%Y, %H:%M")}</time>'
