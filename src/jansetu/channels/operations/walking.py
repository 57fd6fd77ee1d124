"""An officer walks to the platform's own page and comes back with a code; we fetch the tokens for it.

The state is kept as a digest alone, everything else sealed; a walk serves one charge, once, for ten minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from yarl import URL

from jansetu.audit.operations import record
from jansetu.channels import practice
from jansetu.channels.bridge import reach
from jansetu.channels.models import AppRegistration, Channel, ConnectFlow, Credential
from jansetu.channels.operations import practice_calls
from jansetu.channels.operations.connecting import check_connectable, connect
from jansetu.connectors import oauth, registry
from jansetu.connectors.flows import FLOWS
from jansetu.connectors.oauth import App, Flow, Grantee, RegistersItself, Walk
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.sandbox import process

LASTS = timedelta(minutes=10)
WAY_BACK = "/desk/channels/connected/"
OUR_NAME = "Jansetu"


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """Where the officer's browser goes, and until when it may come back."""

    url: str
    host: str
    ends_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One account that the officer may connect."""

    remote_id: str
    handle: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """The officer is back: connected, or with several accounts to choose from (`walk` is then given)."""

    channel: Channel
    handle: str = ""
    walk: int | None = None


def begin_walk(channel: Channel, *, server: str = "", by: Actor, now: datetime) -> Begun:
    """Make a walk of this charge's; an earlier one that it did not end is void. `server`: where many are."""
    by.require(Capability.CONNECT, channel.unit, now=now)
    tenure = by.tenure_or_refuse()
    check_connectable(channel)
    flow = flow_of(channel)
    walk = oauth.begun(way_back())
    app = _app(channel, flow, server, by, now)
    row = ConnectFlow(
        state_digest=_digest(walk.state),
        channel=channel,
        app=app,
        by=tenure,
        sealed={"verifier": walk.verifier, "server": _server(channel, flow, server)},
        created_at=now,
        ends_at=now + LASTS,
    )
    with transaction.atomic():
        ConnectFlow.objects.filter(channel=channel, by=tenure).delete()
        row.save(force_insert=True)
        _note("channel.walk_begun", channel, by, now, {"app": app.name})
    url = flow.authorize_url(_opened(row), walk)
    return Begun(url=url, host=URL(url).authority, ends_at=row.ends_at)


def flow_of(channel: Channel) -> Flow:
    """The platform's walk; a Refusal where it has none."""
    flow = FLOWS.get(channel.kind)
    if flow is None:
        raise Refusal(
            "no_walk",
            hi="यह मंच फ़ॉर्म से ही जुड़ता है।",
            en="This platform is connected by the form only.",
        )
    return flow


def way_back() -> str:
    """The address to which platforms send the officer back; it must be registered with each app."""
    return f"{settings.JANSETU_PUBLIC_URL}{WAY_BACK}"


def end_walk(*, state: str, code: str, by: Actor, now: datetime) -> Arrived:
    """Fetch the tokens for the code and connect, or keep them sealed until the officer has chosen."""
    row = _taken(state, by, now)
    channel, flow = row.channel, flow_of(row.channel)
    check_connectable(channel)
    walk = Walk(state=state, verifier=row.sealed["verifier"], redirect_uri=way_back())
    app = _opened(row)
    try:
        found = reach(practice.policy_for(channel), lambda http: flow.exchange(http, app, walk, code))
        fitting = _fitting(channel, found)
        if len(fitting) == 1:
            return _connected(row, fitting[0], by, now)
    except Refusal as refusal:
        _failed(row, refusal.code, by, now)
        raise
    kept = {"accounts": [_kept(one) for one in fitting]}
    ConnectFlow.objects.filter(pk=row.pk).update(sealed=kept, ends_at=now + LASTS)
    return Arrived(channel=channel, walk=row.pk)


def decline_walk(*, state: str, error: str, by: Actor, now: datetime) -> Channel:
    """The officer did not allow it, or the platform did not: the walk is over, the channel as it was."""
    row = _taken(state, by, now)
    code = error if error.isascii() and error.replace("_", "").isalnum() else "unknown"
    _failed(row, code[:60], by, now)
    return row.channel


