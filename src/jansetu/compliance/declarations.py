"""What an author may declare of a matter, and so answers for: consents, labels, urgency."""

from __future__ import annotations

from typing import NamedTuple


class Declaration(NamedTuple):
    """One sentence that can be ticked."""

    code: str
    hi: str
    en: str


DECLARATIONS: tuple[Declaration, ...] = (
    Declaration(
        "guardian_consent",
        "बच्चे के अभिभावक की लिखित सहमति है।",
        "The child's guardian has consented in writing.",
    ),
    Declaration("consent", "हितग्राही की लिखित सहमति है।", "The beneficiary has consented in writing."),
    Declaration("public_grade", "यह आदेश सार्वजनिक श्रेणी का है।", "The order is graded public."),
    Declaration("emblem_allowed", "राज-चिह्न के उपयोग का अधिकार है।", "The use of the State Emblem is allowed."),
    Declaration(
        "emergency",
        "यह आपदा या जन-सुरक्षा की आपात चेतावनी है।",
        "This is an emergency alert of disaster or public safety.",
    ),
)
