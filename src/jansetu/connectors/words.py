"""What an author or custodian reads when a platform did not do what was asked; never the platform's words."""

from __future__ import annotations

# code: (Hindi, English); {platform} is the platform's label.
SAYINGS: dict[str, tuple[str, str]] = {
    "refused_connection": (
        "{platform} से संपर्क नहीं हो सका। कुछ प्रकाशित नहीं हुआ; थोड़ी देर में फिर कोशिश होगी।",
        "{platform} could not be reached. Nothing was published; it will be tried again shortly.",
    ),
    "address_refused": (
        "इस चैनल का सर्वर-पता यहाँ से अनुमत नहीं है। चैनल के कनेक्शन में पता जाँचें।",
        "This channel's server address may not be reached from here. Check it in the channel's connection.",
    ),
    "lost_answer": (
        "{platform} का उत्तर नहीं पहुँचा। पोस्ट छपी या नहीं, यह {platform} पर देखकर तय होगा।",
        "The answer of {platform} was lost. Whether the post is out will be looked up on {platform}.",
    ),
    "no_answer": (
        "{platform} ने उत्तर नहीं दिया; थोड़ी देर में फिर कोशिश होगी।",
        "{platform} did not answer; it will be tried again shortly.",
    ),
    "server_trouble": (
        "{platform} के सर्वर में अभी दिक्कत है।",
        "The servers of {platform} are in trouble at the moment.",
    ),
    "unexpected_answer": (
        "{platform} का उत्तर समझ में नहीं आया।",
        "The answer of {platform} could not be understood.",
    ),
    "blocked": (
        "{platform} तक का रास्ता बीच में रोका गया। कुछ प्रकाशित नहीं हुआ; फिर कोशिश होगी।",
        "The way to {platform} was barred. Nothing was published; it will be tried again.",
    ),
    "token_refused": (
        "{platform} ने इस चैनल की अनुमति (टोकन) स्वीकार नहीं की। चैनल को फिर से जोड़ें।",
        "{platform} did not accept this channel's token. Connect the channel again.",
    ),
    "grant_refused": (
        "{platform} ने यह अनुमति नहीं मानी: वह बीत गई, काम में आ चुकी या वापस ली जा चुकी है। मंच पर जाकर फिर जोड़ें।",
        "{platform} did not take this grant: it is over, used or taken back. Connect again on the platform.",
    ),
    "app_refused": (
        "{platform} ने हमारे ऐप को नहीं माना। “ऐप” पन्ने पर उसकी पहचान और गुप्त मान जाँचें।",
        "{platform} did not accept our app. Check its client id and secret on the page of apps.",
    ),
    "not_permitted": (
        "{platform} पर इस चैनल को यह काम करने की अनुमति नहीं है। खाते की स्थिति और ऐप की अनुमतियाँ जाँचें।",
        "{platform} does not permit this channel to do this. Check the account's standing and permissions.",
    ),
    "other_account": (
        "यह टोकन {platform} के किसी दूसरे खाते का है। खाता-संख्या और टोकन एक ही खाते के भरें।",
        "This token belongs to another account of {platform}. Give the number and the token of one account.",
    ),
    "credits_used_up": (
        "{platform} के ऐप का शुल्क-शेष समाप्त है। शेष भरवाएँ, फिर चैनल चालू करें।",
        "The app's credits at {platform} are used up. Top them up, then let the channel go on.",
    ),
    "rate_limited": (
        "{platform} की गति-सीमा पूरी हो गई। समय आने पर अपने-आप भेजा जाएगा।",
        "The rate limit of {platform} is used up. It will be sent by itself when the time comes.",
    ),
    "rejected": (
        "{platform} ने यह सामग्री अस्वीकार की। पाठ, लिंक और चित्र जाँचकर दोबारा भेजें।",
        "{platform} refused this content. Check the text, the links and the pictures, and send it anew.",
    ),
    "too_large": (
        "{platform} के लिए यह सामग्री बहुत बड़ी है। पाठ या चित्र छोटा करें।",
        "This is too large for {platform}. Shorten the text or take a smaller picture.",
    ),
    "not_there": (
        "{platform} पर यह नहीं मिला।",
        "{platform} does not know it.",
    ),
    "duplicate": (
        "{platform} ने इसे या तो दोहराव माना है या मना किया है। संभव है कि पोस्ट पहले ही छप चुकी हो; खाते पर देखें।",
        "{platform} took this for a repeat or forbade it. The post may already be out; look at the account.",
    ),
    "picture_unreadable": (
        "चित्र की फ़ाइल नहीं पढ़ी जा सकी। कुछ प्रकाशित नहीं हुआ।",
        "The picture's file could not be read. Nothing was published.",
    ),
    "picture_processing": (
        "{platform} अभी चित्र तैयार कर रहा है; थोड़ी देर में फिर कोशिश होगी।",
        "{platform} is still preparing the picture; it will be tried again shortly.",
    ),
    "film_unreadable": (
        "वीडियो की फ़ाइल नहीं पढ़ी जा सकी। कुछ प्रकाशित नहीं हुआ।",
        "The film's file could not be read. Nothing was published.",
    ),
    "film_processing": (
        "{platform} अभी वीडियो तैयार कर रहा है; छपी या नहीं, यह {platform} पर देखकर तय होगा।",
        "{platform} is still preparing the film; whether it is out will be looked up on {platform}.",
    ),
    "film_waits": (
        "{platform} अभी वीडियो तैयार कर रहा है। कुछ प्रकाशित नहीं हुआ; थोड़ी देर में फिर कोशिश होगी।",
        "{platform} is still preparing the film. Nothing was published; it will be tried again shortly.",
    ),
    "film_limit": (
        "{platform} पर इस खाते के वीडियो की आज की सीमा पूरी हो गई। कुछ प्रकाशित नहीं हुआ; बाद में फिर कोशिश होगी।",
        "The account's films for today are used up on {platform}. Nothing was published; it is tried later.",
    ),
    "film_forbidden": (
        "{platform} इस खाते से वीडियो नहीं लेता। खाते का ई-मेल सत्यापित करें, फिर भेजें।",
        "{platform} takes no film of this account. Confirm the account's e-mail address and send it anew.",
    ),
    "film_lost": (
        "{platform} को चढ़ाया हुआ वीडियो अब नहीं मिलता। दोबारा भेजें।",
        "{platform} no longer knows the film that was uploaded. Send it anew.",
    ),
    "no_renewal": (
        "इस चैनल के पास नवीकरण का टोकन नहीं है। {platform} के पृष्ठ से चैनल को फिर से जोड़ें।",
        "This channel has no token to renew itself with. Connect it again by the page of {platform}.",
    ),
    "film_refused": (
        "{platform} ने यह वीडियो नहीं लिया। फ़ाइल का प्रकार, लंबाई और आकार जाँचकर दोबारा भेजें।",
        "{platform} did not take this film. Check its kind, length and size, and send it anew.",
    ),
    "no_film_here": (
        "{platform} पर उत्तर में वीडियो नहीं जा सकता। वीडियो हटाकर फिर भेजें।",
        "An answer on {platform} takes no film. Leave the film out and send it anew.",
    ),
    "comment_too_long": (
        "{platform} पर टिप्पणी 300 अक्षर तक ही हो सकती है। कुछ प्रकाशित नहीं हुआ; टिप्पणी छोटी करें।",
        "A comment on {platform} has at most 300 characters. Nothing was published; shorten it.",
    ),
    "film_needed": (
        "{platform} पर वीडियो के बिना पोस्ट नहीं जाती। वीडियो जोड़कर फिर भेजें।",
        "{platform} takes no post without a film. Add one and send it anew.",
    ),
    "film_not_taken": (
        "{platform} अभी वीडियो आगे नहीं ले रहा; कुछ प्रकाशित नहीं हुआ, थोड़ी देर में वहीं से आगे चढ़ेगा।",
        "{platform} takes no more of the film just now; nothing was published. It goes on shortly.",
    ),
    "film_not_open": (
        "वीडियो {platform} पर है, पर अभी टिप्पणी नहीं लेता; पहली टिप्पणी थोड़ी देर में जाएगी।",
        "The film is on {platform} but takes no comments yet; the first comment follows shortly.",
    ),
    "words_not_taken": (
        "{platform} ने शीर्षक, विवरण या हैशटैग नहीं लिए। < और > हटाएँ, लंबाई जाँचें और दोबारा भेजें।",
        "{platform} did not take title, description or tags. Remove < and >, check lengths, send it anew.",
    ),
    "comments_closed": (
        "{platform} पर इस वीडियो की टिप्पणियाँ बंद हैं। उन्हें {platform} पर खोलें, या टिप्पणी छोड़ दें।",
        "Comments are closed on this film at {platform}. Open them there, or leave the comment out.",
    ),
    "uploads_used_up": (
        "{platform} ने इस चैनल के आज के वीडियो पूरे माने; एक दिन बाद अपने-आप भेजा जाएगा।",
        "{platform} takes no more films from this channel today; it will be sent by itself in a day.",
    ),
    "no_view": (
        "{platform} का यह सर्वर आँकड़े और टिप्पणियाँ नहीं बताता; सर्वर के संचालक से AppView जोड़ने को कहें।",
        "This server of {platform} tells no figures and no remarks; ask its operator to connect an AppView.",
    ),
    "picture_needed": (
        "{platform} पर चित्र या वीडियो के बिना पोस्ट नहीं जाती। एक जोड़कर फिर भेजें।",
        "{platform} takes no post without a picture or a film. Add one and send it anew.",
    ),
    "picture_unfetched": (
        "{platform} हमारे पते से चित्र नहीं ले सका। कुछ प्रकाशित नहीं हुआ; फिर कोशिश होगी। "
        "प्रशासक देखें कि सार्वजनिक पता इंटरनेट से खुलता है।",
        "{platform} could not fetch the picture from our address. Nothing was published; it will be tried "
        "again. The administrator should check that the public address opens from the internet.",
    ),
    "not_ready": (
        "{platform} ने कहा कि पोस्ट अभी तैयार नहीं है; {platform} पर देखकर तय होगा।",
        "{platform} says that the post is not ready; what became of it will be looked up on {platform}.",
    ),
    "not_listed_yet": (
        "{platform} कहता है कि पोस्ट छप गई, पर खाते की सूची में अभी नहीं दिखती; फिर देखा जाएगा।",
        "{platform} says that the post is out, but does not list it yet; it will be looked up again.",
    ),
    "no_pictures_here": (
        "{platform} पर उत्तर में चित्र नहीं जा सकता। चित्र हटाकर फिर भेजें।",
        "An answer on {platform} takes no picture. Leave the picture out and send it anew.",
    ),
    "picture_lost": (
        "{platform} चढ़ाए गए चित्र को नहीं पहचानता। पोस्ट दोबारा भेजें।",
        "{platform} does not know the uploaded picture. Send the post anew.",
    ),
    "chat_not_found": (
        "{platform} पर यह चैनल नहीं मिला। चैनल का नाम जाँचें और बॉट को उसका प्रशासक बनाएँ।",
        "{platform} does not know this channel. Check its name and make the bot its administrator.",
    ),
    "chat_moved": (
        "{platform} ने इस समूह की संख्या बदल दी है। नई संख्या के साथ फिर से जोड़ें।",
        "{platform} gave this group a new number. Connect it again with the new number.",
    ),
    "not_a_channel": (
        "{platform} पर यह चैनल नहीं, समूह या व्यक्ति है। सार्वजनिक चैनल का नाम भरें।",
        "On {platform} this is a group or a person and no channel. Give the name of a channel.",
    ),
    "hook_refused": (
        "{platform} हमारा पता नहीं मानता। वह https से और बाहर से खुलना चाहिए (jansetu doctor जाँचता है)।",
        "{platform} does not take our address. It must open from outside, by https (see jansetu doctor).",
    ),
    "unchanged": (
        "{platform} पर पाठ पहले से यही है।",
        "On {platform} the text is this already.",
    ),
    "caption_too_long": (
        "{platform} पर चित्र के साथ का पाठ 1,024 अक्षर तक ही सुधारा जा सकता है। पाठ छोटा करें।",
        "On {platform} the text beneath a photo can be corrected up to 1,024 characters. Shorten it.",
    ),
    "cannot_be_deleted": (
        "{platform} ने हटाने नहीं दिया: 48 घंटे से पुरानी पोस्ट बॉट नहीं हटा सकता। {platform} ऐप में स्वयं हटाएँ।",
        "{platform} did not let it be deleted: a bot may only for 48 hours. Delete it in the app by hand.",
    ),
    "not_now": (
        "मेल सर्वर ने अभी नहीं लिया; कुछ नहीं भेजा गया। थोड़ी देर में फिर कोशिश होगी।",
        "The mail server did not take it now; nothing was sent. It will be tried again shortly.",
    ),
    "not_secure": (
        "मेल सर्वर सुरक्षित (TLS) संपर्क नहीं देता, इसलिए पासवर्ड नहीं भेजा गया। सर्वर का पता जाँचें।",
        "The mail server offers no secure line (TLS), so no password was sent. Check the server's address.",
    ),
    "login_refused": (
        "मेल सर्वर ने उपयोगकर्ता-नाम या पासवर्ड स्वीकार नहीं किया। चैनल को फिर से जोड़ें।",
        "The mail server did not accept the user or the password. Connect the channel again.",
    ),
    "sender_refused": (
        "मेल सर्वर इस प्रेषक-पते से भेजने नहीं देता। पता जाँचें या मेल-प्रशासक से अनुमति लें।",
        "The mail server does not let this sender's address send. Check it or ask the mail administrator.",
    ),
    "recipient_missing": (
        "इस संदेश का कोई प्राप्तकर्ता नहीं है; मेल सदस्यों को एक-एक कर जाता है।",
        "This message has no recipient; mail goes to each subscriber.",
    ),
    "address_dead": (
        "यह पता है ही नहीं; इस पर अब कुछ नहीं भेजा जाएगा।",
        "There is no such address; nothing will be sent to it any more.",
    ),
    "recipient_refused": (
        "प्राप्तकर्ता के मेल सर्वर ने लेने से मना किया।",
        "The recipient's mail server refused to take it.",
    ),
    "mailbox_full": (
        "प्राप्तकर्ता का मेलबॉक्स भरा है।",
        "The recipient's mailbox is full.",
    ),
    "not_delivered": (
        "मेल प्राप्तकर्ता तक नहीं पहुँचा।",
        "The mail did not reach its recipient.",
    ),
    "complaint": (
        "प्राप्तकर्ता ने इसे अवांछित बताया; उन्हें आगे न भेजें।",
        "The recipient reported it as unwanted; send them no more.",
    ),
    "window_closed": (
        "24 घंटे की बातचीत-अवधि बीत चुकी है; अब केवल स्वीकृत साँचा भेजा जा सकता है।",
        "The 24 hours of the talk are over; now only an approved template can be sent.",
    ),
    "undeliverable": (
        "{platform} इस नंबर तक नहीं पहुँचा सका: नंबर {platform} पर नहीं है, ऐप पुराना है, या नई शर्तें नहीं मानी गई हैं।",
        "{platform} could not deliver: the number is not on it, its app is old, or its terms are.",
    ),
    "opted_out": (
        "सदस्य ने {platform} में आपके प्रचार-संदेश बंद कर दिए हैं; उन्हें ऐसे संदेश न भेजें।",
        "The subscriber has stopped your marketing messages on {platform}; send them none.",
    ),
    "held_back": (
        "{platform} ने यह प्रचार-संदेश नहीं पहुँचाया, क्योंकि सदस्य को हाल में बहुत ऐसे संदेश मिले हैं। एक दिन बाद भेजें।",
        "{platform} held this message back: the person got many of the kind lately. Wait a day at least.",
    ),
    "too_many_complaints": (
        "लोगों ने इस नंबर के बहुत-से संदेश रोके या शिकायत की, इसलिए {platform} ने भेजना सीमित किया है। "
        "गुणवत्ता WhatsApp Manager में देखें।",
        "Too many people blocked or reported this number, so {platform} limits it. See its quality.",
    ),
    "payment_due": (
        "{platform} के व्यवसाय-खाते में भुगतान की समस्या है। WhatsApp Manager में भुगतान-विधि ठीक करें, फिर चैनल चालू करें।",
        "Payment at {platform} has failed. Mend it in WhatsApp Manager, then let the channel go on.",
    ),
    "account_locked": (
        "{platform} ने यह व्यवसाय-खाता प्रतिबंधित किया है। WhatsApp Manager में कारण देखकर अपील करें।",
        "{platform} has restricted this business account. See why in WhatsApp Manager, and appeal.",
    ),
    "number_not_registered": (
        "यह नंबर {platform} के Cloud API में पंजीकृत नहीं है। WhatsApp Manager में पंजीकृत करें।",
        "This number is not registered for the Cloud API of {platform}. Register it in WhatsApp Manager.",
    ),
    "maintenance": (
        "{platform} इस खाते में अभी बदलाव कर रहा है; कुछ नहीं भेजा गया। थोड़ी देर में फिर कोशिश होगी।",
        "{platform} is working on this account; nothing was sent. It will be tried again shortly.",
    ),
    "own_number": (
        "यह नंबर भेजने वाले का अपना ही है।",
        "This is the sender's own number.",
    ),
    "not_a_test_number": (
        "यह {platform} का परीक्षण-नंबर है, जो केवल पहले से जोड़े गए लोगों को लिख सकता है।",
        "This is a test number of {platform}, which writes only to people added beforehand.",
    ),
    "number_missing": (
        "प्राप्तकर्ता का फ़ोन नंबर नहीं है या सही नहीं है।",
        "The recipient's number is missing or is none.",
    ),
    "media_refused": (
        "{platform} ने चित्र या वीडियो नहीं लिया। फ़ाइल का प्रकार और आकार जाँचें।",
        "{platform} did not take the picture or film. Check its kind and size.",
    ),
    "template_unknown": (
        "{platform} पर यह साँचा इस भाषा में नहीं है या स्वीकृत नहीं है। साँचे दोबारा पढ़ें।",
        "{platform} has no such approved template in this language. Read the templates again.",
    ),
    "template_places": (
        "साँचे के स्थानों में भरे शब्द मेल नहीं खाते: संख्या, नई पंक्ति, टैब या चार से अधिक खाली स्थान जाँचें।",
        "What fills the template's places does not fit: check its number, line breaks, tabs and long gaps.",
    ),
    "template_too_long": (
        "भरने के बाद साँचे का पाठ बहुत लंबा है। पाठ छोटा करें।",
        "The template is too long with its places filled. Shorten the text.",
    ),
    "template_policy": (
        "साँचे में भरा पाठ {platform} की नीति के विरुद्ध है।",
        "What fills the template's places is against the policy of {platform}.",
    ),
    "template_paused": (
        "{platform} ने यह साँचा कम गुणवत्ता के कारण कुछ समय के लिए रोक दिया है। दूसरा साँचा चुनें।",
        "{platform} has paused this template for its low quality. Choose another.",
    ),
    "template_disabled": (
        "{platform} ने यह साँचा बंद कर दिया है। दूसरा साँचा स्वीकृत कराएँ।",
        "{platform} has disabled this template. Have another one approved.",
    ),
    "message_failed": (
        "{platform} संदेश नहीं पहुँचा सका।",
        "{platform} could not deliver the message.",
    ),
}


def say(code: str, platform: str) -> tuple[str, str]:
    """The Hindi and the English sentence of a code."""
    hi, en = SAYINGS[code]
    return hi.format(platform=platform), en.format(platform=platform)
