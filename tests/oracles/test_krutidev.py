"""The ten thousand commonest Hindi words are read back from the keys of an encoder that is not ours."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from jansetu.core.text.legacy import decode_krutidev
from jansetu.core.text.normalise import normalise
from tests.oracles.conftest import ROOT, clients_python

pytestmark = [pytest.mark.oracles]
TYPIST = Path(__file__).with_name("clients") / "typist.py"
MISSPELT = {"औऱ", "अौर"}  # in the list of words itself; the reading is और


def test_all_but_the_encoders_own_fault_come_back() -> None:
    command = [str(clients_python(ROOT)), str(TYPIST)]
    typed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    lost = {word for word, keys in typed if decode_krutidev(keys, keeps_english=False) != normalise(word)}
    # It types चै as `pkS`, which is चौ; typists of the font write `pS`.
    wrongly_typed = {word for word, keys in typed if "चै" in word and "pkS" in keys}
    assert len(typed) == 10_000
    assert lost - wrongly_typed <= MISSPELT
    assert len(lost) <= 15
