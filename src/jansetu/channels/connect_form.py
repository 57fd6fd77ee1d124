"""What the connect form asks for, read from each connector's credentials dataclass."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields

from jansetu.connectors import registry


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialField:
    """One input of the form. A secret is typed hidden and never shown again."""

    name: str
    hi: str
    en: str
    help_hi: str
    help_en: str
    is_secret: bool
    is_needed: bool
    usual: str


def fields_of(kind: str) -> list[CredentialField]:
    """In the order of the dataclass; for a local platform none."""
    if kind in registry.LOCAL_KINDS:
        return []
    return [
        CredentialField(
            name=entry.name,
            hi=entry.metadata["hi"],
            en=entry.metadata["en"],
            help_hi=entry.metadata.get("help_hi", ""),
            help_en=entry.metadata.get("help_en", ""),
            is_secret=bool(entry.metadata.get("secret")),
            is_needed=entry.default is MISSING,
            usual="" if entry.default is MISSING else str(entry.default),
        )
        for entry in fields(registry.CONNECTORS[kind].credentials_class)
    ]
