"""What users of other tools suffered, one test for each; docs/faults.md names them all."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from jansetu.channels.models import Channel
from jansetu.publishing.models import Delivery, Pause
from tests.publishing.office import BETTER, TEXT, Office

S = Delivery.State
ROOT = Path(__file__).resolve().parents[2]
ROW = regex.compile(r"^\| [^|]+ \| ([^|]+) \| `(tests/[\w/]+\.py)::(\w+)` \|$", regex.MULTILINE)


def rows() -> list[tuple[str, str, str]]:
    """Number, file and test of each row of the page."""
    page = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
    return [(row[1], row[2], row[3]) for row in ROW.finditer(page)]


def test_every_failure_of_the_page_has_its_test_and_the_test_its_number() -> None:
    assert len(rows()) >= 17
    for number, file, name in rows():
        text = (ROOT / file).read_text(encoding="utf-8")
        told = regex.search(rf"def {name}\(.*?(?=\n\n\n|\Z)", text, flags=regex.DOTALL)
        assert told, name
        assert regex.search(rf"{number.split('#')[-1].split()[-1]}\b", told[0]), (number, name)


def test_an_approved_edit_is_what_goes_out_and_the_older_words_never(office: Office) -> None:
    """postiz-app#1213: edits that never reach the worker."""
    channels = office.channels(1)
    post = office.post(channels, TEXT)
    office.approve(post)
    office.edit(post, channels, BETTER)
    office.approve(post)
    office.send()
    assert [entry["text"] for entry in office.steps.sandbox.ledger()] == [BETTER]


@pytest.mark.parametrize("cause", ["pause", "unauthorized"])
def test_what_waits_says_why_it_waits_or_goes(office: Office, cause: str) -> None:
    """postiz-app#1259, #1724: posts left in the queue, and nobody is told why."""
    office.approve(office.post(office.channels(1)))
    if cause == "pause":
        Pause.objects.create(scope=Pause.Scope.EVERYTHING, reason="आपदा", at=office.now)
    else:
        office.steps.sandbox.fault("401", next=1)
    office.send()
    told = Pause.objects.exists() if cause == "pause" else office.steps.first().error_hi
    assert told
    Pause.objects.update(lifted_at=office.now)
    Channel.objects.update(state=Channel.State.CONNECTED)
    office.steps.later(1)
    office.send()
    assert office.states() == [S.SENT]


def test_a_post_whose_worker_died_is_out_within_two_minutes(office: Office) -> None:
    """MixpostApp#8: left at “publishing” for ever after the worker died."""
    steps = office.steps
    office.approve(office.post(office.channels(1)))
    steps.claim(steps.fresh_deliveries())
    assert office.states() == [S.SENDING]
    for _ in range(12):
        steps.age(10)
        steps.look()
        office.send()
    assert (office.states(), office.acts()) == ([S.SENT], ["x0"])
