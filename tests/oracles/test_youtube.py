"""google-api-python-client, Google's own client, is content with the practice YouTube."""

from __future__ import annotations

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.oracles.conftest import ACCOUNT, TEXT, TEXT_WITH_PICTURE, Lived, live

pytestmark = pytest.mark.oracles

CHANNEL, PIECE = account_number("youtube", ACCOUNT), 256 * 1024
SIZE = 2 * PIECE + 7


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the channel, lived once."""
    folder = tmp_path_factory.mktemp("youtube")
    return live("youtube", sandbox, folder, film=str(film(folder, SIZE).path))


def test_the_client_learns_which_channel_it_speaks_for(lived: Lived) -> None:
    assert (lived["me"]["id"], lived["me"]["snippet"]["customUrl"]) == (CHANNEL, f"@{ACCOUNT}")
    assert lived["me"]["statistics"]["videoCount"] == "0"


def test_a_film_goes_up_in_the_clients_own_pieces(lived: Lived) -> None:
    assert lived["film"]["parts"] == [PIECE, 2 * PIECE]
    assert lived["film"]["id"] == lived.ledger[0]["remote_id"]


def test_a_video_is_read_back_with_all_that_was_said_of_it(lived: Lived) -> None:
    read = lived["read"]
    assert (read["snippet"]["title"], read["snippet"]["description"]) == ("नया पुल", TEXT)
    assert read["snippet"]["tags"] == ["पुल"]
    assert (read["status"]["privacyStatus"], read["status"]["madeForKids"]) == ("public", False)


def test_the_pages_lead_through_all_uploads(lived: Lived) -> None:
    assert lived["listed"] == [TEXT_WITH_PICTURE, TEXT]


def test_title_and_description_are_corrected_in_place(lived: Lived) -> None:
    assert lived["corrected"]["title"] == "नया शीर्षक"
    assert lived["corrected"]["description"] == "सुधरा हुआ पाठ"


def test_comments_are_written_answered_held_back_and_deleted(lived: Lived) -> None:
    told = lived["comments"]
    assert told["reply"]["snippet"]["parentId"] == told["thread"]
    [thread] = told["seen"]
    assert [one["id"] for one in thread["replies"]["comments"]] == [told["reply"]["id"]]
    assert (told["held"], told["left"]) == ([], [])


def test_a_deleted_video_is_gone(lived: Lived) -> None:
    assert lived["gone"] == []


def test_the_clients_own_renewal_brings_a_token_of_the_same_channel(lived: Lived) -> None:
    assert lived["renewed"] == {"channel": CHANNEL, "expires": True}


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    told = lived["refused"]
    assert told.pop("dead")["kind"] == "RefreshError"  # a 401 sends the client to renew its token
    assert {one["kind"] for one in told.values()} == {"HttpError"}
    assert (told["many"]["status"], told["many"]["reason"]) == (429, "rateLimitExceeded")
    assert told["gone"]["reason"] == told["unknown"]["reason"] == "videoNotFound"


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    assert lived.acts() == ["publish", "publish", "correct", "publish", "publish", "delete", "delete"]