def channel_of(state: str, *, by: Actor) -> int | None:
    """Whose page the officer came from, where the walk is this charge's."""
    rows = ConnectFlow.objects.filter(state_digest=_digest(state), by=by.tenure_or_refuse())
    return rows.values_list("channel_id", flat=True).first()


def choices(walk: int, *, by: Actor, now: datetime) -> tuple[Channel, list[Choice]]:
    """What the officer may choose from; nothing of what is secret."""
    row = _waiting(walk, by, now)
    shown = [{name: one[name] for name in ("remote_id", "handle", "name")} for one in row.sealed["accounts"]]
    return row.channel, [Choice(**one) for one in shown]


def choose(walk: int, *, remote_id: str, by: Actor, now: datetime) -> Arrived:
    """Connect the chosen account; the others' tokens are wiped with that."""
    row = _waiting(walk, by, now)
    chosen = [one for one in row.sealed["accounts"] if one["remote_id"] == remote_id]
    if not chosen:
        raise Refusal("not_offered", hi="सूची में से एक खाता चुनें।", en="Choose one of the accounts listed.")
    return _connected(row, _unkept(chosen[0]), by, now)


def _connected(row: ConnectFlow, grantee: Grantee, by: Actor, now: datetime) -> Arrived:
    credentials = _complete(row.channel, grantee)
    account = connect(row.channel, credentials=credentials, ends=grantee.expires_at, by=by, now=now)
    ConnectFlow.objects.filter(pk=row.pk).delete()
    return Arrived(channel=row.channel, handle=account.handle)


def _complete(channel: Channel, grantee: Grantee) -> dict[str, str]:
    """What the connector asks for. A refresh token that did not come again is the one that is kept: Google
    gives none to an app that was allowed before.
    """
    asked = {entry.name for entry in fields(registry.CONNECTORS[channel.kind].credentials_class)}
    given = {name: value for name, value in grantee.credentials.items() if name in asked}
    if "refresh_token" not in asked or given.get("refresh_token"):
        return given
    held = Credential.objects.filter(channel=channel).first()
    sealed: Mapping[str, str] = held.sealed if held is not None else {}
    same = channel.remote_account_id == grantee.remote_id
    if same and sealed.get("client_id") == given.get("client_id") and sealed.get("refresh_token"):
        given["refresh_token"] = sealed["refresh_token"]
    return given


def _fitting(channel: Channel, found: Sequence[Grantee]) -> list[Grantee]:
    """Those that can be this channel's account."""
    known = channel.remote_account_id
    fitting = [one for one in found if known in ("", one.remote_id)]
    if not fitting:
        named = ", ".join(one.handle for one in found[:5])
        raise Refusal(
            "other_account",
            hi=f"मंच पर {named} का लॉगिन था, {channel.handle} का नहीं। मंच पर सही खाते से लॉगिन करके फिर जाएँ।",
            en=f"The login there was {named}, not {channel.handle}. Use the right account and go again.",
        )
    return fitting


def _kept(one: Grantee) -> dict[str, Any]:
    ends = one.expires_at.isoformat() if one.expires_at else None
    named = {"remote_id": one.remote_id, "handle": one.handle, "name": one.name}
    return {**named, "credentials": dict(one.credentials), "expires_at": ends}


def _unkept(kept: Mapping[str, Any]) -> Grantee:
    ends = kept["expires_at"]
    return Grantee(**{**kept, "expires_at": datetime.fromisoformat(ends) if ends else None})


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()


def _taken(state: str, by: Actor, now: datetime) -> ConnectFlow:
    """The walk, which nobody can take again; a stranger's attempt leaves it to its owner."""
    rows = ConnectFlow.objects.select_related("channel__unit", "app")
    row = rows.filter(state_digest=_digest(state), by=by.tenure_or_refuse()).first() if state else None
    if row is None:
        raise _void()
    by.require(Capability.CONNECT, row.channel.unit, now=now)
    if row.ends_at <= now or not ConnectFlow.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise _void()
    return row


