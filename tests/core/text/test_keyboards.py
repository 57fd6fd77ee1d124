"""The browser's three Hindi keyboards write what their typists mean."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
import regex

from jansetu.core.text.keyboards import INSCRIPT, as_script
from jansetu.core.text.legacy import decode_krutidev
from jansetu.core.text.legacy_writer import encode_krutidev
from jansetu.core.text.normalise import normalise
from tests.core.text.test_legacy import CASES, COMMON

SCRIPTS = Path(str(files("jansetu.web"))) / "static" / "jansetu" / "js"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

# As taught, key by key, on the layout of IS 13194.
INSCRIPT_WORDS = {
    "Yejl": "भारत",
    "ufvdor": "हिन्दी",
    "cgKd/cxldjr": "मुख्यमंत्री",
    "&sldj": "क्षेत्र",
    "kd<sldj": "क्षेत्र",
    "mjkej": "सरकार",
    "ieXb": "गाँव",
    "Dcsjfke": "अमेरिका",
    "G<e": "उषा",
    "%ev": "ज्ञान",
    "*r": "श्री",
    "hgjmdkej": "पुरस्कार",
    "m[]ksx": "सड़कें",
    "Le>": "था।",
    "k=<f": "कृषि",
    "bfod/en/": "विद्यालय",
    "Ojdc": "धर्म",
    "O$c": "धर्म",
    "h#osM": "प्रदेश",
    "h^": "पत्र",
    "+C": "ऋण",
    "p]crv": "ज़मीन",
    "|H]fm": "ऑफ़िस",
    "Dl_": "अतः",
    "Fxoqj": "इंदौर",
    "Wlfuemfk": "ऐतिहासिक",
    "Q<Of": "औषधि",
    "Thj": "ऊपर",
    "Aj": "ओर",
    "Rx'": "ईंट",
    '"x[e': "ठंडा",
    "Prn": "झील",
    ":e^": "छात्र",
    "Ij": "घर",
    "{eR": "ढाई",
    "MgY": "शुभ",
    "Hn": "फल",
    "Ksn": "खेल",
    "Sk": "एक",
    "Ye<eSX": "भाषाएँ",
}
PHONETIC_WORDS = {
    "bhaarat": "भारत",
    "Bhaarat": "भारत",
    "namaste": "नमस्ते",
    "mukhyamaMtrii": "मुख्यमंत्री",
    "mukhyamantree": "मुख्यमन्त्री",
    "kSheetra": "क्षीत्र",
    "kshetra": "क्षेत्र",
    "jnaan": "ज्ञान",
    "yogya": "योग्य",
    "anya": "अन्य",
    "gaMgaa": "गंगा",
    "raajya": "राज्य",
    "dharm": "धर्म",
    "Ram": "रम",
    "raam": "राम",
    "Madhya": "मध्य",
    "pradesh": "प्रदेश",
    "bhopaal": "भोपाल",
    "saRak": "सड़क",
    "paRhaaii": "पढ़ाई",
    "bhaaii": "भाई",
    "kaii": "कई",
    "hue": "हुए",
    "gaaMv": "गांव",
    "gaaMMv": "गाँव",
    "TiikaakaraN": "टीकाकरण",
    "ThaNDaa": "ठण्डा",
    "DhaaI": "ढाई",
    "shriimatii": "श्रीमती",
    "kRRiShi": "कृषि",
    "RRiN": "ऋण",
    "ataH": "अतः",
    "auShadhi": "औषधि",
    "aitihaasik": "ऐतिहासिक",
    "chhaatra": "छात्र",
    "Chhaatra": "छात्र",
    "k^olej": "कॉलेज",
    "zamiin": "ज़मीन",
    "jagat~": "जगत्",
    "svachchh": "स्वच्छ",
    "vidyaalay": "विद्यालय",
    "uddeshya": "उद्देश्य",
    "iishvar": "ईश्वर",
    "oopar": "ऊपर",
    "Aaj": "आज",
    "Indaur": "ईन्दौर",
}


def typed(rows: list[tuple[str, str]]) -> list[str]:
    command = [
        NODE or "node",
        str(Path(__file__).with_name("typing.mjs")),
        str(SCRIPTS / "typing_engines.js"),
    ]
    answer = subprocess.run(command, input=json.dumps(rows), capture_output=True, check=True, text=True)
    written: list[str] = json.loads(answer.stdout)
    return written


def test_the_browser_has_the_same_tables() -> None:
    assert (SCRIPTS / "typing_tables.js").read_text(encoding="utf-8") == as_script()


@needs_node
def test_remington_writes_every_common_word_with_the_keys_of_kruti_dev() -> None:
    keys = [encode_krutidev(word).text for word in COMMON]
    written = typed([("remington", one) for one in keys])
    assert [(one, got) for one, got in zip(COMMON, written, strict=True) if got != normalise(one)] == []
    assert len(COMMON) >= 200


@needs_node
def test_remington_agrees_with_the_converter_word_by_word() -> None:
    words = [word for keys, _ in CASES for word in keys.split()]
    read = [decode_krutidev(word, keeps_english=False) for word in words]
    assert typed([("remington", word) for word in words]) == read


@needs_node
def test_remington_shows_what_is_typed_so_far() -> None:
    keys = "vkfFkZd"
    shown = typed([("remington", keys[:length]) for length in range(1, len(keys) + 1)])
    assert shown == ["अ", "आ", "आि", "आथ्ि", "आथि", "आर्थि", "आर्थिक"]


def inscript_keys(word: str) -> str:
    by_sign = {sign: key for key, sign in INSCRIPT.items() if len(sign) == 1}
    return "".join(by_sign[sign] for sign in word)


@needs_node
def test_inscript_writes_every_common_word_sign_by_sign() -> None:
    words = [one for one in map(normalise, COMMON) if regex.fullmatch(r"[\u0900-\u094d\u0950-\u0963]+", one)]
    assert len(words) >= 200
    assert typed([("inscript", inscript_keys(word)) for word in words]) == words


@needs_node
def test_inscript_is_the_layout_that_is_taught() -> None:
    written = typed([("inscript", keys) for keys in INSCRIPT_WORDS])
    assert dict(zip(INSCRIPT_WORDS, written, strict=True)) == INSCRIPT_WORDS


@needs_node
def test_by_sound_words_are_written_by_plain_rules() -> None:
    written = typed([("phonetic", keys) for keys in PHONETIC_WORDS])
    meant = {keys: normalise(word) for keys, word in PHONETIC_WORDS.items()}
    assert dict(zip(PHONETIC_WORDS, written, strict=True)) == meant
