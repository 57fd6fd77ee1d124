"""`jansetu channels`: brings the register in, examines it, says what each platform can do."""

from __future__ import annotations

from jansetu.cli.doctor import doctor
from jansetu.cli.imports import channels
from jansetu.cli.matrix import matrix

channels.add_command(doctor)
channels.add_command(matrix)

__all__ = ["channels"]
