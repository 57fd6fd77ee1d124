"""Which database: SQLite in the data folder (WAL, immediate transactions) or PostgreSQL by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jansetu.config.env import SettingWrong

# FULL: a committed attempt must survive a power cut, or a restart would publish it again.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
)
# A line that is cut says nothing: without these a worker would wait for two hours for its answer.
POSTGRESQL_LINE = {
    "connect_timeout": 5,  # seconds, as the others but the last
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for `url`; empty means SQLite in `folder`."""
    if not url:
        return sqlite(folder / "jansetu.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingWrong(f"DATABASE_URL must begin with postgresql:// or sqlite://, not {parts.scheme!r}")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(query.get("port", [parts.port or ""])[0]),
        "OPTIONS": dict(POSTGRESQL_LINE),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite with write-ahead log, immediate transactions and a patient lock."""
    return {
        "ENGINE": "jansetu.config.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": SQLITE_START, "transaction_mode": "IMMEDIATE", "timeout": 20},
        "TEST": {"NAME": str(file.with_name("test.sqlite3"))},  # a file: an in-memory base has other locks
    }
