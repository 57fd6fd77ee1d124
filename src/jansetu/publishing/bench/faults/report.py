"""A trial's figures as a table for people, in Hindi and English. Knows no Django."""

from __future__ import annotations

from typing import Any

WORDS = {
    "kill": ("अचानक अंत", "SIGKILL at random"),
    "stop": ("जमना, lease से लंबा", "SIGSTOP longer than the lease"),
    "aimed_kill committed": ("अंत: प्रयास लिखा, भेजा नहीं", "SIGKILL between the commit and the send"),
    "aimed_kill asked": ("अंत: पहले बाइट से ठीक पहले", "SIGKILL before the first byte"),
    "aimed_kill answered": ("अंत: उत्तर मिला, लिखा नहीं", "SIGKILL between the answer and its commit"),
    "aimed_stop committed": ("जमना: प्रयास लिखा, भेजा नहीं", "SIGSTOP between the commit and the send"),
    "aimed_stop asked": ("जमना: पहले बाइट से ठीक पहले", "SIGSTOP before the first byte"),
    "aimed_stop answered": ("जमना: उत्तर मिला, लिखा नहीं", "SIGSTOP between the answer and its commit"),
    "database": ("डेटाबेस का जाना और लौटना", "database away and back"),
    "broker": ("ब्रोकर का जाना और लौटना", "broker away and back"),
    "storm": ("429 की बौछार", "429 storm"),
    "long_storm": ("Meta की 429 की बौछार", "429 storm of Meta's platforms"),
    "lag": ("देर से दिखती टाइमलाइन", "timeline that lags"),
    "blind": ("पढ़ने का उत्तर नहीं", "read-back that times out"),
    "lost answer": ("खोया उत्तर", "lost answer"),
}


def is_clean(figures: dict[str, Any]) -> bool:
    """Nothing lost, nothing doubled, nothing left in doubt, and no row that says what is not true."""
    return not any(figures[name] for name in ("lost", "duplicated", "unknown_left", "misled"))


def lines(figures: dict[str, Any]) -> list[str]:
    """What was done, what it met, and what came of it."""
    return [
        "{deliveries} वितरण · deliveries, {workers} × प्रेषक · workers ({separation}), {database}, "
        "seed {seed}: {seconds} s".format(**figures),
        "",
        *_faults(figures["table"]),
        "",
        *_platforms(figures["platforms"]),
        "",
        "खोए · lost {lost}   दोहरे · duplicated {duplicated}   अज्ञात · unknown left {unknown_left}   "
        "ग़लत लिखे · misled {misled}".format(**figures),
    ]


def _faults(table: list[dict[str, Any]]) -> list[str]:
    head = f"{'बार · times':>12} {'उड़ान में · in flight':>22} {'मंच कर चुका · acted':>20}  गड़बड़ी · fault"
    return [
        head,
        *(
            f"{line['times']:>12} {line['in_flight']:>22} {line['acted']:>20}  {' · '.join(_words(line))}"
            for line in table
        ),
    ]


def _words(line: dict[str, Any]) -> tuple[str, str]:
    name: str = line["fault"]
    return WORDS[name]


def _platforms(platforms: dict[str, dict[str, Any]]) -> list[str]:
    def part(kind: str, found: dict[str, Any]) -> str:
        told = "पूछा जा सकता है · can be asked" if found["can_be_asked"] else "नहीं पूछ सकते · cannot be asked"
        counts = "{sent}/{deliveries} प्रकाशित · sent, {for_a_person} व्यक्ति तय करे · for a person".format(
            **found
        )
        return f"{kind:10} {counts}  ({told})"

    return [part(kind, found) for kind, found in platforms.items()]
