"""`jansetu channels doctor`: examines every official account and says the next step. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import click
from django.db.models import Q

from jansetu.channels import troubles
from jansetu.channels.calls import Calls, calls_of
from jansetu.channels.doctor import Examination, examine
from jansetu.channels.models import Channel
from jansetu.channels.troubles import Trouble
from jansetu.core.clock import utcnow
from jansetu.publishing import traffic
from jansetu.publishing.traffic import Traffic

TOKENS = {
    "works": "चलता है · works",
    "refused": "मंच ने नहीं माना · refused",
    "other_account": "दूसरे खाते का · another account's",
    "limited": "अभी पूछा नहीं जा सकता · to be asked later",
    "no_answer": "उत्तर नहीं · no good answer",
    "too_slow": "समय पर उत्तर नहीं · no answer in time",
    "key_missing": "कुंजी नहीं मिली · its key is missing",
    "malformed": "अधूरा · not complete",
    "no_sandbox": "अभ्यास मंच बंद · practice platforms not running",
    "defect": "हमारा दोष · our defect",
    "none": "नहीं · none",
    "local": "ज़रूरी नहीं · none needed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One channel, all that was found, and the next steps, worst first."""

    examination: Examination
    traffic: Traffic
    calls: Calls | None
    troubles: list[Trouble]

    @property
    def needs_person(self) -> bool:
        """Whether anything does not mend by waiting."""
        return any(trouble.needs_person for trouble in self.troubles)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object; its shape is in docs/doctor.md.")
@click.option(
    "--channel", "handle", default="", help="Only the channels with this handle, on every platform."
)
@click.option(
    "--timeout",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.1, 60),
    help="Seconds that a platform may take over one channel.",
)
def doctor(as_json: bool, handle: str, timeout: float) -> None:
    """Examine every channel that is not closed, and say what to do next. · हर चैनल की जाँच और अगला कदम।

    Asks each platform whose token it holds (practice channels ask only the practice platforms), and tells
    the token's end, the clock, known limits, the last success, what waits and who keeps the channel.
    Changes nothing and shows no secret. Of platforms that
    call us it tells the address to enter there, whether that answers, and the last call.

    Exit code 1 where something needs a person, 0 where nothing does.
    """
    now = utcnow()
    reports = examine_all(listed(handle), now=now, seconds=timeout)
    if as_json:
        click.echo(json.dumps(as_object(reports, now), ensure_ascii=False))
    else:
        tell(reports, now)
    raise SystemExit(1 if any(report.needs_person for report in reports) else 0)


def listed(handle: str) -> list[Channel]:
    """Every channel that stands, or those with the handle, with or without its @, in any capitals."""
    channels = Channel.objects.standing().for_list()
    if not handle:
        return list(channels)
    name = handle.removeprefix("@")
    found = list(channels.filter(Q(handle__iexact=name) | Q(handle__iexact=f"@{name}")))
    if not found:
        raise click.ClickException(
            f"“{handle}” नाम का कोई खुला चैनल नहीं।\nThere is no open channel called “{handle}”."
        )
    return found


def examine_all(channels: Sequence[Channel], *, now: datetime, seconds: float) -> list[Report]:
    """One a channel, in the order given."""
    going = traffic.traffic_of(channels, now)
    calls = calls_of(channels, seconds=seconds)
    return [
        Report(
            examination=one,
            traffic=going[one.channel.pk],
            calls=calls.get(one.channel.pk),
            troubles=troubles.worst_first(
                [
                    *troubles.troubles_of(one, now),
                    *traffic.troubles_of(going[one.channel.pk]),
                    *troubles.troubles_of_calls(one.channel, calls.get(one.channel.pk)),
                ]
            ),
        )
        for one in examine(channels, now=now, seconds=seconds)
    ]


def as_object(reports: Sequence[Report], now: datetime) -> dict[str, Any]:
    """For a program."""
    return {
        "checked_at": now.isoformat(),
        "needs_person": any(report.needs_person for report in reports),
        "channels": [_channel_object(report, now) for report in reports],
    }


