"""What a person may do with one delivery: cancel it, try it again, or decide what no look could tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from jansetu.audit.operations import record
from jansetu.connectors.contracts import Receipt
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing import affording, consequences, parts, reasons
from jansetu.publishing.models import Delivery
from jansetu.publishing.sightings import mark_absent, mark_sent
from jansetu.publishing.states import IN_DOUBT, require_move

S = Delivery.State
ID_LENGTH = Delivery._meta.get_field("remote_id").max_length or 0
AGAIN = timedelta(hours=24)  # a failed delivery that somebody tries again may still wait for so long


def cancel(delivery: Delivery, *, reason: str, by: Actor, now: datetime) -> None:
    """It does not go out. Refused once its attempt has begun."""
    _change(delivery, S.CANCELLED, "delivery.cancelled", by, now, reason=reason)


def retry(delivery: Delivery, *, by: Actor, now: datetime) -> None:
    """Try a failed delivery again, through all the checks."""
    _change(delivery, S.DUE, "delivery.retried", by, now, due_at=now, wanted_at=now, expires_at=now + AGAIN)


def _change(
    delivery: Delivery,
    state: Delivery.State,
    verb: str,
    by: Actor,
    now: datetime,
    *,
    reason: str = "",
    **values: datetime,
) -> None:
    by.require(Capability.PUBLISH, delivery.post.unit, now=now)
    with transaction.atomic():
        locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if locked.state in IN_DOUBT:
            raise _under_way()
        if state == S.DUE and locked.error_code == affording.CODE:
            raise Refusal(affording.CODE, hi=locked.error_hi, en=locked.error_en)
        require_move(locked, state)
        Delivery.objects.filter(pk=locked.pk).update(
            state=state, error_code="", error_hi="", error_en="", **values
        )
        _note(verb, locked, by, now, {"reason": reason})


def _under_way() -> Refusal:
    return Refusal(
        "under_way",
        hi="यह वितरण अभी चल रहा है या इसका परिणाम खोजा जा रहा है; थोड़ी देर बाद देखें।",
        en="This delivery is under way or its outcome is being looked up; look again in a while.",
    )


def decide_unknown(
    delivery: Delivery, *, published: bool, url: str = "", remote_id: str = "", by: Actor, now: datetime
) -> None:
    """A person looked: it is published (with its address and id), or it is not and goes out again."""
    by.require(Capability.PUBLISH, delivery.post.unit, now=now)
    if published and not remote_id.strip():
        raise Refusal(
            "remote_id_missing",
            hi="प्रकाशित पोस्ट की पहचान (लिंक का अंतिम भाग) लिखें।",
            en="Please give the id of the published post (the last part of its link).",
        )
    _refuse_address(url, remote_id)
    try:
        with transaction.atomic():
            _decide(delivery, Receipt(remote_id=remote_id.strip(), url=url), published, by, now)
    except IntegrityError as error:
        raise Refusal(
            "remote_id_taken",
            hi="यह पहचान दूसरे वितरण की है।",
            en="This id belongs to another delivery.",
        ) from error


def _refuse_address(url: str, remote_id: str) -> None:
    """Citizens and the desk follow it as a link."""
    if len(remote_id.strip()) > ID_LENGTH or (url and not url.startswith(("https://", "http://"))):
        raise Refusal(
            "address_wrong",
            hi="लिंक https:// से शुरू होना चाहिए और पहचान मंच की अपनी होनी चाहिए।",
            en="The link must begin with https:// and the id must be the platform's own.",
        )


def _decide(delivery: Delivery, receipt: Receipt, published: bool, by: Actor, now: datetime) -> None:
    related = Delivery.objects.select_related("post", "channel", "variant", "schedule__revision")
    locked = related.select_for_update(of=("self",)).get(pk=delivery.pk)
    if locked.state != S.UNKNOWN or not locked.waits_for_person:
        raise _under_way()
    if published:
        whole = parts.as_seen(locked, receipt)
        mark_sent(locked.pk, locked.attempt_count, whole, now)
        if len(whole.further_ids) + 1 < parts.number_wanted(locked):
            Delivery.objects.filter(pk=locked.pk).update(**reasons.THREAD_CUT.as_columns())
        detail: dict[str, object] = {"remote_id": receipt.remote_id, "by_person": True}
        consequences.after_sent([(locked.pk, locked.post_id, locked.post.unit_id, detail)], now)
    else:
        Delivery.objects.filter(pk=locked.pk).update(wanted_at=now)  # somebody just said that it goes again
        mark_absent(locked.pk, locked.attempt_count, now)
    _note("delivery.decided", locked, by, now, {"published": published})


def _note(verb: str, delivery: Delivery, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    record(
        verb,
        by=by,
        subject=("publishing.delivery", delivery.pk),
        unit_id=delivery.post.unit_id,
        detail=detail,
        now=now,
    )
