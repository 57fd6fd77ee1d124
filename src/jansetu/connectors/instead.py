"""What a platform cannot do, and what we do instead: sentences for people, in both languages."""

from __future__ import annotations

# (platform, capability that it lacks): what we do instead, in Hindi and in English.
INSTEAD: dict[tuple[str, str], tuple[str, str]] = {
    ("x", "Corrects"): (
        "पोस्ट हटाकर सुधरी हुई पोस्ट छपती है; पुराने पाठ का साक्ष्य रहता है।",
        "The post is deleted and published anew; the old text is kept as evidence.",
    ),
    ("facebook", "Reposts"): (
        "हर पेज वही पाठ स्वयं प्रकाशित करता है; Facebook इससे मना नहीं करता।",
        "Each Page publishes the text itself, which Facebook does not forbid.",
    ),
    ("mastodon", "Hides"): (
        "टिप्पणी दूसरे सर्वर की है, वहीं दिखेगी; उत्तर दें, या अपने सर्वर के संचालक को बताएँ।",
        "The remark is another server's and stays there; reply to it, or report it to our moderators.",
    ),
    ("bluesky", "Corrects"): (
        "ऐप पहला पाठ ही दिखाते रहते हैं, इसलिए पोस्ट हटाकर दोबारा छपती है।",
        "Apps go on showing the first text, so the post is deleted and published anew.",
    ),
    ("telegram", "Finds"): (
        "बॉट चैनल का इतिहास नहीं पढ़ सकता; संदिग्ध प्रयास पर व्यक्ति चैनल देखकर निर्णय करता है।",
        "A bot cannot read a channel's history; a person looks at the channel and decides.",
    ),
    ("telegram", "Reads"): (
        "साक्ष्य में हमारा भेजा हुआ पाठ और Telegram की रसीद रहती है।",
        "The evidence is what we sent, with Telegram's receipt.",
    ),
    ("telegram", "Reposts"): (
        "हर चैनल वही पाठ स्वयं प्रकाशित करता है।",
        "Each channel publishes the text itself.",
    ),
    ("telegram", "Measures"): (
        "Bot API पोस्ट के आँकड़े नहीं बताता; वे अज्ञात रहते हैं।",
        "The Bot API tells no figures of posts; they stay unknown.",
    ),
    ("telegram", "Listens"): (
        "चैनल में केवल प्रशासक लिखते हैं; टिप्पणी-समूह ऐप में देखें।",
        "Only its administrators write in a channel; look at a discussion group in the app.",
    ),
    ("telegram", "Replies"): (
        "टिप्पणी-समूह में उत्तर Telegram ऐप से दें।",
        "Reply in the discussion group, in Telegram's own app.",
    ),
    ("telegram", "Hides"): (
        "टिप्पणी-समूह में अनुचित संदेश Telegram ऐप से हटाएँ।",
        "Remove an improper message of the discussion group in Telegram's own app.",
    ),
    ("instagram", "Corrects"): (
        "छपा हुआ कैप्शन API से नहीं बदलता; ऐप में बदलें, या पोस्ट हटाकर दोबारा छापें।",
        "The API changes no published caption; change it in the app, or delete and publish anew.",
    ),
    ("instagram", "Reposts"): (
        "API में नहीं है; हर खाता स्वयं प्रकाशित करता है।",
        "Not in the API; each account publishes itself.",
    ),
    ("youtube", "Reposts"): (
        "YouTube में रीपोस्ट नहीं होता; हर चैनल वीडियो स्वयं प्रकाशित करता है।",
        "YouTube has no repost; each channel publishes the film itself.",
    ),
    ("youtube", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the video.",
    ),
    ("youtube", "TellsQuota"): (
        "YouTube शेष कोटा नहीं बताता; पूरा होने पर कैलिफ़ोर्निया की आधी रात तक रुककर अपने-आप भेजा जाता है।",
        "YouTube tells no quota; once it is used up, sending waits until midnight in California by itself.",
    ),
    ("x", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the post.",
    ),
    ("x", "TellsQuota"): (
        "मंच के उत्तर के हेडर से सीमा का पता चलता है।",
        "Its answers' headers tell the limit.",
    ),
    ("facebook", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the post.",
    ),
    ("facebook", "TellsQuota"): (
        "मंच के उत्तर के हेडर से सीमा का पता चलता है।",
        "Its answers' headers tell the limit.",
    ),
    ("facebook", "Refreshes"): (
        "पेज टोकन अपने आप नहीं बीतता; ऐप की पहुँच 90 दिन में बीत सकती है, तब संरक्षक फिर अनुमति देते हैं।",
        "A Page's token does not run out; the app's access may after 90 days: its custodian allows it anew.",
    ),
    ("instagram", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the post.",
    ),
    ("instagram", "Refreshes"): (
        "पेज टोकन अपने आप नहीं बीतता; ऐप की पहुँच 90 दिन में बीत सकती है, तब संरक्षक फिर अनुमति देते हैं।",
        "A Page's token does not run out; the app's access may after 90 days: its custodian allows it anew.",
    ),
    ("mastodon", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the post.",
    ),
    ("mastodon", "TellsQuota"): (
        "मंच के उत्तर के हेडर से सीमा का पता चलता है।",
        "Its answers' headers tell the limit.",
    ),
    ("mastodon", "Refreshes"): (
        "इसका टोकन बीतता नहीं; खाते में ऐप हटाने पर ही बंद होता है।",
        "Its token does not run out; it ends when the app is removed in the account.",
    ),
    ("bluesky", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the post.",
    ),
    ("bluesky", "TellsQuota"): (
        "मंच के उत्तर के हेडर से सीमा का पता चलता है।",
        "Its answers' headers tell the limit.",
    ),
    ("bluesky", "Refreshes"): (
        "ऐप पासवर्ड बीतता नहीं; सत्र अपने-आप नए बनते हैं।",
        "An app password does not run out; sessions are made anew by themselves.",
    ),
    ("telegram", "Lists"): (
        "Telegram स्वयं बताता है कि चैनल में क्या डाला गया (वेबहुक); पुरानी पोस्टें बॉट नहीं पढ़ सकता।",
        "Telegram tells of each post that people make, by its webhook; a bot cannot read earlier ones.",
    ),
    ("telegram", "Hears"): (
        "एक प्राप्तकर्ता को अलग से नहीं भेजता; कुल आँकड़े देखें।",
        "It sends to nobody in particular; look at the figures of the post.",
    ),
    ("telegram", "TellsQuota"): (
        "Telegram शेष सीमा नहीं बताता; पूरी होने पर रुकने का समय बताता है।",
        "It never tells what is left; when too fast, it tells how long to wait.",
    ),
    ("telegram", "Refreshes"): (
        "बॉट टोकन नहीं बीतता; @BotFather में बदला जाए तो नया भरें।",
        "A bot's token does not run out; give the new one where it was changed at @BotFather.",
    ),
    **dict.fromkeys(
        [
            (kind, "KeepsTemplates")
            for kind in ("x", "facebook", "instagram", "youtube", "mastodon", "bluesky", "telegram", "email")
        ],
        (
            "यहाँ पाठ पहले से स्वीकृत नहीं कराना पड़ता।",
            "Texts need no approval of the platform beforehand.",
        ),
    ),
    ("instagram", "Subscribes"): (
        "इसके साथ जुड़े Facebook पेज से और Meta के ऐप में होता है; पता वहीं भरें।",
        "It comes with the linked Facebook Page, in Meta's app; enter the address there.",
    ),
    ("x", "Subscribes"): (
        "X के डेवलपर पोर्टल में पता भरें और खाता जोड़ें।",
        "Enter the address and the account in X's developer portal.",
    ),
    **dict.fromkeys(
        [(kind, "Subscribes") for kind in ("youtube", "mastodon", "bluesky", "email")],
        ("यह मंच हमें नहीं बुलाता; हम स्वयं पूछते रहते हैं।", "It never calls us; we keep asking."),
    ),
    ("whatsapp", "Finds"): (
        "भेजा हुआ संदेश खोजा नहीं जा सकता; WhatsApp की रिपोर्ट की प्रतीक्षा होती है, फिर व्यक्ति निर्णय करता है।",
        "What was sent cannot be looked up; WhatsApp's own report is awaited, then a person decides.",
    ),
    ("whatsapp", "Reads"): (
        "साक्ष्य में हमारा भेजा हुआ पाठ, WhatsApp की संख्या और पहुँचने की रिपोर्ट रहती है।",
        "The evidence is what we sent, with WhatsApp's id and its reports.",
    ),
    ("whatsapp", "Corrects"): (
        "व्हाट्सऐप भेजा संदेश API से नहीं बदलता; सुधार का संदेश भेजें।",
        "WhatsApp changes no message that was sent; send one that corrects it.",
    ),
    ("whatsapp", "Deletes"): (
        "व्हाट्सऐप भेजा संदेश API से वापस नहीं लेता; सुधार का संदेश भेजें।",
        "WhatsApp takes no message back; send one that corrects it.",
    ),
    ("whatsapp", "Reposts"): (
        "हर नंबर अपने सदस्यों को स्वयं भेजता है।",
        "Each number writes to its own subscribers.",
    ),
    ("whatsapp", "Measures"): (
        "पहुँचे और पढ़े संदेश हमारी पंजी में रिपोर्टों से गिने जाते हैं; सदस्यों की संख्या भी हमारी सूची से है।",
        "What was delivered and read is counted from the reports, and subscribers from our own list.",
    ),
    ("whatsapp", "Listens"): (
        "पूछा नहीं जा सकता; हर संदेश WhatsApp स्वयं हमारे पते पर बताता है।",
        "It cannot be asked; WhatsApp tells us each message by calling our address.",
    ),
    ("whatsapp", "Hides"): (
        "बातचीत केवल दो के बीच है; अनुचित लिखने वाले को WhatsApp Manager में रोकें।",
        "A talk is between two; block whoever writes improperly in WhatsApp Manager.",
    ),
    ("whatsapp", "Lists"): (
        "WhatsApp Business ऐप से भेजे संदेश API नहीं बताता; सब कुछ यहीं से भेजें।",
        "The API does not tell what was sent from the app; send everything from here.",
    ),
    ("whatsapp", "Hears"): (
        "पूछा नहीं जा सकता; पहुँचने और पढ़ने की रिपोर्ट WhatsApp स्वयं हमारे पते पर भेजता है।",
        "It cannot be asked; WhatsApp reports by calling our address.",
    ),
    ("whatsapp", "Refreshes"): (
        "सिस्टम-उपयोगकर्ता का टोकन अपने आप नहीं बीतता; रद्द हो तो संरक्षक नया भरते हैं।",
        "A system user's token does not run out; where it was revoked the custodian gives a new one.",
    ),
    ("email", "Reads"): (
        "भेजा गया मेल प्राप्तकर्ता के मेलबॉक्स में है; साक्ष्य में हमारा पाठ और उसकी Message-ID रहती है।",
        "A mail lies in its recipient's mailbox; the evidence is what we sent, with its Message-ID.",
    ),
    ("email", "Corrects"): (
        "भेजा गया मेल बदला नहीं जा सकता; सुधार एक नए मेल से जाता है।",
        "A mail that was sent cannot be changed; a correction goes as a new mail.",
    ),
    ("email", "Deletes"): (
        "भेजा गया मेल वापस नहीं लिया जा सकता; जो अभी नहीं गए, वे रोक दिए जाते हैं।",
        "A mail that was sent cannot be taken back; those that have not left yet are stopped.",
    ),
    ("email", "Reposts"): (
        "हर कार्यालय अपने सदस्यों को स्वयं लिखता है।",
        "Each office writes to its own subscribers.",
    ),
    ("email", "Measures"): (
        "खोलने की जासूसी नहीं होती; भेजे गए, लौटे और सदस्यता छोड़ने वाले गिने जाते हैं।",
        "Nobody is spied on when opening a mail; what was sent, what came back and who left is counted.",
    ),
    ("email", "Listens"): (
        "उत्तर प्रेषक के मेलबॉक्स में आते हैं; उन्हें वहीं पढ़ें।",
        "Answers arrive in the sender's mailbox; read them there.",
    ),
    ("email", "Replies"): (
        "मेल का उत्तर कार्यालय के मेल-प्रोग्राम से दें।",
        "Answer a mail in the office's own mail program.",
    ),
    ("email", "Hides"): (
        "मेल पर सार्वजनिक टिप्पणी नहीं होती।",
        "There are no public remarks beneath a mail.",
    ),
    ("email", "Lists"): (
        "मेल-प्रोग्राम से सीधे भेजे मेल निजी पत्राचार हो सकते हैं; वे पढ़े नहीं जाते।",
        "What is sent from a mail program may be somebody's correspondence; it is not read.",
    ),
    ("email", "TellsQuota"): (
        "SMTP शेष सीमा नहीं बताता; सीमा पूरी होने पर 4.7.x कोड आता है और बाद में भेजा जाता है।",
        "SMTP tells no limit; at its end a 4.7.x code comes, and the rest goes later.",
    ),
    ("email", "Refreshes"): (
        "पासवर्ड अपने आप नहीं बीतता; बदलने पर संरक्षक फिर जोड़ते हैं।",
        "A password does not run out by itself; the custodian connects anew when it is changed.",
    ),
}
# What is asked for and is no account of any connector: what we do there, in Hindi and in English.
BEYOND: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        "WhatsApp समूह · groups",
        (
            "API से जिले के समूहों में नहीं लिखा जा सकता (अधिकतम 8 सदस्य; Groups API, जून 2026)। सहायता-प्राप्त "
            "साझाकरण: अधिकारी पोस्ट के पन्ने से पाठ और चित्र लेकर अपने फ़ोन से साझा करते हैं; 'साझा किया' की पंजी "
            "समूह-पंजी के साथ आएगी।",
            "The API cannot write in a district's groups (at most 8 members; Groups API, June 2026). "
            "Assisted sharing: an officer takes text and picture from the post's page and shares them; "
            "confirming it comes with the register of groups.",
        ),
    ),
    (
        "WhatsApp चैनल · channels",
        (
            "चैनलों का कोई API नहीं है (2026)। वहाँ भी सहायता-प्राप्त साझाकरण: अधिकारी तैयार पाठ और चित्र स्वयं डालते हैं।",
            "There is no API for channels (2026). Assisted sharing there too: an officer posts the prepared "
            "text and picture by hand.",
        ),
    ),
)
