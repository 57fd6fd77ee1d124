"""Subscribers join, confirm, leave and are erased. Nothing is sent to whoever did not ask, or has left."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import regex
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from jansetu.audit.operations import record
from jansetu.channels.addresses import MAIL_KINDS, clean_address, digest_of, evidence_digest, number_of
from jansetu.channels.keywords import wish_of
from jansetu.channels.models import Channel, Consent, Subscriber
from jansetu.connectors.contracts import Remark
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability

State = Subscriber.State
How = Consent.How
PORTAL, WORKER = Actor.system("portal"), Actor.system("worker")
SHORTEST = timedelta(hours=1)  # between two mails that ask the same address
CONFIRM_WITHIN = timedelta(days=7)
# "Customer service window", WhatsApp Business Platform, developers.facebook.com, read 25.11.2026.
TALK = timedelta(hours=24)
WORD = regex.compile(r"[\p{L}\p{N}]")
Heard = Literal["joined", "left", "talked", "unknown"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A consent given or taken back, and how that is known."""

    given: bool
    how: Consent.How
    evidence: str = ""
    at: datetime | None = None  # None: at this moment


def subscribe(channel: Channel, *, address: str, language: str, now: datetime) -> None:
    """Somebody typed an address into the public form: its owner is asked by mail. Tells nobody who is there.

    Only for mail: on WhatsApp the owner of a number writes the keyword.
    """
    cleaned = clean_address(channel, address)
    if channel.kind not in MAIL_KINDS or channel.state == Channel.State.CLOSED:
        raise Refusal("no_form", hi="यहाँ फ़ॉर्म से सदस्यता नहीं होती।", en="This list has no form.")
    with transaction.atomic():
        one, is_new = _held(channel, cleaned, language, State.PENDING, now)
        waits = one.lettered_at is not None and one.lettered_at > now - SHORTEST
        if one.state == State.ACTIVE or (waits and not is_new):
            return
        one.sealed, one.language = {"address": cleaned}, language
        one.state, one.changed_at, one.letter_due_at = State.PENDING, now, one.letter_due_at or now
        one.save(update_fields=["sealed", "language", "state", "changed_at", "letter_due_at"])
        _record("subscriber.asked", one, PORTAL, now, {"how": How.FORM.value})


def add_subscriber(
    channel: Channel,
    *,
    address: str,
    evidence: str,
    agreed_at: datetime,
    language: str = "hi",
    by: Actor,
    now: datetime,
) -> Subscriber:
    """Enter somebody whose consent an office holds on paper; `evidence` names the form or the register.

    Whoever left later than that paper says is not entered: they must ask themselves.
    """
    by.require(Capability.DESK, channel.unit, now=now)
    cleaned = clean_address(channel, address)
    check_evidence(evidence, agreed_at, now)
    with transaction.atomic():
        one, _ = _held(channel, cleaned, language, State.PENDING, now)
        refuse_left_later(_latest(one), agreed_at)
        if one.state != State.ACTIVE:
            one.sealed, one.language = {"address": cleaned}, language
            word = Word(given=True, how=How.REGISTER, evidence=evidence, at=agreed_at)
            _move(one, State.ACTIVE, word, "subscriber.joined", by, now)
    return one


def check_evidence(evidence: str, agreed_at: datetime, now: datetime) -> None:
    """Refuse a consent that nobody could prove."""
    if not WORD.search(evidence):
        raise Refusal(
            "evidence_missing",
            hi="सहमति का प्रमाण लिखें: फ़ॉर्म या पंजी क्रमांक।",
            en="Write what proves the consent: the number of the form or the register.",
        )
    if agreed_at > now:
        raise Refusal(
            "evidence_ahead", hi="सहमति का दिनांक आगे का है।", en="The date of the consent lies ahead."
        )


