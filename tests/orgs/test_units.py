"""The tree keeps its shape, whoever changes it needs the right, and each change is on record."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import search_key
from jansetu.orgs.models import Position, Unit
from jansetu.orgs.operations import (
    abolish_position,
    add_position,
    add_unit,
    close_unit,
    end_tenure,
    move_unit,
    rename_unit,
)
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast

FOUNDING: dict[str, object] = {"parent": None, "code": "rj"}


def add(cast: Cast, now: datetime, by: Actor | None = None, changed: dict[str, object] | None = None) -> Unit:
    facts: dict[str, object] = {
        "parent": cast.district,
        "kind": Unit.Kind.LOCAL_BODY,
        "code": "mp-ujjain-municipal",
        "name_hi": "नगर पालिक निगम, उज्जैन",
        "name_en": "Municipal Corporation",
    }
    return add_unit(**(facts | (changed or {})), by=by or cast.farid, now=now)  # type: ignore[arg-type]


def test_a_new_unit_hangs_below_its_parent_and_is_found_in_both_languages(cast: Cast, now: datetime) -> None:
    unit = add(cast, now)
    assert unit.path == f"{cast.district.path}{unit.pk}/"
    assert list(Unit.objects.filter(search_key__contains=search_key("निगम"))) == [unit]
    assert list(Unit.objects.filter(search_key__contains="municipal")) == [unit]


def test_a_new_unit_is_on_record_with_who_added_it(cast: Cast, now: datetime) -> None:
    unit = add(cast, now)
    event = Event.objects.about("orgs.unit", unit.pk).get()
    assert (event.verb, event.unit_id, event.actor_label) == ("unit.added", unit.pk, cast.farid.label)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "mp-ujjain"},
        {"code": "with space"},
        {"kind": "kingdom"},
        {"name_hi": ""},
        {"name_en": "x" * 201},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_unit_that_makes_no_sense_is_refused_in_both_languages(
    cast: Cast, now: datetime, wrong: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        add(cast, now, changed=wrong)
    field = next(iter(wrong))
    assert field in refused.value.hi
    assert field in refused.value.en


def test_only_the_system_founds_a_state(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        add(cast, now, changed=FOUNDING)
    assert add(cast, now, Actor.system("founding"), FOUNDING).path.count("/") == 2


def test_a_unit_moves_with_all_below_it(cast: Cast, now: datetime) -> None:
    moved = move_unit(cast.district, parent=cast.health, by=cast.farid, now=now)
    office = Unit.objects.get(pk=cast.pr_office.pk)
    assert moved.path == f"{cast.health.path}{moved.pk}/"
    assert office.path == f"{moved.path}{office.pk}/"
    assert not cast.division.contains(office)


def test_a_unit_never_moves_within_itself(cast: Cast, now: datetime) -> None:
    for place in (cast.district, cast.pr_office):
        with pytest.raises(Refusal, match="within_itself"):
            move_unit(cast.district, parent=place, by=cast.farid, now=now)


def test_a_renamed_unit_keeps_its_code_and_is_found_by_its_new_name(cast: Cast, now: datetime) -> None:
    rename_unit(cast.health, name_hi="आरोग्य विभाग", name_en="Arogya Department", by=cast.farid, now=now)
    found = Unit.objects.get(search_key__contains="arogya")
    assert (found.pk, found.code) == (cast.health.pk, "mp-health")


def test_a_unit_in_use_is_not_closed(cast: Cast, now: datetime) -> None:
    for unit in (cast.district, cast.health_office):
        with pytest.raises(Refusal, match="unit_in_use"):
            close_unit(unit, by=cast.farid, now=now)


def test_an_empty_unit_closes_and_takes_nothing_new(cast: Cast, now: datetime) -> None:
    end_tenure(cast.dev.tenure_or_refuse(), by=cast.farid, now=now)
    close_unit(cast.forest_office, by=cast.farid, now=now)
    with pytest.raises(Refusal, match="unit_closed"):
        add(cast, now, changed={"parent": cast.forest_office})


def collector(cast: Cast, code: str, now: datetime) -> Position:
    return add_position(
        unit=cast.district,
        code=code,
        rank="collector",
        title_hi="कलेक्टर",
        title_en="Collector",
        is_head=True,
        by=cast.farid,
        now=now,
    )


def test_a_unit_has_one_head_at_a_time(cast: Cast, now: datetime) -> None:
    first = collector(cast, "first", now)
    with pytest.raises(Refusal, match="second_head"):
        collector(cast, "second", now)
    abolish_position(first, by=cast.farid, now=now)
    assert collector(cast, "second", now).is_head


@pytest.mark.parametrize("who", ["asha", "bilal", "chandra", "dev", "esha"])
def test_whoever_does_not_order_people_changes_no_unit(cast: Cast, now: datetime, who: str) -> None:
    by = getattr(cast, who)
    with pytest.raises(NotAllowed):
        add(cast, now, by=by)
    with pytest.raises(NotAllowed):
        move_unit(cast.forest_office, parent=cast.division, by=by, now=now)
    with pytest.raises(NotAllowed):
        rename_unit(cast.forest_office, name_hi="क", name_en="k", by=by, now=now)
    with pytest.raises(NotAllowed):
        close_unit(cast.forest_office, by=by, now=now)
