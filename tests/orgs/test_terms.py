"""Each state hears its own words."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from jansetu.orgs.models import Installation, Unit
from jansetu.orgs.ranks import RANKS
from jansetu.orgs.terms import CODES, UnknownTermError, pack, pack_in_use
from tests.cast import Cast


@pytest.mark.parametrize(
    ("code", "collector", "director", "relations"),
    [
        ("MP", "कलेक्टर", "संचालक", "जनसम्पर्क"),
        ("RJ", "जिला कलक्टर", "निदेशक", "जनसम्पर्क"),
        ("HR", "उपायुक्त", "निदेशक", "लोक सम्पर्क"),
        ("UK", "जिलाधिकारी", "निदेशक", "लोक सम्पर्क"),
        ("UP", "जिलाधिकारी", "निदेशक", "जनसम्पर्क"),
    ],
)
def test_each_state_says_collector_director_and_public_relations_its_own_way(
    code: str, collector: str, director: str, relations: str
) -> None:
    words = [pack(code).term(word)[0] for word in ("collector", "director", "public_relations")]
    assert words == [collector, director, relations]


@pytest.mark.parametrize("code", CODES)
def test_every_pack_has_a_word_for_every_rank_and_every_kind_of_unit(code: str) -> None:
    for word in [*RANKS, *Unit.Kind.values, "tehsil", "public_relations_department"]:
        hi, en = pack(code).term(word)
        assert hi
        assert en.isascii()


@pytest.mark.parametrize("code", CODES)
def test_no_pack_has_a_word_that_nobody_could_ask_for(code: str) -> None:
    known = set(RANKS) | set(words("common"))
    assert set(words(code.lower())) <= known


def words(name: str) -> dict[str, object]:
    return tomllib.loads(files("jansetu.orgs.terms").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def test_an_unknown_word_or_state_is_an_error_and_no_guess() -> None:
    with pytest.raises(UnknownTermError):
        pack("MP").term("king")
    with pytest.raises(UnknownTermError):
        pack("../mp")


def test_a_reader_gets_the_word_in_their_language() -> None:
    assert pack("hr").term_in("collector", "en") == "Deputy Commissioner"
    assert pack("hr").term_in("collector", "hi") == "उपायुक्त"


def test_the_pack_in_use_is_the_installations(cast: Cast) -> None:
    assert pack_in_use().code == "MP"
    Installation.objects.update(term_pack="RJ")
    assert pack_in_use().code == "RJ"
