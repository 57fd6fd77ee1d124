"""Telegram channels, as the Bot API speaks (10.1)."""

from jansetu.sandbox.telegram.platform import Telegram

__all__ = ["Telegram"]