def refuse_left_later(latest: Consent | None, agreed_at: datetime) -> None:
    """A word taken back counts for more than an older paper."""
    if latest is not None and not latest.given and latest.at >= agreed_at:
        raise Refusal(
            "left_since",
            hi="इन्होंने सहमति के इस दिनांक के बाद सदस्यता छोड़ी है (या पता बंद है); वे स्वयं फिर जुड़ें।",
            en="They left after the date of this consent, or the address is dead; they must join themselves.",
        )


def confirm(token: str, *, notice: str = "", now: datetime) -> Subscriber | None:
    """The owner of the address says yes by the link in the mail; twice is once. None: no wish is open."""
    with transaction.atomic():
        one = _by_token(token)
        if one is None or one.state == State.ACTIVE:
            return one
        if one.state != State.PENDING or one.changed_at < now - CONFIRM_WITHIN:
            return None
        one.letter_due_at = None
        word = Word(given=True, how=How.LINK, evidence=notice)
        _move(one, State.ACTIVE, word, "subscriber.joined", PORTAL, now)
    return one


def leave(token: str, *, now: datetime) -> Subscriber | None:
    """One click, without a login; twice is once. None: no such subscriber."""
    with transaction.atomic():
        one = _by_token(token)
        if one is not None:
            _take_back(one, Word(given=False, how=How.LINK), PORTAL, now)
    return one


def take_out(one: Subscriber, *, reason: str, by: Actor, now: datetime) -> None:
    """The office was told by word or letter that somebody wants to hear no more."""
    by.require(Capability.DESK, one.channel.unit, now=now)
    with transaction.atomic():
        locked = Subscriber.objects.select_for_update(of=("self",)).select_related("channel").get(pk=one.pk)
        _take_back(locked, Word(given=False, how=How.REGISTER, evidence=reason), by, now)


def erase(one: Subscriber, *, by: Actor, now: datetime) -> None:
    """Destroy the address (DPDP Act 2023, section 12): what was sent to it stays counted, and no old list can
    bring it back. Of the consents' evidence a keyed digest stays.
    """
    by.require(Capability.REGISTER, one.channel.unit, now=now)
    with transaction.atomic():
        locked = Subscriber.objects.select_for_update(of=("self",)).select_related("channel").get(pk=one.pk)
        _take_back(locked, Word(given=False, how=How.REGISTER), by, now)
        for consent in Consent.objects.filter(subscriber=locked).exclude(evidence=""):
            if not consent.evidence.startswith("hmac:"):
                consent.evidence = evidence_digest(consent.evidence)
                consent.save(update_fields=["evidence"])
        Subscriber.objects.filter(pk=locked.pk).update(sealed=None, talk_until=None, letter_due_at=None)
        _record("subscriber.erased", locked, by, now, {})


def hear_message(channel: Channel, remark: Remark, now: datetime) -> Heard:
    """A message that somebody wrote to the channel: it opens the talk, and a keyword joins or leaves."""
    address = number_of(remark.author_id)
    said_at = min(remark.said_at or now, now)
    wish = wish_of(remark.text)
    with transaction.atomic():
        one = _found(channel, address)
        if one is None and wish != "join":
            return "unknown"
        one = one or _held(channel, address, "hi", State.PENDING, now)[0]
        _open_talk(one, said_at)
        latest = _latest(one)
        if not wish or (latest is not None and latest.at > said_at):
            return "talked"  # messages may come late: an older word does not undo a newer one
        word = Word(given=wish == "join", how=How.KEYWORD, evidence=remark.text, at=said_at)
        if wish == "leave":
            _take_back(one, word, WORKER, now)
            return "left"
        if one.state != State.ACTIVE:
            one.sealed = {"address": address}
            _move(one, State.ACTIVE, word, "subscriber.joined", WORKER, now)
    return "joined"


def note_dead_address(one: Subscriber, *, code: str, now: datetime) -> None:
    """The platform told that nothing will ever arrive there: the subscription ends."""
    with transaction.atomic():
        locked = Subscriber.objects.select_for_update(of=("self",)).select_related("channel").get(pk=one.pk)
        if locked.state in (State.ACTIVE, State.PENDING):
            locked.letter_due_at = None
            word = Word(given=False, how=How.PLATFORM, evidence=code[:300])
            _move(locked, State.DEAD, word, "subscriber.dead", WORKER, now)


