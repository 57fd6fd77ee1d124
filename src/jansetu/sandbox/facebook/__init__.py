"""A Facebook Page, as the Graph API speaks (v23.0)."""

from jansetu.sandbox.facebook.platform import Facebook

__all__ = ["Facebook"]
