"""The tree of subcommands; each lives in a file of its own beside this one and is read when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click
from django.core.management import execute_from_command_line


class LateGroup(click.Group):
    """Knows its commands by the names of their files: a worker need not carry what imports Excel."""

    def __init__(self, *args: object, late: Mapping[str, str], **rest: object) -> None:
        """`late`: the module of each command; in it stands a command of the same name."""
        super().__init__(*args, **rest)  # type: ignore[arg-type]  # click's own parameters
        self.late = late

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted({*super().list_commands(ctx), *self.late})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its file read now."""
        if cmd_name in self.late and cmd_name not in self.commands:
            found = getattr(import_module(self.late[cmd_name]), cmd_name)
            self.add_command(found, cmd_name)
        return super().get_command(ctx, cmd_name)


HERE = "jansetu.cli"
NAMES = ("audit", "bench", "demonstration", "found", "jobs", "keys", "text", "up", "worker")


@click.group(
    cls=LateGroup,
    late={name: f"{HERE}.{name}" for name in NAMES}
    | {"orgs": f"{HERE}.imports", "channels": f"{HERE}.channels"},
)
def jansetu() -> None:
    """Jansetu for administrators."""


@jansetu.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Any of Django's own commands: jansetu django migrate."""
    execute_from_command_line(["jansetu django", *arguments])
