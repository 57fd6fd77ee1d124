"""The words by which parts of a news page are known that are not the report; matched by their search keys."""

from __future__ import annotations

from jansetu.core.text.normalise import search_key

REASONS = {
    "advertisement": ("विज्ञापन की पंक्ति।", "An advertisement line."),
    "also_read": ("दूसरी ख़बर की कड़ी (यह भी पढ़ें)।", "A pointer to another story (also read)."),
    "byline": (
        "पृष्ठ पर छपा नाम या स्थान, समाचार का भाग नहीं।",
        "A name or place printed on the page, not in the report.",
    ),
    "comments": ("टिप्पणी का फ़ॉर्म।", "A comment form."),
    "copyright": ("वेबसाइट की सर्वाधिकार सूचना।", "The site's copyright notice."),
    "date": ("वेबसाइट की तारीख़ या समय।", "The site's date or time."),
    "letterhead": (
        "पत्रशीर्ष या पत्र क्रमांक, समाचार का भाग नहीं।",
        "A letterhead or file number, not in the report.",
    ),
    "navigation": ("वेबसाइट की मार्ग-पंक्ति या बटन।", "The site's breadcrumb or button."),
    "page_title": ("ब्राउज़र में दिखने वाला पृष्ठ का शीर्षक।", "The page's title as the browser shows it."),
    "photo_credit": ("फ़ोटो का श्रेय।", "A photo credit."),
    "picture": ("चित्र की फ़ाइल का नाम।", "The name of a picture file."),
    "related": ("दूसरी ख़बरों की सूची।", "A list of other stories."),
    "repeated_title": ("शीर्षक दोबारा आया है।", "The headline a second time."),
    "section": ("वेबसाइट के खंड का नाम या लेबल।", "The site's section or label."),
    "separator": ("विभाजक रेखा।", "A separating line."),
    "sharing": ("साझा करने या जुड़ने के बटन।", "Buttons to share or follow."),
    "slot": ("वेबसाइट का तकनीकी नाम, पाठ नहीं।", "A technical name from the site, no text."),
    "weather": ("वेबसाइट का मौसम।", "The site's weather."),
}

# With these words a government office heads its own notes.
LETTERHEADS = """
press note | press release | कार्यालय | जनसम्पर्क कार्यालय | जिला जनसम्पर्क | जिला सूचना
| सूचना एवं जनसम्पर्क | सूचना एवं लोक सम्पर्क | जनसम्पर्क विभाग
| जनसम्पर्क संचालनालय | क्रमांक | पत्र क्रमांक | पत्रांक | प्रेस नोट | प्रेस विज्ञप्ति | समाचार क्रमांक
"""
WHOLE_LINES = {
    "advertisement": "advertisement | advertisements | ad | ads | sponsored | sponsored content | promoted"
    " | विज्ञापन | प्रायोजित | story continues below this ad | article continues below advertisement",
    "comments": "leave a reply | leave a comment | post a comment | add a comment | write a comment"
    " | comments | no comments | cancel reply | your email address will not be published"
    " | required fields are marked | comment | submit comment | post comment | login to comment"
    " | save my name email and website in this browser for the next time i comment"
    " | please enter your comment | please enter your name here | टिप्पणी करें | टिप्पणी लिखें"
    " | अपनी टिप्पणी दें | अपनी प्रतिक्रिया दें | प्रतिक्रिया दें | कमेंट करें | एक टिप्पणी छोड़ें | उत्तर छोड़ें",
    "navigation": "home | menu | search | next | previous | next story | previous story | next post"
    " | previous post | next article | previous article | read more | view all | see all | load more"
    " | show more | back to top | skip to content | login | sign in | subscribe | print | होम | मुख्य पृष्ठ"
    " | और पढ़ें | पूरा पढ़ें | सभी देखें | अगली ख़बर | पिछली ख़बर | अगला लेख | पिछला लेख | खोजें",
    "related": "related news | related articles | related posts | related stories | latest articles"
    " | latest news | latest posts | latest stories | recommended news | recommended | recommended for you"
    " | recommended stories | trending | trending news | trending now | trending videos | most read"
    " | most popular | popular posts | popular news | more stories | more news | more from author"
    " | you may like | you may also like | you might also like | must read | top stories | top news"
    " | don't miss | editor's picks | recent posts | latest videos | web stories | photo gallery"
    " | सम्बन्धित समाचार | सम्बन्धित ख़बरें | सम्बन्धित लेख | ताज़ा समाचार | ताज़ा ख़बरें | ताज़ा लेख"
    " | अन्य ख़बरें | अन्य समाचार | और ख़बरें | बड़ी ख़बरें | मुख्य समाचार | मुख्य ख़बरें | लोकप्रिय ख़बरें"
    " | लोकप्रिय | सबसे ज़्यादा पढ़े गए | सबसे ज़्यादा पढ़ी गईं | सबसे अधिक पढ़े गए | सर्वाधिक पढ़े गए"
    " | ट्रेंडिंग | ट्रेंडिंग वीडियो | ट्रेंडिंग न्यूज़ | ट्रेंडिंग ख़बरें | यह भी देखें | वेब स्टोरी | वेब स्टोरीज"
    " | फोटो गैलरी | वीडियो गैलरी | आपके लिए | चर्चित ख़बरें | हमारी पसन्द",
    "sharing": "share | share this | share this article | share this post | share this story | share on"
    " | share via | follow us | follow us on | like this | copy link | link copied | join us"
    " | शेयर करें | साझा करें | इसे साझा करें | हमें फॉलो करें | फॉलो करें | लिंक कॉपी करें",
}
# These stand before a colon or dash, with the foreign headline or name behind it on the same line.
OPENINGS = {
    "also_read": "also read | read also | also see | read this too | must read | यह भी पढ़ें | ये भी पढ़ें"
    " | यह भी पढ़े | ये भी पढ़े | इसे भी पढ़ें | इसे भी पढ़े | इन्हें भी पढ़ें | यह भी देखें | ये भी देखें | और पढ़ें",
    "photo_credit": "photo credit | image credit | photo source | image source | photo courtesy | photo by"
    " | pic credit | file photo | फोटो साभार | फोटो क्रेडिट | चित्र साभार | फोटो स्रोत | फाइल फोटो | साभार",
    "navigation": "tags | tag | topics | filed under | categories | posted in | टैग | टैग्स",
}
NETWORK_WORDS = (
    "facebook twitter x whatsapp telegram linkedin pinterest instagram youtube reddit email e-mail mail print"
    " sms messenger share tweet koo threads copy link on via follow and us like by this"
    " फेसबुक ट्विटर व्हाट्सएप वॉट्सऐप टेलीग्राम शेयर"
)
NETWORKS = frozenset(NETWORK_WORDS.split())


def _keys(table: dict[str, str]) -> dict[str, str]:
    return {search_key(words): code for code, all_words in table.items() for words in all_words.split(" | ")}


LETTERHEAD_KEYS = tuple(search_key(words) for words in LETTERHEADS.split("|"))
WHOLE_LINE_KEYS = _keys(WHOLE_LINES)
OPENING_KEYS = _keys(OPENINGS)
