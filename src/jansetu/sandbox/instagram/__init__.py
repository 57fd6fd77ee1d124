"""An Instagram professional account, as the Graph API speaks (v23.0)."""

from jansetu.sandbox.instagram.platform import Instagram

__all__ = ["Instagram"]
