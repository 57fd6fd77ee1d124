"""The sentence of an alert, in both languages, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from jansetu.notifications.models import Alert

# By verb, what happened in one case and in several; {channel}, {platform}, {count} stand for the facts.
ONE: dict[str, tuple[str, str]] = {
    "channel.unauthorized": (
        "मंच ने {channel} की अनुमति समाप्त कर दी। उसे फिर जोड़ें; तब तक उस पर कुछ नहीं जाएगा।",
        "The platform refused the token of {channel}. Connect it again; until then nothing goes out there.",
    ),
    "channel.hacked": (
        "{channel} को हैक बताया गया है और रोक दिया गया है।",
        "{channel} was reported hacked and is stopped.",
    ),
    "channel.expires_soon": (
        "{channel} का टोकन जल्द समाप्त होगा। समय रहते फिर जोड़ें।",
        "The token of {channel} will run out soon. Connect it again in time.",
    ),
    "channel.renewal_in_doubt": (
        "{channel} के टोकन के नवीकरण का उत्तर दो बार नहीं मिला। प्रयास जारी है; न हुआ तो फिर जोड़ना होगा।",
        "Twice no answer came to the renewal of {channel}'s token. It is being tried; else connect it again.",
    ),
    "delivery.asks": ("{channel} की पोस्ट रुकी है और पूछती है।", "A post for {channel} waits and asks."),
    "delivery.rejected": ("{channel} पर पोस्ट नहीं छपी।", "A post was not published on {channel}."),
    "delivery.expired": (
        "{channel} पर पोस्ट का समय बीत गया; वह नहीं छपी।",
        "A post for {channel} is past its time and was not published.",
    ),
    "delivery.over_budget": (
        "{channel} की दोहराई पोस्ट बजट से ऊपर है और रुकी है।",
        "A recurring post for {channel} goes beyond the budget and waits.",
    ),
    "recurrence.ended": ("एक दोहराव अपने-आप रुका।", "A recurrence stopped by itself."),
    "recurrence.skipped": (
        "दोहराई जाने वाली पोस्ट का समय बीत चुका था; पुरानी नहीं भेजी गई।",
        "A recurring post's hour was long past; what was old was not sent.",
    ),
    "delivery.undecided": (
        "{channel} पर पोस्ट छपी या नहीं, यह मंच से पता नहीं चला। देखकर तय करें।",
        "The platform does not tell whether a post stands on {channel}. Look, and decide.",
    ),
    "delivery.removal_failed": (
        "{channel} से पोस्ट नहीं हटी या नहीं सुधरी। मंच पर जाकर देखें।",
        "A post could not be removed or corrected on {channel}. Look on the platform.",
    ),
    "delivery.removal_impossible": (
        "{channel} से पोस्ट हमारे यहाँ से नहीं हट सकती। मंच के ऐप से हटाएँ।",
        "A post on {channel} cannot be removed from here. Remove it in the platform's own app.",
    ),
}
MANY: dict[str, tuple[str, str]] = {
    "delivery.asks": (
        "{count} वितरण रुके हैं और आपके निर्णय की प्रतीक्षा में हैं।",
        "{count} deliveries wait for your word.",
    ),
    "delivery.rejected": (
        "{platform} पर एक ही कारण से {count} पोस्ट नहीं छपीं।",
        "{count} posts were not published on {platform}, for one cause.",
    ),
    "delivery.expired": (
        "{platform} पर {count} पोस्ट का समय बीत गया; वे नहीं छपीं।",
        "{count} posts for {platform} are past their time and were not published.",
    ),
    "delivery.undecided": (
        "{platform} पर {count} पोस्ट छपीं या नहीं, यह पता नहीं चला। देखकर तय करें।",
        "For {count} posts {platform} does not tell whether they stand there. Look, and decide.",
    ),
    "delivery.removal_failed": (
        "{platform} से {count} पोस्ट नहीं हटीं या नहीं सुधरीं। मंच पर जाकर देखें।",
        "{count} posts could not be removed or corrected on {platform}. Look on the platform.",
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads, and the path of the page where they act."""

    hi: str
    en: str
    path: str


def sentence_of(alert: Alert) -> Sentence:
    """The alert in words, with its reason behind it; `for_list` saves its queries."""
    several = MANY.get(alert.verb) if alert.count > 1 else None
    hi, en = several or ONE.get(alert.verb, ("{channel}: " + alert.verb, "{channel}: " + alert.verb))
    channel = alert.channel
    facts = {
        "channel": str(channel) if channel else "",
        "platform": channel.get_kind_display() if channel else "",
        "count": alert.count,
    }
    said = (hi.format(**facts), en.format(**facts))
    reasons = (alert.reason_hi, alert.reason_en)
    whole = [" ".join(part for part in both if part) for both in zip(said, reasons, strict=True)]
    return Sentence(whole[0], whole[1], path_of(alert))


def path_of(alert: Alert) -> str:
    """Where it leads: the list of what asks, the post, else the channel."""
    if alert.verb == "delivery.asks":
        return reverse("asks")
    if alert.post_id is not None:
        return reverse("post", args=[alert.post_id])
    return reverse("channel", args=[alert.channel_id]) if alert.channel_id else reverse("alerts")
