"""Which photos somebody sees and may use."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.content.models import Media
from jansetu.content.operations.submissions import resubmit, return_to_sender
from jansetu.content.photos import own_photos, photos_seen_by
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import a_note, begin, keep_photo, send


def test_a_photo_is_seen_with_the_note_that_carries_it(cast: Cast, now: datetime) -> None:
    photo = keep_photo(cast.asha, now)
    assert list(photos_seen_by(cast.asha, now)) == [photo]
    assert list(photos_seen_by(cast.esha, now)) == []  # not sent yet
    send(cast.asha, now, photos=[photo])
    for who in (cast.asha, cast.esha, cast.bilal, cast.chandra):
        assert list(photos_seen_by(who, now)) == [photo], who.label
    assert list(photos_seen_by(cast.dev, now)) == []


def test_a_photo_of_a_post_is_seen_by_its_approver(cast: Cast, now: datetime) -> None:
    photo = keep_photo(cast.asha, now)
    begin(cast, now, send(cast.asha, now, photos=[photo]))
    assert list(photos_seen_by(cast.bilal, now)) == [photo]


def test_one_may_use_the_photos_of_ones_own_office_in_the_order_chosen(cast: Cast, now: datetime) -> None:
    first, second = keep_photo(cast.asha, now), keep_photo(cast.asha, now, colour="green")
    foreign = keep_photo(cast.dev, now)
    assert own_photos(cast.asha, [second.pk, foreign.pk, first.pk, second.pk]) == [second, first]


def test_what_a_photo_shows_is_kept_with_it(cast: Cast, now: datetime) -> None:
    photo = keep_photo(cast.asha, now)
    note = send(cast.asha, now, photos=[photo], alts={photo.pk: " टीका लगाती नर्स "})
    assert Media.objects.get().alt_hi == "टीका लगाती नर्स"
    return_to_sender(note, note="और लिखें", by=cast.esha, now=now)
    photo.refresh_from_db()
    resubmit(note, a_note(photos=[photo]), by=cast.asha, now=now)
    assert Media.objects.get().alt_hi == "टीका लगाती नर्स"  # nothing said is nothing changed


def test_an_achievement_needs_its_public_interest(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        send(cast.asha, now, kind="achievement", public_interest="…")
    assert refused.value.code == "public_interest_missing"
    assert send(cast.asha, now, kind="achievement", public_interest="सबका लाभ").pk
