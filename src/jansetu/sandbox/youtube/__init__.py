"""YouTube, as its Data API v3 speaks (discovery document of November 2026)."""

from jansetu.sandbox.youtube.platform import YouTube

__all__ = ["YouTube"]
