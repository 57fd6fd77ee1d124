"""What each kind of number looks like, what may stand before it, and how grave its publication is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import regex

from jansetu.compliance.personal.checksums import is_verhoeff

Tier = Literal["watch", "hold", "block"]
# Digits of both scripts are ASCII and letters are capitals when a pattern sees them; lengths are kept.
START, END = r"(?<![A-Z0-9_])(?<!\d[.,])", r"(?![A-Z0-9_]|[.,]\d)"
GAP = r"[ .\u00a0\u2009\u200b-\u200d\u2060\u2010-\u2014-]{0,2}"
NEAR = 30  # code points before a number that tell what it is
NOT_DIGIT = regex.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `group` 1 of the pattern is what is marked, where it has one."""

    code: str
    tier: Tier
    hi: str
    en: str
    pattern: regex.Pattern[str]
    accepts: Callable[[str], bool] = lambda found: True
    after: regex.Pattern[str] | None = None  # must stand before it
    never_after: regex.Pattern[str] | None = None  # must not, unless `sure` does
    never_before: regex.Pattern[str] | None = None  # must not stand behind it, unless `sure` does
    sure: regex.Pattern[str] | None = None


def digits_of(found: str) -> str:
    """Only the digits."""
    return NOT_DIGIT.sub("", found)


def _words(*words: str) -> regex.Pattern[str]:
    return regex.compile("|".join(words))


AADHAAR_WORDS = ("आधार", "AADHA?AR", r"\bUIDAI\b", r"\bUID\b", "यूआईडी")
MOBILE_WORDS = (
    *("मोबाइल", "मोबाईल", r"मो\.", r"मो\b", "फोन", "फ़ोन", "दूरभाष", "संपर्क", "सम्पर्क", "व्हाट्सए?प", "वाट्सएप"),
    *("MOBILE", r"\bMOB\b", "PHONE", r"\bPH\b", "CONTACT", "WHATSAPP", r"\bCALL\b"),
)
# Numbers of papers, of money and of things; a paper's name must stand right before its number.
_PAPERS = (
    *(
        "UTR",
        r"\bRRN\b",
        "TRANSACTION",
        r"\bTXN\b",
        r"\bREF\b",
        "ORDER",
        "RECEIPT",
        "CHALLAN",
        "CONSUMER",
        "IVRS",
    ),
    *(
        "TENDER",
        "COMPLAINT",
        "APPLICATION",
        "INVOICE",
        r"\bBILL\b",
        "ट्रांजेक्शन",
        "लेनदेन",
        "रसीद",
        "चालान",
        "आदेश",
    ),
    *(
        "आवेदन",
        "शिकायत",
        "उपभोक्ता",
        "टेंडर",
        "निविदा",
        "बिल",
        "मीटर",
        "पंजीयन",
        "समग्र",
        "परिवार आईडी",
        "प्रकरण",
        "रोल",
        "ROLL",
    ),
)
_OF_PAPER = r"(?:क्रमांक|क्र|नंबर|नं|संख्या|आईडी|आई\.?डी|ID|NO|NUMBER|DATED)?"
PAPER = rf"(?:{'|'.join(_PAPERS)})[ .:#(-]{{0,3}}{_OF_PAPER}[ .:#(-]{{0,4}}$"
MONEY_BEFORE = ("₹", r"रु\.?", r"रू\.?", r"RS\.?", r"\bINR\b", "राशि", "लागत", "कुल", "संख्या", "TOTAL", "COST")
MONEY = regex.compile(rf"(?:{'|'.join(MONEY_BEFORE)})[ :]*$")
THINGS = regex.compile(
    r"\s*(?:रुपये|रुपए|रूपये|रु\b|/-|RUPEES|RS\b|करोड़|लाख|CRORE|LAKH|पौधे|पौधों|लोग|व्यक्ति|हितग्राही|परिवार|"
    r"यूनिट|UNITS|TONNES|टन|का लक्ष्य|की परियोजना|का प्रावधान)"
)
UPI_HANDLES = (
    "UPI|YBL|IBL|AXL|OKAXIS|OKSBI|OKICICI|OKHDFCBANK|PAYTM|PTSBI|PTYES|PTAXIS|PTHDFC|APL|YAPL|RAPL|AXISBANK|SBI|"
    "HDFCBANK|ICICI|KOTAK|BARODAMPAY|PNB|CNRB|UNIONBANK|UBOI|IDBI|BOI|CENTRALBANK|FBL|FEDERAL|AIRTEL|JIO|"
    "FREECHARGE|IKWIK|WAAXIS|WASBI|WAHDFCBANK|WAICICI|JUPITERAXIS|NAVIAXIS|SUPERYES|YESPAY|RBL|IDFCBANK|INDUS|"
    "SIB|UCO|POSTBANK|IPPB|AUBANK|KBL|DBS|HSBC|SLICE|TAPICICI|YESCRED|AXISB"
)
OF_GOVERNMENT = regex.compile(r"[@.](?:GOV|NIC)\.IN\Z")
PERSONAL_PAN = "PH"  # a person, an undivided family; the other classes are firms, trusts, bodies

