"""Telegram: its addresses with the bot's token in them, its bots and channels, and how it says no."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import ClassVar

import regex

from jansetu.sandbox.calling import HOOKS, is_here, name_of
from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.faults import Faults, Verb
from jansetu.sandbox.telegram import wire
from jansetu.sandbox.telegram.messages import Asked, Messages, Refused, asked_in, too_many
from jansetu.sandbox.world import Account, World

WORDS: dict[str, tuple[int, str]] = {
    "401": (401, "Unauthorized"),
    "403": (403, "Forbidden: bot was kicked from the channel chat"),
    "500": (500, "Internal Server Error"),
    "503": (502, "Bad Gateway"),  # what Telegram says where others say 503
    "refuse": (400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "duplicate": (400, "Bad Request: MESSAGE_EMPTY"),  # Telegram knows no repeats: it takes every one
}
SECRET_FORM = regex.compile("[A-Za-z0-9_-]{1,256}")  # Bot API 10.1, setWebhook
Act = Callable[[Account, Asked], Answer]


class Telegram(Messages):
    """The practice Telegram."""

    converses: ClassVar[bool] = False  # comments stand in another chat, which no bot of ours is in

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        mine = [one for (platform, _), one in world.posts.items() if platform == self.name]
        taken = [int(one[len("photo") :]) for platform, one in world.media if platform == self.name]
        self.last = max([*taken, *(max(one.detail["messages"]) for one in mine)], default=0)
        self.route("getMe", "read", self.get_me, anywhere=True)
        self.route("setWebhook", "session", self.set_webhook, anywhere=True)
        self.route("getWebhookInfo", "read", self.get_webhook_info, anywhere=True)
        self.route("getChat", "read", self.get_chat)
        self.route("getChatMember", "read", self.get_chat_member)
        self.route("sendMessage", "publish", self.send_message)
        self.route("sendPhoto", "publish", self.send_photo)
        self.route("sendVideo", "publish", self.send_video)
        self.route("sendMediaGroup", "publish", self.send_media_group)
        self.route("editMessageText", "correct", self.edit_text)
        self.route("editMessageCaption", "correct", self.edit_caption)
        self.route("deleteMessage", "delete", self.delete_message)
        self.route("deleteMessages", "delete", self.delete_messages)
        self.routes.add("POST", "/app/{channel}", "session", self.post_in_app, open=True)
        self.routes.add("GET", "/{channel}/{message}", "read", self.see, open=True)
        self.routes.add("GET", "/c/{channel}/{message}", "read", self.see, open=True)

    def route(self, method: str, verb: Verb, act: Act, *, anywhere: bool = False) -> None:
        """Answer a method of the Bot API; unless `anywhere`, in the bot's own channel only."""

        def run(call: Call, account: Account, token: str) -> Answer:
            asked = asked_in(call)
            try:
                return act(account if anywhere else self.own_chat(account, asked), asked)
            except Refused as refused:
                answer: Answer = refused.args[0]
                return answer

        for how in ("GET", "POST"):
            self.routes.add(how, f"/{{token}}/{method}", verb, run)

    def account_of(self, call: Call) -> Account | None:
        """The address begins with "bot" and the token; that begins with the bot's number."""
        number, _, token = call.path[0].removeprefix("bot").partition(":")
        account = self.account_for(token) if call.path[0].startswith("bot") else None
        return account if account and account.number == number else None

    def get_me(self, account: Account, asked: Asked) -> Answer:
        """getMe."""
        return wire.said(wire.bot(account))

    def set_webhook(self, account: Account, asked: Asked) -> Answer:
        """setWebhook; Telegram takes https alone, the practice platform only addresses of this machine."""
        url, secret = asked.text("url"), asked.text("secret_token")
        if url and not is_here(url):
            raise Refused(wire.bad("bad webhook: the practice platform calls only this machine"))
        if secret and not SECRET_FORM.fullmatch(secret):
            raise Refused(wire.bad("secret token contains unallowed characters"))
        told = {"platform": self.name, "account": account.name, "url": url, "secret": secret}
        self.world.callings.subscribe(told)
        self.world.set_aside(HOOKS, name_of(self.name, account.name), told)
        return wire.said(True)

    def get_webhook_info(self, account: Account, asked: Asked) -> Answer:
        """getWebhookInfo, of the bot's own address."""
        own = self.world.callings.subscriptions.get(name_of(self.name, account.name))
        shown = {"has_custom_certificate": False, "pending_update_count": 0}
        return wire.said({"url": own.url if own else "", **shown})

    def get_chat(self, account: Account, asked: Asked) -> Answer:
        """getChat."""
        return wire.said(wire.full_chat(account))

    def get_chat_member(self, account: Account, asked: Asked) -> Answer:
        """getChatMember, of the bot itself."""
        if asked.number("user_id") != int(account.number):
            raise Refused(wire.bad("member not found"))
        return wire.said(wire.administrator(account))

    def post_in_app(self, call: Call, channel: str) -> Answer:
        """POST /app/{channel}: one of the channel's people posts in Telegram's own app, past every bot.

        No part of the Bot API. Of such a post the bot is told, of what it sent itself it never is.
        """
        account = self.world.account(self.name, channel)
        post = self.published(account, Asked({"text": call.field("text")}, {}), call.field("text"), [])
        update = {"update_id": int(post.id), "channel_post": self.shown(account, post)[0]}
        self.world.callings.fire(self.name, account.name, update)
        return wire.said(update)

    def see(self, call: Call, channel: str, message: str) -> Answer:
        """The citizen's address of a message."""
        for (platform, name), account in self.world.accounts.items():
            if platform == self.name and channel in (
                name,
                str(wire.chat_number(account)).removeprefix("-100"),
            ):
                return self.see_post(self.found(account, int(message)) if message.isdigit() else None)
        return self.not_found()

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """Telegram's own words."""
        return too_many(max(ceil(wait), 1)) if kind == "429" else wire.failed(*WORDS[kind])

    def not_found(self) -> Answer:
        """For an address that Telegram does not have."""
        return wire.failed(404, "Not Found")

    def malformed(self) -> Answer:
        """For parameters that it cannot read."""
        return wire.bad("can't parse the parameters")
