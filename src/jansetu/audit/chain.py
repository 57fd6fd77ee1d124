"""What the chain's hashes cover. Reads no database."""

from __future__ import annotations

from datetime import UTC, datetime

from jansetu.audit.canonical import digest, encode
from jansetu.audit.models import Event, Seal


def event_hash(event: Event) -> str:
    """Over everything in the event but its personal part, of which only the salted digest counts."""
    facts = {
        "id": event.pk,
        "at": _moment(event.at),
        "verb": event.verb,
        "actor_id": event.actor_id,
        "actor_label": event.actor_label,
        "tenure_id": event.tenure_id,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "unit_id": event.unit_id,
        "detail": event.detail,
        "personal_digest": event.personal_digest,
    }
    return digest(encode(facts))


def seal_hash(seal: Seal) -> str:
    """Over everything in the seal but this hash itself."""
    facts = {
        "number": seal.number,
        "event": seal.event_id,
        "event_hash": seal.event_hash,
        "previous": seal.previous,
        "sealed_at": _moment(seal.sealed_at),
    }
    return digest(encode(facts))


def personal_digest(salt: str, personal: object) -> str:
    """Salted, so that whoever reads the chain cannot try out names and numbers."""
    return digest(salt.encode(), encode(personal))


def _moment(moment: datetime | None) -> str | None:
    """None where somebody wrote into the column what is no moment."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
