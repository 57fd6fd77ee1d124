"""Second factors at rest: TOTP secrets are sealed like every other secret; enrolling demonstration people."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from jansetu.fields.encrypted import keyring
from jansetu.orgs.models import Person


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
