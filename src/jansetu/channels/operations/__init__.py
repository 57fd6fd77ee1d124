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
from jansetu.channels.operations.practising import close_practice_room, open_practice_room
from jansetu.channels.operations.registering import (
    ChannelFacts,
    close_channel,
    register_channel,
    update_channel,
)
from jansetu.channels.operations.walking import begin_walk, choose, decline_walk, end_walk

__all__ = [
    "ChannelFacts",
    "appoint_keeper",
    "begin_walk",
    "choose",
    "close_channel",
    "close_practice_room",
    "connect",
    "decline_walk",
    "disconnect",
    "end_keeper",
    "end_walk",
    "forget_app",
    "mark_unauthorized",
    "open_practice_room",
    "register_app",
    "register_channel",
    "renew_app",
    "report_hacked",
    "test_connection",
    "update_channel",
]
