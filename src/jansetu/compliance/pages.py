"""`python -m jansetu.compliance.pages` writes docs/rules from the rules. Knows no rule of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from jansetu.compliance.contracts import Example, Matter, Rule, Seen, Severity, Source
from jansetu.compliance.examples import AT
from jansetu.compliance.registry import RULES

FOLDER = Path("docs/rules")
INDEX = "README.md"
NOTE = "<!-- python -m jansetu.compliance.pages -->\n"
CLEAN = "✓ ठीक · clean"
NAMES: dict[Severity, tuple[str, str]] = {
    "warn": ("ध्यान दिलाएँ", "warn: pointed out"),
    "hold": ("रोकें, नामित अधिकारी देखे", "hold: waits for a named officer"),
    "block": ("न जाए", "block: is not published"),
}


def pages() -> dict[str, str]:
    """The text of each page by its file's name, the index among them."""
    return {INDEX: _index()} | {f"{rule.code}.md": _page(rule) for rule in RULES}


def _index() -> str:
    rows = [
        f"| [{rule.hi}]({rule.code}.md) | [{rule.en}]({rule.code}.md) | {_name(rule.severity)} |"
        for rule in RULES
    ]
    return "\n".join(
        [
            f"{NOTE}# नियम · Rules",
            "",
            "प्रकाशन, साझा करने, टिप्पणी और उत्तर से पहले हर विषय-वस्तु पर यही नियम चलते हैं। "
            "हर नियम का एक पृष्ठ है: क्या, क्यों, किस क़ानून से, और उदाहरण।",
            "",
            "These rules look at every matter before it is published, shared, said beneath a post "
            "or answered. Each has its page: what, why, by which law, and examples. ⟦ ⟧ marks what is found.",
            "",
            "| नियम | rule | अधिकतम · at most |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _page(rule: Rule) -> str:
    return "\n".join(
        [
            f"{NOTE}# {rule.hi} · {rule.en}",
            "",
            f"`{rule.code}` · {_name(rule.severity)}",
            "",
            f"**क्यों।** {rule.why_hi}",
            "",
            f"**Why.** {rule.why_en}",
            "",
            "## स्रोत · Sources",
            "",
            "| स्रोत | source | से · since | तक · until |",
            "|---|---|---|---|",
            *(_source(one) for one in rule.sources),
            "",
            "## क्या कहता है · What it says",
            "",
            *_sayings(rule),
            "",
            "## उदाहरण · Examples",
            "",
            "| पाठ · text | तथ्य · facts | निष्कर्ष · finding |",
            "|---|---|---|",
            *(_example(rule, one) for one in rule.examples),
            "",
        ]
    )


def _name(severity: Severity) -> str:
    return " · ".join(NAMES[severity])


def _source(source: Source) -> str:
    hi = f"[{source.hi}]({source.link})" if source.link else source.hi
    return f"| {hi} | {source.en} | {source.since} | {source.until or '–'} |"


def _sayings(rule: Rule) -> Iterator[str]:
    """What it tells an author, once each, as its examples make it say."""
    said = {
        (found.severity, found.hi, found.en): None
        for example in rule.examples
        for found in rule.look(example.matter)
    }
    for severity, hi, en in said:
        yield f"- *{_name(severity)}*: {_flat(hi)} · {_flat(en)}"


def _example(rule: Rule, example: Example) -> str:
    matter = example.matter
    notes = [note for note in (example.note_hi, example.note_en) if note]
    facts = "; ".join([*([" · ".join(notes)] if notes else []), *_facts(matter)])
    severity = _name(example.severity) if example.severity else CLEAN
    return f"| {_marked(rule, matter)} | {_flat(facts)} | {severity} |"


def _marked(rule: Rule, matter: Matter) -> str:
    """The passages with what is found between ⟦ and ⟧."""
    spans = [span for found in rule.look(matter) for span in found.spans]
    shown = []
    for passage in matter.passages:
        text = passage.text
        for span in sorted(spans, key=lambda one: one.start, reverse=True):
            if span.place == passage.place:
                text = f"{text[: span.start]}⟦{text[span.start : span.end]}⟧{text[span.end :]}"
        shown.append(text if passage.place == "text" else f"[{passage.place}] {text}")
    return _flat(" / ".join(shown))


def _facts(matter: Matter) -> Iterator[str]:
    """What else the rule was told; what every example shares is left out."""
    if matter.platform != "x":
        yield f"मंच · platform: {matter.platform}"
    if matter.use != "post":
        yield f"उपयोग · use: {matter.use}"
    if matter.kind:
        yield f"प्रकार · kind: {matter.kind}"
    if matter.at != AT:
        yield f"{matter.at.date()}"
    if matter.declared:
        yield f"घोषणा · declared: {', '.join(sorted(matter.declared))}"
    if matter.counterpart:
        yield f"दूसरी भाषा · other language: {matter.counterpart.text}"
    yield from (f"{one.account}: {one.text}" for one in matter.neighbours)
    yield from (f"सूची · list {code}: {', '.join(entries)}" for code, entries in matter.lists.items())
    yield from (fact for one in matter.seen for fact in _seen(one))


def _seen(one: Seen) -> Iterator[str]:
    if one.people:
        yield f"फ़ोटो में · seen: {', '.join(one.people)}"
    if one.is_ai_made:
        label = "लेबल है · labelled" if one.has_ai_label else "लेबल नहीं · no label"
        yield f"एआई से बना · AI-made, {label}"
    if one.is_film:
        yield "उपशीर्षक हैं · captions" if one.has_captions else "वीडियो, उपशीर्षक नहीं · film without captions"


def _flat(text: str) -> str:
    """One cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ⏎ ")


def write(folder: Path) -> int:
    """Write all pages, and take away those whose rule is gone."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for stale in folder.glob("*.md"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(made)


if __name__ == "__main__":
    sys.stdout.write(f"{write(FOLDER)} → {FOLDER}\n")