def _channel_object(report: Report, now: datetime) -> dict[str, Any]:
    found, going = report.examination, report.traffic
    channel = found.channel
    return {
        "id": channel.pk,
        "kind": channel.kind,
        "handle": channel.handle,
        "unit": channel.unit.code,
        "practice": channel.practice,
        "state": channel.state,
        "token": {
            "verdict": found.finding.token.value,
            "code": found.finding.code,
            "account": found.finding.account,
            "expires_at": _moment(found.expires_at),
            "days_left": found.days_left(now),
        },
        "clock_ahead_seconds": round(found.finding.ahead.total_seconds(), 1)
        if found.finding.ahead is not None
        else None,
        "quotas": [asdict(one) | {"resets_at": one.resets_at.isoformat()} for one in going.allowances],
        "told": [
            {"name": one.name, "limit": one.limit, "remaining": one.remaining} for one in found.finding.quotas
        ],
        "last_sent_at": _moment(going.last_sent_at),
        "waiting": going.waiting,
        "in_doubt": going.in_doubt,
        "standing_still": going.standing_still,
        "calls": {
            "address": report.calls.address,
            "answers": report.calls.answers,
            "last_heard_at": _moment(report.calls.last_heard_at),
        }
        if report.calls
        else None,
        "custodian_vacant": found.custodian_vacant,
        "in_private_hands": list(channel.in_private_hands),
        "needs_person": report.needs_person,
        "troubles": [asdict(trouble) for trouble in report.troubles],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def tell(reports: Sequence[Report], now: datetime) -> None:
    """For a person, in both languages; whoever needs somebody first."""
    for report in sorted(reports, key=lambda report: not report.needs_person):
        for line in _lines(report, now):
            click.echo(line)
        click.echo("")
    needing = sum(report.needs_person for report in reports)
    click.echo(f"चैनल · channels: {len(reports)}; किसी व्यक्ति की ज़रूरत · need a person: {needing}")


def _lines(report: Report, now: datetime) -> list[str]:
    found, going, channel = report.examination, report.traffic, report.examination.channel
    mark = "✗" if report.needs_person else "!" if report.troubles else "✓"
    practice = " (अभ्यास · practice)" if channel.practice else ""
    left = found.days_left(now)
    expiry = "" if left is None else f"; {left} दिन शेष · days left"
    clock = (
        "" if found.finding.ahead is None else f"; घड़ी · clock {found.finding.ahead.total_seconds():+.0f} s"
    )
    last = f"{going.last_sent_at:%d.%m.%Y %H:%M} UTC" if going.last_sent_at else "—"
    lines = [
        f"{mark} {channel.get_kind_display()} {channel.handle} · {channel.unit.name_hi}{practice}",
        f"    {channel.get_state_display()} · {channel.state}; "
        f"टोकन · token: {TOKENS[found.finding.token]}{expiry}{clock}",
        f"    पिछली सफलता · last success: {last}; प्रतीक्षा · waiting: {going.waiting}; "
        f"संदेह · in doubt: {going.in_doubt}",
    ]
    lines += [
        f"    सीमा · quota ({one.scope}, {one.lane}): {one.remaining}"
        + (f"/{one.limit}" if one.limit else "")
        + f", {one.resets_at:%d.%m.%Y %H:%M} UTC"
        for one in going.allowances
    ]
    lines += [
        f"    मंच ने बताया · the platform told: {one.name} {one.remaining}/{one.limit}"
        for one in found.finding.quotas
    ]
    if report.calls:
        heard = report.calls.last_heard_at
        lines.append(
            f"    मंच की सूचनाएँ · calls: {report.calls.address or '—'}; पिछली · last: "
            + (f"{heard:%d.%m.%Y %H:%M} UTC" if heard else "—")
        )
    for number, trouble in enumerate(report.troubles, start=1):
        lines += [f"    {number}. {trouble.hi}", f"       {trouble.en}"]
    return lines
