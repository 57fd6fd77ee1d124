"""docs/platforms.md, written from the connectors' capabilities: `python -m jansetu.connectors.matrix`.

What a platform cannot do is told with what we do instead; a lack without a sentence is refused.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from jansetu.connectors import contracts
from jansetu.connectors.contracts import Connector
from jansetu.connectors.registry import CONNECTORS


class Capability(NamedTuple):
    """A protocol and its names."""

    protocol: type
    hi: str
    en: str


CAPABILITIES = (
    Capability(contracts.Publishes, "प्रकाशित करना", "publish text and pictures"),
    Capability(contracts.Finds, "संदिग्ध प्रयास खोजना", "find an attempt in doubt"),
    Capability(contracts.Reads, "साक्ष्य के लिए पढ़ना", "read back, as evidence"),
    Capability(contracts.Corrects, "उसी जगह सुधारना", "correct in place"),
    Capability(contracts.Deletes, "हटाना", "delete"),
    Capability(contracts.Reposts, "अपने खाते की पोस्ट साझा करना", "repost our own accounts"),
    Capability(contracts.Measures, "आँकड़े", "figures of account and posts"),
    Capability(contracts.Listens, "टिप्पणियाँ और उल्लेख सुनना", "hear remarks"),
    Capability(contracts.Replies, "उत्तर देना", "reply to a remark"),
    Capability(contracts.Hides, "टिप्पणी छिपाना", "hide a remark"),
    Capability(contracts.Identifies, "खाता पहचानना", "tell whose token it is"),
)
# (platform, capability that it lacks): what we do instead, in Hindi and in English.
INSTEAD: dict[tuple[str, str], tuple[str, str]] = {
    ("x", "Corrects"): (
        "पोस्ट हटाकर सुधरी हुई पोस्ट छपती है; पुराने पाठ का साक्ष्य रहता है।",
        "The post is deleted and published anew; the old text is kept as evidence.",
    ),
    ("facebook", "Reposts"): (
        "हर पेज वही पाठ स्वयं प्रकाशित करता है; Facebook इससे मना नहीं करता।",
        "Each Page publishes the text itself, which Facebook does not forbid.",
    ),
    ("mastodon", "Hides"): (
        "टिप्पणी दूसरे सर्वर की है, वहीं दिखेगी; उत्तर दें, या अपने सर्वर के संचालक को बताएँ।",
        "The remark is another server's and stays there; reply to it, or report it to our moderators.",
    ),
    ("bluesky", "Corrects"): (
        "ऐप पहला पाठ ही दिखाते रहते हैं, इसलिए पोस्ट हटाकर दोबारा छपती है।",
        "Apps go on showing the first text, so the post is deleted and published anew.",
    ),
    ("telegram", "Finds"): (
        "बॉट चैनल का इतिहास नहीं पढ़ सकता; संदिग्ध प्रयास पर व्यक्ति चैनल देखकर निर्णय करता है।",
        "A bot cannot read a channel's history; a person looks at the channel and decides.",
    ),
    ("telegram", "Reads"): (
        "साक्ष्य में हमारा भेजा हुआ पाठ और Telegram की रसीद रहती है।",
        "The evidence is what we sent, with Telegram's receipt.",
    ),
    ("telegram", "Reposts"): (
        "हर चैनल वही पाठ स्वयं प्रकाशित करता है।",
        "Each channel publishes the text itself.",
    ),
    ("telegram", "Measures"): (
        "Bot API पोस्ट के आँकड़े नहीं बताता; वे अज्ञात रहते हैं।",
        "The Bot API tells no figures of posts; they stay unknown.",
    ),
    ("telegram", "Listens"): (
        "चैनल में केवल प्रशासक लिखते हैं; टिप्पणी-समूह ऐप में देखें।",
        "Only its administrators write in a channel; look at a discussion group in the app.",
    ),
    ("telegram", "Replies"): (
        "टिप्पणी-समूह में उत्तर Telegram ऐप से दें।",
        "Reply in the discussion group, in Telegram's own app.",
    ),
    ("telegram", "Hides"): (
        "टिप्पणी-समूह में अनुचित संदेश Telegram ऐप से हटाएँ।",
        "Remove an improper message of the discussion group in Telegram's own app.",
    ),
    ("instagram", "Corrects"): (
        "छपा हुआ कैप्शन API से नहीं बदलता; ऐप में बदलें, या पोस्ट हटाकर दोबारा छापें।",
        "The API changes no published caption; change it in the app, or delete and publish anew.",
    ),
    ("instagram", "Reposts"): (
        "API में नहीं है; हर खाता स्वयं प्रकाशित करता है।",
        "Not in the API; each account publishes itself.",
    ),
    ("instagram", "Measures"): (
        "अभी नहीं जुड़ा; Instagram ऐप में देखें।",
        "Not connected yet; look in Instagram's own app.",
    ),
    ("instagram", "Listens"): (
        "अभी नहीं जुड़ा; Instagram ऐप में देखें।",
        "Not connected yet; look in Instagram's own app.",
    ),
    ("instagram", "Replies"): (
        "अभी नहीं जुड़ा; Instagram ऐप से उत्तर दें।",
        "Not connected yet; reply in Instagram's own app.",
    ),
    ("instagram", "Hides"): (
        "अभी नहीं जुड़ा; Instagram ऐप में छिपाएँ।",
        "Not connected yet; hide it in Instagram's own app.",
    ),
}
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
        "| " + " | ".join((one.label, f"{one.limits.text:,}", str(one.limits.pictures))) + " |"
        for one in platforms
    ]
    parts = [
        "\n".join([*table, *rows]),
        "## कितना लंबा, कितने चित्र · how long, how many pictures",
        "\n".join(["| | text | pictures |", "|---|---|---|", *limits]),
        "## क्या नहीं हो सकता, और हम क्या करते हैं · what cannot be done, and what we do instead",
        "\n".join(line for one in platforms for line in lacks(one)),
    ]
    return HEAD + "\n\n".join(parts) + "\n"


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
