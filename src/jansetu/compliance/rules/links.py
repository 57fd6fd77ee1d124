"""A link must lead somewhere, safely. Looks at its form only; whether a page answers is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from jansetu.compliance.contracts import Finding, Matter, Rule, Severity, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import find, one_finding

CODE = "links"
STARTS = r"(?<![\p{L}\p{M}\p{Nd}.])"
FAULTS: tuple[tuple[regex.Pattern[str], Severity, str, str], ...] = (
    (
        regex.compile(
            STARTS + r"(?:(?:javascript|vbscript|data|blob):(?=\S*[(/;,])\S+|(?:file|ftp|ftps|smb)://\S*)",
            regex.IGNORECASE,
        ),
        "block",
        "यह पता असुरक्षित है; केवल https:// वाला पता दें।",
        "This address is unsafe; give one with https://.",
    ),
    (
        regex.compile(
            STARTS + r"https?:(?:/{0,2}(?=$|[\n।)])|/{3,}\S*|/{0,2}https?:\S*|/(?!/)\S+|//[?#/:.]\S*)",
            regex.I | regex.M,
        ),
        "block",
        "पता अधूरा है: वेबसाइट का नाम नहीं है।",
        "The address is broken: it has no host.",
    ),
    (
        regex.compile(STARTS + r"https?://[^\s/@]*@\S+", regex.IGNORECASE),
        "block",
        "पते में @ से पहले कुछ छिपा है; नागरिक कहीं और पहुँच सकते हैं।",
        "Something stands before an @ in the address; citizens may land elsewhere.",
    ),
    (
        regex.compile(
            STARTS
            + r"(?:https?[ \t]*:[ \t]+/{2}|https?[ \t]+:?//|https?:/[ \t]+/|https?://[ \t]+)\S+|"
            + STARTS
            + r"www\.?[ \t]+\w+\.\w+\S*|"
            + STARTS
            + r"(?:www\.)?[a-z0-9-]+(?:[ \t]+\.[ \t]*|\.[ \t]+)(?:gov|nic)[ \t]*\.[ \t]*in\b",
            regex.IGNORECASE,
        ),
        "warn",
        "पते के बीच ख़ाली जगह है; खुलेगा नहीं। मिलाकर लिखें।",
        "There is a space within the address; it will not open. Close it up.",
    ),
    (
        regex.compile(
            STARTS + r"https?://(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)\S*|https?://\[[0-9a-f:]+\]\S*",
            regex.IGNORECASE,
        ),
        "warn",
        "पता अंकों (IP) में है; वेबसाइट का नाम दें ताकि नागरिक पहचान सकें।",
        "The address is a bare IP; give the site's name, so that citizens know it.",
    ),
    (
        regex.compile(
            STARTS + r"(?:(?!https?:)h{1,2}t{1,3}p{1,2}s{0,2}:/{1,2}\w\S*|https?/{2}\w\S*)", regex.IGNORECASE
        ),
        "warn",
        "पते का आरंभ ग़लत लिखा है; https:// लिखें।",
        "The beginning of the address is misspelt; write https://.",
    ),
    (
        regex.compile(
            STARTS + r"http://(?!(?:\d{1,3}\.){3}\d)[^\s/@]+\.[^\s@]+(?![^\s]*@)", regex.IGNORECASE
        ),
        "warn",
        "पता http:// का है; सुरक्षित https:// दें।",
        "The address is http://; give the safe https://.",
    ),
)


def look(matter: Matter) -> Iterator[Finding]:
    """Each fault with every place of it."""
    for pattern, severity, hi, en in FAULTS:
        yield from one_finding(CODE, severity, (hi, en), find(matter, pattern))


RULE = Rule(
    code=CODE,
    hi="दोषपूर्ण या असुरक्षित लिंक",
    en="Broken or unsafe links",
    why_hi="नागरिक शासकीय खाते के लिंक पर भरोसा करते हैं। टूटा पता किसी को नहीं पहुँचाता, और छद्म पता "
    "ठगों तक पहुँचा सकता है।",
    why_en="Citizens trust the links of the state's accounts. A broken address leads nobody anywhere, "
    "and a disguised one may lead to a fraud.",
    severity="block",
    sources=(
        Source(
            hi="GIGW 3.0: टूटे लिंक नहीं, HTTPS अनिवार्य (24 नवंबर 2026 को पढ़ा)",
            en="GIGW 3.0: no broken links, HTTPS required (as read on 24 November 2026)",
            since=date(2026, 11, 24),
        ),
        Source(
            hi="CERT-In के निर्देश, 28 अप्रैल 2022, और शासकीय संस्थाओं के लिए सूचना सुरक्षा दिशानिर्देश",
            en="CERT-In directions of 28 April 2022, and guidelines on information security for government "
            "entities",
            since=date(2023, 6, 30),
        ),
    ),
    look=look,
    examples=(
        finds("block", "फ़ॉर्म: javascript:alert(1)"),
        finds("block", "आवेदन करें https://"),
        finds("block", "आवेदन करें https://mp.gov.in@203.0.113.9/form"),
        finds("warn", "आवेदन करें https:// mponline.gov.in"),
        finds("warn", "Apply at http://203.0.113.9/form", language="en"),
        finds("warn", "देखें http://example.gov.in/yojana"),
        leaves("आवेदन करें https://example.gov.in/yojana?id=12&lang=hi"),
        leaves("आवेदन करें www.example.gov.in पर। लिखें: dm@example.gov.in"),
        leaves("Data: 50 beds, 12 doctors", language="en"),
    ),
)
