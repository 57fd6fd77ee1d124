"""WhatsApp's connector against the practice WhatsApp, and its requests against Meta's own examples."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jansetu.connectors.contracts import Outgoing, Progress, Receipt, Template
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.hooks import Call
from jansetu.connectors.http import Http
from jansetu.connectors.registry import checked
from jansetu.connectors.whatsapp import WhatsApp, WhatsAppCredentials
from jansetu.connectors.whatsapp_hook import WhatsAppHook
from jansetu.core.http import open_session, practice
from jansetu.sandbox.calling import SECRET
from jansetu.sandbox.process import Sandbox
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, publish
from tests.connectors.films import film
from tests.connectors.openapi import spec_file
from tests.connectors.stage import staged
from tests.connectors.test_whatsapp import KEPT, OURS, SEND, SUITE, UPLOAD, steps, taken
from tests.sandbox.listening import Heard, listening

ACCOUNT, PERSON = "collectorujjain", "919876543210"
NOTICE = Template(name="suchna", language="hi", parameters=("कल जलप्रदाय बंद",))
HOOK, SECRETS = WhatsAppHook(), {"client_secret": SECRET}


@asynccontextmanager
async def opened(sandbox: Sandbox, **changed: str) -> AsyncIterator[WhatsApp]:
    """The collector's number under the practice policy."""
    typed = sandbox.credentials("whatsapp", ACCOUNT) | changed
    credentials = checked(WhatsAppCredentials, typed)
    assert isinstance(credentials, WhatsAppCredentials)
    async with open_session(practice({sandbox.address})) as session:
        yield WhatsApp(credentials, Http(session))


def to_one(text: str = TEXT, folder: Path | None = None, count: int = 0, **more: Any) -> Outgoing:
    return replace(drafted(text, folder, count), recipient=PERSON, **more)


def told(heard: list[Heard]) -> list[Any]:
    """What the hook makes of the calls: reports and remarks."""
    made: list[Any] = []
    for one in heard:
        call = Call(query={}, headers=one.headers, body=one.body)
        assert HOOK.is_genuine(call, SECRETS)
        for item in HOOK.items(call):
            made += [*HOOK.reports(item.raw), *HOOK.remarks(item.raw)]
    return made


async def test_a_template_is_sent_once_and_its_reports_name_it(sandbox: Sandbox) -> None:
    with listening() as ear:
        sandbox.call("whatsapp", ear.url)
        async with opened(sandbox) as whatsapp:
            sent = await publish(whatsapp, to_one(template=NOTICE))
        reports = told(ear.wait(lambda heard: len(heard) == 3))
    assert [one.state for one in reports] == ["accepted", "delivered", "read"]
    assert {(one.key, one.remote_id) for one in reports} == {(OURS.key, sent.remote_id)}
    assert sandbox.count()["publish"] == 1


async def test_the_report_settles_what_was_in_doubt(sandbox: Sandbox) -> None:
    sandbox.fault("lose_answer", platform="whatsapp", calls="publish", next=1)
    with listening() as ear:
        sandbox.call("whatsapp", ear.url)
        async with opened(sandbox) as whatsapp:
            with pytest.raises(OutcomeUnknown):
                await publish(whatsapp, to_one(template=NOTICE))
        report, *_ = told(ear.wait(lambda heard: bool(heard)))
    assert (report.state, report.key) == ("accepted", OURS.key)
    assert report.remote_id == sandbox.ledger()[0]["remote_id"]


async def test_a_closed_talk_is_reported_and_an_open_one_is_not(sandbox: Sandbox) -> None:
    with listening() as ear:
        sandbox.call("whatsapp", ear.url)
        async with opened(sandbox) as whatsapp:
            await publish(whatsapp, to_one())
            ear.wait(lambda heard: len(heard) == 1)
            sandbox.say("whatsapp", ACCOUNT, "शुरू", author=PERSON)
            await publish(whatsapp, to_one())
        failed, said, *reports = told(ear.wait(lambda heard: len(heard) == 5))
    assert (failed.state, failed.code, failed.key) == ("failed", "window_closed", OURS.key)
    assert (said.kind, said.text, said.author_id) == ("direct", "शुरू", PERSON)
    assert [one.state for one in reports] == ["accepted", "delivered", "read"]


@pytest.mark.parametrize("count", [0, 1])
async def test_a_talk_takes_texts_and_pictures(sandbox: Sandbox, tmp_path: Path, count: int) -> None:
    sandbox.say("whatsapp", ACCOUNT, "START", author=PERSON)
    async with opened(sandbox) as whatsapp:
        await publish(whatsapp, to_one(TEXT, tmp_path, count))
    (entry,) = sandbox.ledger()
    assert (entry["text"], entry["key"]) == (TEXT, OURS.key)


