"""Words by which somebody joins or leaves in a message. Data with a date: only the whole message counts.

Chosen by us on 25.11.2026. "STOP" and "START" are the words that citizens know from TRAI's rules for SMS
(TCCCPR 2018); WhatsApp Business Policy (read 25.11.2026) asks us to honour every request to stop.
"""

from __future__ import annotations

from typing import Literal

import regex

from jansetu.core.text.normalise import search_key

Wish = Literal["join", "leave", ""]
AROUND = regex.compile(r"^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$")
LEAVE = (
    "STOP",
    "STOP ALL",
    "UNSUBSCRIBE",
    "QUIT",
    "END",
    "CANCEL",
    "बंद",
    "बन्द",
    "बंद करो",
    "बंद करें",
    "बंद कीजिए",
    "छोड़ें",
    "छोड़ो",
    "रोकें",
    "रोको",
    "स्टॉप",
    "band",
    "band karo",
    "band karen",
)
JOIN = (
    "START",
    "SUBSCRIBE",
    "JOIN",
    "शुरू",
    "शुरु",
    "शुरू करें",
    "शुरू करो",
    "जुड़ें",
    "जोड़ें",
    "स्टार्ट",
    "shuru",
    "shuru karo",
    "shuru karen",
)


def wish_of(message: str) -> Wish:
    """What the message asks for; nothing where it says anything else beside the keyword."""
    return WISHES.get(_key(message), "")


def _key(message: str) -> str:
    return AROUND.sub("", search_key(message[:100]))


WISHES: dict[str, Wish] = {
    **dict.fromkeys(map(_key, LEAVE), "leave"),
    **dict.fromkeys(map(_key, JOIN), "join"),
}
