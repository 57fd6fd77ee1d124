"""Posts at the district's desk, and the accounts that they are meant for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.core.clock import utcnow
from jansetu.publishing.operations import approve_and_schedule
from tests.cast import Cast
from tests.content.acts import begin, channel_of, ready, send
from tests.web.conftest import AsPerson


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> None:
    """Where this test's photos lie."""
    settings.JANSETU_MEDIA = tmp_path / "media"


@pytest.fixture
def moment() -> datetime:
    """A minute ago by the real clock, which the pages read."""
    return utcnow() - timedelta(minutes=1)


@pytest.fixture
def esha(cast: Cast, as_person: AsPerson) -> Client:
    """The desk's browser."""
    return as_person(cast.esha)


@pytest.fixture
def bilal(cast: Cast, as_person: AsPerson) -> Client:
    """The approver's browser, with a fresh second factor."""
    return as_person(cast.bilal)


@pytest.fixture
def collector(cast: Cast, moment: datetime) -> Channel:
    """The district's account on X."""
    return channel_of(cast, cast.district, "@collectorujjain", moment)


@pytest.fixture
def office(cast: Cast, moment: datetime) -> Channel:
    """The public-relations office's account on X."""
    return channel_of(cast, cast.pr_office, "@proujjain", moment)


@pytest.fixture
def portal(cast: Cast, moment: datetime) -> Channel:
    """The state's portal."""
    return channel_of(cast, cast.state, "portal", moment, kind="portal")


@pytest.fixture
def draft(cast: Cast, moment: datetime) -> Post:
    """Esha's draft, made of Asha's note."""
    return begin(cast, moment, send(cast.asha, moment))


@pytest.fixture
def awaiting(cast: Cast, collector: Channel, moment: datetime) -> Post:
    """Esha's post on X, which waits for Bilal's word."""
    return ready(cast, collector, moment, send(cast.asha, moment))


@pytest.fixture
def scheduled(cast: Cast, awaiting: Post, moment: datetime) -> Post:
    """Approved by Bilal, due now."""
    approve_and_schedule(awaiting, seen_revision=2, by=cast.bilal, now=moment)
    return Post.objects.get(pk=awaiting.pk)


@pytest.fixture
def many(cast: Cast, collector: Channel, moment: datetime) -> Callable[[int], None]:
    """So many more posts that wait."""

    def make(number: int) -> None:
        for _ in range(number):
            ready(cast, collector, moment)

    return make
