"""Why a delivery or a removal stands where it stands, in sentences for the desk. Codes never change."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """A stable code and its sentences."""

    code: str
    hi: str
    en: str

    def as_columns(self) -> dict[str, str]:
        """For an update."""
        return {"error_code": self.code, "error_hi": self.hi, "error_en": self.en}


NONE = Reason("", "", "")
WORKER_LOST = Reason(
    "worker_lost",
    "भेजते समय प्रेषक रुक गया; मंच पर देखा जा रहा है कि पोस्ट पहुँची या नहीं।",
    "The worker ended while it was sending; the platform is being asked whether the post arrived.",
)
EXPIRED = Reason(
    "expired",
    "समय पर नहीं जा सकी और अब पुरानी है; भेजना हो तो पोस्ट का समय फिर तय करें।",
    "It could not go out in time and is too old now; schedule the post again if it is still wanted.",
)
SOURCE_NOT_PUBLISHED = Reason(
    "source_not_published",
    "जिस पोस्ट को रीपोस्ट करना था वह प्रकाशित नहीं होगी।",
    "The post that it was to repost will not be published.",
)
SUPERSEDED = Reason("superseded", "नए अनुमोदित रूप ने इसकी जगह ली।", "A newly approved version took its place.")
SUPERSEDED_IN_TIME = Reason(
    "newer_occurrence",
    "अगले अवसर की पोस्ट ने इसकी जगह ली।",
    "The post's next occurrence took its place.",
)
RECURRENCE_ENDED = Reason(
    "recurrence_ended", "दोहराव रुका, इसलिए यह नहीं जाएगी।", "The recurrence ended, so this does not go out."
)
CHANNEL_AWAY = Reason(
    "channel_away",
    "चैनल जुड़ा नहीं है, इसलिए मंच पर देखा नहीं जा सकता; चैनल जोड़ें या स्वयं देखकर बताएँ।",
    "The channel is not connected, so the platform cannot be asked; connect it, or look and decide.",
)
CANNOT_TELL = Reason(
    "cannot_tell",
    "मंच का उत्तर अधूरा रहा; कृपया चैनल पर देखकर बताएँ कि पोस्ट प्रकाशित हुई या नहीं।",
    "The platform's answers were incomplete; please look at the channel and say whether it is published.",
)
UNREADABLE = Reason(
    "unreadable",
    "मंच एक दिन से पढ़ा नहीं जा सका; कृपया चैनल पर देखकर बताएँ।",
    "The platform could not be read for a day; please look at the channel and decide.",
)
CANNOT_BE_SEARCHED = Reason(
    "cannot_be_searched",
    "यह मंच खोजने नहीं देता; कृपया चैनल पर देखकर बताएँ।",
    "This platform cannot be searched; please look at the channel and decide.",
)
CREDENTIALS_UNREADABLE = Reason(
    "credentials_unreadable",
    "चैनल की पहचान खुल नहीं रही, इसलिए मंच से पूछा नहीं जा सकता; चैनल पर देखकर बताएँ।",
    "The channel's credentials do not open, so the platform cannot be asked; look and decide.",
)
DUPLICATE_UNSEEN = Reason(
    "duplicate_unseen",
    "मंच कहता है कि यही पाठ पहले से प्रकाशित है, पर हमें नहीं दिखा; चैनल पर देखकर बताएँ।",
    "The platform says that this text stands there already, and we do not see it; look and decide.",
)
THREAD_CUT = Reason(
    "thread_cut",
    "कड़ी के सब भाग नहीं गए: जो प्रकाशित हैं वे नीचे हैं। शेष मंच पर स्वयं जोड़ें, या प्रकाशित भाग हटाएँ।",
    "Not all parts of the thread went out: those that did are below. Add the rest by hand, or remove them.",
)
NO_REPORT = Reason(
    "no_report",
    "मंच ने आधे घंटे में नहीं बताया कि संदेश पहुँचा या नहीं; अपने-आप दोबारा नहीं जाएगा।",
    "For half an hour the platform has not told whether it arrived; it goes no second time by itself.",
)
TOKEN_RENEWING = Reason(
    "token_renewing",
    "टोकन की अवधि बीत गई थी; उसका नवीकरण हो रहा है, फिर अपने-आप जाएगा।",
    "The token had run out; it is being renewed, then this goes by itself.",
)
NEVER_PUBLISHED = Reason(
    "never_published", "प्रकाशित ही नहीं हुई थी।", "It was never published, so nothing had to be removed."
)
CHANGED = Reason(
    "content_changed",
    "अनुमोदन के बाद पाठ बदला; भूल-सुधार के लिए नया अनुमोदन चाहिए।",
    "The text changed after its approval; the correction needs a new approval.",
)
