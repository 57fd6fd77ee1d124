"""The desk's lists: counted and filled with proof, found by the full address alone, shown to nobody."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.models import Channel, MessageTemplate, Subscriber
from jansetu.core.clock import utcnow
from tests.cast import Cast
from tests.letter_box import LetterBox, boxes, list_channel
from tests.publishing.broadcasting import Broadcast, fill
from tests.web.conftest import AsPerson

__all__ = ["boxes"]
HEAD = "ई-मेल,सहमति फ़ॉर्म क्रमांक,सहमति दिनांक\n"


@pytest.fixture
def mail(cast: Cast, boxes: type[LetterBox]) -> Channel:
    """The district's list by mail, with three readers."""
    channel = list_channel(cast, "email", "soochna@ujjain.example.in", utcnow())
    fill(channel, 3, utcnow())
    return channel


@pytest.fixture
def esha(cast: Cast, as_person: AsPerson) -> Client:
    """The desk's browser."""
    return as_person(cast.esha)


@pytest.fixture
def farid(cast: Cast, as_person: AsPerson) -> Client:
    """The registrar's."""
    return as_person(cast.farid)


def at(mail: Channel, rest: str = "") -> str:
    return f"/desk/subscribers/{mail.pk}/{rest}"


def test_a_stranger_sees_no_list(mail: Channel, stranger: Client) -> None:
    assert stranger.get(at(mail)).status_code in (403, 404)
    assert stranger.post(at(mail, "find/"), {"address": "reader1@example.in"}).status_code in (403, 404)


@pytest.mark.parametrize("readers", [0, 30])
def test_the_page_counts_and_shows_no_address_in_a_fixed_number_of_queries(
    mail: Channel, esha: Client, readers: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(readers):
        Subscriber.objects.create(
            channel=mail,
            digest=f"{number:064}",
            sealed={"address": f"more{number}@example.in"},
            token=f"m{number:042}",
            state="active",
            created_at=utcnow(),
            changed_at=utcnow(),
        )
    with django_assert_max_num_queries(30):
        text = esha.get(at(mail)).content.decode()
    assert f'<span class="count">{3 + readers}</span>' in text
    assert "reader1@" not in text


def test_one_is_found_by_the_full_address_only(mail: Channel, esha: Client) -> None:
    found = esha.post(at(mail, "find/"), {"address": "Reader1@example.in"}).content.decode()
    assert "सूची में है" in found
    missing = esha.post(at(mail, "find/"), {"address": "reader@example.in"}).content.decode()
    assert "इस सूची में नहीं है" in missing
    assert esha.post(at(mail, "find/"), {"address": "reader1"}).status_code == 422
    assert esha.get(at(mail, "find/")).status_code == 405


def test_one_is_entered_with_the_proof_and_not_without(mail: Channel, esha: Client) -> None:
    day = (utcnow() - timedelta(days=2)).date().isoformat()
    facts = {"address": "naya@example.in", "evidence": "", "agreed_on": day, "language": "hi"}
    refused = esha.post(at(mail, "add/"), facts)
    assert refused.status_code == 422
    assert "naya@example.in" in refused.content.decode()
    assert esha.post(at(mail, "add/"), facts | {"evidence": "फ़ॉर्म 12"}).status_code == 302
    assert Subscriber.objects.filter(channel=mail, state="active").count() == 4


def test_taking_out_and_erasing_act_on_the_row(mail: Channel, esha: Client, farid: Client) -> None:
    one = Subscriber.objects.order_by("pk")[0]
    assert esha.post(at(mail, f"{one.pk}/out/"), {"reason": "फ़ोन पर कहा"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "left"
    assert esha.post(at(mail, f"{one.pk}/erase/")).status_code == 403
    assert farid.post(at(mail, f"{one.pk}/erase/")).status_code == 302
    one.refresh_from_db()
    assert one.sealed is None


def test_a_register_is_looked_at_before_it_is_brought_in(mail: Channel, farid: Client) -> None:
    rows = "naya@example.in,पंजी 1,20.11.2026\nkharab,पंजी 2,20.11.2026\n"

    def sent(button: str, **more: str) -> str:
        file = io.BytesIO((HEAD + rows).encode())
        file.name = "panji.csv"
        facts = {"file": file, button: "1", **more}
        return farid.post(at(mail, "import/"), facts, follow=True).content.decode()

    looked = sent("look")
    assert "कुछ जोड़ा नहीं गया" in looked
    assert "पंक्ति 3" in looked
    assert Subscriber.objects.count() == 3
    sent("enter")
    assert Subscriber.objects.count() == 3
    sent("enter", skip_bad="on")
    assert Subscriber.objects.count() == 4
    form = farid.get(at(mail, "import/form/"))
    assert form.content[:2] == b"PK"


def test_templates_are_shown_as_the_platform_told_them(
    cast: Cast, boxes: type[LetterBox], esha: Client
) -> None:
    channel = list_channel(cast, "whatsapp", "+917342510000", utcnow())
    MessageTemplate.objects.create(
        channel=channel,
        name="soochna",
        language="hi",
        body="जिला: {{1}}",
        category="utility",
        state="APPROVED",
        read_at=utcnow(),
    )
    assert esha.get(at(channel)).status_code == 200


def test_the_lists_of_other_offices_are_not_listed(mail: Channel, esha: Client, stranger: Client) -> None:
    assert mail.handle in esha.get("/desk/subscribers/").content.decode()
    answer = stranger.get("/desk/subscribers/")
    assert answer.status_code == 403


def test_a_post_page_shows_one_line_for_a_list(cast: Cast, boxes: type[LetterBox], esha: Client) -> None:
    broadcast = Broadcast(cast, utcnow())
    post = broadcast.approved(broadcast.reading_list(subscribers=30))
    broadcast.close()
    text = esha.get(f"/desk/posts/{post.pk}/").content.decode()
    assert "कुल 30 सदस्य" in text
    assert text.count("soochna@ujjain.example.in") < 6
