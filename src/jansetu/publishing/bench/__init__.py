"""Measures delivery against a bare HTTP client, in a database of its own; never in the installation's."""
