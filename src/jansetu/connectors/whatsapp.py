"""A WhatsApp number by the Cloud API: one message to one person, as a text or as an approved template.

Written against Graph API v23.0. What was sent can be neither looked up nor taken back; what became of it
comes by reports (`whatsapp_hook`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jansetu.connectors import graph
from jansetu.connectors import whatsapp_account as facts
from jansetu.connectors import whatsapp_messages as messages
from jansetu.connectors.contracts import (
    Account,
    CannotTell,
    Connector,
    Credentials,
    Json,
    Limits,
    Outgoing,
    Progress,
    Quota,
    Receipt,
    Sighting,
    TemplateFacts,
    VideoLimits,
)
from jansetu.connectors.errors import NotAuthorized, Rejected
from jansetu.connectors.graph import API, Wire
from jansetu.connectors.http import Answer, Http, Verdict, failure
from jansetu.connectors.whatsapp_dialect import DIALECT, LABEL

PAGES = 60  # of a hundred templates each; an account has at most 6,000
MEDIA_LIFE = 29 * 24 * 3600  # seconds; WhatsApp keeps an uploaded file for 30 days


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatsAppCredentials(Credentials):
    """A system user's token with whatsapp_business_messaging and whatsapp_business_management."""

    server: str = field(
        default=API,
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "WhatsApp का असली पता",
            "help_en": "WhatsApp's real address",
        },
    )
    phone_number_id: str = field(
        metadata={
            "hi": "नंबर की पहचान-संख्या (Phone number ID)",
            "en": "Phone number ID",
            "help_hi": "फ़ोन नंबर नहीं; WhatsApp Manager के 'API Setup' में मिलती है",
            "help_en": "Not the number itself; shown under API Setup",
            "pattern": r"[0-9]{1,20}",
        }
    )
    business_account_id: str = field(
        metadata={
            "hi": "व्यवसाय-खाते की संख्या (WhatsApp Business Account ID)",
            "en": "WhatsApp Business Account ID",
            "help_hi": "केवल अंक; वहीं मिलती है",
            "help_en": "Digits only; shown at the same place",
            "pattern": r"[0-9]{1,20}",
        }
    )
    access_token: str = field(repr=False, metadata={"hi": "एक्सेस टोकन", "en": "Access token", "secret": True})
    app_secret: str = field(default="", repr=False, metadata=graph.APP_SECRET)


class JsonWire(Wire):
    """The same with a JSON body, in which WhatsApp takes its messages."""

    async def tell(self, path: str, body: Json) -> Answer:
        """POST of what is seen by somebody else."""
        return await self._call("POST", path, params=self._proof, json=body, publishes=True)


