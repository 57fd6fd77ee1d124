"""WhatsApp: the contract with recorded answers, and what is peculiar to messages to one person."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.capabilities import Corrects, Deletes, Finds, Hears, Reads
from jansetu.connectors.contracts import (
    Account,
    CannotTell,
    Progress,
    Quota,
    Receipt,
    Template,
    TemplateFacts,
)
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.connectors.whatsapp import MEDIA_LIFE, WhatsApp
from jansetu.connectors.whatsapp_dialect import MEANS
from jansetu.connectors.whatsapp_messages import CAPTION_LIMIT
from jansetu.connectors.words import SAYINGS
from tests.connectors.contract import NOW, OUTGOING, TEXT, Contract, Recorded, Reply, Talk
from tests.connectors.films import film
from tests.connectors.pictures import pictures
from tests.connectors.stage import LINE, Stage, Trouble, staged

TOKEN, SECRET = "EAAJ-planted-token-7c1", "planted-app-secret-2f"
NUMBER, BUSINESS, PERSON = "106540352242922", "102290129340398", "919876543210"
WAMID = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJCOTY3NDc0NDFDRUI3NTA0Q0UA"
SEND, UPLOAD = f"POST /v23.0/{NUMBER}/messages", f"POST /v23.0/{NUMBER}/media"
ME, NUMBERS = f"GET /v23.0/{NUMBER}", f"GET /v23.0/{BUSINESS}/phone_numbers"
CALLED = f"POST /v23.0/{BUSINESS}/subscribed_apps"
TEMPLATES = f"GET /v23.0/{BUSINESS}/message_templates"
NOTICE = Template(name="suchna", language="hi", parameters=("कल जलप्रदाय बंद", "1912"))
OURS = replace(OUTGOING, recipient=f"+{PERSON}")


def taken(wamid: str = WAMID) -> Reply:
    return Reply(
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": PERSON, "wa_id": PERSON}],
            "messages": [{"id": wamid}],
        }
    )


def refused(code: int, status: int = 400) -> Reply:
    words = {"message": f"(#{code}) words that nobody reads", "type": "OAuthException", "code": code}
    return Reply({"error": {**words, "fbtrace_id": "AZr"}}, status)


USED_UP = {
    "type": "whatsapp",
    "call_count": 100,
    "total_cputime": 1,
    "total_time": 1,
    "estimated_time_to_regain_access": 42,
}
SPENT = {"X-Business-Use-Case-Usage": json.dumps({BUSINESS: [USED_UP]})}
KEPT = Reply({"id": "4490709327384033"})


def receipt(server: str) -> Receipt:
    return Receipt(remote_id=WAMID, url="")


def nothing(server: str) -> None:
    """What a platform that takes an account into the app gives."""


def page(*templates: dict[str, Any], after: str = "") -> Reply:
    paging = {"cursors": {"before": "MAZDZD", "after": after or "MjQZD"}}
    more = {"next": f"https://graph.facebook.com/next?access_token={TOKEN}"} if after else {}
    return Reply({"data": list(templates), "paging": paging | more})


SAVED_TEMPLATE = {
    "name": "suchna",
    "language": "hi",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "सूचना: {{1}}। हेल्पलाइन {{2}}"},
        {"type": "FOOTER", "text": "STOP लिखें"},
    ],
    "id": "920070352646140",
}
SECOND_TEMPLATE = {"name": "mela", "language": "hi", "status": "PAUSED", "category": "MARKETING"}
FACTS = (
    TemplateFacts(
        name="suchna",
        language="hi",
        body="सूचना: {{1}}। हेल्पलाइन {{2}}",
        header="image",
        category="utility",
        state="APPROVED",
    ),
    TemplateFacts(name="mela", language="hi", body="", header="", category="marketing", state="PAUSED"),
)


def talk(
    capability: str, name: str, *answers: tuple[str, Reply], gives: Callable[[str], Any], **rest: Any
) -> Talk:
    told = {"remote_id": WAMID, "decides": answers[-1][0]} | rest
    return Talk(capability=capability, name=name, answers=answers, gives=gives, **told)


def told_quota(server: str) -> tuple[Quota, ...]:
    resets_at = NOW + timedelta(days=1)
    return (Quota(scope="app", name="people", limit=2000, remaining=2000, resets_at=resets_at),)


TALKS = (
    talk("Publishes", "published", (SEND, taken()), gives=receipt),
    talk(
        "Publishes",
        "published with pictures",
        (UPLOAD, KEPT),
        (SEND, taken()),
        gives=receipt,
        pictures=1,
        prepares=UPLOAD,
    ),
    talk(
        "Publishes",
        "published with a film",
        (UPLOAD, KEPT),
        (SEND, taken()),
        gives=receipt,
        film=True,
        prepares=UPLOAD,
    ),
    talk("Replies", "replied", (SEND, taken()), gives=receipt),
    talk("Subscribes", "subscribed", (CALLED, Reply({"success": True})), gives=nothing),
    talk(
        "Identifies",
        "identified",
        (NUMBERS, Reply({"data": [{"id": "1"}, {"id": NUMBER}]})),
        (
            ME,
            Reply(
                {
                    "id": NUMBER,
                    "display_phone_number": "+91 98930 12345",
                    "verified_name": "कलेक्टर उज्जैन",
                    "quality_rating": "GREEN",
                }
            ),
        ),
        gives=lambda server: Account(remote_id=NUMBER, handle="+91 98930 12345", name="कलेक्टर उज्जैन", url=""),
    ),
    talk(
        "TellsQuota",
        "told",
        (ME, Reply({"whatsapp_business_manager_messaging_limit": "TIER_2K", "id": NUMBER})),
        gives=told_quota,
    ),
    talk(
        "KeepsTemplates",
        "templates",
        (TEMPLATES, page(SAVED_TEMPLATE, after="QVFI")),
        (TEMPLATES, page(SECOND_TEMPLATE)),
        gives=lambda server: FACTS,
    ),
)


class TestWhatsApp(Contract):
    """Every promise, on the Cloud API's own words."""

    connector = WhatsApp
    recorded = Recorded(
        credentials={
            "phone_number_id": NUMBER,
            "business_account_id": BUSINESS,
            "access_token": TOKEN,
            "app_secret": SECRET,
        },
        refusals={
            "401": refused(190, 401),
            "403": refused(10, 403),
            "429": replace(refused(80007), headers=SPENT),
            "500": refused(131000, 500),
            "503": refused(2, 503),
        },
        resets_at=NOW + timedelta(minutes=42),
        talks=TALKS,
        outgoing=OURS,
    )