def note_wants_no_more(one: Subscriber, *, code: str, now: datetime) -> None:
    """The platform told that they said so there, or complained: the subscription ends as if they had left."""
    with transaction.atomic():
        locked = Subscriber.objects.select_for_update(of=("self",)).select_related("channel").get(pk=one.pk)
        _take_back(locked, Word(given=False, how=How.PLATFORM, evidence=code[:300]), WORKER, now)


def forget_unconfirmed(now: datetime) -> int:
    """Wishes that nobody confirmed for a week end, and new addresses are destroyed. How many."""
    with transaction.atomic():
        void = Subscriber.objects.filter(state=State.PENDING, changed_at__lt=now - CONFIRM_WITHIN)
        spoke = Consent.objects.filter(subscriber=OuterRef("pk"))
        left = void.filter(Exists(spoke)).update(state=State.LEFT, letter_due_at=None)
        gone, _ = void.filter(~Exists(spoke)).delete()
    return left + gone


def _latest(one: Subscriber) -> Consent | None:
    return Consent.objects.filter(subscriber=one).order_by("at", "pk").last()


def _open_talk(one: Subscriber, said_at: datetime) -> None:
    until = said_at + TALK
    if one.talk_until is None or one.talk_until < until:
        one.talk_until = until
        one.save(update_fields=["talk_until"])


def _take_back(one: Subscriber, word: Word, by: Actor, now: datetime) -> None:
    if one.state in (State.ACTIVE, State.PENDING):
        one.letter_due_at = None
        _move(one, State.LEFT, word, "subscriber.left", by, now)


def _found(channel: Channel, address: str) -> Subscriber | None:
    rows = Subscriber.objects.select_for_update(of=("self",)).select_related("channel")
    return rows.filter(channel=channel, digest=digest_of(channel.pk, address)).first()


def _by_token(token: str) -> Subscriber | None:
    if len(token) != 43 or not token.isascii():
        return None
    rows = Subscriber.objects.select_for_update(of=("self",)).select_related("channel__unit")
    return rows.filter(token=token).first()


def _held(
    channel: Channel, address: str, language: str, state: Subscriber.State, now: datetime
) -> tuple[Subscriber, bool]:
    """The address's row, made where there is none; locked, and whether it is new."""
    known = _found(channel, address)
    if known is not None:
        return known, False
    made = fresh(channel, address, language, state, now)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same address, entered at the same moment
        known = _found(channel, address)
        if known is None:
            raise
        return known, False
    return made, True


def fresh(
    channel: Channel, address: str, language: str, state: Subscriber.State, now: datetime
) -> Subscriber:
    """A row that is not written yet."""
    return Subscriber(
        channel=channel,
        digest=digest_of(channel.pk, address),
        sealed={"address": address},
        token=secrets.token_urlsafe(32),
        language=language,
        state=state,
        created_at=now,
        changed_at=now,
    )


def _move(one: Subscriber, state: Subscriber.State, word: Word, verb: str, by: Actor, now: datetime) -> None:
    one.state, one.changed_at = state, now
    one.save(update_fields=["state", "changed_at", "sealed", "language", "letter_due_at"])
    Consent.objects.create(
        subscriber=one,
        given=word.given,
        how=word.how,
        evidence=word.evidence[:300],
        at=word.at or now,
        by=by.tenure,
    )
    _record(verb, one, by, now, {"how": word.how.value})


def _record(verb: str, one: Subscriber, by: Actor, now: datetime, detail: dict[str, Any]) -> None:
    record(
        verb,
        by=by,
        subject=("channels.subscriber", one.pk),
        unit_id=one.channel.unit_id,
        detail={"channel": one.channel_id, "digest": one.digest[:8], **detail},
        now=now,
    )
