"""Triggers by which the database itself refuses to change or delete events and seals.

Two changes pass: the sealer's mark, and the erasure of what is personal. Whoever owns the database can still
lift the triggers; then `verify` tells. On SQLite a migration that rebuilds one of these tables drops its
triggers: it must end with `RunPython(install, lift)` again.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FOR_EVER = (
    *("id", "at", "verb", "actor_id", "actor_label", "tenure_id", "subject_type", "subject_id", "unit_id"),
    *("detail", "personal_digest"),
)
_WORDS = "the audit trail is append-only"


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place; shaped for a migration's RunPython."""
    _execute(editor, _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE)


def lift(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away: for going back behind the first migration, and for tests that empty tables."""
    _execute(editor, _POSTGRESQL_LIFT if editor.connection.vendor == "postgresql" else _SQLITE_LIFT)


def _execute(editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        editor.execute(statement, params=None)


def _event_changed(differs: str) -> str:
    """The condition under which an update of an event is refused; `differs` compares with NULL in mind."""
    facts = [f"NEW.{name} {differs} OLD.{name}" for name in FOR_EVER]
    personal = [f"(NEW.personal {differs} OLD.personal AND NEW.personal IS NOT NULL)"]
    salt = [f"(NEW.personal_salt {differs} OLD.personal_salt AND NEW.personal IS NOT NULL)"]
    mark = ["(OLD.sealed AND NOT NEW.sealed)"]
    return " OR ".join(facts + personal + salt + mark)


def _taken(table: str, *columns: str) -> str:
    """The condition under which a row would take the place of another."""
    same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (our own names)


def _sqlite(name: str, moment: str, condition: str = "1") -> str:
    refusal = f"SELECT RAISE(ABORT, '{_WORDS}')"
    return f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW WHEN {condition} BEGIN {refusal}; END"


# INSERT OR REPLACE deletes the old row without firing any delete trigger.
_SQLITE = [
    _sqlite("audit_event_insert", "INSERT ON audit_event", _taken("audit_event", "id")),
    _sqlite("audit_seal_insert", "INSERT ON audit_seal", _taken("audit_seal", "number", "event_id")),
    _sqlite("audit_event_update", "UPDATE ON audit_event", _event_changed("IS NOT")),
    _sqlite("audit_event_delete", "DELETE ON audit_event"),
    _sqlite("audit_seal_update", "UPDATE ON audit_seal"),
    _sqlite("audit_seal_delete", "DELETE ON audit_seal"),
]
_SQLITE_LIFT = [
    f"DROP TRIGGER IF EXISTS audit_{table}_{moment}"
    for table in ("event", "seal")
    for moment in ("insert", "update", "delete")
]


def _postgresql(name: str, moment: str, condition: str = "TRUE") -> str:
    call = "EXECUTE FUNCTION audit_refuse()"
    return f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW WHEN ({condition}) {call}"


def _emptying(table: str) -> list[str]:
    """TRUNCATE fires no row trigger; of an empty table it may pass, for it takes nothing away."""
    check = f"IF EXISTS (SELECT 1 FROM {table}) THEN {_RAISE} END IF; RETURN NULL"  # noqa: S608 (our own names)
    refusal, moment = f"{table}_refuse_truncate()", f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    return [
        f"CREATE FUNCTION {refusal} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {check}; END $$",
        f"CREATE TRIGGER {table}_truncate {moment} EXECUTE FUNCTION {refusal}",
    ]


_RAISE = f"RAISE EXCEPTION '{_WORDS}' USING ERRCODE = '23000';"
_POSTGRESQL = [
    f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_RAISE} END $$",
    _postgresql("audit_event_update", "UPDATE ON audit_event", _event_changed("IS DISTINCT FROM")),
    _postgresql("audit_event_delete", "DELETE ON audit_event"),
    _postgresql("audit_seal_update", "UPDATE ON audit_seal"),
    _postgresql("audit_seal_delete", "DELETE ON audit_seal"),
    *_emptying("audit_event"),
    *_emptying("audit_seal"),
]
_POSTGRESQL_LIFT = [
    f"DROP FUNCTION IF EXISTS {name}() CASCADE"
    for name in ("audit_refuse", "audit_event_refuse_truncate", "audit_seal_refuse_truncate")
]
