"""Runs mastodon_mock on a free port of this machine, in memory, until its standard input is closed.

Its pictures go into the folder that it is started in.
"""

from __future__ import annotations

import json
import sys

from mastodon_mock.config import MastodonMockConfig, SeedAccount, SeedConfig
from mastodon_mock.testing import MockServer

ACCOUNTS = (
    ("collectorujjain", "कलेक्टर उज्जैन"),
    ("jansamparkujjain", "जनसम्पर्क उज्जैन"),
)


def main() -> None:
    """Say where it answers, then wait. The token of an account is its name with "token-" before it."""
    seed = SeedConfig(
        accounts=[
            SeedAccount(username=name, display_name=shown, access_token=f"token-{name}")
            for name, shown in ACCOUNTS
        ]
    )
    with MockServer(config=MastodonMockConfig(seed=seed, media_storage_path="media")) as server:
        sys.stdout.write(json.dumps({"server": server.base_url}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
