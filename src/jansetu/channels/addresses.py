"""Addresses of subscribers: one spelling each, and the keyed digest by which they are found again.

The digest's key comes from the installation's oldest key: a new key put in front changes no digest. Where the
oldest is dropped by hand, `digest_anew` (a part of `jansetu keys reseal`) finds every address its new one.
"""

from __future__ import annotations

import hmac
import unicodedata
from functools import lru_cache

import regex
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from jansetu.channels.models import Channel
from jansetu.core.errors import Refusal
from jansetu.fields.keys import present_keys

PHONE_KINDS = frozenset({"whatsapp"})
MAIL_KINDS = frozenset({"email"})
PURPOSE = b"jansetu: digests of subscribers, 1"
BETWEEN_DIGITS = regex.compile(r"[\s\-().\u2010-\u2015/]+")
# ITU-T E.164 (11/2010): at most 15 digits with the country's code.
INTERNATIONAL = regex.compile(r"\+[1-9][0-9]{6,14}")
# India's National Numbering Plan (DoT, 2003): mobile numbers have ten digits and begin with 6 to 9.
INDIAN = regex.compile(r"(?:0|91)?([6-9][0-9]{9})")
LONGEST_MAIL = 254  # RFC 5321 with its errata


def has_subscribers(channel: Channel) -> bool:
    """Whether the channel writes to addresses of its own list."""
    return channel.kind in PHONE_KINDS or channel.kind in MAIL_KINDS


def clean_address(channel: Channel, typed: str) -> str:
    """The one spelling of what somebody typed; a Refusal where it can be no address there."""
    if channel.kind in PHONE_KINDS:
        return phone_number(typed)
    if channel.kind in MAIL_KINDS:
        return mail_address(typed)
    raise Refusal(
        "no_subscribers",
        hi="इस चैनल की सदस्य सूची नहीं होती।",
        en="This channel has no list of subscribers.",
    )


def phone_number(typed: str) -> str:
    """E.164, "+919876543210"; without a country's code it is an Indian mobile number."""
    bare = BETWEEN_DIGITS.sub("", _plain_digits(typed))
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    indian = INDIAN.fullmatch(bare)
    number = f"+91{indian[1]}" if indian else bare
    wrong_indian = number.startswith("+91") and not INDIAN.fullmatch(number[1:])
    if not INTERNATIONAL.fullmatch(number) or wrong_indian:
        raise Refusal(
            "phone_malformed",
            hi="यह मोबाइल नंबर सही नहीं है: दस अंक लिखें, जैसे 98765 43210; दूसरे देश का हो तो + से।",
            en="This is no mobile number: write ten digits, or begin with + for another country.",
        )
    return number


def number_of(platform_id: str) -> str:
    """The same of what the platform calls its user: digits with the country's code and no sign."""
    return f"+{platform_id.removeprefix('+')}"


def mail_address(typed: str) -> str:
    """As its owner writes it, the domain in small letters."""
    address = unicodedata.normalize("NFC", typed.strip())
    name, _, domain = address.rpartition("@")
    address = f"{name}@{domain.lower()}"
    try:
        EmailValidator()(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST_MAIL:
        raise Refusal(
            "mail_malformed",
            hi="यह ई-मेल पता सही नहीं है; जैसे naam@example.in लिखें।",
            en="This is no e-mail address; write it like name@example.in.",
        )
    return address


def digest_of(channel: int, address: str) -> str:
    """Keyed, and another one on every channel: lists cannot be laid beside each other."""
    return hmac.digest(
        _digest_key(present_keys()[-1]), f"{channel}:{address.casefold()}".encode(), "sha256"
    ).hex()


@lru_cache(maxsize=4)
def _digest_key(key: str) -> bytes:
    return hmac.digest(key.encode(), PURPOSE, "sha256")


def evidence_digest(evidence: str) -> str:
    """What stays of a consent's evidence when its giver is erased: enough to prove, too little to read."""
    return "hmac:" + hmac.digest(_digest_key(present_keys()[-1]), evidence.encode(), "sha256").hex()


def _plain_digits(typed: str) -> str:
    """Digits of every script as ASCII's."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in typed.strip())
