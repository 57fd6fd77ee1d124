"""What every connector promises, proved with recorded answers; a connector without them fails.

A connector's test subclasses `Contract` as `TestX` with `connector` and `recorded`.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast

import pytest
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar
from aiohttp.resolver import ThreadedResolver

from jansetu.connectors import contracts
from jansetu.connectors.contracts import CannotTell, Connector, Credentials, Progress, Receipt
from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.registry import checked
from jansetu.core.http import GuardedConnector, practice
from tests.connectors.films import film
from tests.connectors.pictures import pictures
from tests.connectors.recording import (
    COMMENTED,
    FILM,
    IMPATIENT,
    MOST_STEPS,
    NEEDED,
    NOW,
    OUTGOING,
    PATIENT,
    REFUSALS,
    STRUCK,
    TEXT,
    THREAD,
    Recorded,
    Strike,
    Talk,
    capabilities,
    doubt_of,
    missing,
    needed_of,
    strikes_of,
)
from tests.connectors.stage import BLUNDERS, HOST, LINE, Reply, Stage, Trouble, nobody_there, staged

CALLED_AT, CALL_SECRET = "https://soochna.example.in/hooks/channel/7/", "planted-call-secret-5d"


class Parametrized(Protocol):
    """The part of pytest's metafunc that is used here."""

    cls: type[Contract]
    fixturenames: list[str]

    def parametrize(self, names: str, values: list[Any], *, ids: list[str]) -> None: ...


