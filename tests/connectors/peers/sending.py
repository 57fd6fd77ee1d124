"""What tests against real servers do with a connector: publish to the end, lose an answer on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from jansetu.connectors.contracts import Outgoing, Progress, Publishes, Receipt
from tests.connectors.pictures import pictures

TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। विवरण https://ujjain.nic.in/soochna #उज्जैन #जलप्रदाय"
MOST_STEPS = 12


def outgoing(text: str = TEXT, folder: Path | None = None, count: int = 0) -> Outgoing:
    """A text that is due now, with so many pictures."""
    made = Outgoing(key=uuid4().hex, text=text, language="hi", created_at=datetime.now(UTC))
    return replace(made, pictures=pictures(folder, count)) if folder else made


async def publish(connector: Publishes, sent: Outgoing) -> Receipt:
    """All steps, the progress saved and read again between them."""
    progress = Progress()
    for _ in range(MOST_STEPS):
        outcome = await connector.step(sent, progress)
        if isinstance(outcome, Receipt):
            return outcome
        progress = Progress.from_json(outcome.as_json())
    raise AssertionError("it never comes to an end")


async def find(connector: Any, sent: Outgoing, known: frozenset[str] = frozenset()) -> Any:
    """Look for it as the reconciler does."""
    return await connector.find(sent, progress=Progress(), since=sent.created_at, known=known)
