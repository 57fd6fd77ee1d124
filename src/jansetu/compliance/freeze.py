"""What the Model Code of Conduct suspends, and when silence falls, as dated facts. Knows no row and no clock.

Whoever asks gives the freezes that were declared; what is not in the table is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jansetu.compliance.contracts import Source

# Noted on 25.11.2026 from secondary copies; the Commission's own letters are to be laid beside them.
CODE = Source(
    hi="आदर्श आचार संहिता: घोषणा के क्षण से चुनाव की समाप्ति तक",
    en="Model Code of Conduct: from the moment of announcement to the end of the election",
    since=date(2024, 3, 16),
)
SILENCE = Source(
    hi="लोक प्रतिनिधित्व अधिनियम 1951, धारा 126: मतदान समाप्ति के नियत समय से पहले के 48 घंटे",
    en="Representation of the People Act 1951, s. 126: 48 hours ending with the hour fixed for its close",
    since=date(2026, 11, 25),  # when it was noted
)
SILENT = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True, slots=True)
class Freeze:
    """One election freeze: the territory's path, from its announcement to its end (None: not known yet)."""

    path: str
    announced_at: datetime
    ends_at: datetime | None = None
    hi: str = ""  # why, as declared
    en: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspended:
    """One thing that rests during a freeze."""

    hi: str
    en: str
    source: Source | None  # None: our own careful choice, not the Code's letter


SUSPENDED: Mapping[str, Suspended] = {
    "duty": Suspended(hi="साझा करने का दायित्व", en="Duties to share", source=None),
    "streak": Suspended(hi="लगातार भागीदारी की गिनती", en="Streaks", source=None),
    "campaign": Suspended(hi="अभियान", en="Campaigns", source=CODE),
    "share_ask": Suspended(hi="साझा करने का अनुरोध", en="Asks to share", source=None),
    "award": Suspended(hi="सम्मान", en="Awards", source=None),
    "boost": Suspended(hi="सशुल्क प्रसार", en="Paid reach", source=CODE),
    "cable": Suspended(hi="केबल पर प्रसारण", en="Airings on cable", source=CODE),
    "press_release": Suspended(hi="प्रेस विज्ञप्ति", en="Press releases", source=CODE),
    "profile_photo": Suspended(hi="प्रोफ़ाइल फ़ोटो", en="Profile photos", source=CODE),
}


def is_frozen(freezes: Iterable[Freeze], path: str, now: datetime) -> Freeze | None:
    """The freeze that stands over the unit of that path: its own or one of a unit above it."""
    standing = (one for one in freezes if path.startswith(one.path) and one.announced_at <= now)
    return next((one for one in standing if one.ends_at is None or now < one.ends_at), None)


def suspended(what: str, freezes: Iterable[Freeze], path: str, now: datetime) -> Suspended | None:
    """Why that rests in that unit now. A word that the table lacks is a mistake of whoever asks."""
    rule = SUSPENDED[what]
    return rule if is_frozen(freezes, path, now) else None


def silence(close_of_poll: datetime) -> tuple[datetime, datetime]:
    """When silence begins and ends, for one hour fixed for the conclusion of poll."""
    return close_of_poll - SILENT, close_of_poll
