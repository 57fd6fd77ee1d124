"""Everything that changes the register of official accounts."""

from jansetu.channels.operations.apps import forget_app, register_app, renew_app
from jansetu.channels.operations.connecting import (
    connect,
    disconnect,
    mark_unauthorized,
    report_hacked,
    test_connection,
)
from jansetu.channels.operations.keeping import appoint_keeper, end_keeper
from jansetu.channels.operations.registering import (
    ChannelFacts,
    close_channel,
    register_channel,
    update_channel,
)

__all__ = [
    "ChannelFacts",
    "appoint_keeper",
    "close_channel",
    "connect",
    "disconnect",
    "end_keeper",
    "forget_app",
    "mark_unauthorized",
    "register_app",
    "register_channel",
    "renew_app",
    "report_hacked",
    "test_connection",
    "update_channel",
]