def _waiting(walk: int, by: Actor, now: datetime) -> ConnectFlow:
    rows = ConnectFlow.objects.select_related("channel__unit", "app")
    row = rows.filter(pk=walk, by=by.tenure_or_refuse(), used_at__isnull=False, ends_at__gt=now).first()
    if row is None or "accounts" not in row.sealed:
        raise _void()
    return row


def _void() -> Refusal:
    return Refusal(
        "walk_void",
        hi="मंच से यह वापसी किसी चालू जुड़ाव की नहीं है: 10 मिनट बीत गए, या काम में आ चुकी, या दूसरे प्रभार की है। "
        "चैनल के पन्ने से फिर शुरू करें।",
        en="This return belongs to no connection that is under way: its time is over, it was used, or it is "
        "another charge's. Begin again on the channel's page.",
    )


def _failed(row: ConnectFlow, code: str, by: Actor, now: datetime) -> None:
    """On record, and nothing sealed stays. An app that its server no longer knows is registered anew."""
    with transaction.atomic():
        _note("channel.walk_failed", row.channel, by, now, {"code": code})
        ConnectFlow.objects.filter(pk=row.pk).delete()
        if code == "platform.app_refused" and isinstance(flow_of(row.channel), RegistersItself):
            AppRegistration.objects.filter(pk=row.app_id).delete()


def _opened(row: ConnectFlow) -> App:
    sealed = row.app.sealed
    return App(
        server=row.sealed["server"],
        client_id=sealed.get("client_id", ""),
        client_secret=sealed.get("client_secret", ""),
    )


def _server(channel: Channel, flow: Flow, typed: str) -> str:
    """Where the walk leads: practising, to the sandbox alone."""
    if channel.practice:
        return process.server_of(channel.kind, practice.sandbox_address()[1])
    return flow.server or registry.clean_server(channel.kind, typed)


def _app(channel: Channel, flow: Flow, typed: str, by: Actor, now: datetime) -> AppRegistration:
    """The app of the unit or of the nearest one above; at a server of its own the one registered there."""
    if isinstance(flow, RegistersItself):
        return _app_there(channel, flow, _server(channel, flow, typed), by, now)
    app = app_of(channel)
    if app is None:
        raise Refusal(
            "no_app",
            hi=f"{flow.label} के लिए कोई ऐप पंजीकृत नहीं है: “ऐप” पन्ने पर इकाई या उसके ऊपर का ऐप जोड़ें।",
            en=f"No app is registered for {flow.label}: register one on the page of apps.",
        )
    return app


def app_of(channel: Channel) -> AppRegistration | None:
    """The app by which this channel's officers would walk; the practice platforms' own for practice alone."""
    apps = AppRegistration.objects.filter(kind=channel.kind, unit__in=channel.unit.lineage)
    if not channel.practice:
        apps = apps.exclude(name=practice_calls.NAME)
    return apps.select_related("unit").order_by("-unit__path", "pk").first()


def _app_there(
    channel: Channel, flow: RegistersItself, server: str, by: Actor, now: datetime
) -> AppRegistration:
    name = server.partition("://")[2][:100]
    apps = AppRegistration.objects.filter(kind=channel.kind, unit__in=channel.unit.lineage, name=name)
    for app in apps:
        if app.sealed.get("redirect_uri") == way_back():
            return app
    made = reach(
        practice.policy_for(channel),
        lambda http: flow.register(http, server, name=OUR_NAME, redirect_uri=way_back()),
    )
    sealed = {"client_id": made.client_id, "client_secret": made.client_secret, "redirect_uri": way_back()}
    with transaction.atomic():
        app = AppRegistration.objects.create(
            kind=channel.kind, name=name, unit=channel.unit, sealed=sealed, registered_at=now
        )
        record(
            "app.registered",
            by=by,
            subject=("channels.appregistration", app.pk),
            unit_id=app.unit_id,
            detail={"kind": app.kind, "name": app.name, "fields": sorted(sealed)},
            now=now,
        )
    return app


def _note(verb: str, channel: Channel, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    record(
        verb,
        by=by,
        subject=("channels.channel", channel.pk),
        unit_id=channel.unit_id,
        detail={"kind": channel.kind, "handle": channel.handle, **detail},
        now=now,
    )
