"""Official accounts, who keeps them, who subscribed, and their sealed credentials. Never a password."""

from jansetu.channels.models.apps import AppRegistration, AppRegistrationQuerySet, ConnectFlow
from jansetu.channels.models.hooks import HookItem
from jansetu.channels.models.register import Channel, ChannelQuerySet, Credential, Keeper, KeeperQuerySet
from jansetu.channels.models.subscribers import Consent, MessageTemplate, Subscriber, SubscriberQuerySet

__all__ = [
    "AppRegistration",
    "AppRegistrationQuerySet",
    "Channel",
    "ChannelQuerySet",
    "ConnectFlow",
    "Consent",
    "Credential",
    "HookItem",
    "Keeper",
    "KeeperQuerySet",
    "MessageTemplate",
    "Subscriber",
    "SubscriberQuerySet",
]
