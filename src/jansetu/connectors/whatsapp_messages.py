"""The bodies of WhatsApp's messages, and how a picture or a film is uploaded for one; sends nothing."""

from __future__ import annotations

import regex
from aiohttp import FormData

from jansetu.connectors import films, pictures
from jansetu.connectors.contracts import Json, Outgoing, Picture, Video
from jansetu.connectors.errors import Rejected
from jansetu.connectors.http import Verdict, failure
from jansetu.connectors.whatsapp_dialect import LABEL
from jansetu.core.text.count import measure

# Media messages, developers.facebook.com/documentation/business-messaging/whatsapp, 2026.
CAPTION_LIMIT = 1024  # characters
NUMBER = regex.compile(r"\+?([1-9][0-9]{6,14})")  # E.164
LINK = regex.compile(r"https?://")


def media_of(outgoing: Outgoing) -> Picture | Video | None:
    """The one file that goes with it."""
    return outgoing.video or (outgoing.pictures[0] if outgoing.pictures else None)


def kind_of(media: Picture | Video) -> str:
    """What WhatsApp calls it."""
    return "video" if isinstance(media, Video) else "image"


async def upload(media: Picture | Video) -> FormData:
    """The form by which the file is uploaded; a film is read while it is sent."""
    form = FormData({"messaging_product": "whatsapp", "type": media.mime})
    if isinstance(media, Video):
        form.add_field("file", await films.part_of(media, LABEL), filename=media.path.name)
    else:
        content = await pictures.bytes_of(media, LABEL)
        form.add_field("file", content, filename=media.path.name, content_type=media.mime)
    return form


def fits_beneath(outgoing: Outgoing) -> bool:
    """Whether the text can stand beneath the picture or film, in one message."""
    return measure(outgoing.text, "characters", CAPTION_LIMIT).fits


def text(outgoing: Outgoing, *, answers: str = "") -> Json:
    """A text; with a preview where it has a link."""
    said = {"preview_url": bool(LINK.search(outgoing.text)), "body": outgoing.text}
    return _message(outgoing, "text", said, answers) | _echo(outgoing)


def media(outgoing: Outgoing, number: str, *, captioned: bool, answers: str = "") -> Json:
    """The uploaded picture or film, alone or with the text beneath it.

    Where the text follows in a message of its own, that one alone echoes our key: a report on it then means
    that all is out.
    """
    found = media_of(outgoing)
    kind = kind_of(found) if found else "image"
    shown = {"id": number} | ({"caption": outgoing.text} if captioned and outgoing.text else {})
    return _message(outgoing, kind, shown, answers) | (_echo(outgoing) if captioned else {})


def template(outgoing: Outgoing, number: str = "") -> Json:
    """The approved text with its places filled, beneath the uploaded picture or film."""
    chosen, found = outgoing.template, media_of(outgoing)
    if chosen is None:
        raise TypeError("this message has no template")
    components: list[Json] = []
    if found is not None:
        kind = kind_of(found)
        components.append({"type": "header", "parameters": [{"type": kind, kind: {"id": number}}]})
    if chosen.parameters:
        filled = [{"type": "text", "text": one} for one in chosen.parameters]
        components.append({"type": "body", "parameters": filled})
    said: Json = {"name": chosen.name, "language": {"code": chosen.language}}
    said |= {"components": components} if components else {}
    return _message(outgoing, "template", said, "") | _echo(outgoing)


def _message(outgoing: Outgoing, kind: str, content: Json, answers: str) -> Json:
    body: Json = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": _number(outgoing),
        "type": kind,
        kind: content,
    }
    return body | ({"context": {"message_id": answers}} if answers else {})


def _number(outgoing: Outgoing) -> str:
    found = NUMBER.fullmatch(outgoing.recipient)
    if found is None:
        raise failure(Verdict(Rejected, "number_missing"), LABEL)
    return str(found[1])


def _echo(outgoing: Outgoing) -> Json:
    """What WhatsApp gives back in every report on the message."""
    return {"biz_opaque_callback_data": outgoing.key}
