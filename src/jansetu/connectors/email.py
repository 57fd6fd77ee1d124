"""E-mail: one mail to each subscriber by SMTP; finds its copy and hears bounces by IMAP where that is given.

A mail that was sent can be neither read, corrected nor deleted. docs/connectors/email.md tells the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jansetu.connectors import pictures
from jansetu.connectors.contracts import (
    Absent,
    Account,
    CannotTell,
    Connector,
    Credentials,
    Found,
    Json,
    Limits,
    Outgoing,
    Progress,
    Receipt,
    Reports,
    Sighting,
)
from jansetu.connectors.email_dialect import LABEL, troubled
from jansetu.connectors.email_imap import Imap, NotImap, quoted, visit
from jansetu.connectors.email_message import SUBJECT_LENGTH, Mailbox, NoAddress, Sender, compose, mailbox
from jansetu.connectors.email_reports import report_of
from jansetu.connectors.email_smtp import Envelope, Login, Mailer
from jansetu.connectors.errors import NotAuthorized, Rejected
from jansetu.connectors.http import Http, Verdict

ONE_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}"
PAGE = 25  # messages of the bounce mailbox that are read at once
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PROOFS = 3  # other mails of ours that are looked for, to see that the server keeps copies at all


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailCredentials(Credentials):
    """A mail account that may send as the office, and where its bounces arrive."""

    server: str = field(
        metadata={
            "hi": "भेजने का सर्वर (SMTP)",
            "en": "Server for sending (SMTP)",
            "help_hi": "जैसे smtps://smtp.example.gov.in:465, या smtp://… (STARTTLS)",
            "help_en": "As smtps://smtp.example.gov.in:465, or smtp://… (STARTTLS)",
            "schemes": ("smtps", "smtp"),
        }
    )
    user: str = field(metadata={"hi": "उपयोगकर्ता", "en": "User"})
    password: str = field(repr=False, metadata={"hi": "पासवर्ड", "en": "Password", "secret": True})
    sender: str = field(
        metadata={
            "hi": "प्रेषक का पता",
            "en": "Sender's address",
            "help_hi": "जिस पते से मेल जाएगा",
            "help_en": "The address that mail comes from",
            "pattern": ONE_ADDRESS,
        }
    )
    sender_name: str = field(
        metadata={
            "hi": "प्रेषक का नाम",
            "en": "Sender's name",
            "help_hi": "जैसे: कलेक्टर कार्यालय, उज्जैन",
            "help_en": "As: Collector's office, Ujjain",
            "pattern": r'[^\p{Cc}"\\<>]{1,100}',
        }
    )
    bounces: str = field(
        default="",
        metadata={
            "hi": "न पहुँचे मेल का पता",
            "en": "Address for bounces",
            "help_hi": "केवल यदि उसका मेलबॉक्स पता+कुछ@… भी लेता है; अन्यथा खाली छोड़ें",
            "help_en": "Only where its mailbox takes address+anything@… too; else leave empty",
            "pattern": r"[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]{1,190}",
        },
    )
    imap: str = field(
        default="",
        metadata={
            "hi": "न पहुँचे मेल का सर्वर (IMAP)",
            "en": "Server for bounces (IMAP)",
            "help_hi": "जैसे imaps://imap.example.gov.in:993; खाली हो तो न पहुँचे मेल का पता नहीं चलेगा",
            "help_en": "As imaps://imap.example.gov.in:993; without it bounces are not heard",
            "schemes": ("imaps", "imap"),
        },
    )
    imap_user: str = field(
        default="",
        metadata={
            "hi": "IMAP उपयोगकर्ता",
            "en": "IMAP user",
            "help_hi": "खाली हो तो ऊपर वाला",
            "help_en": "The one above, where empty",
        },
    )
    imap_password: str = field(
        default="",
        repr=False,
        metadata={
            "hi": "IMAP पासवर्ड",
            "en": "IMAP password",
            "secret": True,
            "help_hi": "खाली हो तो ऊपर वाला",
            "help_en": "The one above, where empty",
        },
    )
    copies: str = field(
        default="",
        metadata={
            "hi": "भेजे मेल का फ़ोल्डर",
            "en": "Mailbox of sent mail",
            "help_hi": "केवल यदि सर्वर स्वयं हर भेजे मेल की प्रति वहाँ रखता है, जैसे [Gmail]/Sent Mail",
            "help_en": "Only where the server itself keeps a copy of all sent mail there: [Gmail]/Sent Mail",
            "pattern": r"[\x20-\x7e]{1,100}",
        },
    )


class Email(Connector):
    """One office's mail."""

    kind = "email"
    label = "ई-मेल"
    limits = Limits(
        counts="characters",
        text=100_000,
        pictures=10,
        picture_bytes=512 * 1024,
        picture_edge=1280,
        title=SUBJECT_LENGTH,
        one_each=True,
        source="our own choice; ten pictures are 7 MB as base64, and mail servers take 10 to 25 MB, 2026",
    )
    credentials_class = EmailCredentials
    timeline_lag = timedelta(minutes=2)  # our own choice: Gmail files its copy within seconds

    def __init__(self, credentials: EmailCredentials, http: Http) -> None:
        self._credentials, self._http = credentials, http
        self._smtp = Login(server=credentials.server, user=credentials.user, password=credentials.password)
        self._imap = Login(
            server=credentials.imap,
            user=credentials.imap_user or credentials.user,
            password=credentials.imap_password or credentials.password,
        )

    async def step(self, outgoing: Outgoing, progress: Progress) -> Receipt:
        """The whole mail at once; its Message-ID is the same at every attempt."""
        sender, to = self._sender(), self._recipient(outgoing)
        contents = [await pictures.bytes_of(picture, LABEL) for picture in outgoing.pictures]
        mail = compose(outgoing, contents, sender=sender, to=to)
        path = sender.return_path(outgoing.key)
        await self._mailer(sender).deliver(Envelope(sender=path, recipient=to, content=mail))
        return self._receipt(outgoing, sender)

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Look for the server's own copy. That there is none proves something only where others have one."""
        if not self._credentials.imap or not self._credentials.copies:
            return CannotTell(reason="no_copies")
        sender = self._sender()
        receipt = self._receipt(outgoing, sender)

        async def look(imap: Imap) -> Sighting:
            try:
                await imap.examine(self._credentials.copies)
            except NotImap:
                return CannotTell(reason="no_copies")
            if receipt.remote_id not in known and await imap.search(_by_id(receipt.remote_id)):
                return Found(receipt=receipt)
            for other in sorted(known)[-PROOFS:]:
                if await imap.search(_by_id(other)):
                    return Absent()
            return CannotTell(reason="copies_unproven")

        return await visit(self._imap, self._http, look)

    async def reports(self, cursor: Json, *, since: datetime) -> Reports:
        """The next bounces and complaints; the cursor is UIDVALIDITY and the last UID that was read."""
        if not self._credentials.imap:
            return Reports(reports=(), cursor=cursor, more=False)
        sender = self._sender()

        async def read(imap: Imap) -> Reports:
            validity = await imap.examine("INBOX")
            last = cursor.get("uid", 0) if cursor.get("uidvalidity") == validity else 0
            day = since - timedelta(days=1)  # IMAP knows days only, in the server's own zone
            wanted = f"UID {last + 1}:*" if last else f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}"
            uids = [uid for uid in await imap.search(wanted) if uid > last]
            found = [
                report_of(await imap.fetch(uid), sender=sender, now=self._http.clock()) for uid in uids[:PAGE]
            ]
            read_to = uids[:PAGE][-1] if uids else last
            return Reports(
                reports=tuple(one for one in found if one is not None),
                cursor={"uidvalidity": validity, "uid": read_to},
                more=len(uids) > PAGE,
            )

        return await visit(self._imap, self._http, read)

    async def whoami(self) -> Account:
        """The sender's address, where both logins are accepted."""
        sender = self._sender()
        await self._mailer(sender).check()
        if self._credentials.imap:
            await visit(self._imap, self._http, lambda imap: imap.examine("INBOX"))
        address = sender.mailbox.address
        return Account(
            remote_id=address, handle=address, name=self._credentials.sender_name, url=f"mailto:{address}"
        )

    def _mailer(self, sender: Sender) -> Mailer:
        return Mailer(self._smtp, sender.mailbox.host, self._http)

    def _sender(self) -> Sender:
        bounces = self._credentials.bounces
        try:
            return Sender(
                mailbox=mailbox(self._credentials.sender),
                name=self._credentials.sender_name,
                bounces=mailbox(bounces) if bounces else None,
            )
        except NoAddress:
            pass
        raise troubled(Verdict(NotAuthorized, "sender_refused"))

    def _recipient(self, outgoing: Outgoing) -> Mailbox:
        if not outgoing.recipient:
            raise troubled(Verdict(Rejected, "recipient_missing"))
        try:
            return mailbox(outgoing.recipient)
        except NoAddress:
            pass
        raise troubled(Verdict(Rejected, "address_dead"))

    def _receipt(self, outgoing: Outgoing, sender: Sender) -> Receipt:
        """A mail has no address that anybody could open."""
        return Receipt(remote_id=sender.message_id(outgoing.key), url="")


def _by_id(remote_id: str) -> str:
    return f"HEADER Message-ID {quoted(remote_id)}"
