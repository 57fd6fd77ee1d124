"""The register on the desk: who sees it, what it says, how it is changed."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.audit.models import Event
from jansetu.channels.models import Channel, Keeper
from jansetu.orgs.operations import end_tenure
from tests.cast import Cast
from tests.web.channels.conftest import a_minute_ago, enter, keep
from tests.web.conftest import AsPerson

PAGES = ("", "edit/", "close/", "keepers/", "connect/", "test/", "disconnect/", "hacked/")
FACTS = {
    "name_hi": "कलेक्टर उज्जैन",
    "language": "hi",
    "verification": "verified",
    "second_factor": "office",
}


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("url", ["", "new/", "coverage/", "import/", "import/form/", "apps/", "apps/new/"])
def test_a_stranger_is_refused_the_register(cast: Cast, stranger: Client, url: str) -> None:
    assert stranger.get(f"/desk/channels/{url}").status_code == 403


@pytest.mark.parametrize("url", PAGES)
def test_a_stranger_finds_no_channel(channel: Channel, stranger: Client, url: str) -> None:
    assert stranger.get(f"/desk/channels/{channel.pk}/{url}").status_code in {403, 404}
    assert stranger.post(f"/desk/channels/{channel.pk}/{url}", {"reason": "x"}).status_code in {403, 404, 405}
    channel.refresh_from_db()
    assert channel.state == Channel.State.REGISTERED


def test_the_register_lists_channels_with_their_custodians_and_marks_care_in_words(
    cast: Cast, channel: Channel, as_person: AsPerson
) -> None:
    keep(cast, enter(cast, cast.forest_office, "@forest"))
    text = page(as_person(cast.esha), "/desk/channels/")
    assert "@collectorujjain" in text
    assert "संरक्षक रिक्त" in text
    assert "देव" in text


def test_an_english_reader_gets_english(cast: Cast, channel: Channel, as_person: AsPerson) -> None:
    browser = as_person(cast.farid)
    browser.cookies["language"] = "en"
    for url in ("/desk/channels/", f"/desk/channels/{channel.pk}/", "/desk/channels/new/"):
        text = page(browser, url)
        assert "चैनल" not in text.split("<main")[1]
    assert "Custody vacant" in page(browser, "/desk/channels/")


@pytest.mark.parametrize(
    ("query", "handles"),
    [
        ("kind=x", ["@collectorujjain", "@phone"]),
        ("kind=bluesky", []),
        ("state=hacked", []),
        ("q=collector", ["@collectorujjain"]),
        ("unit=mp-ujjain-forest", ["@phone"]),
        ("unit=nowhere", []),
        ("care=1&q=phone", ["@phone"]),
        ("care=1&q=kept", []),
    ],
)
def test_the_list_is_filtered(
    cast: Cast, channel: Channel, as_person: AsPerson, query: str, handles: list[str]
) -> None:
    phone = enter(cast, cast.forest_office, "@phone", second_factor="personal")
    keep(cast, phone)
    keep(cast, enter(cast, cast.pr_office, "@kept", kind="mastodon"))
    text = page(as_person(cast.farid), f"/desk/channels/?{query}")
    for handle in ("@collectorujjain", "@phone", "@kept"):
        assert (handle in text) == (handle in handles), handle


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_takes_as_many_queries_for_thirty_channels_as_for_three(
    cast: Cast,
    as_person: AsPerson,
    many: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        enter(cast, cast.pr_office, f"@office{number}")
    browser = as_person(cast.farid)
    with django_assert_max_num_queries(32):
        page(browser, "/desk/channels/")


def test_an_account_is_registered_and_a_second_time_refused_with_everything_kept(
    cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.farid)
    typed = FACTS | {"kind": "x", "handle": "@newone", "unit": "mp-ujjain"}
    answer = browser.post("/desk/channels/new/", typed)
    made = Channel.objects.get(handle="@newone")
    assert answer.headers["Location"] == f"/desk/channels/{made.pk}/"
    assert (made.unit, made.verification) == (cast.district, "verified")
    again = browser.post("/desk/channels/new/", typed)
    assert again.status_code == 422
    assert "पहले से पंजीकृत" in again.content.decode()
    assert 'value="कलेक्टर उज्जैन"' in again.content.decode()


def test_an_unknown_unit_is_the_forms_error(cast: Cast, as_person: AsPerson) -> None:
    typed = FACTS | {"kind": "x", "handle": "@newone", "unit": "mp-nowhere"}
    answer = as_person(cast.farid).post("/desk/channels/new/", typed)
    assert answer.status_code == 422
    assert "इस कोड की कोई इकाई नहीं" in answer.content.decode()


def test_facts_are_corrected(channel: Channel, cast: Cast, as_person: AsPerson) -> None:
    typed = FACTS | {"recovery_email": "a@mp.gov.in", "recovery_email_is_personal": "on"}
    as_person(cast.farid).post(f"/desk/channels/{channel.pk}/edit/", typed)
    channel.refresh_from_db()
    assert channel.in_private_hands == ("recovery_email",)


def test_a_viewer_reads_a_channel_but_changes_nothing(
    channel: Channel, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.bilal)
    text = page(browser, f"/desk/channels/{channel.pk}/")
    assert "/edit/" not in text
    assert browser.post(f"/desk/channels/{channel.pk}/edit/", FACTS).status_code == 403


def test_keepers_are_appointed_and_end(channel: Channel, cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.farid)
    typed = {"position": "mp-ujjain-pro-esha", "duty": "custodian", "order_number": "क-12"}
    browser.post(f"/desk/channels/{channel.pk}/keepers/", typed)
    keeper = Keeper.objects.get(channel=channel)
    assert "क-12" in page(browser, f"/desk/channels/{channel.pk}/")
    browser.post(f"/desk/channels/{channel.pk}/keepers/{keeper.pk}/end/")
    keeper.refresh_from_db()
    assert keeper.until is not None


def test_custody_that_fell_upward_is_said(channel: Channel, cast: Cast, as_person: AsPerson) -> None:
    keep(cast, channel)
    browser = as_person(cast.farid)
    assert "संरक्षक का कोई पद भरा नहीं" not in page(browser, f"/desk/channels/{channel.pk}/")
    end_tenure(cast.dev.tenure_or_refuse(), by=cast.farid, now=a_minute_ago())
    assert "संरक्षक का कोई पद भरा नहीं" in page(browser, f"/desk/channels/{channel.pk}/")


def test_closing_needs_a_reason_and_is_in_the_trail(
    channel: Channel, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.farid)
    url = f"/desk/channels/{channel.pk}/close/"
    assert browser.post(url, {"reason": ""}).status_code == 422
    browser.post(url, {"reason": "कार्यालय बंद"})
    channel.refresh_from_db()
    assert channel.state == Channel.State.CLOSED
    assert Event.objects.get(verb="channel.closed").detail == {"reason": "कार्यालय बंद"}
    assert "चैनल बंद किया" in page(browser, f"/desk/channels/{channel.pk}/")
