"""What an examination found wrong, each with the next step in words, worst first. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jansetu.channels.calls import Calls
from jansetu.channels.doctor import Examination, Token
from jansetu.channels.models import Channel

CLOCK_OFF = timedelta(seconds=30)  # half of what a look for a lost answer allows a platform's clock
WEEK, MONTH = 7, 30  # days

# Worst first: nothing can be read, nothing goes out, something stands still, something will go wrong.
ORDER = (
    "key_missing",
    "hacked",
    "other_account",
    "refused",
    "expired",
    "standing_still",
    "malformed",
    "no_sandbox",
    "defect",
    "no_answer",
    "too_slow",
    "works_again",
    "expires_in_a_week",
    "clock_off",
    "calls_not_public",
    "calls_do_not_arrive",
    "custodian_vacant",
    "in_private_hands",
    "limited",
    "quota_used_up",
    "in_doubt",
    "never_called",
    "not_connected",
    "expires_in_a_month",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """One thing that is wrong; `needs_person`: it does not mend by waiting."""

    code: str
    needs_person: bool = True
    hi: str
    en: str


OF_TOKENS = {
    Token.KEY_MISSING: (
        "इस चैनल की मुहर किसी कुंजी से नहीं खुलती: JANSETU_KEYS में पुरानी कुंजी लौटाएँ; न मिले तो चैनल को फिर से जोड़ें।",
        "No key opens this channel's seal: put the old key back into JANSETU_KEYS; if it is lost, connect "
        "the channel anew.",
    ),
    Token.OTHER_ACCOUNT: (
        "टोकन किसी दूसरे खाते का है: चैनल को उसके अपने खाते के टोकन से फिर जोड़ें।",
        "The token is another account's: connect the channel anew with its own account's token.",
    ),
    Token.REFUSED: (
        "मंच ने टोकन नहीं माना ({code}): मंच पर नया टोकन बनाएँ और चैनल को फिर से जोड़ें।",
        "The platform refused the token ({code}): make a new one there and connect the channel anew.",
    ),
    Token.MALFORMED: (
        "सहेजे गए मान अब अधूरे हैं ({code}): चैनल को फिर से जोड़ें।",
        "What is kept is no longer complete ({code}): connect the channel anew.",
    ),
    Token.NO_SANDBOX: (
        "अभ्यास मंच चालू नहीं हैं: JANSETU_SANDBOX में उनका पता दें, या `jansetu up` से सब चालू करें।",
        "The practice platforms are not running: give their address in JANSETU_SANDBOX, or start all with "
        "`jansetu up`.",
    ),
    Token.NO_ANSWER: (
        "मंच से ठीक उत्तर नहीं मिला ({code}): कुछ मिनट बाद फिर जाँचें; फिर भी न मिले तो नेटवर्क और मंच का स्थिति-पृष्ठ देखें।",
        "The platform gave no good answer ({code}): look again in some minutes; if it stays so, look at the "
        "network and at the platform's status page.",
    ),
    Token.TOO_SLOW: (
        "मंच ने समय पर उत्तर नहीं दिया: कुछ मिनट बाद, या अधिक --timeout देकर फिर जाँचें।",
        "The platform did not answer in time: look again in some minutes, or with a longer --timeout.",
    ),
    Token.DEFECT: (
        "हमारे कनेक्टर में दोष है ({code}): यह पंक्ति जनसेतु के देखभाल-कर्ताओं को भेजें।",
        "Our connector has a defect ({code}): send this line to whoever looks after Jansetu.",
    ),
    Token.LIMITED: (
        "मंच ने अभी और पूछने से रोका है: अपने-आप ठीक होगा, बाद में फिर जाँचें।",
        "The platform wants to be asked later: it passes by itself, look again after a while.",
    ),
}


def troubles_of(examination: Examination, now: datetime) -> list[Trouble]:
    """What is wrong with the channel itself, in no order."""
    found: list[Trouble] = []
    if examination.finding.token in OF_TOKENS:
        hi, en = (text.format(code=examination.finding.code) for text in OF_TOKENS[examination.finding.token])
        waits = examination.finding.token != Token.LIMITED
        found.append(Trouble(code=examination.finding.token, needs_person=waits, hi=hi, en=en))
    found += _of_state(examination)
    found += _of_expiry(examination, now)
    found += _of_clock(examination)
    found += _of_custody(examination)
    return found


def troubles_of_calls(channel: Channel, calls: Calls | None) -> list[Trouble]:
    """What keeps the platform's calls from arriving; a practice platform finds its way by itself."""
    if calls is None or channel.practice or channel.state != Channel.State.CONNECTED:
        return []
    if not calls.is_public:
        return [Trouble(code="calls_not_public", hi=NOT_PUBLIC[0], en=NOT_PUBLIC[1])]
    if not calls.answers:
        return [Trouble(code="calls_do_not_arrive", hi=NO_ARRIVAL[0], en=NO_ARRIVAL[1])]
    if calls.last_heard_at is None:
        address = calls.address or "—"
        said = (text.format(address=address) for text in NEVER)
        return [Trouble(code="never_called", needs_person=False, hi=next(said), en=next(said))]
    return []


