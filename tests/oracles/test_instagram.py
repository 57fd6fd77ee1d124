"""facebook-business, Meta's own client, is content with the practice Instagram."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.connectors.pictures import ALTS
from tests.oracles.conftest import ACCOUNT, TEXT, TEXT_WITH_PICTURE, Lived, live
from tests.sandbox.album import served

pytestmark = pytest.mark.oracles

USER = account_number("instagram", ACCOUNT)


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the account, lived once; its pictures are fetched from a folder of this machine."""
    folder = tmp_path_factory.mktemp("instagram")
    with served(folder) as address:
        played = film(folder).path.name
        urls = {"picture_url": f"{address}/picture-0.jpg", "film_url": f"{address}/{played}"}
        return live("instagram", sandbox, folder, **urls)


def test_the_client_learns_which_account_it_speaks_for(lived: Lived) -> None:
    assert (lived["me"]["id"], lived["me"]["username"]) == (USER, ACCOUNT)
    assert lived["me"]["media_count"] == 0


def test_a_container_is_published_once_it_is_ready_and_not_before(lived: Lived) -> None:
    assert (lived["unready"]["code"], lived["unready"]["subcode"]) == (9007, 2207027)
    assert lived.ledger[0]["remote_id"] == lived["photo"]["id"]


def test_a_photo_is_read_back_with_caption_and_description(lived: Lived) -> None:
    photo = lived["photo"]
    assert (photo["caption"], photo["alt_text"], photo["media_type"]) == (TEXT, ALTS[0], "IMAGE")
    assert datetime.fromisoformat(photo["timestamp"]).tzinfo is not None


def test_a_carousel_is_one_post_with_its_pictures(lived: Lived) -> None:
    carousel = lived["carousel"]
    assert (carousel["caption"], carousel["media_type"]) == (TEXT_WITH_PICTURE, "CAROUSEL_ALBUM")
    assert carousel["children"] == 2


def test_the_cursor_leads_through_all_posts(lived: Lived) -> None:
    assert lived["listed"] == [TEXT_WITH_PICTURE, TEXT]


def test_the_days_posts_are_told(lived: Lived) -> None:
    assert (lived["before"]["used"], lived["after"]["used"]) == (0, 2)
    assert lived["after"]["config"]["quota_duration"] == 86400


def test_a_film_is_a_reel_and_listed_among_the_posts(lived: Lived) -> None:
    reel = lived["reel"]
    assert (reel["caption"], reel["media_type"], reel["listed"]) == ("नया पुल", "VIDEO", 3)


def test_comments_stand_in_threads_and_can_be_hidden(lived: Lived) -> None:
    talk = lived["talk"]
    (comment,) = talk["comments"]
    assert (comment["id"], comment["text"], comment["username"]) == (talk["id"], "विस्तार से", ACCOUNT)
    (answer,) = comment["replies"]["data"]
    assert (answer["text"], answer["parent_id"], talk["hidden"]) == ("और भी", talk["id"], True)


def test_the_figures_have_the_names_of_this_year_and_no_older_ones(lived: Lived) -> None:
    names = ("views", "reach", "likes", "comments", "shares", "saved")
    assert lived["insights"] == dict.fromkeys(names, 0) | {"comments": 1}
    assert lived["refused"]["plays"]["code"] == 100


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    told = lived["refused"]
    assert {one["kind"] for one in told.values()} == {"FacebookRequestError"}
    assert (told["dead"]["code"], told["dead"]["type"]) == (190, "OAuthException")
    assert (told["gone"]["code"], told["gone"]["subcode"]) == (100, 33)
    assert (told["many"]["code"], told["many"]["transient"]) == (80002, True)
    assert (told["lost"]["code"], told["lost"]["subcode"]) == (9004, 2207052)


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    assert lived.acts() == [*["publish"] * 5, "delete"]
