"""Tests of the parts of a thread."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.parts import joined, parts_of


def test_a_line_of_dashes_divides_and_dashes_within_a_line_do_not() -> None:
    assert parts_of("पहला भाग\n---\nदूसरा --- भाग\n—–---\nतीसरा") == ("पहला भाग", "दूसरा --- भाग", "तीसरा")


def test_empty_parts_are_left_out_and_an_empty_text_is_one_part() -> None:
    assert parts_of("---\nएक\n---\n \n---") == ("एक",)
    assert parts_of("") == ("",)


@given(st.lists(st.text(alphabet="कखग १२3.-", min_size=1).map(lambda text: f"क{text}क"), min_size=1))
def test_what_is_joined_comes_apart_again(parts: list[str]) -> None:
    assert parts_of(joined(tuple(parts))) == tuple(parts)
