"""Cases that no rule was written against, kept apart from the examples on the rules' own pages."""

from __future__ import annotations

from typing import Any, NamedTuple

from jansetu.compliance.contracts import Matter, Neighbour, Passage, Seen, Severity
from jansetu.compliance.examples import AT, said


class Case(NamedTuple):
    """What one rule must say of one matter."""

    rule: str
    severity: Severity | None
    matter: Matter


def text(rule: str, severity: Severity | None, words: str, **more: Any) -> Case:
    return Case(rule, severity, said(words, **more))


def people(severity: Severity | None, *shown: str, **more: Any) -> Case:
    seen = (Seen(place="picture:0", alt="मंच का दृश्य", people=shown),)
    return Case("paid_photos", severity, said("योजना से जुड़ें।", **{"use": "paid", "seen": seen, **more}))


def media(rule: str, severity: Severity | None, *seen: Seen, **more: Any) -> Case:
    return Case(rule, severity, said("दृश्य देखें।", seen=seen, **more))


def pair(severity: Severity | None, hindi: str, english: str) -> Case:
    return Case("figures_differ", severity, said(hindi, counterpart=Passage(place="text", text=english)))


def beside(severity: Severity | None, words: str, other: str, **more: Any) -> Case:
    return Case("near_copy", severity, said(words, neighbours=(Neighbour(account="@b", text=other),), **more))


POEM = "कल से जिले के सभी विद्यालय सुबह साढ़े आठ बजे खुलेंगे, शीत लहर को देखते हुए कलेक्टर ने आदेश जारी किया है।"
OPEN = "Schools open at nine from tomorrow in all blocks"
FILM = Seen(place="film", alt="भाषण", is_film=True)
DONE = Seen(place="film", alt="भाषण", is_film=True, has_captions=True)
DRAWN = Seen(place="picture:0", alt="पुल", is_ai_made=True)
TOLD = Seen(place="picture:0", alt="पुल", is_ai_made=True, has_ai_label=True)

