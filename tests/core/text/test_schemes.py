"""Schemes that a note names are offered as hashtags, whatever script or spelling names them."""

from __future__ import annotations

import pytest

from jansetu.core.text.hashtags import find_hashtags
from jansetu.core.text.schemes import Scheme, starter_schemes, suggest_hashtags

SCHEMES = starter_schemes()


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("मुख्यमंत्री लाड़ली बहना योजना की किस्त कल आएगी", ["#LadliBehna"]),
        ("लाडली बहना की किस्त", ["#LadliBehna"]),
        ("ladli behna yojana ki kist kab aayegi", ["#LadliBehna"]),
        ("जल जीवन मिशन और स्वच्छ भारत मिशन के कार्य", ["#JalJeevanMission", "#SwachhBharat"]),
        ("Farmers get PM Kisan and fasal bima", ["#PMKisan", "#PMFBY"]),
        ("मनरेगा में काम मिला", ["#MGNREGA"]),
        ("एक पेड़ मां के नाम लगाएँ", ["#एक_पेड़_माँ_के_नाम"]),
        ("#LadliBehna की किस्त: लाड़ली बहना", []),
        ("बहनों ने पौधे लगाए", []),
        ("स्वच्छ पेयजल मिलेगा", []),
        ("", []),
    ],
)
def test_the_schemes_that_are_named_are_offered_in_their_order(text: str, tags: list[str]) -> None:
    assert list(suggest_hashtags(text, SCHEMES)) == tags


def test_no_more_are_offered_than_wanted() -> None:
    text = " ".join(scheme.name_hi for scheme in SCHEMES)
    assert len(suggest_hashtags(text, SCHEMES)) == 3
    assert len(suggest_hashtags(text, SCHEMES, most=5)) == 5


def test_a_state_brings_its_own_list() -> None:
    own = Scheme("घर घर दीपक", "Ghar Ghar Deepak", "घर_घर_दीपक")
    assert suggest_hashtags("आज घर-घर दीपक जलेंगे", [own]) == ("#घर_घर_दीपक",)


def test_every_starter_is_found_by_each_of_its_names_and_its_hashtag_is_whole() -> None:
    assert 20 <= len(SCHEMES) <= 40
    for scheme in SCHEMES:
        for name in (scheme.name_hi, scheme.name_en, *scheme.also):
            assert f"#{scheme.hashtag}" in suggest_hashtags(name, SCHEMES, most=9), name
        assert [tag.value for tag in find_hashtags(f"#{scheme.hashtag} है")] == [scheme.hashtag]