class Contract:
    """The suite."""

    connector: ClassVar[type[Connector]]
    recorded: ClassVar[Recorded]

    def pytest_generate_tests(self, metafunc: Parametrized) -> None:
        """Each capability, each recorded talk, each trouble."""
        mine = getattr(metafunc.cls, "recorded", None)
        talks: tuple[Talk, ...] = mine.talks if mine else ()
        has = capabilities(metafunc.cls.connector)
        if "needed" in metafunc.fixturenames:
            needed = needed_of(metafunc.cls.connector)
            metafunc.parametrize("needed", needed, ids=[f"{name}-{what}" for name, what in needed])
        if "talk" in metafunc.fixturenames:
            every: list[Any] = list(talks) or [None]
            ids = [f"{talk.capability}-{talk.name}" if talk else "nothing" for talk in every]
            metafunc.parametrize("talk", every, ids=ids)
        if "strike" in metafunc.fixturenames:
            strikes = list(strikes_of(has, talks))
            ids = [f"{one.capability}-{one.at or 'nothing'}-{one.trouble}" for one in strikes]
            metafunc.parametrize("strike", strikes, ids=ids)

    def test_every_capability_has_its_recorded_answers(self, needed: tuple[str, str]) -> None:
        recorded = self._recorded()
        talk = next((one for one in recorded.talks if (one.capability, one.name) == needed), None)
        if talk is None:
            missing(" ".join(needed))
        if NEEDED[needed[0]][0] == needed[1] or needed in {*STRUCK, FILM, *THREAD, *COMMENTED}:
            assert talk.decides, f"{needed}: no call at which trouble could strike"

    def test_nothing_is_recorded_of_what_it_cannot_do(self) -> None:
        assert {talk.capability for talk in self._recorded().talks} <= set(capabilities(self.connector))

    def test_the_platforms_own_words_for_no_are_recorded(self) -> None:
        for refusal in REFUSALS:
            if refusal not in self._recorded().refusals:
                missing(refusal)

    async def test_it_makes_of_each_answer_what_it_means(self, talk: Talk | None, tmp_path: Path) -> None:
        talk = talk or missing("all")
        async with staged(talk.answers) as stage:
            assert await self._done(talk, stage, tmp_path) == talk.gives(stage.server)
            self._assert_no_secret_in_addresses(stage)

    async def test_each_trouble_has_its_error_and_no_secret(
        self, strike: Strike, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        talk = strike.talk or missing(strike.capability)
        caplog.set_level(logging.DEBUG)
        error = await self._struck(strike, talk, tmp_path)
        if strike.trouble in talk.fine:
            assert error is None
            return
        assert isinstance(error, self._expected(strike, talk)), repr(error)
        if isinstance(error, RateLimited):
            assert error.until == self._recorded().resets_at
        self._assert_silent(error, caplog.text)

    async def test_a_refused_connection_is_surely_nothing_published(
        self, talk: Talk | None, tmp_path: Path
    ) -> None:
        talk = talk or missing("all")
        async with staged(talk.answers) as stage:
            progress = await self._up_to(talk, stage, talk.decides, tmp_path)
            with nobody_there() as port, pytest.raises(Unavailable) as raised:
                async with self._connected(port) as connector:
                    await self._ask(connector, talk, progress, tmp_path)
        self._assert_silent(raised.value, "")

    async def test_a_lease_that_ran_out_sends_nothing(self, talk: Talk | None, tmp_path: Path) -> None:
        class TooLate(Exception):
            pass

        def too_late() -> None:
            raise TooLate

        talk = talk or missing("all")
        async with staged(talk.answers) as stage, self._connected(stage.port, before_send=too_late) as late:
            with pytest.raises(TooLate):
                await self._ask(late, talk, Progress(), tmp_path)
            assert stage.heard == []

    async def test_a_step_is_one_call_and_its_progress_can_be_saved(
        self, talk: Talk | None, tmp_path: Path
    ) -> None:
        talk = talk or missing("all")
        if not talk.by_steps:
            return
        async with staged(talk.answers) as stage:
            async for number, _ in self._steps(talk, stage, tmp_path):
                calls = [heard for heard in stage.heard if not self._is_before(heard.call)]
                assert len(calls) == number

    @pytest.mark.parametrize(("name", "capability"), [("found", "Finds"), ("reply found", "Replies")])
    async def test_a_post_that_is_known_is_passed_over(
        self, name: str, capability: str, tmp_path: Path
    ) -> None:
        talk = next((one for one in self._recorded().talks if one.name == name), None)
        if talk is None:
            assert (capability, name) not in needed_of(self.connector)
            return
        async with staged(talk.answers) as stage, self._connected(stage.port) as connector:
            known = frozenset({talk.gives(stage.server).receipt.remote_id})
            sighting = await self._ask(connector, talk, Progress(), tmp_path, known=known)
        assert sighting == talk.passed_over

    async def test_a_cursor_can_be_saved_and_is_taken_back(self, talk: Talk | None, tmp_path: Path) -> None:
        talk = talk or missing("all")
        if talk.capability not in ("Listens", "Lists"):
            return
        async with staged(talk.answers) as stage, self._connected(stage.port) as connector:
            first = await self._ask(connector, talk, Progress(), tmp_path)
            saved = json.dumps(first.cursor)
            assert not [secret for secret in self._secrets() if secret in saved]
            again = await self._ask(connector, replace(talk, cursor=json.loads(saved)), Progress(), tmp_path)
        assert isinstance(again, contracts.Hearing | contracts.Timeline)

    def test_the_connect_form_can_be_drawn_and_hides_its_secrets(self) -> None:
        shown = repr(self._credentials("http://127.0.0.1:1"))
        for entry in fields(self.connector.credentials_class):
            assert entry.metadata["hi"]
            assert entry.metadata["en"]
        assert self._secrets()
        assert not [secret for secret in self._secrets() if secret in shown]

    # What the tests above stand on.

    def _recorded(self) -> Recorded:
        found: Recorded | None = getattr(self, "recorded", None)
        return found or missing("all")

    def _credentials(self, server: str) -> Credentials:
        given = {**self._recorded().credentials, "server": server}
        return checked(self.connector.credentials_class, given)

    def _secrets(self) -> list[str]:
        given = self._recorded().credentials
        secret = [
            entry.name for entry in fields(self.connector.credentials_class) if entry.metadata.get("secret")
        ]
        return [given[name] for name in secret if name in given] + list(self._recorded().secrets)

    def _is_before(self, call: str) -> bool:
        return any(fnmatchcase(call, pattern) for pattern in self._recorded().before)

    @asynccontextmanager
    async def _connected(
        self, port: int, *, patience: float = PATIENT, before_send: Callable[[], None] | None = None
    ) -> Any:
        """A connector of this platform whose server is at the port."""
        session = ClientSession(
            connector=GuardedConnector(practice({(HOST, port)}), ThreadedResolver(), 4),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=PATIENT, sock_read=patience),
        )
        http = Http(session, before_send=before_send, clock=lambda: NOW)
        async with session:
            yield self.connector(self._credentials(f"http://{HOST}:{port}"), http)

    async def _ask(
        self,
        connector: Any,
        talk: Talk,
        progress: Progress,
        folder: Path,
        known: frozenset[str] = frozenset(),
    ) -> Any:
        """The one call of the capability."""
        outgoing = replace(
            self._recorded().outgoing,
            pictures=pictures(folder, talk.pictures),
            video=film(folder) if talk.film else None,
            further=talk.further,
        )
        look: dict[str, Any] = {"progress": talk.begun, "since": NOW, "known": known}
        asked: dict[str, Callable[[], Any]] = {
            "Publishes": lambda: connector.step(outgoing, progress),
            "Finds": lambda: connector.find(outgoing, **look),
            "Reads": lambda: connector.read(talk.remote_id),
            "Deletes": lambda: connector.delete(talk.remote_id),
            "Corrects": lambda: connector.correct(talk.remote_id, outgoing),
            "Reposts": lambda: connector.repost(talk.remote_id),
            "Identifies": lambda: connector.whoami(),
            "Measures": lambda: connector.post_figures((talk.remote_id, *talk.gone)),
            "Listens": lambda: connector.listen(dict(talk.cursor), since=NOW),
            "Replies": lambda: connector.reply(talk.remote_id, outgoing, progress),
            "Hides": lambda: connector.hide(talk.remote_id, hidden=talk.name == "hidden"),
            "Lists": lambda: connector.own_posts(dict(talk.cursor), since=NOW),
            "TellsQuota": lambda: connector.quotas(),
            "KeepsTemplates": lambda: connector.templates(),
            "Refreshes": lambda: connector.refresh(),
            "Subscribes": lambda: connector.subscribe(CALLED_AT, CALL_SECRET),
            "Measures account": lambda: connector.account_figures(),
            "Replies found": lambda: connector.find_reply(talk.remote_id, outgoing, **look),
        }
        special = {("Measures", "account"): "Measures account"}
        if talk.capability == "Replies" and talk.looks:
            return await asked["Replies found"]()
        return await asked[special.get((talk.capability, talk.name), talk.capability)]()

    async def _steps(self, talk: Talk, stage: Stage, folder: Path) -> Any:
        """The number and the outcome of each step, its progress saved and read again in between."""
        progress = Progress()
        for number in range(1, MOST_STEPS + 1):
            async with self._connected(stage.port) as connector:
                outcome = await self._ask(connector, talk, progress, folder)
            yield number, outcome
            if not isinstance(outcome, Progress):
                return
            saved = json.dumps(outcome.as_json())
            assert not [secret for secret in self._secrets() if secret in saved]
            progress = Progress.from_json(json.loads(saved))
        pytest.fail("it never comes to an end")

    async def _done(self, talk: Talk, stage: Stage, folder: Path) -> Any:
        """What comes of it in the end."""
        outcomes = [outcome async for _, outcome in self._steps(talk, stage, folder)]
        return outcomes[-1]

    async def _up_to(self, talk: Talk, stage: Stage, call: str, folder: Path) -> Progress:
        """The progress with which the next step makes that call; found by a whole run on another stage."""
        number = 1
        if talk.by_steps and call:
            async with staged(talk.answers) as rehearsal:
                number = await self._step_of(talk, rehearsal, call, folder)
        if number == 1:
            return Progress()
        async for step, outcome in self._steps(talk, stage, folder):
            if step == number - 1:
                return cast(Progress, outcome)
        pytest.fail(f"the step before {call} was never taken")

    async def _step_of(self, talk: Talk, stage: Stage, call: str, folder: Path) -> int:
        wanted = talk.decides_at if call == talk.decides else 1
        async for number, _ in self._steps(talk, stage, folder):
            if sum(fnmatchcase(heard.call, call) for heard in stage.heard) >= wanted:
                return cast(int, number)
        pytest.fail(f"{call} was never called")

    async def _struck(self, strike: Strike, talk: Talk, folder: Path) -> ConnectorError | None:
        """The error of a trouble; where there is none, the trouble must at least have proved nothing."""
        trouble = Trouble(strike.at, self._wrong(strike.trouble))
        async with staged(talk.answers) as stage:
            progress = await self._up_to(talk, stage, strike.at, folder)
            stage.trouble = trouble
            patience = IMPATIENT if strike.trouble.startswith("slow") else PATIENT
            async with self._connected(stage.port, patience=patience) as connector:
                try:
                    outcome = await self._ask(connector, talk, progress, folder)
                except ConnectorError as error:
                    assert trouble.struck, f"{strike.at} was never called"
                    publishes = (talk.by_steps or strike.capability == "Reposts") and not strike.prepares
                    if strike.trouble in LINE and publishes and not strike.at.startswith("GET "):
                        assert trouble.struck == 1, "it was sent again without a look"
                    return error
        assert trouble.struck, f"{strike.at} was never called"
        if strike.trouble not in talk.fine:
            assert isinstance(outcome, CannotTell), f"{strike.trouble} was taken for {outcome!r}"
            return Unavailable(outcome.reason)
        return None

    def _wrong(self, trouble: str) -> str | Reply:
        if trouble in LINE:
            return trouble
        return BLUNDERS.get(trouble) or self._recorded().refusals.get(trouble) or missing(trouble)

    def _expected(self, strike: Strike, talk: Talk) -> tuple[type[ConnectorError], ...]:
        if strike.trouble in talk.means and not strike.prepares:
            return (talk.means[strike.trouble],)
        usual = {"401": NotAuthorized, "403": NotAuthorized, "429": RateLimited}
        if strike.trouble in usual:
            return (usual[strike.trouble],)
        return (Unavailable,) if strike.prepares else doubt_of(talk)

    def _assert_silent(self, error: BaseException, log: str) -> None:
        """No secret in the error, in what lies behind it, or in the log."""
        said = [log, *traceback.format_exception(error)]
        for one in chain_of(error):
            said += [repr(one), str(one), repr(vars(one))]
        for secret in self._secrets():
            assert not [text for text in said if secret in text]
        if isinstance(error, ConnectorError) and not isinstance(error.__cause__, ConnectorError):
            assert error.hi or isinstance(error, Unavailable)

    def _assert_no_secret_in_addresses(self, stage: Stage) -> None:
        for heard in stage.heard:
            assert heard.target.startswith(self._recorded().token_path)
            rest = heard.target.removeprefix(self._recorded().token_path)
            assert not [secret for secret in self._secrets() if secret in rest]


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """The error and everything that it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


__all__ = [
    "CALLED_AT",
    "CALL_SECRET",
    "NOW",
    "OUTGOING",
    "TEXT",
    "Contract",
    "Receipt",
    "Recorded",
    "Reply",
    "Talk",
]