class WhatsApp(Connector):
    """One WhatsApp number of an office."""

    kind = "whatsapp"
    label = LABEL
    limits = Limits(
        counts="characters",
        text=4096,
        pictures=1,
        picture_bytes=5 * 1024 * 1024,
        picture_edge=2560,
        video=VideoLimits(size=16 * 1024 * 1024, seconds=3600),
        one_each=True,
        source="developers.facebook.com, WhatsApp messages and media, 2026; a film's hour at most is ours",
    )
    credentials_class = WhatsAppCredentials
    timeline_lag = timedelta(0)  # there is no timeline

    def __init__(self, credentials: WhatsAppCredentials, http: Http) -> None:
        self._number, self._business = credentials.phone_number_id, credentials.business_account_id
        self._http = http
        self._wire = JsonWire(
            http,
            DIALECT,
            server=credentials.server,
            token=credentials.access_token,
            app_secret=credentials.app_secret,
        )

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload what nobody sees yet, or send. A text too long for a caption follows its picture or film."""
        if outgoing.template is None:
            return await self._talk(outgoing, progress, "")
        uploaded = self._uploaded(outgoing, progress)
        if uploaded is None:
            return await self._upload(outgoing)
        return self._receipt(await self._send(messages.template(outgoing, uploaded)))

    async def _talk(self, outgoing: Outgoing, progress: Progress, answers: str) -> Progress | Receipt:
        """The next call of a free text, within a talk that its recipient began."""
        if progress.step == "text":
            return self._receipt(await self._send(messages.text(outgoing, answers=answers)), *progress.posted)
        if messages.media_of(outgoing) is None:
            return self._receipt(await self._send(messages.text(outgoing, answers=answers)))
        uploaded = self._uploaded(outgoing, progress)
        if uploaded is None:
            return await self._upload(outgoing)
        whole = messages.fits_beneath(outgoing)
        answer = await self._send(messages.media(outgoing, uploaded, captioned=whole, answers=answers))
        if whole:
            return self._receipt(answer)
        state = {"posted": [answer.text("messages", 0, "id")], "url": ""}
        return Progress(step="text", state=state, quota=answer.quota)

    def _uploaded(self, outgoing: Outgoing, progress: Progress) -> str | None:
        """The file as WhatsApp knows it; None where it must be uploaded first, "" where there is none."""
        media = messages.media_of(outgoing)
        if media is None:
            return ""
        kept, now = progress.state, self._http.clock().timestamp()
        if kept.get("digest") != media.digest or float(kept.get("until", 0)) <= now:
            return None
        return str(kept["media"])

    async def _upload(self, outgoing: Outgoing) -> Progress:
        media = messages.media_of(outgoing)
        if media is None:
            raise TypeError("this message has neither picture nor film")
        until = self._http.clock().timestamp() + MEDIA_LIFE
        answer = await self._wire.send(f"{self._number}/media", await messages.upload(media))
        state = {"media": answer.text("id"), "digest": media.digest, "until": until}
        return Progress(step="media", state=state)

    async def _send(self, body: Json) -> Answer:
        return await self._wire.tell(f"{self._number}/messages", body)

    def _receipt(self, answer: Answer, *before: str) -> Receipt:
        """Nobody but the recipient can open a message, so it has no address."""
        first, *further = [*before, answer.text("messages", 0, "id")]
        return Receipt(remote_id=first, url="", quota=answer.quota, further_ids=tuple(further))

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Answer a message, to its author alone; only within a day of it."""
        return await self._talk(outgoing, progress, remote_id)

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """WhatsApp shows no message again: its report is awaited."""
        return CannotTell(reason="no_lookup")

    async def whoami(self) -> Account:
        """The number, where it belongs to the business account that was given."""
        asked = {"fields": "id", "limit": "100"}
        listed = await self._wire.read(f"{self._business}/phone_numbers", asked)
        numbers = [str(one.get("id")) for one in listed.items("data") if isinstance(one, dict)]
        if self._number not in numbers:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label)
        return facts.account(await self._wire.read(self._number, {"fields": facts.NUMBER_FIELDS}))

    async def quotas(self) -> tuple[Quota, ...]:
        """How many people the whole portfolio may write to in a day, by the field of this or an older API."""
        field = facts.LIMIT_FIELD
        try:
            answer = await self._wire.read(self._number, {"fields": field})
        except Rejected as error:
            if error.code != "rejected":
                raise
            field = facts.OLDER_LIMIT_FIELD
            answer = await self._wire.read(self._number, {"fields": field})
        answer.text("id")
        return facts.quotas(answer, field, self._http.clock())

    async def templates(self) -> tuple[TemplateFacts, ...]:
        """Every template of the business account; the next page's address carries a token and is not used."""
        found: list[TemplateFacts] = []
        params = {"fields": facts.TEMPLATE_FIELDS, "limit": "100"}
        for _ in range(PAGES):
            answer = await self._wire.read(f"{self._business}/message_templates", params)
            found += facts.templates(answer)
            if answer.get("paging", "next") is None:
                return tuple(found)
            params["after"] = answer.text("paging", "cursors", "after")
        answer.not_understood()

    async def subscribe(self, address: str, secret: str) -> None:
        """Take the business account into the app, whose one address is entered in Meta's dashboard."""
        graph.expect_success(await self._wire.write(f"{self._business}/subscribed_apps", {}))
