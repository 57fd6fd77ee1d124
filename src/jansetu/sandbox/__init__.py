"""The practice platforms: they answer as X, Facebook, Instagram, Mastodon and others do, and keep the ledger.

Refuses to be reached from another machine; knows neither Django nor the connectors it tests.
"""
