"""A small Bluesky server of personal data (PDS), as its lexicons speak."""

from jansetu.sandbox.bluesky.platform import Bluesky

__all__ = ["Bluesky"]
