"""What tests against real servers send: texts of this moment, each under a key of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from jansetu.connectors.contracts import Outgoing, Progress, Sighting
from tests.connectors.drive import publish
from tests.connectors.pictures import pictures

__all__ = ["TEXT", "find", "outgoing", "publish"]

TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। विवरण https://ujjain.nic.in/soochna #उज्जैन #जलप्रदाय"


def outgoing(text: str = TEXT, folder: Path | None = None, count: int = 0) -> Outgoing:
    """A text that is due now, with so many pictures."""
    made = Outgoing(key=uuid4().hex, text=text, language="hi", created_at=datetime.now(UTC))
    return replace(made, pictures=pictures(folder, count)) if folder else made


async def find(connector: Any, sent: Outgoing, known: frozenset[str] = frozenset()) -> Sighting:
    """Look for it as the reconciler does."""
    found: Sighting = await connector.find(sent, progress=Progress(), since=sent.created_at, known=known)
    return found
