"""Everything that people change about publishing."""

from jansetu.publishing.operations.answering import Word, answer
from jansetu.publishing.operations.approving import approve_and_schedule
from jansetu.publishing.operations.pausing import lift_pause, pause
from jansetu.publishing.operations.steering import cancel, decide_unknown, retry
from jansetu.publishing.operations.territories import hold_territory, lift_hold
from jansetu.publishing.operations.withdrawing import take_back_parts, withdraw

__all__ = [
    "Word",
    "answer",
    "approve_and_schedule",
    "cancel",
    "decide_unknown",
    "hold_territory",
    "lift_hold",
    "lift_pause",
    "pause",
    "retry",
    "take_back_parts",
    "withdraw",
]
