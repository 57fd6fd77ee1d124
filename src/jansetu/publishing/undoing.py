"""What taking a post back cannot undo, platform by platform, said before and after it is done."""

from __future__ import annotations

from dataclasses import dataclass

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.connectors.capabilities import Deletes
from jansetu.content.models import Post
from jansetu.publishing.broadcasts import BroadcastLine, lines_of_post
from jansetu.publishing.models import Delivery
from jansetu.publishing.states import IN_DOUBT, WAITING

S = Delivery.State


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing in both languages."""

    hi: str
    en: str


COPIES = Words(
    "स्क्रीनशॉट, डाउनलोड और जो लोग पढ़ चुके, उन्हें वापस नहीं लिया जा सकता।",
    "Screenshots, downloads and what people have read cannot be taken back.",
)
REMAINS = {
    "x": Words(
        "X: उद्धृत पोस्ट (quote) में दूसरों की टिप्पणी बनी रहेगी।",
        "X: what others wrote in quote posts remains.",
    ),
    "facebook": Words(
        "Facebook: दूसरों द्वारा अलग से डाली गई प्रतियाँ बनी रहेंगी।",
        "Facebook: copies that others posted themselves remain.",
    ),
    "instagram": Words(
        "Instagram: दूसरों की स्टोरी या संदेश में साझा हुई प्रति नहीं खुलेगी, पर उनके लिए स्क्रीनशॉट बने रहेंगे।",
        "Instagram: shares in stories and messages stop opening; screenshots that others took remain.",
    ),
    "mastodon": Words(
        "Mastodon: दूसरे सर्वरों को हटाने का अनुरोध जाता है; पालन उनके हाथ में है।",
        "Mastodon: other servers are asked to delete it; whether they do is up to them.",
    ),
    "telegram": Words(
        "Telegram: आगे भेजी (forward) गई प्रतियाँ बनी रहेंगी; 48 घंटे से पुरानी पोस्ट ऐप में स्वयं हटानी होगी।",
        "Telegram: forwarded copies remain; a post older than 48 hours must be deleted by hand in the app.",
    ),
    "bluesky": Words(
        "Bluesky: दूसरे सर्वरों और अभिलेखों में प्रति रह सकती है।",
        "Bluesky: copies may remain on other servers and in archives.",
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One channel of a post that is to be taken back, and what will be done there."""

    channel: Channel
    url: str
    action: str  # "delete", "hide", "cancel", "look", "impossible", "later"
    words: Words


DELETE = Words("साक्ष्य रखकर हटाई जाएगी", "will be deleted, its evidence kept")
HIDE = Words("पोर्टल से हट जाएगी", "will disappear from the portal")
CANCEL = Words("अब नहीं भेजी जाएगी", "will not go out any more")
LOOK = Words("परिणाम मिलते ही हटाई जाएगी", "will be deleted as soon as its outcome is known")
LATER = Words(
    "चैनल जुड़ा नहीं है: फिर जोड़ने पर हटेगी, तब तक मंच पर स्वयं हटाएँ",
    "the channel is not connected: delete it by hand, or it goes once the channel is connected again",
)
IMPOSSIBLE = Words("यह मंच हटाने नहीं देता; स्वयं हटाएँ", "the platform does not let us; delete it by hand")


def withdrawal_preview(post: Post) -> list[Step]:
    """What would happen on every channel, two steps at most on each; three queries."""
    rows = Delivery.objects.filter(post=post, subscriber=None, state__in=[S.SENT, *IN_DOUBT, *WAITING])
    steps = [_step(row) for row in rows.select_related("channel__unit").order_by("channel__kind", "pk")]
    return steps + [step for line in lines_of_post(post) for step in _of_broadcast(line)]


def _of_broadcast(line: BroadcastLine) -> list[Step]:
    """What waits is stopped; what was delivered lies with its readers."""
    reached = line.sent + line.sending + line.unknown
    steps = []
    if line.waiting:
        hi = f"{line.waiting} सदस्यों को अब नहीं जाएगी"
        steps.append(
            Step(line.channel, "", "cancel", Words(hi, f"will not go to {line.waiting} subscribers"))
        )
    if reached:
        hi = f"{reached} सदस्यों को जा चुकी (या जा रही) है: पहुँचा संदेश वापस नहीं लिया जा सकता; भूल-सुधार भेजें"
        en = f"has gone or is going to {reached} subscribers: that cannot be taken back; send a correction"
        steps.append(Step(line.channel, "", "impossible", Words(hi, en)))
    return steps


def _step(delivery: Delivery) -> Step:
    channel = delivery.channel
    action, words = "delete", DELETE
    if delivery.state in WAITING:
        action, words = "cancel", CANCEL
    elif channel.is_local:
        action, words = "hide", HIDE
    elif not issubclass(registry.CONNECTORS[channel.kind], Deletes):
        action, words = "impossible", IMPOSSIBLE
    elif channel.state != Channel.State.CONNECTED:
        action, words = "later", LATER
    elif delivery.state in IN_DOUBT:
        action, words = "look", LOOK
    return Step(channel, delivery.url, action, words)


def cannot_be_undone(steps: list[Step]) -> list[Words]:
    """In plain words, for the person who decides and for the incident's row."""
    public = [step for step in steps if step.action != "cancel"]
    kinds = dict.fromkeys(step.channel.kind for step in public)
    by_hand = [
        Words(f"{step.channel}: {step.words.hi}", f"{step.channel}: {step.words.en}")
        for step in public
        if step.action in ("later", "impossible")
    ]
    return ([COPIES] if public else []) + [REMAINS[kind] for kind in kinds if kind in REMAINS] + by_hand
