"""The e-mail connector against the practice post office: what citizens get, and what comes back."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, CannotTell, Found, Outgoing, Progress, Receipt, Sighting
from jansetu.connectors.email import Email, EmailCredentials
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.registry import checked
from jansetu.core.http import open_session, practice
from jansetu.sandbox.process import Sandbox
from tests.connectors.contract import OUTGOING, TEXT
from tests.connectors.pictures import pictures

OFFICE = "collectorujjain"
LEAVE = "https://desk.example/leave/a1/"


@asynccontextmanager
async def office(sandbox: Sandbox, **more: str) -> AsyncIterator[Email]:
    """The collector's practice account."""
    typed = sandbox.credentials("email", OFFICE) | more
    async with open_session(practice(sandbox.addresses)) as session:
        yield Email(checked(EmailCredentials, typed), Http(session))


def to(recipient: str, number: int = 1) -> Outgoing:
    key = f"{number:032x}"
    return replace(OUTGOING, recipient=recipient, title="जलप्रदाय बंद", key=key, leave_url=LEAVE)


async def send(mail: Email, outgoing: Outgoing) -> Receipt:
    sent = await mail.step(outgoing, Progress())
    assert isinstance(sent, Receipt)
    return sent


async def look(mail: Email, outgoing: Outgoing, *known: str) -> Sighting:
    since = datetime.now(UTC) - timedelta(seconds=30)
    return await mail.find(outgoing, progress=Progress(), since=since, known=frozenset(known))


async def page(sandbox: Sandbox, path: str) -> tuple[str, str]:
    address = f"http://127.0.0.1:{sandbox.port}{path}"
    async with ClientSession() as session, session.get(address) as answer:
        assert answer.status == 200
        return await answer.text(), answer.headers["Content-Security-Policy"]


async def test_a_citizen_reads_the_mail_as_it_was_meant(sandbox: Sandbox, tmp_path: Path) -> None:
    shown = pictures(tmp_path, 2)
    async with office(sandbox) as mail:
        text = TEXT + " https://mp.gov.in/a?b=1&c=2"
        sent = await send(mail, replace(to("ravi@gaon.example"), pictures=shown, text=text))
    entry = sandbox.ledger()[0]
    assert (entry["remote_id"], entry["key"], entry["account"]) == (sent.remote_id, sent.remote_id, OFFICE)
    inbox, _ = await page(sandbox, "/email/inbox/ravi@gaon.example")
    assert "जलप्रदाय बंद" in inbox
    framed, policy = await page(sandbox, f"/email/shown/{quote(sent.remote_id, safe='')}")
    assert TEXT in framed
    assert 'href="https://mp.gov.in/a?b=1&amp;c=2"' in framed
    assert f'alt="{shown[0].alt}"' in framed
    assert framed.count("/_sandbox/media/email/") == 2
    assert LEAVE in framed
    assert policy.startswith("sandbox")
    whole, outer = await page(sandbox, f"/email/mail/{quote(sent.remote_id, safe='')}")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in whole
    assert "अभ्यास" in whole
    assert "frame-src 'self'" in outer
    account, _ = await page(sandbox, f"/_sandbox/see/email/{OFFICE}")
    assert "ravi@gaon.example" in account
    assert account.count("<img ") == 2


async def test_the_same_mail_twice_is_a_double_and_the_same_text_to_another_is_not(sandbox: Sandbox) -> None:
    async with office(sandbox) as mail:
        await send(mail, to("ravi@gaon.example", 1))
        await send(mail, to("seema@gaon.example", 2))
        assert (sandbox.count()["distinct"], sandbox.count()["doubled"]) == (2, 0)
        await send(mail, to("seema@gaon.example", 2))
    assert (sandbox.count()["publish"], sandbox.count()["doubled"]) == (3, 1)


async def test_a_lost_answer_is_doubt_and_the_copy_is_found(sandbox: Sandbox) -> None:
    sandbox.fault("lose_answer", platform="email", calls="publish", next=1)
    async with office(sandbox) as mail:
        with pytest.raises(OutcomeUnknown):
            await send(mail, to("ravi@gaon.example"))
        found = await look(mail, to("ravi@gaon.example"))
    assert isinstance(found, Found)
    assert sandbox.ledger()[0]["remote_id"] == found.receipt.remote_id
    assert sandbox.count()["publish"] == 1


