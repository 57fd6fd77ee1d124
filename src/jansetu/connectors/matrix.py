"""docs/platforms.md, written from the connectors' capabilities: `python -m jansetu.connectors.matrix`.

What a platform cannot do is told with what we do instead; a lack without a sentence is refused.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from jansetu.connectors import capabilities
from jansetu.connectors.contracts import Connector
from jansetu.connectors.instead import BEYOND, INSTEAD
from jansetu.connectors.registry import CONNECTORS


class Capability(NamedTuple):
    """A protocol and its names."""

    protocol: type
    hi: str
    en: str


CAPABILITIES = (
    Capability(capabilities.Publishes, "प्रकाशित करना", "publish text and pictures"),
    Capability(capabilities.Finds, "संदिग्ध प्रयास खोजना", "find an attempt in doubt"),
    Capability(capabilities.Reads, "साक्ष्य के लिए पढ़ना", "read back, as evidence"),
    Capability(capabilities.Corrects, "उसी जगह सुधारना", "correct in place"),
    Capability(capabilities.Deletes, "हटाना", "delete"),
    Capability(capabilities.Reposts, "अपने खाते की पोस्ट साझा करना", "repost our own accounts"),
    Capability(capabilities.Measures, "आँकड़े", "figures of account and posts"),
    Capability(capabilities.Listens, "टिप्पणियाँ और उल्लेख सुनना", "hear remarks"),
    Capability(capabilities.Replies, "उत्तर देना", "reply to a remark"),
    Capability(capabilities.Hides, "टिप्पणी छिपाना", "hide a remark"),
    Capability(capabilities.Lists, "ऐप से सीधे डाली गई पोस्टें पढ़ना", "read posts made in its own app"),
    Capability(capabilities.Hears, "प्राप्तकर्ता तक पहुँचने की रिपोर्ट", "ask what became of a message"),
    Capability(capabilities.TellsQuota, "शेष कोटा बताना", "tell the quota that is left"),
    Capability(capabilities.KeepsTemplates, "स्वीकृत साँचे पढ़ना", "read its approved templates"),
    Capability(capabilities.Refreshes, "टोकन का नवीकरण", "renew its token"),
    Capability(capabilities.Subscribes, "मंच को अपना पता बताना", "tell it to call us"),
    Capability(capabilities.Identifies, "खाता पहचानना", "tell whose token it is"),
)
LIMITS_HEAD = "| | text | pictures | video | title | what may follow |"
HEAD = (
    "# Platforms\n\n"
    "Written by `python -m jansetu.connectors.matrix` from what the connectors can do; a test holds this "
    "page against them. Each platform's own page in `docs/connectors/` tells how, with limits, sources "
    "and what remains in doubt.\n\n"
)


class NothingInstead(Exception):
    """A platform lacks a capability and nobody has said what we do instead."""


def page() -> str:
    """The whole page."""
    platforms = list(CONNECTORS.values())
    rows = [
        f"| {one.hi} · {one.en} | " + " | ".join("✓" if has(kind, one) else "–" for kind in platforms) + " |"
        for one in CAPABILITIES
    ]
    table = ["| | " + " | ".join(one.label for one in platforms) + " |", "|---" * (len(platforms) + 1) + "|"]
    limits = [
        "| " + " | ".join((one.label, f"{one.limits.text:,}", str(one.limits.pictures), *_more(one))) + " |"
        for one in platforms
    ]
    parts = [
        "\n".join([*table, *rows]),
        "## कितना लंबा, कितने चित्र, कैसा वीडियो · how long, how many pictures, what video",
        "\n".join(
            ["| | text | pictures | video | title | what may follow |", "|---|---|---|---|---|---|", *limits]
        ),
        "## क्या नहीं हो सकता, और हम क्या करते हैं · what cannot be done, and what we do instead",
        "\n".join(line for one in platforms for line in lacks(one)),
        "## जहाँ कोई API नहीं · where no API reaches",
        "\n".join(f"- **{name}**: {hi} {en}" for name, (hi, en) in BEYOND),
    ]
    return HEAD + "\n\n".join(parts) + "\n"


def _more(connector: type[Connector]) -> tuple[str, str, str]:
    """Its video, its title, and what may follow the first text."""
    limits = connector.limits
    video = "–"
    if limits.video is not None:
        must = ", needed" if limits.video.needed else ""
        video = f"{limits.video.size // 1024**2:,} MB, {limits.video.seconds:,g} s{must}"
    title = "–" if limits.title is None else str(limits.title)
    follows = f"{limits.follows_as}, {limits.further} more" if limits.further else "–"
    return video, title, follows


def has(connector: type[Connector], capability: Capability) -> bool:
    """Does this platform have it?"""
    return issubclass(connector, capability.protocol)


def lacks(connector: type[Connector]) -> list[str]:
    """A line for everything that the platform cannot do; NothingInstead where no sentence stands for it."""
    lines = []
    for one in CAPABILITIES:
        if has(connector, one):
            continue
        told = INSTEAD.get((connector.kind, one.protocol.__name__))
        if told is None:
            raise NothingInstead(connector.kind, one.protocol.__name__)
        lines.append(f"- **{connector.label}**, {one.hi} · {one.en}: {told[0]} {told[1]}")
    return lines


if __name__ == "__main__":
    sys.stdout.write(page())
