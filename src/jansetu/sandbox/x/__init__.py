"""X, as its API v2 speaks (OpenAPI 2.167 of August 2026, and the older field names of 2.159)."""

from jansetu.sandbox.x.platform import X

__all__ = ["X"]
