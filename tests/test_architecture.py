"""What the import linter cannot see: keys that point up, writes in entry points, sizes, the drawn stack."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "jansetu"
WRITES = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
}


def python_files(*folders: Path) -> list[Path]:
    found = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def layers() -> list[list[str]]:
    linter = configparser.ConfigParser()
    linter.read(ROOT / ".importlinter")
    rows = linter["importlinter:contract:layers"]["layers"].strip().splitlines()
    return [[name.strip(" ()") for name in row.split("|")] for row in rows]


def row_of(app: str) -> int:
    return next(number for number, row in enumerate(layers()) if app in row)


def test_the_import_linter_is_content() -> None:
    """Layers, no Django below the line, independent connectors, no cycle."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def our_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("jansetu.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_foreign_keys_point_down_and_leave_no_trace_in_the_lower_model(model: type) -> None:
    here = model.__module__.split(".")[1]
    for field in model._meta.get_fields():  # type: ignore[attr-defined]
        if not isinstance(field, ForeignKey):
            continue
        there = field.remote_field.model.__module__.split(".")
        if there[0] != "jansetu" or there[1] == here:
            continue
        assert row_of(there[1]) > row_of(here), f"{model.__name__}.{field.name} points up"
        assert field.remote_field.hidden, f"{model.__name__}.{field.name} needs related_name='+'"


@pytest.mark.parametrize("file", python_files(SOURCE / "web", SOURCE / "cli"), ids=lambda file: file.name)
def test_entry_points_write_no_rows(file: Path) -> None:
    """A `dict.update` would be a false hit: write `|=`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in WRITES, f"{file.name}:{node.lineno} .{node.func.attr}()"


@pytest.mark.parametrize(
    "file", python_files(SOURCE, ROOT / "tests"), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_files_and_functions_stay_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, f"{file} has {len(text.splitlines())} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 40, f"{file}:{node.lineno} {node.name} has {length} lines"


def test_no_signals_no_save_overrides_no_generic_keys() -> None:
    for file in python_files(SOURCE):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }
        assert not imported & {"receiver", "post_save", "pre_save", "GenericForeignKey"}, file
        models = [
            node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and file.name == "models.py"
        ]
        methods = {item.name for model in models for item in model.body if isinstance(item, ast.FunctionDef)}
        assert not methods & {"save", "delete"}, f"{file} overrides save or delete"


def test_the_stack_drawn_in_architecture_md_is_the_linters() -> None:
    drawn = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1].strip().splitlines()
    names = [[name.strip(" ()") for name in row.split("  ")[0].split("|")] for row in drawn]
    assert names == layers()


def test_every_test_is_collected() -> None:
    """A file named wrong is a test that never runs."""
    for file in python_files(ROOT / "tests"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        has_tests = any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in tree.body
        )
        assert not has_tests or file.name.startswith("test_"), f"{file} holds tests but is not collected"


def test_user_text_is_never_matched_with_re() -> None:
    r"""`re` cuts Hindi at its matras (\w, \b); `regex` does not."""
    for file in python_files(
        SOURCE / "core" / "text", SOURCE / "content", SOURCE / "web", SOURCE / "channels"
    ):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert "re" not in {alias.name for alias in node.names}, f"{file} imports re"