SUITE = TestWhatsApp()


async def steps(stage: Stage, outgoing: Any) -> list[Any]:
    """What each step of a publication gives."""
    outcomes: list[Any] = [Progress()]
    async with SUITE._connected(stage.port) as connector:
        while isinstance(outcomes[-1], Progress):
            saved = Progress.from_json(json.loads(json.dumps(outcomes[-1].as_json())))
            outcomes.append(await connector.step(outgoing, saved))
    return outcomes[1:]


async def test_a_text_goes_to_one_person_and_carries_our_key() -> None:
    async with staged(((SEND, taken()),)) as stage:
        await steps(stage, OURS)
    (heard,) = stage.heard
    assert heard.json() == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PERSON,
        "type": "text",
        "text": {"preview_url": False, "body": TEXT},
        "biz_opaque_callback_data": OURS.key,
    }
    assert heard.headers["Authorization"] == f"Bearer {TOKEN}"
    assert len(heard.query["appsecret_proof"]) == 64


async def test_only_a_text_with_a_link_asks_for_its_preview() -> None:
    async with staged(((SEND, taken()),)) as stage:
        await steps(stage, replace(OURS, text="देखें https://ujjain.nic.in/pul"))
    assert stage.heard[0].json()["text"]["preview_url"] is True


async def test_a_template_goes_with_its_places_filled_in_their_order() -> None:
    async with staged(((SEND, taken()),)) as stage:
        await steps(stage, replace(OURS, template=NOTICE))
    body = stage.heard[0].json()
    filled = [{"type": "text", "text": one} for one in NOTICE.parameters]
    assert body["template"] == {
        "name": "suchna",
        "language": {"code": "hi"},
        "components": [{"type": "body", "parameters": filled}],
    }
    assert (body["type"], body["biz_opaque_callback_data"], "text" in body) == ("template", OURS.key, False)


