"""The practice platforms' own pages on which an officer allows an app, and the endpoints behind them."""

from jansetu.sandbox.oauth.grants import Grants
from jansetu.sandbox.oauth.offices import open_office

__all__ = ["Grants", "open_office"]
