"""What a citizen sees of a practice number: the talks, and each as on a phone, where they can write back."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from jansetu.sandbox.exchange import Answer, Call, Json, Malformed, text_in
from jansetu.sandbox.pages import BACK, EMPTY, Pages, lively, page, when
from jansetu.sandbox.routes import Routes
from jansetu.sandbox.whatsapp.messages import DELIVERED, READ, Messages
from jansetu.sandbox.whatsapp.wire import display_number
from jansetu.sandbox.world import Account, Post

LABEL = "WhatsApp"
TRAITS = ("absent", "stopped", "weary", "unread")
FORM = """<form method="post" action="/_sandbox/whatsapp/say/{account}/{number}" class="write">
<label>संदेश <span lang="en">Message</span>
<input name="text" required maxlength="4096" autocomplete="off"></label>
<button>भेजें <span lang="en">Send</span></button></form>
<form method="post" action="/_sandbox/whatsapp/say/{account}/{number}" class="write">
<button name="text" value="START">START</button> <button name="text" value="STOP">STOP</button></form>"""


class Screen:
    """HTML of the talks of a number, and what its citizens do."""

    def __init__(self, platform: Messages, pages: Pages) -> None:
        self.platform, self.world, self.pages = platform, platform.world, pages

    def open(self, routes: Routes) -> None:
        """Put the addresses before those that serve any platform."""
        routes.add("GET", "/_sandbox/see/whatsapp/{account}", "read", self.talks, open=True)
        routes.add("GET", "/_sandbox/see/whatsapp/{account}/{number}", "read", self.talk, open=True)
        routes.add("POST", "/_sandbox/whatsapp/say/{account}/{number}", "session", self.say, open=True)
        routes.add("POST", "/_sandbox/whatsapp/citizens", "session", self.change, open=True)

    def change(self, call: Call) -> Answer:
        """POST /_sandbox/whatsapp/citizens: number, and what changes: name, or one of TRAITS."""
        asked = call.json()
        number = text_in(asked, "number")
        if not (number.isascii() and number.isdigit()):
            raise Malformed
        facts: Json = dict(self.platform.citizen(number))
        facts |= {name: asked[name] is True for name in TRAITS if name in asked}
        facts |= {"name": text_in(asked, "name")} if asked.get("name") else {}
        self.world.set_aside("whatsapp", f"citizen-{number}", facts)
        return Answer.json(200, facts)

    def say(self, call: Call, name: str, number: str) -> Answer:
        """A citizen writes on their own phone."""
        text = call.field("text").strip()
        if not text or not (number.isascii() and number.isdigit()):
            raise Malformed
        self.platform.remark(self.world.account("whatsapp", name), number, text, "")
        place = f"/_sandbox/see/whatsapp/{quote(name)}/{number}"
        return Answer(303, b"", headers={"Location": place})

    def talks(self, call: Call, name: str) -> Answer:
        """Everybody to whom the number wrote or who wrote to it, the newest first."""
        account = self.world.accounts.get(("whatsapp", name))
        if account is None:
            return self.pages.account(call, "whatsapp", name)
        newest: dict[str, Post] = {}
        for post in sorted(self.every(account), key=lambda one: one.at):
            number = self.number(post)
            newest.pop(number, None)
            newest[number] = post
        rows = "".join(self.row(account, number, newest[number]) for number in reversed(newest))
        listed = f'<ul class="talks">{rows}</ul>' if rows else EMPTY
        return page(f"{name} · {LABEL}", "whatsapp", f"{self.head(account)}{listed}{BACK}")

    def talk(self, call: Call, name: str, number: str) -> Answer:
        """One phone."""
        account = self.world.account("whatsapp", name)
        mine = [one for one in self.every(account) if self.number(one) == number]
        arrived = [one for one in sorted(mine, key=lambda one: one.at) if not one.detail.get("failed")]
        shown = "".join(self.bubble(one) for one in arrived) or EMPTY
        form = FORM.format(account=quote(name), number=escape(number))
        who = escape(str(self.platform.contact(number)["profile"]["name"]))
        phone = f'<p class="who">{who} · +{escape(number)}</p><div class="chat">{shown}</div>{form}'
        back = f'<p class="back"><a href="/_sandbox/see/whatsapp/{quote(name)}">← सब बातचीत</a></p>'
        body = f'{self.head(account)}<section class="phone">{phone}</section>{back}'
        return page(f"{name} · {LABEL}", "whatsapp", body)

    def every(self, account: Account) -> list[Post]:
        """What was said in all talks of the number."""
        return [*account.posts, *self.world.remarks.get(("whatsapp", account.name), ())]

    def number(self, post: Post) -> str:
        """The citizen's number, whoever wrote."""
        return post.account if post.to else str(post.detail["to"])

    def head(self, account: Account) -> str:
        """Whose number it is."""
        return (
            f'<header><p class="platform">{LABEL}</p><h1>{escape(account.name)}</h1>'
            f'<p class="figures">{display_number(account)}</p></header>'
        )

    def row(self, account: Account, number: str, last: Post) -> str:
        """One talk in the list, with the last thing that was said."""
        name = escape(str(self.platform.contact(number)["profile"]["name"]))
        failed = last.detail.get("failed")
        note = f' <span class="note">✗ नहीं पहुँचा · not delivered ({failed})</span>' if failed else ""
        place = f"/_sandbox/see/whatsapp/{quote(account.name)}/{quote(number)}"
        said = escape(last.text[:80])
        return f'<li><a href="{place}">{name}</a> {said}{note} {when(last.at)}</li>'

    def bubble(self, post: Post) -> str:
        """One message; of the office's own with its ticks."""
        side = "theirs" if post.to else "ours"
        footer = f'<p class="note">{escape(post.detail["footer"])}</p>' if post.detail.get("footer") else ""
        files = self.pages.pictures("whatsapp", post)
        text = f'<p class="text">{lively(post.text)}</p>' if post.text else ""
        return (
            f'<article class="{side}" id="post-{escape(post.id)}">{files}{text}{footer}'
            f'<p class="when">{when(post.at)} {self.ticks(post)}</p></article>'
        )

    def ticks(self, post: Post) -> str:
        """Sent, delivered, read, as WhatsApp draws it, and in words."""
        if post.to:
            return "✓✓ पढ़ा गया" if post.detail.get("seen") else ""
        age, unread = self.world.clock() - post.at, self.platform.citizen(post.detail["to"]).get("unread")
        if age < DELIVERED:
            return "✓ भेजा गया"
        return "✓✓ पहुँचा" if age < READ or unread else "✓✓ पढ़ा गया"
