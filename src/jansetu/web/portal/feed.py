"""RSS 2.0 of the newest posts, in Hindi first, with absolute addresses that stay."""

from __future__ import annotations

import regex
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html

from jansetu.publishing import portal
from jansetu.web.access import public
from jansetu.web.portal.caching import kept
from jansetu.web.portal.sheets import Sheet, absolute

NEWEST = 50
UNSPEAKABLE = regex.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@public
@kept(by_language=False)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest posts for feed readers; the same for everybody."""
    front = portal.front()
    name = front.name_hi if front else "जनसेतु"
    rss = Rss201rev2Feed(
        title=name,
        link=absolute("/"),
        description=f"{name}: शासकीय सूचनाएँ और समाचार",
        language="hi",
        feed_url=absolute("/feed.xml"),
        ttl=5,
    )
    for delivery in portal.published()[:NEWEST]:
        _add(rss, Sheet(portal.shown(delivery)))
    content = rss.writeString("utf-8")
    return HttpResponse(content, content_type="application/rss+xml; charset=utf-8")


def _add(rss: Rss201rev2Feed, sheet: Sheet) -> None:
    rss.add_item(
        title=_spoken(sheet.post.title),
        link=sheet.url,
        description=_spoken(_description(sheet)),
        pubdate=sheet.post.sent_at,
        unique_id=sheet.url,
        unique_id_is_permalink=True,
        categories=[_spoken(sheet.post.kind), _spoken(sheet.post.unit.name_hi)],
    )


def _description(sheet: Sheet) -> str:
    photo = sheet.lead
    if photo is None:
        return sheet.body
    return format_html('<p><img src="{}" alt="{}"></p>\n{}', sheet.lead_url, photo.alt, sheet.body)


def _spoken(text: str) -> str:
    return UNSPEAKABLE.sub("", text)
