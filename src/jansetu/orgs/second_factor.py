"""Second factors at rest: TOTP secrets are sealed like every other secret; enrolling demonstration people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import InvalidToken
from django.db import transaction

from jansetu.fields.keys import keyring
from jansetu.fields.resealing import BATCH, Resealed, resealed_token
from jansetu.orgs.models import Person

SEALED = ("secret", "seed", "migrated_codes")  # of an authenticator's facts; a passkey has no secret


class SealedMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and recovery seeds under JANSETU_KEYS."""

    def encrypt(self, text: str) -> str:
        """Sealed with the newest key."""
        return keyring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with whichever key fits."""
        return keyring().decrypt(encrypted_text.encode()).decode()


def enrol_totp(person: Person) -> str:
    """Give a demonstration person a TOTP secret and return it once, for their authenticator app.

    Real people enrol themselves; their secret is never shown to anybody else.
    """
    if not person.is_demonstration:
        raise ValueError("only demonstration people are enrolled by somebody else")
    Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).delete()
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def present_code(secret: str) -> str:
    """The six digits that an authenticator app shows for `secret` now."""
    counters = list(yield_hotp_counters_from_time())
    code: str = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    return code


def tokens_of_factors() -> Iterator[str]:
    """Every sealed value of every authenticator as it lies in the database."""
    for facts in Authenticator.objects.order_by("pk").values_list("data", flat=True).iterator():
        for name in SEALED:
            yield from _as_list(facts.get(name))


def reseal_factors() -> Resealed:
    """Seal anew with the newest key what older keys sealed; harmless when repeated or broken off."""
    result = Resealed()
    pks = list(Authenticator.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            # Locked: a code used at this moment is noted in the same facts.
            for row in Authenticator.objects.select_for_update().filter(pk__in=pks[start : start + BATCH]):
                if _reseal(row.data, result):
                    row.save(update_fields=["data"])
    return result


def _as_list(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value] if value else []


def _reseal(facts: dict[str, Any], result: Resealed) -> bool:
    """Whether anything was sealed anew."""
    before = result.made
    for name in SEALED:
        found = facts.get(name)
        if found:
            fresh = [_fresh(token, result) for token in _as_list(found)]
            facts[name] = fresh if isinstance(found, list) else fresh[0]
    return result.made > before


def _fresh(token: str, result: Resealed) -> str:
    try:
        fresh = resealed_token(token)
    except InvalidToken:
        result.unopened += 1
        return token
    result.made += fresh is not None
    return fresh or token
