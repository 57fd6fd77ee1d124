"""A JSON value encrypted at rest with rotatable keys; the plain value never reaches the database or a log."""

from __future__ import annotations

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models

from jansetu.fields.keys import keyring


class KeyMissing(Exception):
    """कूट-कुंजी नहीं मिली। The encryption key that sealed this value is not among JANSETU_KEYS."""


class EncryptedJSONField(models.TextField[Any, Any]):
    """A dict on the instance, a Fernet token in the column."""

    _pyi_private_set_type: Any  # what django-stubs asks for, where its class is no longer generic
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> str | None:
        """Seal the value with the newest key."""
        if value is None:
            return None
        return keyring().encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        """Open the token with whichever key fits."""
        if value is None:
            return None
        try:
            return json.loads(keyring().decrypt(value.encode()))
        except InvalidToken as error:
            raise KeyMissing from error