NOT_PUBLIC = (
    "मंच यहाँ सूचना नहीं भेज सकता: JANSETU_PUBLIC_URL में https वाला सार्वजनिक पता दें।",
    "The platform cannot call here: give a public https address in JANSETU_PUBLIC_URL.",
)
NO_ARRIVAL = (
    "हमारा सार्वजनिक पता यहीं से उत्तर नहीं देता: DNS, प्रमाणपत्र और प्रॉक्सी देखें, और यह कि डेस्क चल रहा है।",
    "Our public address does not answer from here: look at DNS, certificate, proxy, and that the desk runs.",
)
NEVER = (
    "मंच ने अभी तक कोई सूचना नहीं भेजी। उसके ऐप में यह पता दर्ज करें: {address} (पता न हो तो पहले ऐप पंजीकृत करें)।",
    "The platform has never called. Enter this address in its app: {address} (none: register the app first).",
)


def worst_first(troubles: Iterable[Trouble]) -> list[Trouble]:
    """In the order in which they should be mended."""
    return sorted(troubles, key=lambda trouble: ORDER.index(trouble.code))


def _of_state(examination: Examination) -> list[Trouble]:
    state = examination.channel.state
    if state == Channel.State.HACKED:
        return [
            Trouble(
                code="hacked",
                hi="खाता हैक बताया गया है: मंच से खाता वापस लें, पासवर्ड और दूसरा कारक बदलें, फिर चैनल को जोड़ें।",
                en="The account was reported hacked: win it back on the platform, change its password and "
                "second factor, then connect the channel.",
            )
        ]
    if state == Channel.State.UNAUTHORIZED and examination.finding.token == Token.WORKS:
        return [
            Trouble(
                code="works_again",
                hi="टोकन फिर चल रहा है, पर चैनल रुका है: “जोड़ें” से फिर जोड़ें, तब रुकी पोस्ट जाएँगी।",
                en="The token works again, the channel is still stopped: connect it anew, then all goes out.",
            )
        ]
    if state == Channel.State.REGISTERED and examination.finding.token == Token.NONE:
        return [
            Trouble(
                code="not_connected",
                needs_person=False,
                hi="चैनल पंजीकृत है, जुड़ा नहीं: इससे प्रकाशित करना हो तो चैनल के पन्ने पर “जोड़ें”।",
                en="Registered and not connected: to publish through the channel, connect it on its page.",
            )
        ]
    return []


def _of_expiry(examination: Examination, now: datetime) -> list[Trouble]:
    left = examination.days_left(now)
    if left is None or left >= MONTH:
        return []
    if left < 0:
        return [
            Trouble(
                code="expired",
                hi="टोकन की अवधि बीत चुकी है: मंच पर नया टोकन बनाएँ और चैनल को फिर से जोड़ें।",
                en="The token's time is over: make a new one on the platform and connect the channel anew.",
            )
        ]
    soon = left < WEEK
    return [
        Trouble(
            code="expires_in_a_week" if soon else "expires_in_a_month",
            needs_person=soon,
            hi=f"टोकन {left} दिन में समाप्त होगा: उससे पहले नया टोकन बनाकर चैनल को फिर जोड़ें।",
            en=f"Days until the token ends: {left}. Before that make a new one and connect the channel anew.",
        )
    ]


def _of_clock(examination: Examination) -> list[Trouble]:
    ahead = examination.finding.ahead
    if ahead is None or abs(ahead) <= CLOCK_OFF:
        return []
    seconds = round(abs(ahead).total_seconds())
    hi, en = ("आगे", "ahead of") if ahead > timedelta(0) else ("पीछे", "behind")
    return [
        Trouble(
            code="clock_off",
            hi=f"इस मशीन की घड़ी मंच की घड़ी से {seconds} सेकंड {hi} है: समय-मिलान (NTP) चालू करें।",
            en=f"This machine's clock is {seconds} seconds {en} the platform's: synchronise its time (NTP).",
        )
    ]


PRIVATE = {
    "recovery_email": ("पुनर्प्राप्ति ई-मेल", "recovery e-mail"),
    "recovery_phone": ("पुनर्प्राप्ति फ़ोन", "recovery telephone"),
    "second_factor": ("दूसरा कारक", "second factor"),
}


def _of_custody(examination: Examination) -> list[Trouble]:
    found = []
    if examination.custodian_vacant:
        found.append(
            Trouble(
                code="custodian_vacant",
                hi="संरक्षक का पद खाली है: पद पर किसी को बैठाएँ, या चैनल का संरक्षक दूसरा पद बनाएँ।",
                en="No custodian position is filled: seat somebody, or make another position the custodian.",
            )
        )
    private = [PRIVATE[name] for name in examination.channel.in_private_hands]
    if private:
        hi, en = (", ".join(words) for words in zip(*private, strict=True))
        found.append(
            Trouble(
                code="in_private_hands",
                hi=f"निजी हाथों में: {hi}। मंच पर कार्यालय का ई-मेल, फ़ोन या उपकरण लगाएँ और रजिस्टर सुधारें।",
                en=f"In private hands: {en}. Give the platform the office's own and correct the register.",
            )
        )
    return found
