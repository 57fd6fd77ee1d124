"""The whole matrix of rights: a charge allows exactly what its grants say, where and when they say it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Tenure, Unit
from jansetu.orgs.operations import begin_tenure, end_grant, grant_role
from jansetu.orgs.rights import Actor, NotAllowed, capabilities_of, needs_second_factor, units_with
from jansetu.orgs.roles import ROLES, SENSITIVE, Capability
from tests.cast import LONG_AGO, Cast, make_actor

DAY = timedelta(days=1)
moments = st.integers(min_value=-3, max_value=3).map(lambda days: days * DAY)
UNITS = ("state", "division", "district", "pr_office", "health_office", "health", "pr_department")


def promised(actor: Actor, grants: list[Grant], capability: Capability, unit: Unit, now: datetime) -> bool:
    """The rule in plain words, without a database."""
    tenure = actor.tenure_or_refuse()
    return tenure.is_current(now) and any(
        capability in ROLES[grant.role][2]
        and str(grant.unit_id) in unit.path.strip("/").split("/")
        and grant.granted_at <= now
        and (grant.ended_at is None or now < grant.ended_at)
        for grant in grants
    )


@given(
    grants=st.lists(
        st.tuples(st.sampled_from(sorted(ROLES)), st.sampled_from(UNITS), moments, moments | st.none()),
        max_size=4,
        unique_by=lambda grant: grant[:2],
    ),
    begins=moments,
    ends=moments | st.none(),
    ask=moments,
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_charge_allows_exactly_what_its_grants_say(
    cast: Cast,
    now: datetime,
    grants: list[tuple[str, str, timedelta, timedelta | None]],
    begins: timedelta,
    ends: timedelta | None,
    ask: timedelta,
) -> None:
    tenure = cast.dev.tenure_or_refuse()
    tenure.starts_at, tenure.ends_at = now + begins, None if ends is None else now + ends
    Grant.objects.filter(position=tenure.position).delete()
    given_roles = [
        Grant.objects.create(
            position=tenure.position,
            role=role,
            unit=getattr(cast, unit),
            granted_at=now + since,
            ended_at=None if until is None else now + until,
        )
        for role, unit, since, until in grants
    ]
    actor, moment = Actor.of(tenure), now + ask
    for capability in Capability:
        reach = {
            unit for unit in Unit.objects.all() if promised(actor, given_roles, capability, unit, moment)
        }
        assert {unit for unit in Unit.objects.all() if actor.can(capability, unit, now=moment)} == reach
        assert set(units_with(actor, capability, moment)) == reach
        assert (capability in capabilities_of(actor, moment)) == bool(reach)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_second_factor_is_asked_of_every_role_that_can_do_harm(
    cast: Cast, now: datetime, role: str
) -> None:
    actor = make_actor(cast.health, name="gita", name_hi="गीता", rank="staff", roles=(role,))
    assert needs_second_factor(actor, now) == bool(ROLES[role][2] & SENSITIVE)


def test_the_system_may_do_everything_and_names_itself(cast: Cast, now: datetime) -> None:
    system = Actor.system("worker")
    assert all(system.can(capability, cast.state, now=now) for capability in Capability)
    assert (system.actor_label, system.actor_id, system.tenure_id) == ("worker", None, None)


def district_administrator(cast: Cast) -> Actor:
    return make_actor(cast.district, name="gita", name_hi="गीता", rank="staff", roles=("administrator",))


def test_nobody_gives_a_role_beyond_their_own_reach(cast: Cast, now: datetime) -> None:
    gita, position = district_administrator(cast), cast.asha.tenure_or_refuse().position
    with pytest.raises(NotAllowed):
        grant_role(position, role="approver", unit=cast.state, by=gita, now=now)
    assert grant_role(position, role="approver", unit=cast.district, by=gita, now=now).unit == cast.district


def test_nobody_gives_a_role_to_a_position_beyond_their_own_reach(cast: Cast, now: datetime) -> None:
    chandras = cast.chandra.tenure_or_refuse().position
    with pytest.raises(NotAllowed):
        grant_role(chandras, role="sender", unit=cast.district, by=district_administrator(cast), now=now)


def test_nobody_fills_a_position_whose_roles_reach_beyond_their_own(cast: Cast, now: datetime) -> None:
    gita, position = district_administrator(cast), cast.asha.tenure_or_refuse().position
    Grant.objects.create(position=position, role="approver", unit=cast.state, granted_at=LONG_AGO)
    assert cast.dev.person is not None
    with pytest.raises(NotAllowed):
        begin_tenure(
            person=cast.dev.person,
            position=position,
            kind=Tenure.Kind.ADDITIONAL,
            starts_at=now,
            by=gita,
            now=now,
        )


def test_nobody_changes_the_roles_of_a_position_they_hold(cast: Cast, now: datetime) -> None:
    own = cast.farid.tenure_or_refuse().position
    with pytest.raises(Refusal, match="own_rights"):
        grant_role(own, role="approver", unit=cast.state, by=cast.farid, now=now)
    with pytest.raises(Refusal, match="own_rights"):
        end_grant(Grant.objects.filter(position=own)[0], by=cast.farid, now=now)


def test_a_role_taken_back_is_gone_at_once_and_can_be_given_again(cast: Cast, now: datetime) -> None:
    position = cast.asha.tenure_or_refuse().position
    end_grant(Grant.objects.get(position=position), by=cast.farid, now=now)
    assert not cast.asha.can(Capability.SUBMIT, cast.health_office, now=now)
    grant_role(position, role="sender", unit=cast.health_office, by=cast.farid, now=now)
    assert cast.asha.can(Capability.SUBMIT, cast.health_office, now=now)


def test_a_role_is_given_once(cast: Cast, now: datetime) -> None:
    position = cast.asha.tenure_or_refuse().position
    with pytest.raises(Refusal, match="granted_already"):
        grant_role(position, role="sender", unit=cast.health_office, by=cast.farid, now=now)


def test_a_role_that_does_not_exist_is_refused(cast: Cast, now: datetime) -> None:
    position = cast.asha.tenure_or_refuse().position
    with pytest.raises(Refusal, match="invalid"):
        grant_role(position, role="king", unit=cast.health_office, by=cast.farid, now=now)


@pytest.mark.parametrize("who", ["asha", "bilal", "chandra", "dev", "esha"])
def test_whoever_does_not_order_people_gives_no_role(cast: Cast, now: datetime, who: str) -> None:
    position = cast.dev.tenure_or_refuse().position
    with pytest.raises(NotAllowed):
        grant_role(position, role="sender", unit=cast.district, by=getattr(cast, who), now=now)


def test_a_name_and_a_title_of_any_length_fit_the_audit_trail(cast: Cast, now: datetime) -> None:
    tenure = cast.farid.tenure_or_refuse()
    tenure.person.name_hi, tenure.position.title_hi = "क" * 150, "ख" * 200
    assert len(Actor.of(tenure).actor_label) == 200
