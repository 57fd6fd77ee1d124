"""A Telegram channel by the Bot API: publishes, corrects, deletes, identifies. A bot cannot read its channel.

Written against Bot API 10.1 (June 2026). The token is a part of every address, so no address is ever told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NoReturn

import regex
from aiohttp import FormData
from yarl import URL

from jansetu.connectors import pictures
from jansetu.connectors.contracts import (
    Account,
    Connector,
    Credentials,
    Json,
    Limits,
    Outgoing,
    Picture,
    Progress,
    Receipt,
    Video,
    VideoLimits,
)
from jansetu.connectors.errors import NotAuthorized, Rejected
from jansetu.connectors.films import part_of
from jansetu.connectors.http import Answer, Http, Verdict, failure
from jansetu.connectors.telegram_dialect import DIALECT, UNCHANGED
from jansetu.core.text.count import measure

API, WEB = "https://api.telegram.org", "https://t.me"
CAPTION_LIMIT = 1024  # characters; Bot API 10.1
UPDATES = ("channel_post", "edited_channel_post")  # what we are told of
CLOSED = "-100"  # the number of a channel, before its own
# Messages of one post: its photos or film, "+", and the one in which its text stands; of a text its number.
REMOTE_ID = regex.compile(r"(?:(?P<photos>[0-9]+(?:,[0-9]+)*)\+)?(?P<text>[0-9]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class TelegramCredentials(Credentials):
    """A bot that is an administrator of the channel and may post messages there."""

    server: str = field(
        default=API,
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "Telegram का असली पता",
            "help_en": "Telegram's real address",
        },
    )
    chat_id: str = field(
        metadata={
            "hi": "चैनल का नाम या संख्या",
            "en": "Channel name or number",
            "help_hi": "@ से शुरू होने वाला नाम; निजी चैनल की -100 से शुरू होने वाली संख्या",
            "help_en": "The name that begins with @; of a private channel its number, which begins with -100",
            "pattern": r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{6,13}",
        }
    )
    bot_token: str = field(
        repr=False,
        metadata={
            "hi": "बॉट टोकन",
            "en": "Bot token",
            "secret": True,
            "help_hi": "@BotFather ने बॉट बनाते समय दिया था",
            "help_en": "@BotFather gave it when the bot was made",
            "pattern": r"[0-9]{5,20}:[A-Za-z0-9_-]{10,100}",
        },
    )


class Telegram(Connector):
    """One Telegram channel, by its bot."""

    kind = "telegram"
    label = "Telegram"
    limits = Limits(
        counts="characters",  # not UTF-16 units, in which entities are measured: so measured in August 2026
        text=4096,
        pictures=10,
        picture_bytes=3 * 1024 * 1024,
        picture_edge=2560,
        video=VideoLimits(size=50_000_000, seconds=4 * 3600),  # told is 50 MB; the length is our own figure
        source="core.telegram.org/bots/api 10.1, June 2026; 10 MB a photo, ours less, for ten go in one call",
    )
    credentials_class = TelegramCredentials
    timeline_lag = timedelta(0)  # there is no timeline that a bot may read

    def __init__(self, credentials: TelegramCredentials, http: Http) -> None:
        self._chat, self._http = credentials.chat_id, http
        self._bot = credentials.bot_token.partition(":")[0]
        self._root = f"{credentials.server.rstrip('/')}/bot{credentials.bot_token}"
        self._web = WEB if credentials.server == API else credentials.server.rstrip("/")

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """One call: photos or a film with the text as their caption, or, where it is too long for one, these
        first and then the text as an answer to them. Both calls of the longer way publish.
        """
        photos: list[str] = progress.state.get("photos", [])
        if photos or not (outgoing.pictures or outgoing.video):
            return await self._send_text(outgoing.text, photos)
        captioned = measure(outgoing.text, "characters", CAPTION_LIMIT).fits
        told = {"caption": outgoing.text} if captioned and outgoing.text else {}
        if outgoing.video is not None:
            answer = await self._send_film(outgoing.video, told, silent=not captioned)
        else:
            answer = await self._send_photos(outgoing.pictures, told, silent=not captioned)
        album = isinstance(answer.get("result"), list)
        places = [("result", at) for at in range(len(outgoing.pictures))] if album else [("result",)]
        photos = [answer.text(*place, "message_id") for place in places]
        out = self._receipt(f"{','.join(photos)}+{photos[0]}")
        if captioned:
            return out
        return Progress(step="text", state={"photos": photos, "posted": [out.remote_id], "url": out.url})

    async def _send_text(self, text: str, photos: list[str]) -> Receipt:
        body: Json = {"chat_id": self._chat, "text": text}
        if photos:
            body["reply_parameters"] = {"message_id": int(photos[0]), "allow_sending_without_reply": True}
        answer = await self._do("sendMessage", publishes=True, json=body)
        number = answer.text("result", "message_id")
        return self._receipt(f"{','.join(photos)}+{number}" if photos else number)

    async def _send_photos(self, shown: tuple[Picture, ...], told: Json, *, silent: bool) -> Answer:
        """One photo, or an album whose caption is the first photo's; silent where the text follows."""
        form = FormData({"chat_id": self._chat, **({"disable_notification": "true"} if silent else {})})
        names = ["photo"] if len(shown) == 1 else [f"photo{number}" for number in range(len(shown))]
        for name, picture in zip(names, shown, strict=True):
            content = await pictures.bytes_of(picture, self.label)
            form.add_field(name, content, filename=picture.path.name, content_type=picture.mime)
        if len(shown) == 1:
            for name, value in told.items():
                form.add_field(name, value)
            return await self._do("sendPhoto", publishes=True, data=form)
        media = [{"type": "photo", "media": f"attach://{name}"} for name in names]
        form.add_field("media", json.dumps([media[0] | told, *media[1:]]))
        answer = await self._do("sendMediaGroup", publishes=True, data=form)
        if len(answer.items("result")) != len(shown):
            answer.not_understood()
        return answer

    async def _send_film(self, film: Video, told: Json, *, silent: bool) -> Answer:
        """The whole film in one call, read from the disk while it is sent; Telegram knows no parts."""
        if self.limits.video is None or film.size > self.limits.video.size:
            raise failure(Verdict(Rejected, "too_large"), self.label)
        facts = {"width": film.width, "height": film.height, "duration": round(film.seconds)}
        fields = {name: str(value) for name, value in facts.items() if value}
        quiet = {"disable_notification": "true"} if silent else {}
        form = FormData({"chat_id": self._chat, "supports_streaming": "true", **fields, **quiet, **told})
        form.add_field("video", await part_of(film, self.label), filename=film.path.name)
        return await self._do("sendVideo", publishes=True, data=form)

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Put the new text in place of the old, in the message or the caption; repeating it is harmless."""
        photos, text_in = self._messages(remote_id)
        method, name = ("editMessageCaption", "caption") if text_in in photos else ("editMessageText", "text")
        if name == "caption" and not measure(outgoing.text, "characters", CAPTION_LIMIT).fits:
            raise failure(Verdict(Rejected, "caption_too_long"), self.label)
        body = {"chat_id": self._chat, "message_id": int(text_in), name: outgoing.text}
        try:
            answer = await self._do(method, json=body)
        except Rejected as error:
            if error.code != UNCHANGED:
                raise
        else:
            answer.text("result", "message_id")
        return self._receipt(remote_id)

    async def delete(self, remote_id: str) -> None:
        """Delete all messages of the post; Telegram passes over those that are gone."""
        photos, text_in = self._messages(remote_id)
        numbers = [int(one) for one in dict.fromkeys([*photos, text_in])]
        try:
            answer = await self._do("deleteMessages", json={"chat_id": self._chat, "message_ids": numbers})
        except Rejected as error:
            verdict = Verdict(Rejected, "cannot_be_deleted")
            raise failure(verdict, self.label, status=error.status) from None
        if answer.get("result") is not True:
            answer.not_understood()

    async def whoami(self) -> Account:
        """The channel, where the token is alive and its bot may post there."""
        bot = (await self._call("getMe")).text("result", "id")
        chat = await self._may_post(bot)
        remote_id = str(chat.count("result", "id") or chat.not_understood())
        name = chat.get("result", "username")
        return Account(
            remote_id=remote_id,
            handle=f"@{name}" if name else remote_id,
            name=chat.text("result", "title"),
            url=f"{self._web}/{name or 'c/' + remote_id.removeprefix(CLOSED)}",
        )

    async def subscribe(self, address: str, secret: str) -> None:
        """A bot has one address; the secret comes back with each call. Told again, it stays as it is."""
        told = {"url": address, "secret_token": secret, "allowed_updates": list(UPDATES)}
        try:
            answer = await self._call("setWebhook", json=told)
        except Rejected as error:
            raise failure(Verdict(Rejected, "hook_refused"), self.label, status=error.status) from None
        if answer.get("result") is not True:
            answer.not_understood()

    async def _may_post(self, bot: str) -> Answer:
        """The channel as Telegram describes it; NotAuthorized where this bot cannot post there.

        Each of the two questions has nothing in it but who and where, so a 400 can only mean these.
        """
        chat = await self._ask("getChat", "chat_not_found", {"chat_id": self._chat})
        if chat.text("result", "type") != "channel":
            self._refuse("not_a_channel")
        who = {"chat_id": self._chat, "user_id": int(bot)}
        member = await self._ask("getChatMember", "not_permitted", who)
        may = member.get("result", "can_post_messages") is True
        if not may and member.text("result", "status") != "creator":
            self._refuse("not_permitted")
        return chat

    async def _ask(self, method: str, otherwise: str, body: Json) -> Answer:
        try:
            return await self._call(method, json=body)
        except Rejected:
            pass
        self._refuse(otherwise)

    def _refuse(self, code: str) -> NoReturn:
        raise failure(Verdict(NotAuthorized, code), self.label)

    async def _do(self, method: str, **rest: Any) -> Answer:
        """The call that acts. A 400 tells only in words whether the channel or the content is wrong, so the
        channel is asked for: it did nothing, whatever it was.
        """
        try:
            return await self._call(method, **rest)
        except Rejected as error:
            if error.status != 400 or error.code == UNCHANGED:
                raise
            await self._may_post(self._bot)
            raise

    async def _call(self, method: str, **rest: Any) -> Answer:
        return await self._http.call("POST", URL(f"{self._root}/{method}"), dialect=DIALECT, **rest)

    def _messages(self, remote_id: str) -> tuple[list[str], str]:
        """The numbers of the photos, and of the message in which the text stands."""
        found = REMOTE_ID.fullmatch(remote_id)
        if found is None:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        return (found["photos"] or "").split(",") if found["photos"] else [], found["text"]

    def _receipt(self, remote_id: str) -> Receipt:
        """A citizen's address is that of the first message."""
        photos, text_in = self._messages(remote_id)
        place = (
            self._chat.removeprefix("@") if self._chat[0] == "@" else f"c/{self._chat.removeprefix(CLOSED)}"
        )
        return Receipt(remote_id=remote_id, url=f"{self._web}/{place}/{(photos or [text_in])[0]}")
