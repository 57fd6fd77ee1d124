"""The tree of subcommands; each lives in a file of its own beside this one."""

from __future__ import annotations

import click
from django.core.management import execute_from_command_line

from jansetu.cli.audit import audit
from jansetu.cli.bench import bench
from jansetu.cli.demonstration import demonstration
from jansetu.cli.doctor import doctor
from jansetu.cli.found import found
from jansetu.cli.imports import channels, orgs
from jansetu.cli.jobs import jobs
from jansetu.cli.keys import keys
from jansetu.cli.matrix import matrix
from jansetu.cli.text import text
from jansetu.cli.up import up
from jansetu.cli.worker import worker


@click.group()
def jansetu() -> None:
    """Jansetu for administrators."""


@jansetu.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Any of Django's own commands: jansetu django migrate."""
    execute_from_command_line(["jansetu django", *arguments])


channels.add_command(doctor)
channels.add_command(matrix)
for command in (audit, bench, channels, demonstration, found, jobs, keys, orgs, text, up, worker):
    jansetu.add_command(command)