async def test_that_there_is_no_copy_proves_something_only_where_others_have_one(sandbox: Sandbox) -> None:
    async with office(sandbox) as mail:
        sandbox.fault("drop", platform="email", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await send(mail, to("ravi@gaon.example", 1))
        assert await look(mail, to("ravi@gaon.example", 1)) == CannotTell(reason="copies_unproven")
        other = await send(mail, to("seema@gaon.example", 2))
        assert await look(mail, to("ravi@gaon.example", 1), other.remote_id) == Absent()
    async with office(sandbox, copies="Elsewhere") as mail:
        assert await look(mail, to("ravi@gaon.example", 1), other.remote_id) == CannotTell(reason="no_copies")
    async with office(sandbox, copies="") as mail:
        assert await look(mail, to("ravi@gaon.example", 1), other.remote_id) == CannotTell(reason="no_copies")


async def test_the_post_office_says_no_in_words_that_the_connector_knows(sandbox: Sandbox) -> None:
    expected = {
        "401": NotAuthorized,
        "403": NotAuthorized,
        "429": RateLimited,
        "refuse": Rejected,
        "500": Unavailable,
        "503": Unavailable,
        "html": OutcomeUnknown,
        "empty": OutcomeUnknown,
        "drop": OutcomeUnknown,
    }
    async with office(sandbox) as mail:
        for kind, error in expected.items():
            sandbox.fault(kind, platform="email", calls="publish", next=1)
            with pytest.raises(error):
                await send(mail, to("ravi@gaon.example"))
        assert sandbox.count()["publish"] == 0
        sandbox.fault("stall", platform="email", calls="publish", next=1, ms=50)
        await send(mail, to("ravi@gaon.example"))
    assert sandbox.count()["publish"] == 1


@pytest.mark.parametrize(
    ("recipient", "error", "code"),
    [
        ("dead.ravi@gaon.example", Rejected, "address_dead"),
        ("grey.ravi@gaon.example", Unavailable, "not_now"),
        ("busy.ravi@gaon.example", Unavailable, "not_now"),
    ],
)
async def test_some_addresses_are_refused_at_once(
    sandbox: Sandbox, recipient: str, error: type[Exception], code: str
) -> None:
    async with office(sandbox) as mail:
        with pytest.raises(error, match=code):
            await send(mail, to(recipient))
    assert sandbox.count()["publish"] == 0


@pytest.mark.parametrize(
    "bounces", [f"{OFFICE}@dak.test", ""]
)  # known by the return path, or by the id returned
async def test_what_comes_back_is_heard_once(sandbox: Sandbox, bounces: str) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    async with office(sandbox, bounces=bounces) as mail:
        start = (await mail.reports({}, since=since)).cursor
        for number, word in enumerate(("bounce", "full", "late", "complain", "ravi"), 1):
            await send(mail, to(f"{word}@gaon.example", number))
        first = await mail.reports(start, since=since)
        again = await mail.reports({}, since=since)
        after = await mail.reports(first.cursor, since=since)
    told = [(one.key, one.code, one.address_is_dead) for one in first.reports]
    assert told == [
        (f"{1:032x}", "address_dead", True),
        (f"{2:032x}", "mailbox_full", False),
        (f"{3:032x}", "not_delivered", False),
        (f"{4:032x}", "complaint", False),
    ]
    assert {one.state for one in first.reports} == {"failed"}
    assert first.reports[0].remote_id == f"<{1:032x}@dak.test>"
    assert {one.id for one in first.reports} <= {one.id for one in again.reports}
    assert (after.reports, after.cursor, first.more) == ((), first.cursor, False)


async def test_many_reports_come_in_pages_and_a_new_mailbox_is_read_anew(sandbox: Sandbox) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    async with office(sandbox) as mail:
        for number in range(1, 31):
            await send(mail, to("bounce@gaon.example", number))
        first = await mail.reports({}, since=since)
        second = await mail.reports(first.cursor, since=since)
        stale = await mail.reports({"uidvalidity": 1, "uid": 10**6}, since=since)
    assert (len(first.reports), first.more) == (25, True)
    assert (len(second.reports), second.more) == (5, False)
    assert len(stale.reports) == 25


async def test_a_mailbox_that_does_not_answer_is_a_passing_trouble(sandbox: Sandbox) -> None:
    async with office(sandbox) as mail:
        for kind in ("500", "drop"):
            sandbox.fault(kind, platform="email", calls="read", next=1)
            with pytest.raises(Unavailable):
                await mail.reports({}, since=datetime.now(UTC))
            sandbox.fault(kind, platform="email", calls="read", next=1)
            with pytest.raises(Unavailable):
                await look(mail, to("ravi@gaon.example")) if kind == "drop" else await mail.whoami()


async def test_whose_account_it_is(sandbox: Sandbox) -> None:
    async with office(sandbox) as mail:
        account = await mail.whoami()
    assert (account.remote_id, account.name) == (f"{OFFICE}@dak.test", f"{OFFICE} (अभ्यास)")
    for wrong in ({"password": "dead-1"}, {"imap_password": "dead-1"}, {"user": "somebody"}):
        async with office(sandbox, **wrong) as mail:
            with pytest.raises(NotAuthorized, match="login_refused"):
                await mail.whoami()
    async with office(sandbox, sender="else@dak.test", bounces="") as mail:
        with pytest.raises(NotAuthorized, match="sender_refused"):
            await send(mail, to("ravi@gaon.example"))


async def test_many_mails_at_once_are_each_one_mail(sandbox: Sandbox) -> None:
    """With `-s` it prints the figure that docs/connectors/email.md tells."""
    count, at_once = 300, 16
    gate = asyncio.Semaphore(at_once)
    async with office(sandbox) as mail:

        async def one(number: int) -> None:
            async with gate:
                await send(mail, to(f"citizen{number}@gaon.example", number))

        begun = perf_counter()
        await asyncio.gather(*(one(number) for number in range(count)))
        rate = count / (perf_counter() - begun)
    sys.stdout.write(f"{rate:.0f} mails a second, {at_once} at once\n")
    assert (sandbox.count()["publish"], sandbox.count()["doubled"]) == (count, 0)
