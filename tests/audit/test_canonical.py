"""Equal facts are equal bytes, other facts other bytes, and what a database gives back is what went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.audit.canonical import NotAFactError, check, digest, encode
from jansetu.audit.chain import personal_digest

NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
facts = st.recursive(
    st.none() | st.booleans() | st.integers() | NO_SURROGATES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NO_SURROGATES, inner, max_size=4),
    max_leaves=12,
)


@given(facts)
def test_what_was_stored_and_read_again_has_the_same_bytes(fact: object) -> None:
    check(fact)
    assert encode(json.loads(json.dumps(fact))) == encode(fact)


@given(st.dictionaries(NO_SURROGATES, facts))
def test_the_order_of_keys_changes_nothing(fact: dict[str, object]) -> None:
    assert encode(fact) == encode(dict(reversed(fact.items())))


@given(facts, facts)
def test_other_facts_have_other_bytes(one: object, other: object) -> None:
    assert (encode(one) == encode(other)) == (
        json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    )


@given(facts.filter(lambda fact: isinstance(fact, list | dict)), st.floats())
def test_a_float_anywhere_is_refused(fact: object, rounded: float) -> None:
    with pytest.raises(NotAFactError):
        check([fact, {"deep": [rounded]}])


@pytest.mark.parametrize("text", ["a\x00", "\ud83d", "ह\udc00"])
def test_a_text_that_no_database_or_hash_can_take_is_refused(text: str) -> None:
    for fact in (text, [text], {text: 1}, {"a": text}):
        with pytest.raises(NotAFactError):
            check(fact)


@given(st.text())
def test_what_passes_can_be_hashed(text: str) -> None:
    try:
        check({text: text})
    except NotAFactError:
        assert "\x00" in text
    else:
        assert digest(encode({text: text}))


@given(st.lists(st.binary(), max_size=4), st.lists(st.binary(), max_size=4))
def test_different_parts_have_different_digests(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@given(
    facts,
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.text("0123456789abcdef", min_size=32, max_size=32),
)
def test_the_same_personal_part_under_another_salt_looks_different(
    fact: object, salt: str, other: str
) -> None:
    assert (personal_digest(salt, fact) == personal_digest(other, fact)) == (salt == other)


def test_the_form_that_kept_hashes_were_made_of_never_changes() -> None:
    assert encode({"ख": [1, None, True], "क": "हाँ"}) == '{"क":"हाँ","ख":[1,null,true]}'.encode()
    assert digest(b"a", b"bc") == "3fafa1cf2f19a7c1129beb20cf0983f73a489a221fc0dd2f16d1be292d089205"
