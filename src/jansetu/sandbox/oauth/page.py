"""The page on which somebody allows an app, or does not; every one says अभ्यास."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from jansetu.sandbox import pages
from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.world import World

CARRIED = (
    "client_id",
    "redirect_uri",
    "state",
    "scope",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "access_type",
)
LATEST = 12  # accounts that are suggested


def ask(world: World, platform: str, call: Call, *, several: bool, space: str) -> Answer:
    """The page; 400 where the request is not one that a platform would show a page for."""
    asked = call.query
    fits = asked.get("response_type") == "code" and asked.get("client_id") and asked.get("state")
    if not fits or not asked.get("redirect_uri", "").startswith(("http://", "https://")):
        return _page(platform, "<h1>अधूरा निवेदन <span lang='en'>Incomplete request</span></h1>", status=400)
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(asked[name])}">'
        for name in CARRIED
        if name in asked and name != "scope"
    )
    scopes = [escape(one) for one in asked.get("scope", "").split(space) if one]
    ticks = "".join(
        f'<li><label><input type="checkbox" name="scope" value="{one}" checked> {one}</label></li>'
        for one in scopes
    )
    known = [
        name for (kind, name), account in world.accounts.items() if kind == platform and not account.citizen
    ]
    options = "".join(f'<option value="{escape(name)}">' for name in known[:LATEST])
    hi, en = ("पेज (कई हों तो अल्पविराम से)", "Pages, with commas between") if several else ("खाता", "Account")
    body = (
        f'<header><p class="platform">{pages.LABELS[platform]}</p>'
        f'<h1>ऐप को अनुमति दें? <span lang="en">Allow this app?</span></h1>'
        f"<p>ऐप <b>{escape(asked['client_id'][:60])}</b> इस खाते पर यह करना चाहता है। "
        f'<span lang="en">The app wants to do this on the account.</span></p></header>'
        f'<form method="post" class="allow">{hidden}'
        f'<p><label for="account">{hi} <span lang="en">{en}</span></label><br>'
        f'<input id="account" name="account" list="known" required autocomplete="off">'
        f'<datalist id="known">{options}</datalist></p><ul>{ticks}</ul>'
        '<p><button name="decision" value="allow">अनुमति दें · Allow</button> '
        '<button name="decision" value="deny" formnovalidate>नहीं · Deny</button></p></form>'
    )
    return _page(platform, body)


def back(call: Call, **told: str) -> Answer:
    """The officer's browser goes back to the app with what it is told."""
    place = call.field("redirect_uri")
    joined = "&" if "?" in place else "?"
    return Answer(
        302, b"", headers={"Location": place + joined + urlencode({"state": call.field("state"), **told})}
    )


def _page(platform: str, body: str, status: int = 200) -> Answer:
    return pages.page("ऐप को अनुमति", platform, body, status=status)
