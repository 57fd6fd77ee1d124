"""pywa lives one day of a WhatsApp number; run by .venv-oracles, never imported beside our packages.

It has no setting for another host; the address of its session takes one (4.5, November 2026).
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from pywa import WhatsApp
from pywa.errors import WhatsAppError
from pywa.handlers import MessageHandler, MessageStatusHandler
from pywa.types.templates import BodyText, HeaderImage, TemplateLanguage

from tests.oracles.clients.telling import Asked, Story, refusal, tell

VERSION = 23.0


def story(asked: Asked) -> Story:
    """Who am I, template, text, picture, reply, mark; what is refused; what the platform calls to say."""
    client, to = opened(asked), asked["person"]
    number = client.get_business_phone_number()
    yield (
        "number",
        {"id": number.id, "shown": number.display_phone_number, "quality": str(number.quality_rating)},
    )
    yield "templates", [[one.name, one.language.value, one.status.value] for one in client.get_templates()]
    notice = filled(client, to, "suchna", [BodyText.params("कल जलप्रदाय बंद")], tracker="notice")
    yield "template", notice
    image = asked["picture"]
    shown = [HeaderImage.params(image=Path(image)), BodyText.params("पुल")]
    yield "illustrated", filled(client, to, "suchna_chitra", shown)
    yield "text", client.send_message(to, asked["text"], preview_url=True, tracker="text").id
    yield "image", client.send_image(to, Path(image), caption=asked["text_with_picture"]).id
    yield "reply", client.send_message(to, "उत्तर", reply_to_message_id=asked["theirs"]).id
    yield "marked", bool(client.mark_message_as_read(asked["theirs"]))
    yield "refused", refused(asked, client, to)
    yield "heard", heard(client, json.loads(asked["calls"]))


def opened(asked: Asked, token: str = "") -> WhatsApp:
    """The client in the name of one number."""
    client = WhatsApp(
        phone_id=asked["phone_number_id"],
        token=token or asked["access_token"],
        waba_id=asked["business_account_id"],
        app_secret=asked["app_secret"],
        server=None,
        webhook_endpoint="/hooks",
        verify_token="practice",
        filter_updates=False,
        api_version=VERSION,
    )
    client.api._session.base_url = f"{asked['server']}/v{VERSION}"
    return client


def filled(client: WhatsApp, to: str, name: str, params: list[Any], **more: Any) -> str:
    """Send a template."""
    sent = client.send_template(to, name=name, language=TemplateLanguage.HINDI, params=params, **more)
    return str(sent.id)


def refused(asked: Asked, client: WhatsApp, to: str) -> dict[str, Any]:
    """The client's own errors."""
    tries = {
        "dead": lambda: opened(asked, asked["dead"]).send_message(to, "x"),
        "many": lambda: filled(client, to, "suchna", [BodyText.params("एक", "दो")]),
        "gap": lambda: filled(client, to, "suchna", [BodyText.params("एक\nदो")]),
        "paused": lambda: filled(client, to, "utsav", [BodyText.params("एक")]),
        "unknown": lambda: filled(client, to, "nahin", [BodyText.params("एक")]),
        "empty": lambda: client.send_message(to, " "),
    }
    return {
        name: refusal(WhatsAppError, act, lambda error: {"code": error.code}) for name, act in tries.items()
    }


def heard(client: WhatsApp, calls: list[dict[str, str]]) -> list[Any]:
    """What the client makes of calls of the practice platform, its signature looked at first."""
    told: list[Any] = []

    def on_message(_: WhatsApp, message: Any) -> None:
        told.append(["message", message.from_user.wa_id, message.from_user.name, message.text])

    def on_status(_: WhatsApp, status: Any) -> None:
        error = status.error.code if status.error else None
        told.append([status.status.value, status.id, status.tracker, error])

    client.add_handlers(MessageHandler(on_message), MessageStatusHandler(on_status))
    for call in calls:
        body = base64.b64decode(call["body"])
        refusal_of_it = client.webhook_update_validator(body, call["signature"])
        if refusal_of_it:
            raise ValueError(refusal_of_it)
        client.webhook_update_handler(body)
    return told


if __name__ == "__main__":
    tell(story)
