"""Texts as they are written here, for hypothesis: Hindi, English, emoji, addresses, names, odd spaces."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PIECES = [
    *["नमस्ते", "हिन्दी", "क्ष", "श्री", "राष्ट्रपति", "ज्ञान", "क्\u200dष", "क्\u200cष", "पढ़ाई", "क़लम", "मेंं", "अाप"],
    *["₹2,500", "…", "•", "।", "॥", "—", "“उद्धरण”", "१२", "3:30", "\u093f", "\u094d", "\u094dक", "சி", "తె"],
    *[
        "👍",
        "👍🏽",
        "👨\u200d👩\u200d👧\u200d👦",
        "👩🏽\u200d🌾",
        "🇮🇳",
        "🏳\ufe0f\u200d🌈",
        "☺",
        "✌\ufe0f",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
    ],
    *["🐦\u200d🔥", "🫱🏽\u200d🫲🏿", "🧑🏽\u200d🌾", "🙏🏻", "👁\u200d🗨", "\U0001f1ee"],
    *[
        "https://mp.gov.in",
        "mp.gov.in",
        "http://भारत.सरकार.भारत/योजना",
        "https://harda.nic.in/a_(b)?x=1&y=2#z",
    ],
    *[
        "https://t.co/abc123",
        "xn--h2brj9c.in",
        "a.b.c",
        "harda@nic.in",
        "Www.MP.Gov.In/Path/",
        "http://localhost",
    ],
    *["#स्वच्छ_भारत", "#Harda2026", "@CMMadhyaPradesh", "@dpro@sarkari.social", "@harda.bsky.social", "RT @x:"],
    *[
        "Hello",
        "é",
        "e\u0301",
        "café",
        "中文",
        "\u00a0",
        "\u200b",
        "\n",
        "\t",
        ".",
        ",",
        "-",
        "_",
        "/",
        "(",
        ")",
        ":",
        "?",
        "@",
        "#",
    ],
]

# What people here type and paste. Signs that Unicode gained or changed lately are left out, for a browser's
# Unicode and the server's may differ in age; and the Turkish İ and ı, of whose small form the two disagree.
RANGES = [(0, 0x24F), (0x300, 0x36F), (0x600, 0x6FF), (0x900, 0xD7F), (0x2000, 0x2BFF), (0x3040, 0x30FF)]
RANGES += [(0x4E00, 0x4EFF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0x1F000, 0x1FAFF)]
SIGNS = [
    chr(code)
    for first, last in RANGES
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) != "Cn" and chr(code) not in "İı"
]

written = st.lists(
    st.sampled_from(PIECES) | st.text(st.sampled_from(SIGNS), max_size=4), max_size=14
).flatmap(lambda pieces: st.sampled_from(["", " "]).map(lambda between: between.join(pieces)))
