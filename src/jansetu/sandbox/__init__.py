"""The practice platforms: they answer as X, Facebook, Mastodon and Bluesky do, and keep the ledger.

Refuses to be reached from another machine; knows neither Django nor the connectors it tests.
"""
