"""The pages say what is true: settings, dependencies, commands."""

from __future__ import annotations

import json
import tomllib
from itertools import chain
from pathlib import Path

import click
import regex

from jansetu.cli.commands import jansetu
from jansetu.sandbox.faults import KINDS, Faults

ROOT = Path(__file__).resolve().parent.parent


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_that_is_read_is_documented_and_no_other() -> None:
    code = page("src/jansetu/config/settings.py")
    read = set(regex.findall(r'(?:env\.\w+|kept_secret)\(\s*"([A-Z_]+)"', code))
    documented = set(regex.findall(r"^\| `([A-Z_]+)`", page("docs/settings.md"), flags=regex.MULTILINE))
    assert read == documented


def test_every_direct_dependency_has_its_line() -> None:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    wanted = project["dependencies"] + list(chain(*project["optional-dependencies"].values()))
    names = {regex.split(r"[^\w-]", requirement)[0] for requirement in wanted}
    cells = regex.findall(r"^\| ([^|]+) \|", page("docs/dependencies.md"), flags=regex.MULTILINE)
    documented = {name for cell in cells for name in cell.split(", ")}
    assert names <= documented


def test_every_oracle_has_its_line() -> None:
    wanted = regex.findall(r"^[\w.-]+", page("requirements/oracles.in"), flags=regex.MULTILINE)
    oracles = page("docs/dependencies.md").partition("## Oracles")[2]
    assert wanted == regex.findall(r"^\| ([\w.-]+) \| (?!licence)", oracles, flags=regex.MULTILINE)


def test_every_fault_of_the_sandbox_is_documented_with_an_example_that_it_accepts() -> None:
    rows = regex.findall(r"^\| `(\w+)` \|.*`(\{.*\})` \|$", page("docs/sandbox.md"), flags=regex.MULTILINE)
    assert [kind for kind, _ in rows] == list(KINDS)
    for kind, example in rows:
        assert Faults().add(**json.loads(example)).kind == kind


def test_locked_dependencies_carry_hashes_and_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


def commands(group: click.Group) -> list[click.Command]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found += commands(command) if isinstance(command, click.Group) else [command]
    return found


def test_every_command_explains_itself() -> None:
    assert len(commands(jansetu)) > 15
    for command in commands(jansetu):
        assert command.help, command.name


def test_style_stays_short() -> None:
    """Three pages of fifty lines, blank lines and code included."""
    assert len(page("STYLE.md").splitlines()) <= 150
