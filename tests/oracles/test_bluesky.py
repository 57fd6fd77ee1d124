"""atproto, a client of Bluesky's protocol, is content with the practice Bluesky."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.sandbox.numbers import did
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.connectors.pictures import ALTS
from tests.oracles.conftest import ACCOUNT, TEXT, TEXT_WITH_PICTURE, Lived, live

pytestmark = pytest.mark.oracles

HANDLE = f"{ACCOUNT}.bsky.test"
FIRST = f"{TEXT} @{HANDLE} @nobody.bsky.test"


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the account, lived once."""
    folder = tmp_path_factory.mktemp("bluesky")
    return live("bluesky", sandbox, folder, film=str(film(folder, size=6_000_000).path))


def test_an_app_password_signs_in_and_brings_the_profile(lived: Lived) -> None:
    assert lived["me"] == {"did": did(ACCOUNT), "handle": HANDLE, "session": did(ACCOUNT)}


def test_facets_are_read_back_over_the_same_bytes_and_nobody_is_no_mention(lived: Lived) -> None:
    assert lived["text"]["text"] == FIRST
    assert lived["text"]["langs"] == ["hi"]
    assert lived["text"]["facets"] == [["tag", "#उज्जैन"], ["mention", f"@{HANDLE}"]]
    assert lived["text"]["uri"] == lived.ledger[0]["remote_id"]


def test_a_picture_is_read_back_with_its_description(lived: Lived) -> None:
    read = lived["read"]
    assert (read["same"], read["text"], read["alt"]) == (True, TEXT_WITH_PICTURE, ALTS[0])
    assert (read["mime"], read["size"] > 0) == ("image/jpeg", True)


def test_a_reply_names_what_it_answers(lived: Lived) -> None:
    assert lived["reply"]["parent"] == lived["text"]["uri"]


def test_the_cursor_leads_through_all_records(lived: Lived) -> None:
    assert lived["listed"] == ["उत्तर", TEXT_WITH_PICTURE, FIRST]


def test_the_feed_shows_posts_and_the_repost_with_whose_it_is(lived: Lived) -> None:
    feed = lived["feed"]
    assert [item["text"] for item in feed] == [FIRST, "उत्तर", TEXT_WITH_PICTURE, FIRST]
    assert [item["by"] for item in feed] == [HANDLE, "", "", ""]
    assert feed[0]["reposts"] == 1
    assert feed[2]["alts"] == [ALTS[0]]


def test_a_film_goes_in_parts_and_is_shown(lived: Lived) -> None:
    told = lived["film"]
    assert (told["parts"], told["size"]) == ([1, 2], 6_000_000)
    assert told["states"] == ["JOB_STATE_ENCODING", "JOB_STATE_COMPLETED"]
    assert (told["alt"], told["playlist"]) == (ALTS[0], True)


def test_the_parts_of_a_thread_name_their_root_and_the_part_before(lived: Lived) -> None:
    told = lived["thread"]
    assert told["roots"] == told["uris"][:1] * 2
    assert told["parents"] == told["uris"][:2]


def test_what_the_client_takes_back_is_gone(lived: Lived) -> None:
    assert (lived["unreposted"], lived["deleted"]) == (True, True)
    gone = lived["refused"]["gone"]
    assert (gone["kind"], gone["error"]) == ("BadRequestError", "RecordNotFound")


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    told = {name: (one["kind"], one["error"]) for name, one in lived["refused"].items()}
    assert told["password"] == ("UnauthorizedError", "AuthenticationRequired")
    assert told["dead"] == ("BadRequestError", "ExpiredToken")
    assert told["long"] == ("BadRequestError", "InvalidRequest")


def test_too_many_calls_tell_what_is_left_and_when_it_ends(lived: Lived) -> None:
    many = lived["refused"]["many"]
    assert (many["kind"], many["limit"], many["remaining"]) == ("RateLimitExceededError", 5000, 0)
    assert datetime.fromisoformat(many["reset"]).timestamp() > lived.ledger[-1]["at"]


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    assert lived.acts() == [*["publish"] * 3, "repost", "delete", "delete", *["publish"] * 4]
