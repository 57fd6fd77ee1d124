"""Who is only accused keeps face and name until a court has spoken, unless an officer answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.offences import MASKED
from jansetu.compliance.people import NAME, OFFICE, TOLD_NAME, belongs_to, is_no_person
from jansetu.compliance.reading import Extent, is_picture, lexicon, near, one_finding, spans

CODE = "accused"
SUSPECTED = lexicon(
    "दबोचा", "दबोचे", "धर दबोचा", "शातिर चोर", "बदमाश", "इनामी बदमाश", "जेल भेजा", "जेल भेजे",
    "निरुद्ध", "ठग", "pakda gaya", "आरोपी*", "आरोपित*", "अभियुक्त*", "गिरफ्तार*", "हिरासत", "संदिग्ध*",
    "संदेही", "पकड़ा गया", "पकड़े गए", "मुल्जिम", "accused", "arrested", "suspect*", "detained",
    "in custody", "nabbed", "aaropi", "giraftar",
)  # fmt: skip
BESIDE = 48


def look(matter: Matter) -> Iterator[Finding]:
    """A name beside the word, or the word beneath a picture that is not masked."""
    said = (
        "आरोपी का नाम या चेहरा दोष सिद्ध होने से पहले दिख रहा है। हटाएँ या ढकें, या नियम अधिकारी से छूट लें।",
        "An accused person's name or face is shown before any conviction. Mask it, or ask for a release.",
    )
    found = (span for passage in matter.passages for span in spans(passage, _shown(passage)))
    yield from one_finding(CODE, "hold", said, found)


def _shown(passage: Passage) -> Iterator[Extent]:
    text = passage.text
    for one in NAME.finditer(text):
        if is_no_person(text, one.span()) or belongs_to(text, one.span(), OFFICE):
            continue
        if near(text, one.span(), SUSPECTED, before=BESIDE, after=BESIDE):
            yield one.span()
    for one in TOLD_NAME.finditer(text):
        if near(text, one.span(), SUSPECTED, before=BESIDE, after=BESIDE):
            yield one.span()
    if is_picture(passage) and not MASKED.search(text):
        yield from (one.span() for one in SUSPECTED.finditer(text))


RULE = Rule(
    code=CODE,
    hi="आरोपी का नाम या खुला चेहरा",
    en="An accused person's name or unmasked face",
    why_hi="न्यायालय के निर्णय तक हर व्यक्ति निर्दोष माना जाता है, और पहचान परेड से पहले चेहरा दिखाना "
    "जाँच को बिगाड़ता है। "
    "संख्या, धारा और जब्ती लिखें; नाम और चेहरा तभी जब कोई अधिकारी उत्तरदायी हो।",
    why_en="Everybody is innocent until a court decides, and a face shown before an identification "
    "parade spoils "
    "the case. Tell numbers, sections and seizures; names and faces only when an officer answers for it.",
    severity="hold",
    sources=(
        Source(
            hi="गृह मंत्रालय, मीडिया ब्रीफिंग पर परामर्श",
            en="Ministry of Home Affairs, advisory on media policy of police",
            since=date(2010, 4, 1),
        ),
        Source(
            hi="संविधान, अनुच्छेद 21 (निष्पक्ष विचारण)",
            en="Constitution, article 21 (fair trial)",
            since=date(1950, 1, 26),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "चोरी के आरोपी राकेश यादव को पुलिस ने गिरफ्तार किया।"),
        finds("hold", "दो आरोपी पकड़े गए, वाहन जब्त।", alt="पुलिस के साथ आरोपी"),
        finds("hold", "Police arrested Mukesh Sharma with 20 litres of liquor.", language="en"),
        leaves("अवैध शराब के मामले में दो आरोपी गिरफ्तार, 40 लीटर शराब जब्त।"),
        leaves("थाना प्रभारी श्री मुकेश शर्मा ने बताया कि तीन आरोपी गिरफ्तार हुए।"),
        leaves("दो आरोपी पकड़े गए।", alt="पुलिस के साथ आरोपी, चेहरे ढके हुए"),
    ),
)
