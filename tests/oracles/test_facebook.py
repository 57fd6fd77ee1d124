"""facebook-business, Facebook's own client, is content with the practice Facebook."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.connectors.pictures import ALTS
from tests.oracles.conftest import ACCOUNT, BUSY, TEXT, TEXT_WITH_PICTURE, Lived, live

pytestmark = pytest.mark.oracles

PAGE = account_number("facebook", ACCOUNT)
FILM = 9_000_000  # bytes: more than one part
NOTES = ["सूचना 2", "सूचना 1", "सूचना 0"]


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the Page, lived once."""
    folder = tmp_path_factory.mktemp("facebook")
    return live("facebook", sandbox, folder, film=str(film(folder, FILM).path))


def test_the_client_learns_which_page_it_speaks_for(lived: Lived) -> None:
    assert (lived["me"]["id"], lived["me"]["name"]) == (PAGE, ACCOUNT)
    assert lived["me"]["fan_count"] == 0


def test_a_message_is_published_under_an_id_of_page_and_post(lived: Lived) -> None:
    assert lived["text"]["id"].startswith(f"{PAGE}_")
    assert (lived.ledger[0]["remote_id"], lived.ledger[0]["text"]) == (lived["text"]["id"], TEXT)


def test_photos_wait_unpublished_and_are_read_back_in_their_post(lived: Lived) -> None:
    assert lived["read"]["message"] == TEXT_WITH_PICTURE
    assert lived["read"]["alts"] == [ALTS[0]] * 2
    assert lived["read"]["is_published"] is True
    assert datetime.fromisoformat(lived["read"]["created_time"]).tzinfo is not None


def test_a_photo_tells_its_description(lived: Lived) -> None:
    assert lived["photo"]["id"] == lived["album"]["photos"][0]
    assert (lived["photo"]["alt_text_custom"], lived["photo"]["width"]) == (ALTS[0], 64)


def test_the_cursor_leads_through_all_posts(lived: Lived) -> None:
    assert lived["listed"] == [*NOTES, TEXT_WITH_PICTURE, TEXT]


def test_a_correction_is_read_and_a_deleted_post_is_gone(lived: Lived) -> None:
    assert lived["corrected"] == "भूल-सुधार"
    assert lived["listed_after"] == [*NOTES, TEXT_WITH_PICTURE]


def test_a_film_goes_up_by_the_clients_own_uploader_and_becomes_a_post(
    lived: Lived, sandbox: Sandbox
) -> None:
    told = lived["film"]
    assert told["published"] is True
    assert told["title"] == f"film-{FILM}.mp4"
    assert told["post_id"] == lived.ledger[-2]["remote_id"]
    (kept,) = sandbox.films()
    assert (kept["has"], kept["size"], bool(kept["digest"])) == (FILM, FILM, True)


def test_a_comment_stands_beneath_the_films_post(lived: Lived) -> None:
    assert lived["comment"]["listed"] == ["विस्तार से"]
    assert lived.ledger[-1]["remote_id"] == lived["comment"]["id"]


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    told = lived["refused"]
    assert {one["kind"] for one in told.values()} == {"FacebookRequestError"}
    assert (told["dead"]["code"], told["dead"]["type"]) == (190, "OAuthException")
    assert (told["gone"]["code"], told["gone"]["subcode"]) == (100, 33)
    assert (told["empty"]["code"], told["empty"]["subcode"]) == (100, 1349125)


def test_too_many_calls_are_a_passing_error_that_tells_the_minutes(lived: Lived) -> None:
    many = lived["refused"]["many"]
    assert (many["code"], many["transient"]) == (80001, True)
    usage = json.loads(many["usage"])[account_number("facebook", BUSY)]
    assert usage[0]["estimated_time_to_regain_access"] == 1


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    assert lived.acts() == [*["publish"] * 5, "correct", "delete", "publish", "publish"]
