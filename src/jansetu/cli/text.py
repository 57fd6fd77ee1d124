"""`jansetu text`: reads lines on standard input, writes one JSON object a line. Knows no rule of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, get_args
from unicodedata import normalize

import click

from jansetu.channels.models import Channel
from jansetu.compliance.contracts import Matter, Passage, Use
from jansetu.compliance.declarations import DECLARATIONS
from jansetu.compliance.personal.find import find_personal
from jansetu.compliance.registry import check as find_all
from jansetu.compliance.screening.screen import screen as screen_text
from jansetu.content.checks import length_of
from jansetu.core.clock import utcnow
from jansetu.core.text import identify as languages
from jansetu.core.text import summarise as summaries
from jansetu.core.text.legacy import decode_krutidev
from jansetu.core.text.legacy_writer import encode_krutidev
from jansetu.core.text.normalise import normalise as clean_form
from jansetu.core.text.normalise import search_key
from jansetu.core.text.schemes import starter_schemes, suggest_hashtags

Answer = Callable[[str], dict[str, Any]]
FONT = click.Choice(["krutidev"])
PLATFORMS = click.Choice([str(kind) for kind, _ in Channel._meta.get_field("kind").flatchoices])
USES = click.Choice(get_args(Use))
DECLARED = click.Choice([one.code for one in DECLARATIONS])


@click.group()
def text() -> None:
    """Try what Jansetu does with Hindi, line by line. · हिन्दी पाठ की पंक्ति-दर-पंक्ति जाँच।"""


@text.command()
@click.option("--from", "source", type=FONT, help="पुराने फ़ॉन्ट से यूनिकोड में · From the old font to Unicode.")
@click.option("--to", "target", type=FONT, help="यूनिकोड से पुराने फ़ॉन्ट में · From Unicode to the old font.")
def convert(source: str | None, target: str | None) -> None:
    """कृतिदेव 010 / डेवलिस 010 से या उसमें बदलें। · Convert from or to Kruti Dev 010 / DevLys 010.

    {"text"}; with --to also "missing": what the font cannot draw. · फ़ॉन्ट में जो नहीं है वह "missing" में।
    """
    if bool(source) == bool(target):
        raise click.UsageError("--from या --to में से एक दें · give one of --from and --to")
    _answer_lines(_read_font if source else _write_font)


@text.command()
def normalise() -> None:
    """टूटी मात्राएँ सुधारें। · Mend broken sequences: {"text","key"}, the clean form and its search key."""
    _answer_lines(lambda line: {"text": clean_form(line), "key": search_key(line)})


@text.command()
@click.option("--platform", required=True, type=PLATFORMS, help="मंच · The platform.")
def count(platform: str) -> None:
    """मंच के नियम से लंबाई। · Count as the platform counts: {"length","limit","fits"}."""
    _answer_lines(lambda line: asdict(length_of(platform, line)))


@text.command()
def identify() -> None:
    """भाषा और लिपि पहचानें। · Tell language and script: {"language","script"}.

    hi, mr, en, hinglish, other; Deva, Latn, Mixed, Other. · छोटी देवनागरी पंक्ति हिन्दी मानी जाती है।
    """
    _answer_lines(lambda line: languages.identify(line)._asdict())


@text.command()
@click.option("--platform", required=True, type=PLATFORMS, help="मंच · The platform.")
@click.option("--hashtags/--no-hashtags", default=True, help="योजनाओं के हैशटैग · Hashtags of the schemes named.")
def summarise(platform: str, hashtags: bool) -> None:
    """लंबी सूचना से मंच के योग्य पोस्ट। · Pick the sentences of a note that make a post: {"text"}.

    हर पंक्ति एक पूरी सूचना है। · Each line is one whole note.
    """
    schemes = starter_schemes() if hashtags else ()

    def answer(line: str) -> dict[str, Any]:
        tags = suggest_hashtags(line, schemes)
        return {"text": summaries.summarise(line, lambda text: length_of(platform, text).fits, tags)}

    _answer_lines(answer)


@text.command()
def screen() -> None:
    """आपत्तिजनक भाषा। · Objectionable language: {"severity","spans":[{"start","end","kind","severity"}]}.

    clean, watch (देखें), hold (अधिकारी देखे), block (न जाए); code points of the line as given.
    """
    _answer_lines(_screened)


@text.command()
def personal() -> None:
    """निजी डेटा। · Personal data: {"found":[{"kind","start","end"}]}, in code points of the line as given.

    आधार, पैन, खाता, मोबाइल … दोनों लिपियों के अंकों में। · In the digits of both scripts.
    """
    _answer_lines(_personal_in)


@text.command()
@click.option("--platform", required=True, type=PLATFORMS, help="मंच · The platform.")
@click.option("--kind", default="", help="विषय, जैसे scheme, order, story · What it is about.")
@click.option("--use", type=USES, default="post", show_default=True, help="उपयोग · What is done with it.")
@click.option("--declare", multiple=True, type=DECLARED, help="घोषणा · What an author answers for.")
def check(platform: str, kind: str, use: Use, declare: tuple[str, ...]) -> None:
    """प्रकाशन से पहले के सब नियम। · All rules: {"findings":[{"rule","severity","hi","en","spans"}]}.

    severity: warn (ध्यान दिलाएँ), hold (अधिकारी देखे), block (न जाए); docs/rules. Spans are code points of
    the line in NFC: {"place","start","end"}.
    """

    def answer(line: str) -> dict[str, Any]:
        written = normalize("NFC", line)
        passage = Passage(place="text", text=written, language=languages.identify(written).language)
        matter = Matter(
            platform=platform,
            kind=kind,
            use=use,
            declared=frozenset(declare),
            passages=(passage,),
            at=utcnow(),
        )
        return {"findings": [asdict(one) for one in find_all(matter)]}

    _answer_lines(answer)


def _personal_in(line: str) -> dict[str, Any]:
    found = [{"kind": one.kind.code, "start": one.start, "end": one.end} for one in find_personal(line)]
    return {"found": found}


def _screened(line: str) -> dict[str, Any]:
    found = screen_text(line)
    spans = [
        {"start": one.start, "end": one.end, "kind": one.kind, "severity": one.tier} for one in found.spans
    ]
    return {"severity": found.severity, "spans": spans}


def _read_font(line: str) -> dict[str, Any]:
    return {"text": decode_krutidev(line)}


def _write_font(line: str) -> dict[str, Any]:
    written = encode_krutidev(line)
    return {"text": written.text, "missing": [one._asdict() for one in written.missing]}


def _answer_lines(answer: Answer) -> None:
    """Each line is answered before the next is read; the first that is not UTF-8 ends it with code 1."""
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            said = (
                f"पंक्ति {number} UTF-8 में नहीं है; फ़ाइल को UTF-8 में सहेजें। · Line {number} is not UTF-8; save it so."
            )
            raise click.ClickException(said) from error
        written = json.dumps(answer(line), ensure_ascii=False)
        sys.stdout.buffer.write(f"{written}\n".encode())
        sys.stdout.buffer.flush()
