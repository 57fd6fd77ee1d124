"""What changed between two versions of a post, word by word, for those who approved the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

import regex

from jansetu.content.models import Approval, Kind, Post, Revision
from jansetu.content.snapshots import Snapshot, snapshot_of

WORDS = regex.compile(r"\s+|[^\s]+")
Change = Literal["same", "gone", "new"]
NO_POST: Snapshot = {"title": "", "variants": [], "placements": []}


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the post that is not as it was: its platform and language (empty: the title), and how."""

    part: Literal["title", "about", "urgent", "label", "heading", "text", "pictures", "channels"]
    kind: str
    language: str
    marks: tuple[tuple[Change, str], ...]


def last_approved(post: Post) -> Revision | None:
    """The revision that somebody approved last."""
    approval = Approval.objects.filter(variant__post=post).select_related("revision").order_by("pk").last()
    return approval.revision if approval else None


def pending_changes(post: Post) -> list[Difference]:
    """What the approver has to look at: everything that is not as it was approved last."""
    before = last_approved(post)
    return differences(before.snapshot if before else NO_POST, snapshot_of(post))


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """In reading order: the title, then each variant's text, pictures and channels."""
    found = [Difference("title", "", "", marks(before["title"], after["title"]))]
    for whole, fact in WHOLE.items():
        found.append(Difference(whole, "", "", marks(fact(before), fact(after))))  # type: ignore[arg-type]
    for key in dict.fromkeys([*_by_key(after), *_by_key(before)]):
        one, other = _by_key(before).get(key), _by_key(after).get(key)
        kind, language, _ = key
        for part, words in PARTS.items():
            change = marks(words(before, one), words(after, other))
            found.append(Difference(part, kind, language, change))  # type: ignore[arg-type]
    return [one for one in found if any(change != "same" for change, _ in one.marks)]


# What is said of the whole post decides how a pause or a hold treats it, so its approver sees it.
WHOLE: dict[str, Callable[[Snapshot], str]] = {
    "about": lambda snapshot: str(Kind(snapshot["kind"]).label) if snapshot.get("kind") else "",
    "urgent": lambda snapshot: "✓" if snapshot.get("urgent") else "–",
    "label": lambda snapshot: snapshot.get("label", ""),
}


def _by_key(snapshot: Snapshot) -> dict[tuple[str, str, int | None], dict[str, Any]]:
    return {(one["kind"], one["language"], one["channel"]): one for one in snapshot["variants"]}


def _heading(_snapshot: Snapshot, variant: dict[str, Any] | None) -> str:
    return variant.get("title", "") if variant else ""


def _text(_snapshot: Snapshot, variant: dict[str, Any] | None) -> str:
    return variant["text"] if variant else ""


def _pictures(_snapshot: Snapshot, variant: dict[str, Any] | None) -> str:
    pictures = variant["pictures"] if variant else []
    return "\n".join(f"{picture['digest'][:12]} {picture['alt']}" for picture in pictures)


def _channels(snapshot: Snapshot, variant: dict[str, Any] | None) -> str:
    placed = [one for one in snapshot["placements"] if variant and one["variant"] == variant["id"]]
    return "\n".join(f"{one['handle']}{' ↻' if one['repost_of'] else ''}" for one in placed)


PARTS = {"heading": _heading, "text": _text, "pictures": _pictures, "channels": _channels}


def marks(before: str, after: str) -> tuple[tuple[Change, str], ...]:
    """The text in pieces, each the same, gone or new; whole words, so that Hindi syllables never split."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[tuple[Change, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(old[a:b])))
        else:
            pieces += [("gone", "".join(old[a:b]))] if b > a else []
            pieces += [("new", "".join(new[c:d]))] if d > c else []
    return tuple(pieces)
