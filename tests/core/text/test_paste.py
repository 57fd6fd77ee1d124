"""A pasted page is told apart into headline, report, furniture and debris; nothing of it is cut unasked."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.paste import Paste, Span, cut, read_paste

REPORT = "सीहोर, 3 मार्च 2026। जिले के 40 गाँवों में नल-जल योजना पूरी हुई।\nशेष 12 गाँवों में काम मई तक पूरा होगा।"
HEADLINE = "चालीस गाँवों में घर-घर पहुँचा नल का पानी"


def reasons(text: str) -> dict[str, str]:
    return {text[span.start : span.end].strip(): span.code for span in read_paste(text).furniture}


def spots(text: str) -> dict[str, str]:
    return {text[span.start : span.end]: span.code for span in read_paste(text).debris}


def test_a_clean_note_is_left_as_it_is() -> None:
    paste = read_paste(f"{HEADLINE}\n\n{REPORT}")
    assert paste == Paste(HEADLINE, REPORT, "सीहोर", datetime.date(2026, 3, 3), (), ())


def test_a_note_without_a_headline_is_all_report() -> None:
    paste = read_paste(REPORT)
    assert (paste.title, paste.body) == ("", REPORT)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Home » समाचार » सीहोर", "navigation"),
        (f"{HEADLINE} | सीहोर टाइम्स", "page_title"),
        ("समाचार", "section"),
        ("Ravi Tiwari", "byline"),
        ("Updated: Mar 04, 2026, 09:15 AM IST", "date"),
        ("बुधवार, 4 मार्च 2026", "date"),
        ("31.5°C", "weather"),
        ("nal-jal_sehore.JPG", "picture"),
        ("फोटो साभार: जल निगम", "photo_credit"),
        ("Facebook Twitter WhatsApp", "sharing"),
        ("header_ad_slot", "slot"),
        ("जनसम्पर्क कार्यालय, जिला सीहोर (म.प्र.)", "letterhead"),
        ("पत्र क्रमांक/124/2026", "letterhead"),
        ("प्रेस नोट", "letterhead"),
        ("-------", "separator"),
    ],
)
def test_what_a_page_prints_above_the_report_is_named(line: str, code: str) -> None:
    text = f"{line}\n{HEADLINE}\n\n{REPORT}"
    assert reasons(text) == {line: code}
    assert read_paste(text).title == HEADLINE


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Leave a Reply", "comments"),
        ("टिप्पणी करें", "comments"),
        ("Next Post", "navigation"),
        ("सम्बंधित खबरें", "related"),
        ("यह भी पढ़ें: दूसरे जिले में खुला नया विद्यालय", "also_read"),
        ("ALSO READ - New school opens", "also_read"),
        ("विज्ञापन", "advertisement"),
        ("bottom banner advertisement", "advertisement"),
        ("© 2026 सीहोर टाइम्स", "copyright"),
        ("Ravi Tiwari", "byline"),
    ],
)
def test_what_a_page_prints_below_the_report_is_named(line: str, code: str) -> None:
    assert reasons(f"{HEADLINE}\n\n{REPORT}\n\n{line}") == {line: code}


def test_the_list_under_related_news_goes_with_its_heading() -> None:
    teasers = ["दूसरे जिले में खुला नया विद्यालय", "0", "हरदा: यहाँ भी कल से। शिविर में..."]
    text = "\n".join([HEADLINE, REPORT, "Related News", *teasers])
    assert reasons(text) == dict.fromkeys(["Related News", *teasers], "related")


def test_a_whole_sentence_after_a_list_belongs_to_the_report_again() -> None:
    text = f"{REPORT}\nRelated News\nदूसरे जिले में खुला विद्यालय\nमंत्री ने सभी को बधाई दी।"
    assert read_paste(text).body.endswith("मंत्री ने सभी को बधाई दी।")


def test_a_headline_printed_twice_is_proposed_once() -> None:
    text = f"{HEADLINE}\nRavi Tiwari\n{HEADLINE}\n{REPORT}"
    assert reasons(text)[HEADLINE] == "repeated_title"
    assert read_paste(text).title == HEADLINE


def test_a_sub_heading_stays_in_the_report() -> None:
    body = f"{REPORT}\nकिसानों को लाभ\nखेतों तक भी पानी पहुँचेगा।"
    assert read_paste(f"{HEADLINE}\n\n{body}").body == body


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("भोपाल, 12 अगस्त 2025। बैठक हुई।", "भोपाल", datetime.date(2025, 8, 12)),
        ("उज्जैन ०८ अप्रैल २०२५। बैठक हुई।", "उज्जैन", datetime.date(2025, 4, 8)),
        ("भोपाल : शुक्रवार, अगस्त 6, 2021, 19:38 IST", "भोपाल", datetime.date(2021, 8, 6)),
        ("नई दिल्ली (एजेंसी): बैठक हुई।", "नई दिल्ली", None),
        ("भोपाल, 12 अगस्त। बैठक हुई।", "भोपाल", None),
        ("हरदा. बैठक हुई।", "हरदा", None),
        ("Indore, 31-12-2025: the fair opened.", "Indore", datetime.date(2025, 12, 31)),
        ("बैठक हुई। सभी अधिकारी उपस्थित थे।", "", None),
        ("मुख्यमंत्री ने कहा कि काम पूरा हुआ।", "", None),
        ("हरदा 18 अगस्त 2026/ जनसुनवाई हुई।", "हरदा", datetime.date(2026, 8, 18)),
        ("डॉ. यादव ने पौधे लगाए।", "", None),
        ("दिनांक: आज शाम बैठक होगी।", "", None),
        ("निविदा सूचना: 12 अगस्त 2026 को निविदा खुलेगी", "", None),
        ("हरदा, 31 फरवरी 2025। बैठक हुई।", "हरदा", None),
    ],
)
def test_place_and_date_are_read_from_the_dateline(line: str, place: str, day: datetime.date | None) -> None:
    paste = read_paste(line)
    assert (paste.place, paste.date) == (place, day)


def test_place_and_date_may_stand_on_a_line_of_their_own() -> None:
    paste = read_paste(f"{HEADLINE}\nभोपाल : शुक्रवार, अगस्त 6, 2021, 19:38 IST\n\nबैठक आज सम्पन्न हुई।")
    assert (paste.title, paste.place, paste.date) == (HEADLINE, "भोपाल", datetime.date(2021, 8, 6))


def test_a_list_at_the_end_of_a_report_is_kept() -> None:
    text = f"{REPORT}\nये योजनाएँ सम्मिलित हैं:\nNRLM\nPM Awas Yojana\nदूरभाष 07562-220000"
    assert read_paste(text).body == text


def test_a_headline_about_an_office_is_no_letterhead() -> None:
    headline = "कार्यालयों में लगेगी बायोमेट्रिक उपस्थिति"
    assert read_paste(f"{headline}\n{REPORT}").title == headline


def test_the_pages_date_stands_in_where_the_dateline_has_none() -> None:
    paste = read_paste("Mar 04, 2026 / 08:49 am\n\nहरदा. मेले में सभी का स्वागत है।")
    assert (paste.place, paste.date) == ("हरदा", datetime.date(2026, 3, 4))


@pytest.mark.parametrize(
    ("text", "spot", "code"),
    [
        ("खाते ;गद्ध पर देखें।", ";गद्ध", "legacy_font"),
        ("जिला¼मुख्यालय", "जिला¼मुख्यालय", "legacy_font"),
        ("सब @CollectorHardaदेखें।", "@CollectorHardaदेखें", "glued_mention"),
        ("पता https://harda.nic.inपर देखें।", "https://harda.nic.inपर", "glued_link"),
        ("पताhttps://harda.nic.in/ देखें।", "पताhttps://harda.nic.in/", "glued_link"),
        ("केन्दि्रत योजना।", "केन्दि्रत", "broken_letter"),
        ("अधिकारिायों ने।", "अधिकारिायों", "broken_letter"),
        ("यह ट़ीका है।", "ट़ीका", "odd_letter"),
        ("राम,, श्याम आए।", ",,", "doubled_mark"),
        ("मेला\ufffd आज।", "मेला\ufffd", "unreadable"),
        ("मेला&nbsp;आज।", "&nbsp;", "markup"),
    ],
)
def test_debris_is_pointed_out(text: str, spot: str, code: str) -> None:
    assert spots(text) == {spot: code}


@pytest.mark.parametrize(
    "text",
    [
        "पढ़ाई, सड़क, क़लम और फ़ाइल; श्री एस. के. वर्मा ने (x) पर लिखा।",
        "देखें: https://mp.gov.in/yojana?id=5; @CMMadhyaPradesh ने बताया।",
        "किसानों के लिए ₹2,500 — 5½ एकड़ तक • 12% ब्याज॥",
        "शाम 5:30 बजे : प्रवेश निःशुल्क, क्‍या आप आएँगे?",
    ],
)
def test_right_hindi_is_no_debris(text: str) -> None:
    assert spots(text) == {}


def test_every_reason_is_told_in_both_languages() -> None:
    paste = read_paste(f"{REPORT} @Hardaदेखें\nLeave a reply")
    for span in (*paste.furniture, *paste.debris):
        assert any("\u0900" <= sign <= "\u097f" for sign in span.hi)
        assert any("a" <= sign <= "z" for sign in span.en)


PIECES = st.sampled_from(
    [HEADLINE, REPORT, "Leave a reply", "Related News", "x", "", "0", "Ravi", "a | b", "12 अगस्त 2025"]
)


@given(st.lists(PIECES | st.text(max_size=30), max_size=8).map("\n".join))
def test_whatever_is_pasted_proposals_are_lines_in_order_and_never_the_headline(text: str) -> None:
    paste = read_paste(text)
    end = 0
    for span in paste.furniture:
        assert end <= span.start < span.end <= len(text)
        assert span.start == 0 or text[span.start - 1] == "\n"
        end = span.end
    assert paste.title in text


@given(st.text(alphabet="कख,;।@a&¼ि्\n ", max_size=40))
def test_debris_spans_never_overlap(text: str) -> None:
    spans = read_paste(text).debris
    assert all(one.end <= two.start for one, two in pairwise(spans))


@given(st.text(max_size=40), st.data())
def test_cutting_keeps_all_that_lies_outside_the_spans(text: str, data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=4))
    spans = [Span(min(pair), max(pair), "", "", "") for pair in ends]
    outside = [
        sign for place, sign in enumerate(text) if not any(span.start <= place < span.end for span in spans)
    ]
    assert "".join(cut(text, spans).split()) == "".join("".join(outside).split())
