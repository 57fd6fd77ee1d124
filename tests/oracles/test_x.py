"""xdk, X's own client, is content with the practice X."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import HEIGHT, WIDTH, film
from tests.connectors.pictures import ALTS
from tests.oracles.conftest import ACCOUNT, TEXT, Lived, live

pytestmark = pytest.mark.oracles

# X tells these old names where nobody asks for the new ones; the client of 2.167 keeps them aside.
OLD_NAMES = {"tweet_count", "edit_history_tweet_ids"}


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the account, lived once."""
    folder = tmp_path_factory.mktemp("x")
    return live("x", sandbox, folder, film=str(film(folder).path))


def test_the_client_knows_every_name_in_the_answers(lived: Lived) -> None:
    found = [*lived["me"]["unknown"], *lived["text"]["unknown"], *lived["read"]["unknown"]]
    assert set(found) | set(lived["pages"]["unknown"]) == OLD_NAMES


def test_the_client_learns_who_it_is(lived: Lived) -> None:
    assert lived["me"]["id"] == account_number("x", ACCOUNT)
    assert lived["me"]["name"] == ACCOUNT


def test_a_text_is_published_as_it_was_written(lived: Lived) -> None:
    assert lived["text"]["text"] == TEXT
    assert lived["text"]["id"] == lived.ledger[0]["remote_id"]


def test_pictures_sent_whole_and_in_pieces_are_read_back_with_their_descriptions(lived: Lived) -> None:
    assert lived["read"]["alts"] == [ALTS[0]] * 2
    assert lived["read"]["tags"] == ["पुल"]
    assert lived["read"]["text"].startswith("नया पुल खुला #पुल https://t.co/")
    assert lived["read"]["author"] == ACCOUNT
    assert datetime.fromisoformat(lived["read"]["at"]).tzinfo is not None


def test_a_repost_is_counted_at_its_original(lived: Lived) -> None:
    assert (lived["repost"]["done"], lived["repost"]["counted"]) == (True, 1)
    assert lived["repost"]["id"] in [entry["remote_id"] for entry in lived.ledger if entry["act"] == "repost"]


def test_the_client_pages_through_the_timeline_to_its_end(lived: Lived) -> None:
    assert lived["pages"]["sizes"] == [5, 4]
    assert lived["pages"]["texts"][:5] == [f"सूचना {number}" for number in (4, 3, 2, 1, 0)]
    assert lived["pages"]["texts"][-1] == TEXT
    assert lived["pages"]["referenced"] == ["retweeted", "replied_to"]
    assert lived["pages"]["included"] == [lived["text"]["id"]]


def test_what_the_client_deleted_is_gone(lived: Lived) -> None:
    assert lived["deleted"] is True
    assert lived["refused"]["gone"] == {"kind": "ResourceNotFoundProblem", "found": False}


def test_a_film_is_prepared_and_read_back_as_one(lived: Lived) -> None:
    told = lived["film"]
    assert told["states"] == ["pending", "in_progress", "succeeded"]
    assert (told["kind"], told["size"], told["unknown"]) == ("video", [WIDTH, HEIGHT], [])


def test_the_parts_of_a_thread_are_one_conversation(lived: Lived) -> None:
    told = lived["thread"]
    assert told["conversations"] == [told["first"]]
    assert told["answers"] == told["above"]


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    told = lived["refused"]
    assert [told[name]["kind"] for name in ("dead", "many", "twice")] == ["HTTPError"] * 3
    assert (told["dead"]["status"], told["dead"]["title"]) == (401, "Unauthorized")
    assert (told["many"]["status"], told["many"]["title"]) == (429, "Too Many Requests")
    assert int(told["many"]["reset"]) > lived.ledger[-1]["at"]
    assert (told["twice"]["status"], told["twice"]["title"]) == (403, "Forbidden")


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    assert lived.acts() == [
        *["publish"] * 3,
        "repost",
        *["publish"] * 5,
        "delete",
        "delete",
        *["publish"] * 4,
    ]
