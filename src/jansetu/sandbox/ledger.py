"""The judge of exactly-once: what the platforms did, in the order in which they did it; takes nothing out."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Literal

from jansetu.sandbox.exchange import Json

Act = Literal["publish", "repost", "correct", "delete"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One call that acted. `key` is the client's idempotency key or rkey, where it gave one."""

    seq: int
    act: Act
    platform: str
    account: str
    remote_id: str
    text: str
    key: str
    at: float  # seconds since 1970
    reply_to: str = ""


class Ledger:
    """Every act since the start or the last reset; sequence numbers begin at 1."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refused_duplicates = 0  # X said 403 to a text it had: the client did send it twice

    def record(
        self,
        act: Act,
        *,
        platform: str,
        account: str,
        remote_id: str,
        text: str,
        key: str,
        at: float,
        reply_to: str = "",
    ) -> None:
        """Write down one act."""
        number = len(self.entries) + 1
        self.entries.append(Entry(number, act, platform, account, remote_id, text, key, at, reply_to))

    def since(self, seq: int) -> list[Json]:
        """The entries after `seq`."""
        return [asdict(entry) for entry in self.entries[max(seq, 0) :]]

    def count(self) -> dict[str, int]:
        """How many of each act, how many distinct publications, how many doubles."""
        acts = Counter(entry.act for entry in self.entries)
        published = [entry for entry in self.entries if entry.act == "publish"]
        distinct = len({_sameness(entry) for entry in published})
        counts: dict[str, int] = {act: acts[act] for act in ("publish", "repost", "correct", "delete")}
        return counts | {
            "distinct": distinct,
            "doubled": len(published) - distinct,
            "refused_duplicates": self.refused_duplicates,
        }


def _sameness(entry: Entry) -> tuple[str, ...]:
    """What makes two publications one: their text and place; of messages, all alike, the client's key."""
    if entry.platform in ("email", "whatsapp"):
        return (entry.platform, entry.account, entry.key)
    return (entry.platform, entry.account, entry.text, entry.reply_to)
