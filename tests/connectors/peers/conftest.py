"""The peers, started once for all tests that need them; two accounts on each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from jansetu.connectors.bluesky import Bluesky, BlueskyCredentials
from jansetu.connectors.http import Http
from jansetu.connectors.mastodon import Mastodon, MastodonCredentials
from jansetu.core.http import open_session, practice
from tests.connectors.peers import servers
from tests.connectors.peers.servers import HOST, Peer

PASSWORD = "only-on-this-machine"


@pytest.fixture(scope="session")
def pds() -> Iterator[Peer]:
    """Bluesky's own server."""
    with servers.bluesky() as peer:
        yield peer


@pytest.fixture(scope="session")
def mock() -> Iterator[Peer]:
    """mastodon_mock."""
    with servers.mastodon() as peer:
        yield peer


@asynccontextmanager
async def http_to(peer: Peer) -> AsyncIterator[Http]:
    """A way out that reaches the peer and nothing else."""
    async with open_session(practice({(HOST, peer.port)})) as session:
        yield Http(session)


@pytest.fixture
async def collector(pds: Peer) -> AsyncIterator[Bluesky]:
    """A new Bluesky account, signed in with an app password."""
    async with http_to(pds) as http:
        yield Bluesky(new_account(pds), http)


@pytest.fixture
async def desk(pds: Peer) -> AsyncIterator[Bluesky]:
    """Another one."""
    async with http_to(pds) as http:
        yield Bluesky(new_account(pds), http)


def new_account(pds: Peer) -> BlueskyCredentials:
    """An account that no other test has, and an app password of it."""
    handle = f"ujjain-{uuid4().hex[:8]}.test"
    made = pds.post(
        "/xrpc/com.atproto.server.createAccount",
        {"handle": handle, "email": f"{handle}@example.test", "password": PASSWORD},
    )
    app = pds.post("/xrpc/com.atproto.server.createAppPassword", {"name": "jansetu"}, made["accessJwt"])
    return BlueskyCredentials(server=pds.server, handle=handle, app_password=app["password"])


@pytest.fixture
async def mastodon(mock: Peer) -> AsyncIterator[Mastodon]:
    """The collector's account on the mock."""
    async with http_to(mock) as http:
        yield of(mock, "collectorujjain", http)


@pytest.fixture
async def mastodon_desk(mock: Peer) -> AsyncIterator[Mastodon]:
    """The desk's account on the mock."""
    async with http_to(mock) as http:
        yield of(mock, "jansamparkujjain", http)


def of(mock: Peer, name: str, http: Http) -> Mastodon:
    """The connector of a seeded account."""
    return Mastodon(MastodonCredentials(server=mock.server, access_token=f"token-{name}"), http)
