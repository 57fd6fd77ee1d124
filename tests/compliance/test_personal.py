"""Numbers of persons are found in both digit scripts, exactly there; numbers of papers and money are left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jansetu.compliance.personal.checksums import is_verhoeff
from jansetu.compliance.personal.find import find_personal
from tests.compliance.labelled.measure import personal_counts, personal_lines

HINDI_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
UIDAI_TEST_NUMBERS = ("999941057058", "999971658847", "999933119405", "999955183433", "999990501894")
# What stands before a number that looks like a mobile's, and whether it still is one.
BEFORE = {
    "मो. ": True,
    "संपर्क: ": True,
    "शिकायत हेतु ": True,
    "कुल मोबाइल ": True,
    "वार्ड 12, ": True,
    "": True,
    "शिकायत क्रमांक ": False,
    "आवेदन क्र. ": False,
    "UTR ": False,
    "Tender ID ": False,
    "₹": False,
    "₹ ": False,
    "रु. ": False,
    "राशि ": False,
    "file_": False,
    "12.": False,
    "https://mp.gov.in/": False,
}
AFTER = {
    " पर बात करें": True,
    ".": True,
    "/9826012346": True,
    " रुपये": False,
    " पौधे": False,
    ",50": False,
    "12": False,
}


def found_in(text: str) -> list[tuple[str, str]]:
    return [(one.kind.code, text[one.start : one.end]) for one in find_personal(text)]


@pytest.mark.parametrize(("name", "recall"), [("held_out", 0.95), ("tune", 1.0)])
def test_what_a_person_marked_is_found_and_nothing_in_innocent_lines(name: str, recall: float) -> None:
    counts = personal_counts(personal_lines(name))
    assert counts["found"] >= recall * (counts["found"] + counts["missed"])
    assert counts["false"] <= 0.02 * counts["found"]
    assert counts["flagged"] <= 0.01 * counts["innocent"]


def test_there_are_enough_lines_to_judge_by() -> None:
    both = personal_counts(personal_lines("held_out")) + personal_counts(personal_lines("tune"))
    assert both["found"] + both["missed"] >= 60
    assert both["innocent"] >= 150


@pytest.mark.parametrize("number", UIDAI_TEST_NUMBERS)
def test_the_numbers_that_uidai_gives_out_for_tests_are_right(number: str) -> None:
    assert is_verhoeff(number)


@settings(max_examples=60, deadline=None)
@given(st.integers(2 * 10**10, 10**11 - 1).map(str), st.integers(0, 11), st.integers(1, 9))
def test_exactly_one_digit_checks_and_one_wrong_digit_or_two_swapped_never_do(
    number: str, place: int, more: int
) -> None:
    right = [f"{number}{digit}" for digit in range(10) if is_verhoeff(f"{number}{digit}")]
    assert len(right) == 1
    whole = right[0]
    assert not is_verhoeff(whole[:place] + str((int(whole[place]) + more) % 10) + whole[place + 1 :])
    swapped = whole[:place] + whole[place : place + 2][::-1] + whole[place + 2 :]
    assert swapped == whole or not is_verhoeff(swapped)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(UIDAI_TEST_NUMBERS),
    st.sampled_from(["", " ", "-", ".", "–", "\u200b", " - "[:2]]),
    st.booleans(),
    st.sampled_from(["आधार ", "सूची: 4. ", "(", "नाम: राम, ", "uid:"]),
    st.sampled_from(["", " है", ")", "।", ", अगला"]),
)
def test_an_aadhaar_number_is_marked_exactly(
    number: str, gap: str, is_hindi: bool, before: str, after: str
) -> None:
    written = gap.join((number[:4], number[4:8], number[8:]))
    written = written.translate(HINDI_DIGITS) if is_hindi else written
    assert found_in(before + written + after) == [("aadhaar", written)]


@pytest.mark.parametrize(
    "masked", ["XXXX XXXX 7058", "xxxx-xxxx-7058", "********7058", "आधार के अंतिम अंक 7058"]
)
def test_a_masked_number_is_fine(masked: str) -> None:
    assert found_in(masked) == []


@pytest.mark.parametrize(("before", "is_one"), BEFORE.items())
def test_what_stands_before_tells_a_mobile_from_a_paper(before: str, is_one: bool) -> None:
    assert found_in(f"{before}9826012345") == ([("mobile", "9826012345")] if is_one else [])


@pytest.mark.parametrize(("after", "is_one"), AFTER.items())
def test_what_stands_behind_tells_a_mobile_from_an_amount(after: str, is_one: bool) -> None:
    assert (found_in(f"9826012345{after}")[:1] == [("mobile", "9826012345")]) is is_one


@pytest.mark.parametrize(
    ("pan", "tier"),
    [("AAAPL1234C", "block"), ("AAAHL1234C", "block"), ("AAACL1234C", "hold"), ("AAAXL1234C", "")],
)
def test_the_fourth_letter_of_a_pan_tells_whose_it_is(pan: str, tier: str) -> None:
    assert [one.kind.tier for one in find_personal(f"पैन {pan.lower()}")] == ([tier] if tier else [])


def test_an_account_is_known_by_the_word_before_it() -> None:
    assert found_in("खाता क्रमांक 12345678901 में") == [("account", "12345678901")]
    assert found_in("पंजीयन क्रमांक 12345678901 में") == []
    assert found_in("खाता धारक का मोबाइल 9826012345") == [("mobile", "9826012345")]


def test_helplines_and_toll_free_numbers_pass() -> None:
    assert found_in("181, 112, 108, 1098, 1930, 1800-233-4397, १८००१८०१५५१, 155343") == []


def test_offices_own_numbers_and_addresses_pass_however_they_are_written() -> None:
    public = ("98260 12345", "0755-2551234", "Press@Example.in")
    text = "+91 98260-12345, ९८२६०१२३४५, 0755 2551234, press@example.in, 9826012346"
    assert [text[one.start : one.end] for one in find_personal(text, public)] == ["9826012346"]


def test_addresses_at_the_government_pass_and_lookalikes_do_not() -> None:
    assert found_in("dm.bhopal@nic.in, cm@mp.gov.in, x@mygov.in.evil.com, y@evilnic.in") == [
        ("email", "x@mygov.in.evil.com"),
        ("email", "y@evilnic.in"),
    ]


def test_nothing_is_told_twice() -> None:
    assert [kind for kind, _ in found_in("9826012345@ybl 23AAAPL1234C1Z5")] == ["upi", "gstin"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 -.,/@:०१२३४५६७८९₹ABPZabखाताPAN\n", max_size=120))
def test_spans_of_any_text_lie_in_it_in_order_and_apart(text: str) -> None:
    end = 0
    for one in find_personal(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_a_long_row_of_digits_and_signs_is_read_to_its_end() -> None:
    for filler in ("9" * 20_000, "9 " * 10_000, "a." * 10_000, "9826-" * 4_000, "खाता " * 4_000):
        assert found_in(f"{filler} आधार 9999 4105 7058")[-1] == ("aadhaar", "9999 4105 7058")
