"""python-telegram-bot, the best known client of the Bot API, is content with the practice Telegram."""

from __future__ import annotations

import pytest

from jansetu.connectors.telegram_dialect import NOT_MODIFIED
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.oracles.conftest import ACCOUNT, TEXT, TEXT_WITH_PICTURE, Lived, live

FILM = 9_000_000  # bytes
pytestmark = pytest.mark.oracles


@pytest.fixture(scope="module")
def lived(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One day of the channel, lived once."""
    folder = tmp_path_factory.mktemp("telegram")
    return live("telegram", sandbox, folder, film=str(film(folder, FILM).path))


def test_the_client_learns_which_bot_it_is_and_what_it_may_do(lived: Lived) -> None:
    assert str(lived["me"]["id"]) == account_number("telegram", ACCOUNT)
    assert lived["me"]["name"] == f"{ACCOUNT}_bot"
    chat = lived["chat"]
    assert (chat["type"], chat["title"], chat["may_post"]) == ("channel", ACCOUNT, True)
    assert chat["link"] == f"https://t.me/{ACCOUNT}"


def test_a_text_and_a_photo_are_published(lived: Lived) -> None:
    text, photo = lived["text"], lived["photo"]
    assert (text["text"], text["caption"], text["aware"]) == (TEXT, None, True)
    assert (photo["text"], photo["caption"], photo["width"]) == (None, TEXT_WITH_PICTURE, 64)
    assert photo["album"] is None


def test_an_album_has_a_message_for_each_photo_and_one_caption(lived: Lived) -> None:
    first, second = lived["album"]
    assert (first["caption"], second["caption"]) == (TEXT_WITH_PICTURE, None)
    assert first["album"] == second["album"] is not None
    assert second["id"] == first["id"] + 1


def test_a_film_is_one_message_with_its_measures(lived: Lived) -> None:
    told = lived["film"]
    assert (told["caption"], told["size"], told["height"]) == ("नया पुल", FILM, 360)


def test_an_answer_names_the_message_that_it_answers(lived: Lived) -> None:
    assert (lived["answer"]["text"], lived["answer"]["to"]) == ("उत्तर", lived["album"][0]["id"])


def test_text_and_caption_are_corrected_in_place(lived: Lived) -> None:
    corrected = lived["corrected"]
    assert (corrected["id"], corrected["text"], corrected["edited"]) == (lived["text"]["id"], "भूल-सुधार", True)
    assert (lived["caption"]["id"], lived["caption"]["caption"]) == (lived["album"][0]["id"], "नया पुल")


def test_messages_are_deleted_and_what_is_gone_is_passed_over(lived: Lived) -> None:
    assert lived["deleted"] == [True, True]
    assert lived["deleted_one"] is True


def test_every_refusal_is_the_clients_own_error(lived: Lived) -> None:
    kinds = {name: one["kind"] for name, one in lived["refused"].items()}
    assert kinds == {
        "dead": "InvalidToken",
        "many": "RetryAfter",
        "gone": "BadRequest",
        "gone_deleted": "BadRequest",
        "same": "BadRequest",
        "empty": "BadRequest",
        "long": "BadRequest",
        "nowhere": "BadRequest",
        "strange": "Forbidden",
    }


def test_too_many_calls_tell_the_seconds(lived: Lived) -> None:
    assert lived["refused"]["many"]["wait"] == 60


def test_the_words_of_an_edit_that_changes_nothing_are_those_that_we_know(lived: Lived) -> None:
    words = lived["refused"]["same"]["words"]
    assert words.lower().startswith(NOT_MODIFIED.removeprefix("Bad Request: ").lower())


def test_the_ledger_holds_what_the_client_did_and_nothing_else(lived: Lived) -> None:
    assert lived.acts() == [*["publish"] * 5, "correct", "correct", "delete", "delete"]
