"""Keeps what platforms call us to say: verified, as it came, once. What it means is worked out later."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from jansetu.channels.models import AppRegistration, Channel, HookItem
from jansetu.channels.operations.practice_calls import NAME as PRACTICE
from jansetu.connectors import registry
from jansetu.connectors.hooks import Call, Hook, Item
from jansetu.core.errors import Refusal

ITEM_LENGTH = 200  # of the column
FOR_CHANNELS = ("telegram",)  # these know an address for each account, not one for an app
SECRET = "secret_token"  # noqa: S105 - the name under which a channel's own hook secret is handed over


def answer_to_challenge(app: AppRegistration, call: Call) -> str | None:
    """What proves to the platform that we are there; None: the question is not from where it should be."""
    return registry.HOOKS[app.kind].challenge(call, app.sealed)


def receive_for_app(app: AppRegistration, call: Call, *, now: datetime) -> int:
    """Keep what a call to an app's address tells; returns how much of it is new.

    Refusal `not_genuine` where the signature is not the platform's; nothing is kept then.
    """
    items = _genuine(registry.HOOKS[app.kind], call, app.sealed)
    # The practice platforms speak of practice channels alone, whatever number they name.
    known = _known(app.kind, items, practises=app.name == PRACTICE)
    return _keep(app.kind, items, known, app.pk, now)


def receive_for_channel(channel: Channel, call: Call, *, now: datetime) -> int:
    """The same where the platform calls an address of the channel's own, with the channel's own secret.

    What it tells of another account (a bot can be put into anybody's channel) is never this channel's.
    """
    items = _genuine(registry.HOOKS[channel.kind], call, {SECRET: secret_of(channel)})
    known = _known(channel.kind, items, practises=channel.practice)
    return _keep(channel.kind, items, {"": channel.pk, **known}, None, now)


def secret_of(channel: Channel) -> str:
    """The secret that we tell a platform for this channel; derived, so that it is kept nowhere."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"jansetu.hook:{channel.pk}".encode(), sha256)
    return made.hexdigest()


def _known(kind: str, items: tuple[Item, ...], *, practises: bool) -> dict[str, int]:
    """Our channels by the accounts that are spoken of."""
    names = {one.account for one in items if one.account}
    known = Channel.objects.filter(kind=kind, remote_account_id__in=names, practice=practises)
    return {channel.remote_account_id: channel.pk for channel in known}


def _genuine(hook: Hook, call: Call, secrets: Mapping[str, str]) -> tuple[Item, ...]:
    if not hook.is_genuine(call, secrets):
        raise Refusal("not_genuine", hi="हस्ताक्षर मंच का नहीं है।", en="The signature is not the platform's.")
    try:
        return hook.items(call)
    except (ValueError, LookupError, TypeError, AttributeError):
        # The platform signed something that nobody expected: it is kept for whoever looks into it.
        whole = {"unreadable": call.body.decode(errors="replace").replace("\x00", "")}
        return (Item(id=sha256(call.body).hexdigest(), account="", raw=whole),)


def _keep(
    kind: str, items: tuple[Item, ...], channels: Mapping[str, int | None], app: int | None, now: datetime
) -> int:
    with transaction.atomic():
        before = HookItem.objects.filter(kind=kind, item__in=[_name(one) for one in items]).count()
        HookItem.objects.bulk_create(
            [
                HookItem(
                    kind=kind,
                    app_id=app,
                    channel_id=channels.get(one.account),
                    item=_name(one),
                    raw=one.raw,
                    came_at=now,
                    due_at=now,
                )
                for one in items
            ],
            ignore_conflicts=True,
        )
    return len({_name(one) for one in items}) - before


def _name(item: Item) -> str:
    """The platform's id; a very long one is told apart by its digest."""
    return item.id if len(item.id) <= ITEM_LENGTH else sha256(item.id.encode()).hexdigest()


RETRIES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


def put_off(item: HookItem, *, error: str, now: datetime) -> None:
    """Try again later; at last it stays with its error, to be seen."""
    wait = RETRIES[item.tries] if item.tries < len(RETRIES) else None
    HookItem.objects.filter(pk=item.pk).update(
        tries=item.tries + 1, error=error[:60], due_at=now + wait if wait else None
    )


def put_away(item: HookItem) -> None:
    """It is worked on; the row stays, so that its repetition is recognised."""
    HookItem.objects.filter(pk=item.pk).update(due_at=None, error="")
