"""What the portal's templates show: a post with its words ready for the page, and the frame around all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from jansetu.orgs.models import Installation
from jansetu.publishing import portal
from jansetu.publishing.portal import PublicPost
from jansetu.web.portal import wording


def absolute(path: str) -> str:
    """The address at which citizens find a path of ours."""
    return f"{settings.JANSETU_PUBLIC_URL}{path}"


def frame() -> dict[str, Any]:
    """Whose portal it is, whether its people are invented, when it was last updated: three queries."""
    return {
        "front": portal.front(),
        "installation": Installation.objects.first(),
        "updated": portal.last_updated(),
        "home_url": absolute("/"),
    }


def language_asked(request: HttpRequest) -> str:
    """hi or en, as the reader chose."""
    return "en" if getattr(request, "LANGUAGE_CODE", "hi") == "en" else "hi"


@dataclass(frozen=True)
class Share:
    """A plain link to where a reader may pass the post on; nothing is loaded from there."""

    name: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """One public post on a page."""

    post: PublicPost

    @cached_property
    def title_language(self) -> str:
        """For the title's own lang attribute."""
        return wording.language_of(self.post.title)

    @cached_property
    def beginning(self) -> str:
        """The first two lines."""
        return wording.beginning(self.post.title, self.post.text)

    @cached_property
    def body(self) -> SafeString:
        """The whole text."""
        return wording.paragraphs(wording.without_title(self.post.title, self.post.text))

    @property
    def lead(self) -> portal.PublicPicture | None:
        """The first photo."""
        return next(iter(self.post.pictures), None)

    @property
    def url(self) -> str:
        """Absolute, for feeds and for sharing."""
        return absolute(self.post.path)

    @property
    def lead_url(self) -> str:
        """The first photo's absolute address, or nothing."""
        return absolute(f"/media/{self.lead.digest}.jpg") if self.lead else ""

    @property
    def shares(self) -> list[Share]:
        """WhatsApp first: that is where it is passed on."""
        url, title = quote(self.url, safe=""), quote(self.post.title, safe="")
        return [
            Share("WhatsApp", f"https://wa.me/?text={title}%0A{url}"),
            Share("X", f"https://x.com/intent/post?text={title}&url={url}"),
            Share("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
            Share("Telegram", f"https://t.me/share/url?url={url}&text={title}"),
        ]

    @property
    def mail(self) -> str:
        """A letter with the title and the address."""
        return f"mailto:?subject={quote(self.post.title, safe='')}&body={quote(self.url, safe='')}"