async def test_killed_after_the_upload_it_goes_on_with_the_same_file(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = to_one(template=replace(NOTICE, name="suchna_video"), video=film(tmp_path))
    async with opened(sandbox) as whatsapp:
        saved = (await whatsapp.step(outgoing, Progress())).as_json()  # type: ignore[union-attr]
    async with opened(sandbox) as whatsapp:
        assert isinstance(await whatsapp.step(outgoing, Progress.from_json(saved)), Receipt)
    assert len(sandbox.films()) == 1


async def test_a_reply_stands_in_the_talk(sandbox: Sandbox) -> None:
    theirs = sandbox.say("whatsapp", ACCOUNT, "पानी कब आएगा?", author=PERSON)
    async with opened(sandbox) as whatsapp:
        assert isinstance(await whatsapp.reply(theirs, to_one("शाम 5 बजे"), Progress()), Receipt)
    assert [entry["reply_to"] for entry in sandbox.ledger()] == [theirs]


async def test_the_number_its_limit_and_its_templates_are_told(sandbox: Sandbox) -> None:
    async with opened(sandbox) as whatsapp:
        account, (quota,), kept = await whatsapp.whoami(), await whatsapp.quotas(), await whatsapp.templates()
    assert account.remote_id == sandbox.credentials("whatsapp", ACCOUNT)["phone_number_id"]
    assert account.handle.startswith("+91 ")
    assert quota.limit == 2000
    assert {one.state for one in kept} > {"APPROVED", "REJECTED"}
    (notice,) = (one for one in kept if (one.name, one.language) == ("suchna_chitra", "hi"))
    assert (notice.body, notice.header, notice.category) == ("सूचना: {{1}}", "image", "utility")


@pytest.mark.parametrize("changed", [{"access_token": "dead-1"}, {"app_secret": "another"}])
async def test_a_dead_token_and_a_foreign_secret_are_refused(
    sandbox: Sandbox, changed: dict[str, str]
) -> None:
    async with opened(sandbox, **changed) as whatsapp:
        with pytest.raises(NotAuthorized, match="token_refused"):
            await whatsapp.whoami()


async def test_the_sandbox_says_no_in_words_that_the_connector_knows(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    expected: dict[str, type[ConnectorError]] = {
        "401": NotAuthorized,
        "403": NotAuthorized,
        "429": RateLimited,
        "refuse": Rejected,
        "500": OutcomeUnknown,
        "503": OutcomeUnknown,
        "html": OutcomeUnknown,
        "empty": OutcomeUnknown,
    }
    async with opened(sandbox) as whatsapp:
        for kind, error in expected.items():
            sandbox.fault(kind, platform="whatsapp", calls="publish", next=1)
            with pytest.raises(error):
                await publish(whatsapp, to_one(template=NOTICE))
        sandbox.fault("lose_answer", platform="whatsapp", calls="upload", next=1)
        with pytest.raises(Unavailable):
            await publish(whatsapp, to_one(template=NOTICE, video=film(tmp_path)))
    assert sandbox.count()["publish"] == 0


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (replace(NOTICE, name="utsav"), "template_paused"),
        (replace(NOTICE, name="inaam"), "template_unknown"),
        (replace(NOTICE, parameters=("एक", "दो")), "template_places"),
        (replace(NOTICE, parameters=("एक\nदो",)), "template_places"),
        (replace(NOTICE, parameters=("क" * 1020,)), "template_too_long"),
    ],
)
async def test_a_template_that_does_not_fit_says_why(sandbox: Sandbox, template: Template, code: str) -> None:
    async with opened(sandbox) as whatsapp:
        with pytest.raises(Rejected, match=code):
            await publish(whatsapp, to_one(template=template))


# Requests held against the examples of Meta's own specification, whose schema refuses them (components.md).


@cache
def examples() -> dict[str, Any]:
    document = yaml.load(
        spec_file("whatsapp-business-messaging-api_v23.0.yaml").read_text(encoding="utf-8"),
        Loader=yaml.CSafeLoader,
    )
    path = document["paths"]["/{Version}/{Phone-Number-ID}/messages"]["post"]
    found: dict[str, Any] = path["requestBody"]["content"]["application/json"]["examples"]
    return found


def shape(value: Any) -> Any:
    """Names and kinds without what they hold; of a list the first."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in sorted(value.items())}
    return [shape(value[0])] if isinstance(value, list) else type(value).__name__


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "outgoing"),
    [
        ("Send Text Message", OURS),
        ("Send Message Template Text", replace(OURS, template=NOTICE)),
        ("Send Video Message by ID", OURS),
        ("Send Message Template Media", replace(OURS, template=NOTICE)),
    ],
)
async def test_our_messages_have_the_form_of_metas_examples(
    tmp_path: Path, name: str, outgoing: Outgoing
) -> None:
    example = examples()[name]["value"]
    if "Video" in name:
        outgoing = replace(outgoing, video=film(tmp_path))
    if "Media" in name:
        outgoing = replace(outgoing, pictures=to_one(TEXT, tmp_path, 1).pictures)
        example["template"]["components"][0]["parameters"][0]["image"] = {"id": "uploaded, not linked"}
    async with staged(((UPLOAD, KEPT), (SEND, taken()))) as stage:
        await steps(stage, outgoing)
    body = stage.heard[-1].json()
    assert body.pop("biz_opaque_callback_data") == OURS.key  # v16 and later, in none of the examples
    assert shape(body) == shape(example)


@pytest.mark.shared
async def test_our_reply_has_the_form_of_metas_example() -> None:
    example = examples()["Send Reply to Text Message"]["value"]
    async with staged(((SEND, taken()),)) as stage, SUITE._connected(stage.port) as whatsapp:
        await whatsapp.reply("wamid.theirs", OURS, Progress())
    body = stage.heard[0].json()
    del body["biz_opaque_callback_data"]
    assert shape(body) == shape(example)
