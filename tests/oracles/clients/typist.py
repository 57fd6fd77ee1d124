"""Types the commonest Hindi words for Kruti Dev by an encoder that is not ours."""

from __future__ import annotations

import json
import sys

import hinlegacy
import wordfreq

MOST = 10_000


def main() -> None:
    """`[[word, its keys], …]` for the words of wordfreq's list that hold Devanagari."""
    words = [
        one
        for one in wordfreq.top_n_list("hi", 2 * MOST)
        if any("\u0900" <= sign <= "\u097f" for sign in one)
    ]
    json.dump([[word, hinlegacy.encode(word, "krutidev")] for word in words[:MOST]], sys.stdout)


if __name__ == "__main__":
    main()
