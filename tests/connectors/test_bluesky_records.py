"""Bluesky's records: facets by bytes, keys that are TIDs."""

from __future__ import annotations

from datetime import timedelta

from jansetu.connectors import bluesky_records as records
from tests.connectors.contract import NOW


def test_facets_count_bytes_and_keep_matras() -> None:
    text = "देखें https://mp.gov.in/yojana #हिन्दी"
    found = records.facets(text, {})
    raw = text.encode()
    spans = [raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in found]
    assert spans == ["https://mp.gov.in/yojana", "#हिन्दी"]
    assert [one["features"][0].get("uri") or one["features"][0]["tag"] for one in found] == [
        "https://mp.gov.in/yojana",
        "हिन्दी",
    ]


def test_a_link_typed_without_https_leads_somewhere() -> None:
    [facet] = records.facets("विवरण mp.gov.in पर", {})
    assert facet["features"][0]["uri"] == "https://mp.gov.in"


def test_keys_are_tids_of_their_second_and_differ_by_delivery() -> None:
    keys = {records.record_key(NOW, f"{number:032x}") for number in range(1000)}
    assert len(keys) == 1000
    assert all(
        len(key) == 13 and set(key) <= set(records.LETTERS) and key[0] in "234567abcdefghij" for key in keys
    )
    assert max(keys) < min(records.record_key(NOW + timedelta(seconds=1), str(n)) for n in range(100))