EPIC = regex.compile(rf"{START}([A-Z]{{3}}\d{{7}}){END}")
VOTER = _words("मतदाता", "वोटर", "VOTER", "EPIC", "[इए]पिक")

KINDS: tuple[Kind, ...] = (
    Kind(
        "account",
        "block",
        "बैंक खाता संख्या",
        "bank account number",
        regex.compile(rf"{START}(\d(?:[ -]?\d){{8,17}}){END}"),
        after=_words("खात[ाेों]", "अकाउंट", "एकाउंट", "ACCOUNT", "A/C", r"\bAC NO", r"\bACCT"),
        never_after=_words(*AADHAAR_WORDS, *MOBILE_WORDS[:8], "MOBILE", "PHONE", PAPER, "VID"),
        sure=_words(
            r"(?:खात[ाे]|ACCOUNT|A/C|ACCT)[^\d\u0904-\u0939A-Z]{0,4}(?:संख्या|क्र\w*|नंबर|नं|NUMBER|NO)?\P{L}{0,4}$"
        ),
    ),
    Kind(
        "vid",
        "block",
        "आधार की वर्चुअल आईडी",
        "Aadhaar virtual ID",
        regex.compile(rf"{START}([2-9]\d{{3}}(?:{GAP}\d{{4}}){{3}}){END}(?!{GAP}\d{{4}}(?!\d))"),
        accepts=lambda found: is_verhoeff(digits_of(found)),
        never_after=_words(PAPER),
        sure=_words("VIRTUAL", r"\bVID\b", "वर्चुअल", *AADHAAR_WORDS),
    ),
    Kind(
        "aadhaar",
        "block",
        "आधार संख्या",
        "Aadhaar number",
        regex.compile(
            rf"{START}(?<!\d{{4}}{GAP})([2-9]\d{{3}}{GAP}\d{{4}}{GAP}\d{{4}}){END}(?!{GAP}\d{{4}}(?!\d))"
        ),
        accepts=lambda found: is_verhoeff(digits_of(found)),
        never_after=_words(PAPER, MONEY.pattern),
        never_before=THINGS,
        sure=_words(*AADHAAR_WORDS),
    ),
    Kind(
        "gstin",
        "watch",
        "जीएसटी पहचान संख्या",
        "GST identification number",
        regex.compile(rf"{START}((?:[0-2]\d|3[0-8]|9[79])[A-Z]{{5}}\d{{4}}[A-Z][1-9A-Z]Z[0-9A-Z]){END}"),
    ),
    Kind(
        "pan",
        "block",
        "पैन (आयकर स्थायी खाता संख्या)",
        "PAN",
        regex.compile(rf"{START}([A-Z]{{3}}[{PERSONAL_PAN}][A-Z]\d{{4}}[A-Z]){END}"),
    ),
    Kind(
        "pan",
        "hold",
        "फ़र्म या संस्था का पैन",
        "PAN of a firm or body",
        regex.compile(rf"{START}([A-Z]{{3}}[ABCFGJLT][A-Z]\d{{4}}[A-Z]){END}"),
    ),
    Kind(
        "pan",
        "block",
        "पैन (आयकर स्थायी खाता संख्या)",
        "PAN",
        regex.compile(rf"{START}([A-Z]{{3}}[ABCFGHJLPT][A-Z][ -]\d{{4}}[ -]?[A-Z]){END}"),
        after=_words(r"\bPAN\b", "पैन"),
    ),
    Kind(
        "epic",
        "block",
        "मतदाता पहचान पत्र संख्या",
        "voter identity card number",
        EPIC,
        after=VOTER,
    ),
    Kind(  # its form alone is also that of many an office's reference
        "epic",
        "hold",
        "मतदाता पहचान पत्र जैसी संख्या",
        "number like a voter identity card's",
        EPIC,
        never_after=_words(PAPER, "FILE", "फाइल"),
    ),
    Kind(
        "licence",
        "hold",
        "ड्राइविंग लाइसेंस संख्या",
        "driving licence number",
        regex.compile(rf"{START}([A-Z]{{2}}[ -]?\d{{2}}[ -]?(?:19|20)\d{{2}}[ -]?\d{{7}}){END}"),
    ),
    Kind(
        "passport",
        "hold",
        "पासपोर्ट संख्या",
        "passport number",
        regex.compile(rf"{START}([A-PR-WY][1-9]\d ?\d{{4}}[1-9]){END}"),
        after=_words("PASSPORT", "पासपोर्ट"),
    ),
    Kind(
        "upi",
        "hold",
        "यूपीआई पता",
        "UPI address",
        regex.compile(
            rf"(?<![A-Z0-9._-])([A-Z0-9][A-Z0-9._-]{{0,60}}@(?:{UPI_HANDLES}))(?![A-Z0-9_@-]|\.[A-Z0-9])"
        ),
    ),
    Kind(
        "email",
        "watch",
        "निजी ई-मेल पता",
        "private e-mail address",
        regex.compile(
            r"(?<![A-Z0-9._%+-])([A-Z0-9][A-Z0-9._%+-]{0,63}@(?:[A-Z0-9-]{1,63}\.){1,5}[A-Z]{2,20})(?![A-Z0-9@])"
        ),
        accepts=lambda found: not OF_GOVERNMENT.search(found),
    ),
    Kind(
        "landline",
        "watch",
        "लैंडलाइन नंबर",
        "landline number",
        regex.compile(
            rf"{START}(?=(?:\D?\d){{11}}(?!\d))(0[1-9]\d{{1,3}}[ -][2-7]\d{{2,4}}[ -]?\d{{3,4}}){END}"
        ),
    ),
    Kind(
        "mobile",
        "hold",
        "निजी मोबाइल नंबर",
        "private mobile number",
        regex.compile(
            rf"{START}(?<![\d₹][ ]?)((?:\(?(?:\+|00)?91\)?[ -]{{0,2}}|0[ -]?)?"
            rf"(?:[6-9]\d{{4}}[ -]?\d{{5}}|[6-9]\d{{2}}[ -]\d{{3}}[ -]\d{{4}})){END}(?![ -]\d)"
        ),
        never_after=_words(PAPER, MONEY.pattern),
        never_before=THINGS,
        sure=_words(*MOBILE_WORDS),
    ),
    Kind(
        "ifsc",
        "watch",
        "बैंक शाखा का आईएफ़एससी कोड",
        "IFSC of a bank's branch",
        regex.compile(rf"{START}([A-Z]{{4}}0(?=[A-Z0-9]*\d{{3}})[A-Z0-9]{{6}}){END}"),
    ),
)
