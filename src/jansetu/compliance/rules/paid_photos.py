"""Whose photo the state may pay to show: a dated set, as the Supreme Court made it and changed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import regex

from jansetu.compliance.contracts import Example, Finding, Matter, Rule, Seen, Source
from jansetu.compliance.examples import AT, leaves, said
from jansetu.compliance.reading import day_of, find, lexicon, whole

CODE = "paid_photos"
PERMITTED = "permitted_photos"  # the state's: `name`, `name | since`, `name | since | until`; 2026-10-02
FIRST, REVIEW = date(2015, 5, 13), date(2016, 3, 18)


class Office(NamedTuple):
    """Who may be shown, and from when to when. `instead` of the first of them only, never beside."""

    pattern: str
    since: date
    until: date | None = None
    instead: bool = False


HEADS = r"प्रधान\s?मंत्री|Prime Minister|PM", r"मुख्य\s?मंत्री|Chief Minister|CM"
OFFICES: tuple[Office, ...] = (
    Office(r"राष्ट्रपति|President(?: of India)?", FIRST),
    Office(HEADS[0], FIRST),
    Office(r"(?:भारत के )?मुख्य न्यायाधी?श|Chief Justice(?: of India)?|CJI", FIRST),
    Office(r"राज्यपाल|Governor", REVIEW),
    Office(HEADS[1], REVIEW),
    Office(r"(?!राज्य\s|उप\s|पूर्व\s|सह\s)(?:[\p{L}\p{M}]+ (?:एवं |व |और )?){0,3}मंत्री", REVIEW, instead=True),
    Office(
        r"(?!Former|Deputy|Ex|State)(?:[A-Z][a-z]+ (?:and )?){0,3}Minister(?! of State)"
        r"(?: (?:of|for)(?: [A-Z][a-z]+)+)?",
        REVIEW,
        instead=True,
    ),
)
# An office stands for whoever holds it, with or without the name; what belongs to it is another person.
HOLDER = r"(?:\s*[,(–:-].*|\s+(?!के\b|की\b|का\b|secretary|के साथ)[\p{L}\p{M}. ]+)?"
NO_LEADER = regex.compile(
    r"(?:एक |कुछ |a |an |the )?(?:नागरिक|किसान|महिला|महिलाएँ|पुरुष|विद्यार्थी|हितग्राही|लाभार्थी|श्रमिक|खिलाड़ी|कलाकार"
    r"|मॉडल|भीड़|लोग|डॉक्टर|शिक्षक|सैनिक|citizens?|farmers?|wom[ae]n|m[ae]n|students?|beneficiar(?:y|ies)|workers?"
    r"|players?|actors?|models?|crowd|people|doctors?|teachers?)",
    regex.IGNORECASE,
)
SHOWN = lexicon(
    "विधायक", "सांसद", "महापौर", "पार्षद", "पार्टी अध्यक्ष", "उप मुख्यमंत्री", "राज्य मंत्री", "MLA",
    "Member of Parliament", "Mayor", "Deputy Chief Minister",
)  # fmt: skip


def look(matter: Matter) -> Iterator[Finding]:
    """Everybody seen in paid content who is not of the set on that day."""
    day = day_of(matter)
    if matter.use != "paid" or day < FIRST:
        return
    people = {person for one in matter.seen for person in one.people}
    barred = {person for person in people if not _may_be_shown(person, people, matter)}
    for one in matter.seen:
        shown = [person for person in one.people if person in barred]
        if shown:
            yield Finding(rule=CODE, severity="block", **_told(shown), spans=(whole(matter, one.place),))
    yield from _by_words(matter)


def _told(shown: list[str]) -> dict[str, str]:
    whom = ", ".join(shown)
    return {
        "hi": f"सशुल्क प्रचार में इनकी फ़ोटो नहीं हो सकती: {whom}। विभागीय मंत्री केवल प्रधानमंत्री या मुख्यमंत्री के स्थान पर।",
        "en": f"Paid publicity may not show: {whom}. A departmental minister only in place of PM or CM.",
    }


def _may_be_shown(person: str, people: Iterable[str], matter: Matter) -> bool:
    day = day_of(matter)
    if NO_LEADER.fullmatch(person.strip()) or _is_listed(person, matter.lists.get(PERMITTED, ()), day):
        return True
    office = next((one for one in OFFICES if _holds(person, one.pattern)), None)
    if office is None or not office.since <= day <= (office.until or day):
        return False
    return not office.instead or not any(_holds(one, head) for one in people for head in HEADS)


def _holds(person: str, pattern: str) -> bool:
    return bool(regex.fullmatch(rf"(?:माननीय |मा\. |Hon'?ble )?(?:{pattern}){HOLDER}", person.strip()))


def _is_listed(person: str, listed: Iterable[str], day: date) -> bool:
    for entry in listed:
        name, since, until = (*(part.strip() for part in entry.split("|")), "", "")[:3]
        if person.strip() == name and (since or "0") <= day.isoformat() <= (until or "9"):
            return True
    return False


def _by_words(matter: Matter) -> Iterator[Finding]:
    """A functionary in the words for a picture of which nobody was declared."""
    silent = {one.place.replace("picture", "alt") for one in matter.seen if not one.people}
    spans = tuple(one for one in find(matter, SHOWN) if one.place in silent)
    if spans:
        yield Finding(
            rule=CODE,
            severity="block",
            hi="फ़ोटो के विवरण में ऐसे जनप्रतिनिधि हैं जिनकी फ़ोटो सशुल्क प्रचार में नहीं हो सकती।",
            en="The words for the photo name a functionary whom paid publicity may not show.",
            spans=spans,
        )


def _seen(*people: str, **more: Any) -> Matter:
    seen = (Seen(place="picture:0", alt="मंच", people=people),)
    facts: dict[str, Any] = {"use": "paid", "seen": seen} | more
    return said("योजना का लाभ लें।", **facts)


EARLY = AT.replace(year=2015, month=12)
RULE = Rule(
    code=CODE,
    hi="सशुल्क प्रचार में किसकी फ़ोटो",
    en="Whose photo paid publicity may show",
    why_hi="जनता के पैसे से किसी नेता की छवि नहीं बनाई जाती। सशुल्क प्रचार में राष्ट्रपति, "
    "प्रधानमंत्री, भारत के मुख्य न्यायाधीश, और 18 मार्च 2016 से राज्यपाल और मुख्यमंत्री की फ़ोटो "
    "हो सकती है; विभागीय मंत्री की केवल प्रधानमंत्री या मुख्यमंत्री के स्थान पर, साथ में नहीं। "
    "दिवंगत विभूतियाँ राज्य की सूची से।",
    why_en="Public money builds nobody's image. Paid publicity may show the President, the Prime "
    "Minister, the Chief Justice of India and, since 18 March 2016, the Governor and the Chief "
    "Minister; the departmental minister only in place of PM or CM, never beside. Personalities "
    "of the past are on the state's list.",
    severity="block",
    sources=(
        Source(
            hi="कॉमन कॉज़ बनाम भारत संघ, उच्चतम न्यायालय, 13 मई 2015: केवल राष्ट्रपति, प्रधानमंत्री, मुख्य न्यायाधीश",
            en="Common Cause v Union of India, Supreme Court, 13 May 2015: only President, Prime Minister, "
            "Chief Justice",
            since=FIRST,
            until=date(2016, 3, 17),
        ),
        Source(
            hi="उसी मामले में पुनर्विलोकन, 18 मार्च 2016: राज्यपाल और मुख्यमंत्री भी; विभागीय मंत्री उनके स्थान पर",
            en="Review in the same case, 18 March 2016: Governors and Chief Ministers too; the departmental "
            "minister in lieu",
            since=REVIEW,
        ),
    ),
    look=look,
    examples=(
        Example(matter=_seen("विधायक राम सिंह"), severity="block"),
        Example(matter=_seen("मुख्यमंत्री", "कृषि मंत्री"), severity="block", note_hi="साथ में", note_en="beside"),
        Example(
            matter=_seen("मुख्यमंत्री", at=EARLY), severity="block", note_hi="दिसंबर 2015", note_en="December 2015"
        ),
        Example(matter=_seen("मुख्यमंत्री", "प्रधानमंत्री"), severity=None),
        Example(
            matter=_seen("कृषि मंत्री"), severity=None, note_hi="मुख्यमंत्री के स्थान पर", note_en="in place of the CM"
        ),
        Example(
            matter=_seen("विधायक राम सिंह", use="post"), severity=None, note_hi="बिना शुल्क", note_en="not paid"
        ),
        Example(
            matter=_seen("महात्मा गांधी", lists={PERMITTED: ("महात्मा गांधी",)}),
            severity=None,
            note_hi="राज्य की सूची",
            note_en="the state's list",
        ),
        leaves("योजना का लाभ लें।", use="paid", alt="खेत में किसान"),
    ),
)