CASES = (
    text("victim_identity", "block", "गैंगरेप पीड़िता कविता वर्मा ने थाने में बयान दिया।"),
    text("victim_identity", "block", "महिला से बलात्कार: वह वार्ड क्रमांक 7 की रहने वाली है।"),
    text("victim_identity", "block", "छेड़छाड़ की शिकार छात्रा की माता श्रीमती रेखा यादव ने रिपोर्ट लिखाई।"),
    text("victim_identity", "block", "Woman gang-raped in Bilaspur village; survivor Meena Patel is safe."),
    text("victim_identity", "block", "युवती से दुष्कर्म के मामले में मंगलपुर निवासी पीड़िता को सहायता।"),
    text("victim_identity", None, "यौन हिंसा से पीड़ित महिलाओं को प्रतिकर योजना में 4 लाख रुपये तक मिलते हैं।"),
    text("victim_identity", None, "दुष्कर्म के मामलों में डीएनए जाँच के लिए तीन नई प्रयोगशालाएँ बनेंगी।"),
    text("victim_identity", None, "महिला से दुष्कर्म के मामले में निरीक्षक सुनील चौहान ने आरोपी को पकड़ा।"),
    text("child_in_law", "block", "बहला फुसलाकर ले जाई गई 15 वर्षीय किशोरी पूजा साहू को पुलिस ने खोज लिया।"),
    text("child_in_law", "block", "किशोर न्याय बोर्ड ने नाबालिग सोनू यादव को सुधार के लिए भेजा।"),
    text("child_in_law", "block", "बाल विवाह रुकवाया: ग्राम पिपरिया की 14 साल की बालिका अब पढ़ेगी।"),
    text("child_in_law", "block", "लावारिस शिशु ग्राम सेमरा के पास मिला, बाल कल्याण समिति को सौंपा।"),
    text("child_in_law", "block", "A 13-year-old girl, daughter of Ramesh Kumar, was kidnapped."),
    text("child_in_law", None, "बाल कल्याण समितियों के सदस्यों का प्रशिक्षण राजधानी में हुआ।"),
    text("child_in_law", None, "इस वर्ष 212 बाल श्रमिकों को मुक्त कराकर विद्यालय से जोड़ा गया।"),
    text("child", "hold", "कक्षा 7वीं के छात्र रोहन मिश्रा ने चित्रकला में पुरस्कार जीता।"),
    text("child", "hold", "9 साल की बच्ची ने 2 घंटे में 5 किलोमीटर तैरकर रिकॉर्ड बनाया।"),
    text("child", "hold", "पोषण दिवस मनाया गया।", alt="आंगनवाड़ी में खाना खाता बालक"),
    text("child", "hold", "Ankit Verma, a boy of class 5, wrote to the collector.", language="en"),
    text("child", "hold", "बालक दीपक कुमार को कर्ण-यंत्र दिया गया।"),
    text("child", None, "बालक छात्रावास की नई इमारत में 100 सीटें हैं।"),
    text("child", None, "6 से 14 वर्ष के बच्चों की निःशुल्क शिक्षा उनका अधिकार है।"),
    text("child", None, "बालक दीपक कुमार को कर्ण-यंत्र दिया गया।", declared=("guardian_consent",)),
    text("hiv", "hold", "एचआईवी पॉजिटिव महिला गीता देवी को सिलाई मशीन दी गई।"),
    text("hiv", "hold", "एड्स से पीड़ित मुकेश पटेल की मृत्यु के बाद परिवार को सहायता।"),
    text("hiv", "hold", "एच.आई.वी. संक्रमित युवक, निवासी ग्राम खेड़ी, का इलाज जारी।"),
    text("hiv", "hold", "Rakesh Yadav is living with HIV and works as a driver.", language="en"),
    text("hiv", "hold", "वह पीएलएचआईवी रोगी है और उसका नाम दिनेश साहू है।"),
    text("hiv", None, "एड्स नियंत्रण समिति ने 14 जिलों में जागरूकता रथ भेजे।"),
    text("hiv", None, "HIV positive mothers receive free medicine to protect the baby.", language="en"),
    text("accused", "hold", "हत्या का आरोपी दिनेश ठाकुर पुलिस की हिरासत में है।"),
    text("accused", "hold", "गांजा तस्करी में संदिग्ध सलीम खान पकड़ा गया।"),
    text("accused", "hold", "कार्रवाई जारी।", alt="हथकड़ी में अभियुक्त"),
    text("accused", "hold", "Suspect Vinod Gupta was detained at the station.", language="en"),
    text("accused", "hold", "साइबर ठगी में गिरफ्तार अमित कुमार से 12 सिम मिले।"),
    text("accused", None, "ठगी करने वाले गिरोह के पाँच सदस्य गिरफ्तार, 12 सिम बरामद।"),
    text("accused", None, "निरीक्षक अमित कुमार ने बताया कि दो संदिग्धों से पूछताछ जारी है।"),
    text("accused", None, "कार्रवाई जारी।", alt="पुलिस के बीच नकाब पहने आरोपी"),
    text("sub_judice", "hold", "हाईकोर्ट में जनहित याचिका लंबित है, फिर भी काम सही हुआ है।"),
    text("sub_judice", "hold", "भर्ती का मामला अदालत में है और अगली सुनवाई 4 दिसंबर को होगी।"),
    text("sub_judice", "hold", "सुप्रीम कोर्ट ने निर्णय सुरक्षित रखा है।"),
    text("sub_judice", "hold", "The trial in the district court will prove us right.", language="en"),
    text("sub_judice", "hold", "एनजीटी में सुनवाई के दौरान शासन ने अपना पक्ष रखा।"),
    text("sub_judice", None, "जिला न्यायालय परिसर में 500 पौधे रोपे गए।"),
    text("sub_judice", None, "सूचना का अधिकार की अपीलों की सुनवाई अब ऑनलाइन होगी।"),
    text("vip_movement", "hold", "राष्ट्रपति का कारकेड कल राजभवन रोड से निकलेगा।"),
    text("vip_movement", "hold", "मुख्यमंत्री 28 नवंबर को दोपहर 2 बजे सर्किट हाउस पहुँचेंगे।"),
    text("vip_movement", "hold", "सीएम रात्रि विश्राम सर्किट हाउस में करेंगे।"),
    text("vip_movement", "hold", "स्टेडियम के चारों ओर 1,500 पुलिसकर्मी तैनात किए जाएँगे।"),
    text("vip_movement", "hold", "The Prime Minister's convoy will take the ring road tomorrow."),
    text("vip_movement", None, "राष्ट्रपति ने कल संग्रहालय का अवलोकन किया।"),
    text("vip_movement", None, "मुख्यमंत्री 5 दिसंबर को युवाओं से संवाद करेंगे।"),
    text("vip_movement", None, "भूस्खलन के बाद 120 जवान राहत कार्य में तैनात हैं।"),
    text("consent", "hold", "लाभार्थी फूलवती बाई बोलीं, अब चूल्हे का धुआँ नहीं सहना पड़ता।"),
    text("consent", "hold", "योजना से लाभान्वित श्री मोहन अहिरवार अब दुकान चलाते हैं।"),
    text("consent", "hold", "Kavita Sahu now runs a dairy of eight cows.", kind="story", language="en"),
    text("consent", "hold", "पहले मजदूरी करती थीं शांति देवी, आज लखपति दीदी हैं।", kind="story"),
    text("consent", "hold", "आवास योजना के हितग्राही दीपक मालवीय के घर गृह प्रवेश हुआ।"),
    text("consent", None, "योजना से लाभान्वित महिलाओं ने अपने अनुभव बताए।"),
    text("consent", None, "मंत्री श्री विजय वर्मा ने हितग्राहियों से बात की।"),
    text("consent", None, "Kavita Sahu runs a dairy.", kind="story", declared=("consent",), language="en"),
    people("block", "सांसद"),
    people("block", "उप मुख्यमंत्री"),
    people("block", "प्रधानमंत्री", "Health Minister"),
    people("block", "पूर्व मुख्यमंत्री"),
    people("block", "राज्य मंत्री"),
    people("block", "मुख्यमंत्री के सचिव"),
    people("block", "राज्यपाल", at=AT.replace(year=2016, month=3, day=17, hour=10)),
    people(None, "राज्यपाल", at=AT.replace(year=2016, month=3, day=18, hour=10)),
    people(None, "राष्ट्रपति", at=AT.replace(year=2015, month=6)),
    people(None, "Chief Minister"),
    people(None, "भारत के मुख्य न्यायाधीश"),
    people(None, "स्वास्थ्य मंत्री"),
    people(None, "किसान", "महिला"),
    people(None, "अटल जी", lists={"permitted_photos": ("अटल जी | 2026-01-01 | 2026-12-31",)}),
    people("block", "अटल जी", lists={"permitted_photos": ("अटल जी | 2025-01-01 | 2025-12-31",)}),
    text("party", "warn", "समाजवादी पार्टी के पूर्व कार्यालय में अब पुस्तकालय है।"),
    text("party", "block", "बीजेपी ने जो कहा वह किया।", use="paid"),
    text("party", "block", "हाथ का पंजा चुनाव निशान याद रखें", use="paid"),
    text("party", "warn", "मंच पर पार्टी के झंडे लगे थे।"),
    text("party", "warn", "AAP leaders met the officials.", language="en"),
    text("party", None, "आप अपना हाथ उठाएँ और झाड़ू को प्रणाम करें।", use="paid"),
    text("party", None, "हाथी और कमल के चित्र वाली साड़ियाँ मेले में बिकीं।", use="paid"),
    text("party", None, "निर्वाचन आयोग ने चुनाव चिह्न आवंटन की तिथि बताई।"),
    text("emblem", "hold", "प्रमाण पत्र।", alt="अशोक चिह्न वाला प्रमाण पत्र"),
    text("emblem", "hold", "नमूना।", alt="लोगो में अशोक स्तंभ"),
    text("emblem", "hold", "Poster", alt="The State Emblem above the scheme's name", language="en"),
    Case(
        "emblem",
        "hold",
        Matter(platform="x", passages=(Passage(place="picture:0", text="सत्यमेव जयते\nकार्यालय कलेक्टर"),), at=AT),
    ),
    text("emblem", "hold", "बैनर।", alt="ऊपर राष्ट्रीय चिह्न, नीचे शीर्षक"),
    text("emblem", None, "सारनाथ घूमने आएँ।", alt="सूर्यास्त में अशोक स्तंभ"),
    text("emblem", None, "सत्यमेव जयते हमारा आदर्श वाक्य है।"),
    text("confidential", "block", "गोपनीय: समस्त पुलिस अधीक्षक"),
    text("confidential", "block", "TOP SECRET\nMinutes of the security review", language="en"),
    text("confidential", "block", "विभाग का अति गोपनीय पत्र आज सामने आया।"),
    text("confidential", "block", "आदेश संलग्न है [Confidential]"),
    text("confidential", "block", "For Official Use Only\nDuty chart", language="en"),
    text("confidential", None, "मरीज की जानकारी गोपनीय रखी जाती है।"),
    text("confidential", None, "The secret of good health is clean water.", language="en"),
    text("confidential", None, "गोपनीय: पुराना आदेश", declared=("public_grade",)),
    media("ai_media", "block", DRAWN),
    media("ai_media", "block", TOLD, Seen(place="film", is_film=True, is_ai_made=True)),
    media("ai_media", "block", DRAWN, at=AT.replace(month=2, day=19, hour=18, minute=30)),
    media("ai_media", None, DRAWN, at=AT.replace(month=2, day=19, hour=18, minute=29)),
    media("ai_media", None, TOLD),
    media("ai_media", None, Seen(place="picture:0", alt="पुल")),
    media("captions", "warn", FILM),
    media("captions", "warn", Seen(place="picture:0", alt="पुल"), FILM),
    media("captions", "warn", FILM, platform="youtube"),
    media("captions", None, DONE),
    media("captions", None, Seen(place="picture:0", alt="पुल")),
    text("links", "block", "यहाँ देखें: data:text/html;base64,PHA+"),
    text("links", "block", "पोर्टल https:///apply पर जाएँ"),
    text("links", "block", "फ़ाइल file://server/list.pdf"),
    text("links", "block", "पोर्टल https://https://example.gov.in"),
    text("links", "warn", "पोर्टल www. example.gov.in पर जाएँ"),
    text("links", "warn", "http://10.0.0.5:8080/list देखें"),
    text("links", "warn", "पोर्टल example. gov.in पर जाएँ"),
    text("links", None, "पोर्टल https://example.gov.in/a/b?q=1#top, और (https://example.nic.in)।"),
    text("links", None, "समय 10:30, अनुपात 2:1, पता dm@example.gov.in"),
    beside("warn", POEM, f"सूचना: {POEM} #Schools"),
    beside("warn", POEM, POEM.replace("सुबह", "प्रातः")),
    beside("warn", "शुभ दीपावली", "शुभ दीपावली"),
    beside("warn", POEM, POEM, use="paid"),
    beside("warn", OPEN, f"{OPEN}!"),
    beside(None, POEM, POEM, declared=("emergency",)),
    beside(None, POEM, POEM, platform="facebook"),
    beside(None, POEM, POEM, use="share"),
    beside(None, POEM, "किसान सम्मान निधि की अगली किस्त के लिए ई-केवाईसी अवश्य करा लें।"),
    pair("warn", "350 करोड़ रुपये मंजूर", "Rs 530 crore sanctioned"),
    pair("warn", "अंतिम तिथि ३१ मार्च है", "The last date is 30 March"),
    pair("warn", "दो लाख पौधे रोपे", "3 lakh saplings planted"),
    pair("warn", "हेल्पलाइन 181 पर कॉल करें", "Call helpline 118"),
    pair("warn", "12.5 प्रतिशत वृद्धि", "A rise of 15.2 per cent"),
    pair("warn", "शाम 6 बजे से", "from 7 pm"),
    pair(None, "ढाई लाख परिवार", "2.5 lakh families"),
    pair(None, "११ से ५ बजे तक, १ दिसम्बर", "11 am to 5 pm, 1 December"),
    pair(None, "01.12.2026 से आवेदन https://example.in/2026", "Apply from December 1, 2026"),
    pair(None, "₹1,25,00,000 की लागत", "at a cost of Rs 1.25 crore"),
    pair(None, "पाँच जिलों की 1 हज़ार पंचायतें", "1,000 panchayats of 5 districts"),
    pair(None, "कक्षा 10वीं के 500 विद्यार्थी #Batch2026", "500 students of class 10th"),
    text("contempt", "warn", "न्यायपालिका की तानाशाही नहीं चलेगी।"),
    text("contempt", "warn", "अदालत का फैसला ग़लत था।"),
    text("contempt", "hold", "कोर्ट का आदेश नहीं मानेंगे, जो करना है कर लो।"),
    text("contempt", "warn", "This is a mockery of the court.", language="en"),
    text("contempt", "hold", "यह नाटक-घर बन गया।", lists={"contempt": ("नाटक-घर | hold",)}),
    text(
        "contempt",
        None,
        "तारीख पर तारीख नहीं मिलेगी।",
        lists={"contempt": ("तारीख पर तारीख | innocent",)},
    ),
    text("contempt", None, "न्यायालय के निर्णय का स्वागत है; पालन के निर्देश दिए गए।"),
    text("personal_data", "block", "हितग्राही का आधार नंबर 9999 4323 1948 दर्ज है।"),
    text("personal_data", "block", "PAN: ABCPK1234L", language="en"),
    text("personal_data", "hold", "श्यामलाल का मोबाइल 9123456789"),
    text("personal_data", "block", "खाता संख्या 30123456789 (IFSC SBIN0004567) में राशि भेजी"),
    text("personal_data", "warn", "पत्र लिखें: mohan.k@example.com"),
    text("personal_data", None, "शिकायत 181, 1098 या 1800-180-1551 पर करें।"),
    text("language", "block", "ये अधिकारी चूतिये हैं"),
    text("language", "block", "madarchod sarkar", language="hi-Latn"),
    text("language", "hold", "कमीने लोग"),
    text("language", "warn", "औकात में रहो"),
    text("language", None, "आवारा कुत्तों का टीकाकरण किया गया"),
    text("language", None, "Scunthorpe council visits", language="en"),
)
