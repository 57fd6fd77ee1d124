"""A small Mastodon, as its API speaks (4.x)."""

from jansetu.sandbox.mastodon.platform import Mastodon

__all__ = ["Mastodon"]