@pytest.mark.parametrize("kind", ["image", "video"])
async def test_a_template_takes_a_picture_or_a_film_above_it(tmp_path: Path, kind: str) -> None:
    outgoing = replace(OURS, template=replace(NOTICE, parameters=()))
    shown = {"pictures": pictures(tmp_path, 1)} if kind == "image" else {"video": film(tmp_path)}
    async with staged(((UPLOAD, KEPT), (SEND, taken()))) as stage:
        uploaded, sent = await steps(stage, replace(outgoing, **shown))
    assert (uploaded.step, sent.remote_id) == ("media", WAMID)
    component = {"type": "header", "parameters": [{"type": kind, kind: {"id": "4490709327384033"}}]}
    assert stage.heard[1].json()["template"]["components"] == [component]


async def test_a_film_is_uploaded_whole_with_its_kind(tmp_path: Path) -> None:
    outgoing = replace(OURS, video=film(tmp_path))
    async with staged(((UPLOAD, KEPT), (SEND, taken()))) as stage:
        await steps(stage, outgoing)
    upload, sent = stage.heard
    assert film(tmp_path).path.read_bytes() in upload.body
    assert b'name="messaging_product"\r\n\r\nwhatsapp' in upload.body
    assert b"video/mp4" in upload.body
    assert sent.json()["video"] == {"id": "4490709327384033", "caption": TEXT}


async def test_the_longest_caption_is_still_one_message(tmp_path: Path) -> None:
    outgoing = replace(OURS, text="क" * CAPTION_LIMIT, pictures=pictures(tmp_path, 1))
    async with staged(((UPLOAD, KEPT), (SEND, taken()))) as stage:
        assert len(await steps(stage, outgoing)) == 2
    assert stage.heard[1].json()["image"]["caption"] == outgoing.text


async def test_a_longer_text_follows_its_picture_and_alone_carries_the_key(tmp_path: Path) -> None:
    outgoing = replace(OURS, text="क" * (CAPTION_LIMIT + 1), pictures=pictures(tmp_path, 1))
    answers = ((UPLOAD, KEPT), (SEND, taken("wamid.picture")), (SEND, taken("wamid.text")))
    async with staged(answers) as stage:
        _, shown, sent = await steps(stage, outgoing)
    assert (shown.step, shown.posted) == ("text", ("wamid.picture",))
    assert (sent.remote_id, sent.further_ids) == ("wamid.picture", ("wamid.text",))
    picture, text = (one.json() for one in stage.heard[1:])
    assert "caption" not in picture["image"]
    assert "biz_opaque_callback_data" not in picture
    assert (text["text"]["body"], text["biz_opaque_callback_data"]) == (outgoing.text, OURS.key)


@pytest.mark.parametrize("trouble", LINE)
async def test_the_text_that_follows_is_in_doubt_of_its_own(tmp_path: Path, trouble: str) -> None:
    outgoing = replace(OURS, text="क" * (CAPTION_LIMIT + 1), pictures=pictures(tmp_path, 1))
    progress = Progress(step="text", state={"posted": ["wamid.picture"], "url": ""})
    async with staged(((SEND, taken()),), Trouble(SEND, trouble)) as stage:
        async with SUITE._connected(stage.port, patience=0.3) as whatsapp:
            with pytest.raises(OutcomeUnknown):
                await whatsapp.step(outgoing, progress)
        assert len(stage.heard) == 1


