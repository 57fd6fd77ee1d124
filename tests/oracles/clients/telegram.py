"""python-telegram-bot lives one day of a channel; run by .venv-oracles, never imported beside our packages.

It takes another host, http too, as `base_url` (22.8, November 2026); the token comes right after it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Bot, ChatMemberAdministrator, InputMediaPhoto, Message, ReplyParameters
from telegram.error import RetryAfter, TelegramError

from tests.oracles.clients.telling import Asked, Story, refusal, tell

Do = Callable[[Awaitable[Any]], Any]


def story(asked: Asked) -> Story:
    """Who am I, publish, photo, album, film, answer, correct, delete; then what is refused."""
    loop = asyncio.new_event_loop()
    do: Do = loop.run_until_complete
    client, chat, picture = opened(asked), asked["chat_id"], Path(asked["picture"]).read_bytes()
    do(client.initialize())
    yield "me", {"id": client.bot.id, "name": client.bot.username}
    yield "chat", known(do, client, chat)
    text = do(client.send_message(chat, asked["text"]))
    yield "text", facts(text)
    photo = do(client.send_photo(chat, picture, caption=asked["text_with_picture"]))
    yield "photo", {**facts(photo), "width": photo.photo[-1].width}
    media = [InputMediaPhoto(picture), InputMediaPhoto(photo.photo[-1].file_id)]
    album = do(client.send_media_group(chat, media, caption=asked["text_with_picture"]))
    yield "album", [facts(one) for one in album]
    film = do(client.send_video(chat, Path(asked["film"]), caption="नया पुल", supports_streaming=True))
    yield "film", {**facts(film), "size": film.video.file_size, "height": film.video.height}
    answer = do(client.send_message(chat, "उत्तर", reply_parameters=ReplyParameters(album[0].message_id)))
    yield "answer", {**facts(answer), "to": answer.reply_to_message.message_id}
    edited = do(client.edit_message_text("भूल-सुधार", chat_id=chat, message_id=text.message_id))
    yield "corrected", {**facts(edited), "edited": edited.edit_date is not None}
    caption = do(client.edit_message_caption(chat, album[0].message_id, caption="नया पुल"))
    yield "caption", facts(caption)
    numbers = [one.message_id for one in album]
    yield "deleted", [do(client.delete_messages(chat, numbers)) for _ in "ab"]
    yield "deleted_one", do(client.delete_message(chat, answer.message_id))
    yield "refused", refused(do, asked, client, text.message_id, answer.message_id)
    do(client.shutdown())


def opened(asked: Asked, token: str = "") -> Bot:
    """The client in the name of one bot."""
    return Bot(token or asked["bot_token"], base_url=f"{asked['server']}/bot")


def known(do: Do, client: Bot, chat: str) -> dict[str, Any]:
    """The channel, and what the bot may do there."""
    found = do(client.get_chat(chat))
    member = do(client.get_chat_member(chat, client.bot.id))
    may = isinstance(member, ChatMemberAdministrator) and member.can_post_messages
    return {"id": found.id, "type": found.type, "link": found.link, "title": found.title, "may_post": may}


def facts(message: Message) -> dict[str, Any]:
    """What the client makes of a message."""
    return {
        "id": message.message_id,
        "text": message.text,
        "caption": message.caption,
        "album": message.media_group_id,
        "aware": message.date.tzinfo is not None,
    }


def refused(do: Do, asked: Asked, client: Bot, standing: int, gone: int) -> dict[str, Any]:
    """A dead token, too many calls, what is gone, what is the same, what is empty, a stranger's channel."""
    chat, busy = asked["chat_id"], opened(asked, asked["busy"]["bot_token"])
    dead = opened(asked, "123456:" + asked["dead"])
    acts: dict[str, Callable[[], Awaitable[Any]]] = {
        "dead": lambda: dead.get_me(),
        "many": lambda: busy.get_me(),
        "gone": lambda: client.edit_message_text("अ", chat_id=chat, message_id=gone),
        "gone_deleted": lambda: client.delete_message(chat, gone),
        "same": lambda: client.edit_message_text("भूल-सुधार", chat_id=chat, message_id=standing),
        "empty": lambda: client.send_message(chat, " "),
        "long": lambda: client.send_message(chat, "क" * 4097),
        "nowhere": lambda: client.send_message("@nobody_here", "अ"),
        "strange": lambda: client.send_message(asked["busy"]["chat_id"], "अ"),
    }
    return {name: refusal(TelegramError, partial(waited, do, act), told) for name, act in acts.items()}


def waited(do: Do, act: Callable[[], Awaitable[Any]]) -> Any:
    """What comes of an act in the end."""
    return do(act())


def told(error: TelegramError) -> dict[str, Any]:
    """What the client lets its user know."""
    wait = error.retry_after if isinstance(error, RetryAfter) else None
    return {"words": error.message, "wait": wait if wait is None else int(wait)}


if __name__ == "__main__":
    tell(story)
