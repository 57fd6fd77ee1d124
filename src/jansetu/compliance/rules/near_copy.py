"""Two accounts of the state do not say the same words on X: X takes them for spam and shuts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jansetu.compliance.contracts import Example, Finding, Matter, Neighbour, Rule, Source, Span
from jansetu.compliance.examples import said
from jansetu.core.text.neighbours import SIMILAR, signature, similarity

CODE = "near_copy"
X = "x"
OWN_WORDS = ("post", "paid")  # a share is another's text by intent, a reply is somebody's own


def look(matter: Matter) -> Iterator[Finding]:
    """Every account whose text is nearly this one."""
    if matter.platform != X or matter.use not in OWN_WORDS or "emergency" in matter.declared:
        return
    passage = next((one for one in matter.passages if one.place == "text"), None)
    if passage is None:
        return
    own = signature(passage.text)
    alike = [
        one.account
        for one in matter.neighbours
        if one.text.split() == passage.text.split() or similarity(own, signature(one.text)) >= SIMILAR
    ]
    if alike:
        accounts = ", ".join(dict.fromkeys(alike))
        yield Finding(
            rule=CODE,
            severity="warn",
            hi=f"X पर लगभग यही पाठ यहाँ भी है: {accounts}। अपने शब्दों में लिखें या उस पोस्ट को साझा करें।",
            en=f"Nearly the same text is on X at {accounts}. Write it in other words, or share that post.",
            spans=(Span(place="text", start=0, end=len(passage.text)),),
        )


def _beside(text: str, other: str, **more: Any) -> Matter:
    return said(text, neighbours=(Neighbour(account="@zila_example", text=other),), **more)


CAMP = "26 नवंबर को जिला अस्पताल में निःशुल्क नेत्र जाँच शिविर लगेगा। सुबह 9 बजे से पंजीयन, चश्मे मुफ़्त मिलेंगे।"
CAMP_TOO = "नमस्कार! 26 नवम्बर को जिला अस्पताल में नि:शुल्क नेत्र जांच शिविर लगेगा। सुबह 9 बजे से पंजीयन, चश्मे मुफ्त मिलेंगे।"
RULE = Rule(
    code=CODE,
    hi="X पर दो खातों से एक-सा पाठ",
    en="Nearly the same text from two accounts on X",
    why_hi="X एक से अधिक खातों से एक ही या लगभग एक-सी पोस्ट को स्पैम मानता है और खाते बंद कर सकता है। "
    "आपदा, मौसम और जन-सुरक्षा की चेतावनी पर यह लागू नहीं।",
    why_en="X takes the same or nearly the same post from several accounts for spam and may suspend "
    "them. Alerts of emergency, weather and public safety are excepted.",
    severity="warn",
    sources=(
        Source(
            hi="X के स्वचालन नियम: एक साथ कई खातों से एक-सी पोस्ट नहीं",
            en="X automation rules: no identical or substantially similar posts from several accounts",
            since=date(2018, 2, 21),
        ),
    ),
    look=look,
    examples=(
        Example(matter=_beside(CAMP, CAMP_TOO), severity="warn"),
        Example(matter=_beside("जय हिंद", "जय  हिंद"), severity="warn"),
        Example(
            matter=_beside(CAMP, CAMP_TOO, platform="mastodon"),
            severity=None,
            note_hi="X नहीं",
            note_en="not X",
        ),
        Example(
            matter=_beside(CAMP, CAMP_TOO, declared=("emergency",)),
            severity=None,
            note_hi="आपात चेतावनी",
            note_en="an emergency alert",
        ),
        Example(matter=_beside(CAMP, "रबी की बोनी के लिए खाद का पर्याप्त भंडार सभी समितियों में है।"), severity=None),
    ),
)