@pytest.mark.parametrize("changed", [{"until": 0}, {"digest": "0" * 64}], ids=["forgotten", "another file"])
async def test_a_file_that_whatsapp_no_longer_has_is_uploaded_again(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    (picture,) = pictures(tmp_path, 1)
    kept = {"media": "1", "digest": picture.digest, "until": NOW.timestamp() + MEDIA_LIFE}
    outgoing = replace(OURS, pictures=(picture,))
    answers = ((UPLOAD, KEPT), (SEND, taken()))
    async with staged(answers) as stage, SUITE._connected(stage.port) as whatsapp:
        assert isinstance(await whatsapp.step(outgoing, Progress(step="media", state=kept)), Receipt)
        again = await whatsapp.step(outgoing, Progress(step="media", state=kept | changed))
    assert again.state["media"] == "4490709327384033"


@pytest.mark.parametrize("number", ["", "+", "98930 12345", "0919876543210", "someone@example.in"])
async def test_without_a_number_nothing_is_sent(number: str) -> None:
    async with staged(()) as stage:
        with pytest.raises(Rejected, match="number_missing"):
            await steps(stage, replace(OURS, recipient=number))
    assert stage.heard == []


async def test_a_reply_names_the_message_that_it_answers() -> None:
    async with staged(((SEND, taken()),)) as stage, SUITE._connected(stage.port) as whatsapp:
        await whatsapp.reply("wamid.theirs", OURS, Progress())
        look = {"progress": Progress(), "since": NOW, "known": frozenset()}
        assert await whatsapp.find_reply("wamid.theirs", OURS, **look) == CannotTell(reason="no_lookup")
    assert [one.json()["context"] for one in stage.heard] == [{"message_id": "wamid.theirs"}]


@pytest.mark.parametrize(("code", "verdict"), MEANS.items(), ids=map(str, MEANS))
async def test_every_code_has_its_error_and_its_sentence(code: int, verdict: Any) -> None:
    async with staged(((SEND, refused(code)),)) as stage:
        with pytest.raises(verdict.error) as raised:
            await steps(stage, OURS)
    assert raised.value.code == verdict.code
    assert verdict.code in SAYINGS


@pytest.mark.parametrize(("code", "minutes"), [(131048, 60), (131056, 1), (130429, 1)])
async def test_where_whatsapp_tells_no_moment_we_wait_by_what_it_complains_of(
    code: int, minutes: int
) -> None:
    async with staged(((SEND, refused(code)),)) as stage:
        with pytest.raises(RateLimited) as raised:
            await steps(stage, OURS)
    assert raised.value.until == NOW + timedelta(minutes=minutes)


async def test_a_code_that_nobody_knows_means_what_its_status_says() -> None:
    for status, error in ((400, Rejected), (500, OutcomeUnknown), (503, OutcomeUnknown)):
        async with staged(((SEND, refused(139999, status)),)) as stage:
            with pytest.raises(error):
                await steps(stage, OURS)


async def test_a_number_of_another_business_account_is_refused() -> None:
    answers = ((NUMBERS, Reply({"data": [{"id": "1"}]})),)
    async with staged(answers) as stage, SUITE._connected(stage.port) as whatsapp:
        with pytest.raises(NotAuthorized, match="other_account"):
            await whatsapp.whoami()


async def test_an_older_api_is_asked_for_its_limit_by_the_older_name() -> None:
    older = Reply({"messaging_limit_tier": "TIER_1K", "id": NUMBER})
    answers = ((ME, refused(100)), (ME, older))
    async with staged(answers) as stage, SUITE._connected(stage.port) as whatsapp:
        (quota,) = await whatsapp.quotas()
    assert quota.limit == 1000
    asked = [one.query["fields"] for one in stage.heard]
    assert asked == ["whatsapp_business_manager_messaging_limit", "messaging_limit_tier"]


async def test_a_number_without_a_limit_has_no_quota() -> None:
    unlimited = Reply({"whatsapp_business_manager_messaging_limit": "TIER_UNLIMITED", "id": NUMBER})
    async with staged(((ME, unlimited),)) as stage, SUITE._connected(stage.port) as whatsapp:
        assert await whatsapp.quotas() == ()


async def test_templates_are_read_page_by_page_without_following_an_address() -> None:
    answers = ((TEMPLATES, page(SAVED_TEMPLATE, after="QVFI")), (TEMPLATES, page()))
    async with staged(answers) as stage, SUITE._connected(stage.port) as whatsapp:
        assert await whatsapp.templates() == FACTS[:1]
    assert [one.query.get("after") for one in stage.heard] == [None, "QVFI"]


async def test_templates_without_end_are_given_up() -> None:
    answers = ((TEMPLATES, page(SAVED_TEMPLATE, after="QVFI")),)
    async with staged(answers) as stage, SUITE._connected(stage.port) as whatsapp:
        with pytest.raises(Unavailable):
            await whatsapp.templates()


def test_what_was_sent_can_neither_be_looked_up_nor_taken_back() -> None:
    assert not [one for one in (Finds, Reads, Deletes, Corrects, Hears) if issubclass(WhatsApp, one)]
    assert WhatsApp.limits.one_each
