"""Kruti Dev is told from English, read whole, and written back for newspapers that take nothing else."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.legacy import decode_krutidev, detect_krutidev, is_krutidev
from jansetu.core.text.legacy_writer import encode_krutidev
from jansetu.core.text.normalise import normalise

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / os.environ.get("JANSETU_SHARED", "../shared") / "data" / "krutidev.json"
COMMON = (HERE / "common_words.txt").read_text(encoding="utf-8").split()

CASES = [
    # offices, schemes, the phrases of circulars
    ("dk;kZy; dysDVj", "कार्यालय कलेक्टर"),
    ("e/;izns'k 'kklu", "मध्यप्रदेश शासन"),
    ("lkekU; iz'kklu foHkkx", "सामान्य प्रशासन विभाग"),
    ("ea=ky;", "मंत्रालय"),
    ("oYyHk Hkou] Hkksiky", "वल्लभ भवन, भोपाल"),
    ('fo"k;%& fu;qfDr ds laca/k esaA', "विषय:- नियुक्ति के संबंध में।"),
    ('mijksDr fo"k; esa ys[k gS fd', "उपरोक्त विषय में लेख है कि"),
    ("izfrfyfi lwpukFkZ ,oa vko';d dk;Zokgh gsrq", "प्रतिलिपि सूचनार्थ एवं आवश्यक कार्यवाही हेतु"),
    ("Øekad 123@2024", "क्रमांक 123/2024"),
    ("fnukad 15-08-2024", "दिनांक 15.08.2024"),
    ("eq[;ea=h ykM+yh cguk ;kstuk", "मुख्यमंत्री लाड़ली बहना योजना"),
    ("iz/kkuea=h vkokl ;kstuk", "प्रधानमंत्री आवास योजना"),
    ("LoPN Hkkjr fe'ku", "स्वच्छ भारत मिशन"),
    ("tulEidZ foHkkx", "जनसम्पर्क विभाग"),
    ("ftyk iapk;r mTtSu", "जिला पंचायत उज्जैन"),
    ("vuqfoHkkxh; vf/kdkjh ¼jktLo½", "अनुविभागीय अधिकारी (राजस्व)"),
    ("jkT;iky egksn; ds vkns'kkuqlkj", "राज्यपाल महोदय के आदेशानुसार"),
    ("le; 10%30 cts", "समय 10:30 बजे"),
    ("D;k vki tkurs gSa\\", "क्या आप जानते हैं?"),
    ("^^csVh cpkvks** vfHk;ku", "“बेटी बचाओ” अभियान"),
    ("Þfodkl ;k=kß", "“विकास यात्रा”"),
    ("e-iz- 'kklu", "म.प्र. शासन"),
    ("dksfoM&19", "कोविड-19"),
    # clusters
    ('jk"Vª', "राष्ट्र"),
    ('jk"Vªh;', "राष्ट्रीय"),
    ('egkjk"Vª', "महाराष्ट्र"),
    ("fL=;ka", "स्त्रियां"),
    ("bysfDVªd", "इलेक्ट्रिक"),
    ("dsfUnzr", "केन्द्रित"),
    ('fuf"Ø;', "निष्क्रिय"),
    ("{kek", "क्षमा"),
    ("f'k{kd", "शिक्षक"),
    ("y{;", "लक्ष्य"),
    ("i=", "पत्र"),
    (";k=k", "यात्रा"),
    ("f=dks.k", "त्रिकोण"),
    ("foKku", "विज्ञान"),
    ("Jherh", "श्रीमती"),
    ("vkJe", "आश्रम"),
    ("J`a[kyk", "श्रृंखला"),
    # reph
    ("iw.kZ", "पूर्ण"),
    ("vkfFkZd", "आर्थिक"),
    ("fo|kfFkZ;ksa", "विद्यार्थियों"),
    ('o"kksZa', "वर्षों"),
    ('o"kks±', "वर्षों"),
    ("xehZ", "गर्मी"),
    ("ewPNkZ", "मूर्च्छा"),
    ("fuekZ.k", "निर्माण"),
    ("lfVZfQdsV", "सर्टिफिकेट"),
    # द, ह, ट
    ("cqf)", "बुद्धि"),
    ("fl)kar", "सिद्धांत"),
    ("fo|ky;", "विद्यालय"),
    ("}kjk", "द्वारा"),
    ("f}rh;", "द्वितीय"),
    ("in~e", "पद्म"),
    ("mn~?kkVu", "उद्घाटन"),
    ("czãk", "ब्रह्मा"),
    ("ckgî", "बाह्य"),
    ("vlá", "असह्य"),
    ("feV~Vh", "मिट्टी"),
    ("fpêh", "चिट्टी"),
    ("fpV~Bh", "चिट्ठी"),
    ("xM~<k", "गड्ढा"),
    # vowels and signs
    ("_.k", "ऋण"),
    ('d`f"k', "कृषि"),
    ('Ñf"k', "कृषि"),
    ("n`';", "दृश्य"),
    ("–';", "दृश्य"),
    ("dkWyst", "कॉलेज"),
    ("vkWuykbu", "ऑनलाइन"),
    ("v‚Qhlj", "ऑफीसर"),
    ("xk¡o", "गाँव"),
    ("gw¡", "हूँ"),
    ("vr%", "अतः"),
    ("iqu%", "पुनः"),
    ("ugÈ", "नहीं"),
    ("#i;s", "रुपये"),
    (":i", "रूप"),
    ("pkS", "चौ"),
    ("pkSjkgk", "चौराहा"),
    ("pSuy", "चैनल"),
    (",sfrgkfld", "ऐतिहासिक"),
    ("bZ'oj", "ईश्वर"),
    ("bZaV", "ईंट"),
    ("Åij", "ऊपर"),
    ("vkS|ksfxd", "औद्योगिक"),
    # nukta
    ("lM+d", "सड़क"),
    ("<w¡<+uk", "ढूँढ़ना"),
    ("t+ehu", "ज़मीन"),
    ("fQ+Ye", "फ़िल्म"),
    ("[k+cj", "ख़बर"),
    ("f[kykfM+;ksa", "खिलाड़ियों"),
    # figures of the font and of the keyboard
    ("ƒ‡ vxLr „å„†", "१५ अगस्त २०२४"),
    ("15 vxLr 2024", "15 अगस्त 2024"),
    # signs in another order that look the same on paper
    ("dkas", "कों"),
    ("Hkkjr ljdkjA", "भारत सरकार।"),
]
ENGLISH = [
    "LoL",
    "OK",
    "I am on duty",
    "The road was built by the department.",
    "District Collector's office, Ujjain",
    "meeting at 5:30 pm (VC link below)",
    "officer@mp.gov.in",
    "https://mp.gov.in/yojana?x=1",
    "www.mp.gov.in",
    "#LadliBehna",
    "@CMMadhyaPradesh",
    "PWD",
    "COVID-19",
    "Mobile: 98260 12345",
    "print(x[0]; y)",
    "C++ & Java",
    "kya aap kal bhopal aa rahe hain",
    "bijli nahi aa rahi hai, kripya dekhein",
    "1,23,456.50",
    "",
    "   ",
    "भोपाल में आज बैठक हुई।",
    "मुख्यमंत्री ने PWD को निर्देश दिए",
    "जिले के ट्विटर (x) पेज को फॉलो करें",
    '<p class="news">',
]


@pytest.mark.parametrize(("typed", "meant"), CASES, ids=[meant for _, meant in CASES])
def test_what_was_typed_for_the_font_is_read_as_it_stood_on_paper(typed: str, meant: str) -> None:
    assert decode_krutidev(typed) == normalise(meant)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_hinglish_addresses_and_unicode_are_not_taken_for_the_font(text: str) -> None:
    assert not is_krutidev(text)
    assert detect_krutidev(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "dk;kZy; dysDVj] ftyk nsokl",
        "e/;izns'k 'kklu",
        'fo"k;%& fu;qfDr ds laca/k esaA',
        "Hkkjr",
        "ea=ky;",
        "Hkksiky] 15 vxLr 2024A",
        "eq[;ea=h us vf/kdkfj;ksa dks funsZ'k fn,A",
        "PWD ds vf/kdkfj;ksa us crk;k fd lM+d dk dke iwjk gksxkA",
    ],
)
def test_a_line_of_the_font_is_known(line: str) -> None:
    assert is_krutidev(line)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("¼PWD½ ds vf/kdkjh", "(PWD) के अधिकारी"),
        ("osclkbV www.mp.gov.in ij vkosnu djsa", "वेबसाइट www.mp.gov.in पर आवेदन करें"),
        ("bZ&esy officer@mp.gov.in ij Hkstsa", "ई-मेल officer@mp.gov.in पर भेजें"),
        ("Government Office ds dk;kZy;", "Government Office के कार्यालय"),
        ("ykM+yh cguk #LadliBehna vfHk;ku", "लाड़ली बहना #LadliBehna अभियान"),
    ],
)
def test_english_among_the_fonts_words_survives(typed: str, meant: str) -> None:
    assert decode_krutidev(typed) == meant


def test_only_the_lines_of_the_font_are_read_and_their_numbers_told() -> None:
    text = "Press Note\neq[;ea=h us cSBd yhA\n\nभोपाल में वर्षा हुई।\nftyk nsokl"
    found = detect_krutidev(text)
    assert found is not None
    assert found.lines == (1, 4)
    assert found.text == "Press Note\nमुख्यमंत्री ने बैठक ली।\n\nभोपाल में वर्षा हुई।\nजिला देवास"


def test_a_short_line_goes_with_the_company_that_it_keeps() -> None:
    among = detect_krutidev("eq[;ea=h us cSBd yhA\nds\nftyk nsokl\nLoL\nPM\n3 kg\nHkksiky\nlekpkj")
    assert among is not None
    assert among.lines == (0, 1, 2, 6, 7)
    assert detect_krutidev("ds\nThe road was built.") is None
    alone = detect_krutidev("The road\nds\nftyk nsokl\nNew bridge\nPress note")
    assert alone is not None
    assert alone.lines == (2,)


def test_a_word_that_another_converter_left_half_read_is_read_to_its_end() -> None:
    assert decode_krutidev("cड़h lड़d fफ़Ye") == normalise("बड़ी सड़क फ़िल्म")


def test_common_words_survive_the_way_to_the_font_and_back() -> None:
    written = {word: encode_krutidev(word).text for word in COMMON}
    assert [
        one for one in COMMON if decode_krutidev(written[one], keeps_english=False) != normalise(one)
    ] == []
    assert len(COMMON) > 900


def test_nearly_all_common_words_are_read_even_where_nothing_stands_beside_them() -> None:
    lost = [one for one in COMMON if decode_krutidev(encode_krutidev(one).text) != normalise(one)]
    assert len(lost) <= len(COMMON) // 200, lost


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("मध्यप्रदेश शासन", "e/;izns'k 'kklu"),
        ("राष्ट्रीय", 'jk"Vªh;'),
        ("विद्यार्थियों", "fo|kfFkZ;ksa"),
        ("स्त्रियों", "fL=;ksa"),
        ("चौराहा", "pkSjkgk"),
        ("(15.08.2024)", "¼15-08-2024½"),
        ("क्या, कब?", "D;k] dc\\"),
        ("रुपये रूप हृदय", "#i;s :i ân;"),
    ],
)
def test_it_is_written_with_the_keys_that_typists_use(text: str, written: str) -> None:
    assert encode_krutidev(text).text.replace("ç", "iz") == written


def test_what_the_font_cannot_draw_is_told_with_its_place_and_not_dropped() -> None:
    written = encode_krutidev("कुल 50% ₹ ॐ")
    assert [(one.start, one.sign) for one in written.missing] == [(6, "%"), (8, "₹"), (10, "ॐ")]
    assert written.text == "dqy 50% ₹ ॐ"


def test_latin_letters_are_told_because_the_font_would_show_hindi_instead() -> None:
    assert [one.sign for one in encode_krutidev("PWD का").missing] == ["P", "W", "D"]


CONSONANTS = "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह"
syllables = st.builds(
    lambda halves, letter, sign, nasal: "".join(half + "\u094d" for half in halves) + letter + sign + nasal,
    st.lists(st.sampled_from(CONSONANTS), max_size=2),
    st.sampled_from([*CONSONANTS, "ड़", "ढ़", "ज़", "फ़", "ख़"]),
    st.sampled_from(["", "ा", "ि", "ी", "ु", "ू", "े", "ै", "ो", "ौ", "ृ", "ॉ"]),
    st.sampled_from(["", "", "ं", "ँ", "ः"]),
)
words = st.builds(
    lambda vowel, parts: normalise(vowel + "".join(parts)),
    st.sampled_from(["", "", "अ", "आ", "इ", "ई", "उ", "ऊ", "ए", "ऐ", "ओ", "औ", "ऋ"]),
    st.lists(syllables, min_size=1, max_size=4),
)


@given(words)
def test_any_word_of_syllables_comes_back_as_it_went(word: str) -> None:
    assert decode_krutidev(encode_krutidev(word).text, keeps_english=False) == word


@given(st.text(max_size=60) | st.text(alphabet="kZf+~asS%DL;'\"=|)ªØçàÆ±É", max_size=30))
def test_any_text_is_read_into_the_clean_form(text: str) -> None:
    read = decode_krutidev(text)
    assert unicodedata.is_normalized("NFC", read)
    assert normalise(read) == read
    encode_krutidev(text)
    detect_krutidev(text)


@pytest.mark.shared
@pytest.mark.skipif(
    not SHARED.is_file() and not os.environ.get("CI"), reason="JANSETU_SHARED has no krutidev.json"
)
def test_every_shared_pair_is_read() -> None:
    pairs = json.loads(SHARED.read_text(encoding="utf-8"))
    assert [decode_krutidev(typed) for typed, _ in pairs] == [normalise(meant) for _, meant in pairs]
    assert len(pairs) >= 40
