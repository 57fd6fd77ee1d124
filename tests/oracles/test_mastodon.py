"""Mastodon.py is content with the practice Mastodon."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.connectors.pictures import ALTS
from tests.oracles.conftest import ACCOUNT, TEXT, Lived, live

pytestmark = pytest.mark.oracles

# What the client promises and the practice server, a 4.5, leaves out.
SINCE_4_6 = {
    *("avatar_description", "header_description", "feature_approval"),
    *("show_featured", "show_media", "show_media_replies"),
    *("collection_limit", "tagged_collections", "max_avatar_description_length"),
    *("max_header_description_length", "max_display_name_length", "max_note_length", "max_profile_fields"),
    *("profile_field_name_limit", "profile_field_value_limit"),
}
# A server's picture is described since 4.6; nobody runs the practice server, and nothing streams from it.
NOT_HERE = {"thumbnail.description", "contact.account", "urls.streaming"}


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the account, lived once."""
    folder = tmp_path_factory.mktemp("mastodon")
    return live("mastodon", sandbox, folder, film=str(film(folder).path))


def missed(places: list[str]) -> list[str]:
    """The places that a server of this version should have filled."""
    return [
        place
        for place in places
        if place.rpartition(".")[2] not in SINCE_4_6 and not place.endswith(tuple(NOT_HERE))
    ]


@pytest.mark.parametrize("step", ["me", "instance", "media", "read", "repost"])
def test_nothing_is_lacking_that_the_client_promises_its_user(lived: Lived, step: str) -> None:
    assert missed(lived[step]["lacking"]) == []


def test_the_client_learns_who_it_is_and_what_the_server_allows(lived: Lived) -> None:
    assert (lived["me"]["id"], lived["me"]["name"]) == (account_number("mastodon", ACCOUNT), ACCOUNT)
    told: dict[str, Any] = lived["instance"]
    assert (told["version"], told["characters"], told["pictures"]) == ("4.5.0", 500, 4)


def test_the_same_idempotency_key_gives_the_same_status(lived: Lived) -> None:
    assert len(set(lived["text"]["ids"])) == 1
    written = [(entry["text"], bool(entry["key"])) for entry in lived.ledger if entry["act"] == "publish"]
    assert written.count((TEXT, True)) == 1
    assert lived["text"]["tags"] == ["उज्जैन"]
    assert "#<span>उज्जैन</span>" in lived["text"]["html"]


def test_media_are_read_back_with_their_description(lived: Lived) -> None:
    assert (lived["media"]["type"], lived["media"]["alt"]) == ("image", ALTS[0])
    assert (lived["read"]["alts"], lived["read"]["size"]) == ([ALTS[0]], [64, 48])
    assert (lived["read"]["language"], lived["read"]["author"]) == ("hi", ACCOUNT)
    assert datetime.fromisoformat(lived["read"]["at"]).tzinfo is not None


def test_a_reply_names_status_and_account_that_it_answers(lived: Lived) -> None:
    assert lived["reply"]["to"] == lived["reply"]["first"] == lived["text"]["ids"][0]
    assert lived["reply"]["account"] == account_number("mastodon", ACCOUNT)


def test_a_reblog_is_one_however_often_it_is_asked_for_and_can_be_taken_back(lived: Lived) -> None:
    first = lived["text"]["ids"][0]
    assert (lived["repost"]["same"], lived["repost"]["of"]) == (True, first)
    assert lived["repost"]["seen"] == [1, True]
    assert lived["unreposted"] == [first, 0, False]


def test_the_link_header_leads_through_all_statuses(lived: Lived) -> None:
    assert lived["listed"]["sizes"] == [2, 2, 2, 1]
    assert lived["listed"]["contents"][:3] == [f"<p>सूचना {number}</p>" for number in (2, 1, 0)]


def test_a_correction_is_told_with_its_time_and_a_deletion_with_the_text(lived: Lived) -> None:
    assert lived["correct"] == {"html": "<p>भूल-सुधार</p>", "edited": True}
    assert lived["deleted"] == {"text": TEXT}


def test_a_film_is_prepared_and_then_shown(lived: Lived) -> None:
    told = lived["film"]
    assert told["begun"] is None
    assert (told["type"], told["alt"], told["seconds"]) == ("video", ALTS[0], 12.0)


def test_a_thread_stands_also_in_the_timeline_without_answers_to_others(lived: Lived) -> None:
    told = lived["thread"]
    assert told["above"] == told["ids"][:2]
    assert told["shown"] == told["ids"][::-1]


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    told = lived["refused"]
    assert told["dead"]["kind"] == "MastodonUnauthorizedError"
    assert told["many"]["kind"] == "MastodonRatelimitError"
    assert told["reset"] > lived.ledger[-1]["at"]
    assert told["gone"]["kind"] == "MastodonNotFoundError"
    assert (told["long"]["kind"], told["long"]["said"][1]) == ("MastodonAPIError", "422")


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    published = ["publish"] * 3
    assert lived.acts() == [*published, "repost", *published, "delete", "correct", "delete", *["publish"] * 4]
