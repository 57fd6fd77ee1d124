"""Strange answers of a platform are kept or refused, and never stop a worker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.connectors.contracts import Receipt, RemotePost
from jansetu.connectors.errors import OutcomeUnknown
from jansetu.publishing.jobs import Evidence
from jansetu.publishing.keepable import keepable, plain

json_values = st.recursive(
    st.text() | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("remote_id", ["", "1" * 201, "a\x00b", "a\nb", "\ud800"])
def test_an_id_that_can_be_no_platforms_leaves_the_outcome_unknown(remote_id: str) -> None:
    with pytest.raises(OutcomeUnknown):
        keepable(Receipt(remote_id=remote_id, url=""))


def test_a_link_that_cannot_be_kept_is_left_out() -> None:
    assert keepable(Receipt(remote_id="1", url="https://example.in/" + "x" * 500)).url == ""


def test_a_usual_receipt_is_kept_as_it_is() -> None:
    receipt = Receipt(remote_id="at://did:plc:abc/app.bsky.feed.post/3k", url="https://example.in/1")
    assert keepable(receipt) == receipt


@given(json_values)
def test_whatever_a_platform_says_can_be_stored(value: object) -> None:
    stored = repr(plain(value))
    assert "\x00" not in str(plain(value))
    stored.encode()
    assert plain(plain(value)) == plain(value)


def test_evidence_with_characters_that_no_database_keeps() -> None:
    copy = RemotePost(
        remote_id="1", text="a\x00b", url="", published_at=None, raw={"\ud800": ["\x00", 1, None]}
    )
    kept = Evidence(post=copy).as_json()
    assert (kept["text"], kept["raw"]) == ("a\ufffdb", {"\ufffd": ["\ufffd", 1, None]})
