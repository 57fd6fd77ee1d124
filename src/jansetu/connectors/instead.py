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
    ("mastodon", "Lists"): (
        "अभी नहीं जुड़ा; मंच के ऐप में देखें।",
        "Not connected yet; look in the platform's own app.",
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
        "टोकन अपने आप नहीं बीतता, या संरक्षक फिर जोड़ते हैं।",
        "Its token does not run out by itself, or the custodian connects it anew.",
    ),
    ("bluesky", "Lists"): (
        "अभी नहीं जुड़ा; मंच के ऐप में देखें।",
        "Not connected yet; look in the platform's own app.",
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
        "टोकन अपने आप नहीं बीतता, या संरक्षक फिर जोड़ते हैं।",
        "Its token does not run out by itself, or the custodian connects it anew.",
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
}
