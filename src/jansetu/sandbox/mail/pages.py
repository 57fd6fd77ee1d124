"""Each citizen's inbox as a page, and a mail as its program would show it; fetches nothing from anywhere."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from urllib.parse import quote

from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.pages import BACK, EMPTY, page, when
from jansetu.sandbox.world import Post, World

# A mail's own HTML stands in a frame in which nothing runs, nothing is sent and nothing is fetched.
FRAMED = (
    "sandbox allow-popups; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
FRAMING = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SHOWN = 200


class Shelves:
    """HTML about mail; changes nothing."""

    def __init__(self, world: World) -> None:
        self.world = world

    def letters(self) -> dict[str, list[Post]]:
        """The mails of each citizen, oldest first."""
        found: dict[str, list[Post]] = defaultdict(list)
        for (platform, _), account in self.world.accounts.items():
            for post in account.posts if platform == "email" else ():
                found[post.detail["to"]].append(post)
        return found

    def inboxes(self, call: Call) -> Answer:
        """Everybody who got mail."""
        rows = "".join(
            f'<li><a href="/email/inbox/{quote(address, safe="")}">{escape(address)}</a>'
            f" <data>{len(mails)}</data></li>"
            for address, mails in sorted(self.letters().items())[:SHOWN]
        )
        listed = f'<section class="email"><ul>{rows}</ul></section>' if rows else EMPTY
        head = '<h1>नागरिकों की डाक <span lang="en">Citizens\' mail</span></h1>'
        return page("नागरिकों की डाक", "email", head + listed + BACK)

    def inbox(self, call: Call, address: str) -> Answer:
        """One citizen's mail, newest first."""
        mails = sorted(self.letters().get(address, []), key=lambda post: post.at, reverse=True)[:SHOWN]
        rows = "".join(
            f'<article><p class="note">{escape(post.account)}</p>'
            f'<p><a href="/email/mail/{quote(post.id, safe="")}">'
            f"{escape(post.detail['title'] or '—')}</a></p>"
            f'<p class="when">{when(post.at)}</p></article>'
            for post in mails
        )
        head = f'<header><p class="platform">ई-मेल</p><h1>{escape(address)}</h1></header>'
        return page(address, "email", f'{head}<div class="posts">{rows or EMPTY}</div>{ALL}')

    def mail(self, call: Call, mail_id: str) -> Answer:
        """One mail: who, what about, the HTML in its frame, the plain text beneath."""
        post = self.world.posts.get(("email", mail_id))
        if post is None:
            return page("ऐसा कोई मेल नहीं", "email", "<h1>ऐसा कोई मेल नहीं</h1>" + ALL, status=404)
        detail = post.detail
        head = (
            f'<header><p class="platform">ई-मेल</p><h1>{escape(detail["title"] or "—")}</h1>'
            f"<p>{escape(post.account)} → {escape(detail['to'])}</p><p>{when(post.at)}</p></header>"
        )
        frame = (
            f'<iframe class="mail" sandbox="allow-popups" title="{escape(detail["title"])}" loading="lazy"'
            f' src="/email/shown/{quote(mail_id, safe="")}"></iframe>'
        )
        plain = f'<details><summary>केवल पाठ · plain text</summary><pre class="text">{escape(post.text)}</pre>'
        fields = (
            f"</details><details><summary>शीर्ष · head</summary><pre>{escape(detail['head'])}</pre></details>"
        )
        answer = page(detail["title"], "email", head + frame + plain + fields + ALL)
        answer.headers["Content-Security-Policy"] = FRAMING
        return answer

    def shown(self, call: Call, mail_id: str) -> Answer:
        """The mail's own HTML; its pictures are those that came within it."""
        post = self.world.posts.get(("email", mail_id))
        content = post.detail["html"] if post else ""
        for name, media_id in (post.detail["pictures"] if post else {}).items():
            content = content.replace(f'"cid:{name}"', f'"/_sandbox/media/email/{media_id}"')
        headers = {"Content-Security-Policy": FRAMED, "X-Content-Type-Options": "nosniff"}
        return Answer(200 if post else 404, content.encode(), "text/html; charset=utf-8", headers)


ALL = '<p class="back"><a href="/email/inboxes">← सब की डाक <span lang="en">All inboxes</span></a></p>'
