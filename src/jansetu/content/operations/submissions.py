"""Takes offices' notes in and moves them. Nobody but the sender changes what a note says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import regex
from django.db import IntegrityError, transaction

from jansetu.audit.operations import record
from jansetu.content.models import Kind, Media, Submission, SubmissionMedia, SubmissionStep
from jansetu.content.operations.drafts import forget_draft
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise, search_key
from jansetu.orgs.desks import desk_for, is_desk
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, not_allowed
from jansetu.orgs.roles import Capability

State = Submission.State
LETTER = regex.compile(r"\p{L}")
MOST_PHOTOS = 10

# What may follow what; a published note stays published.
MOVES = {
    State.TAKEN: {State.RECEIVED},
    State.RETURNED: {State.RECEIVED, State.TAKEN},
    State.RECEIVED: {State.RETURNED},
    State.DECLINED: {State.RECEIVED, State.TAKEN},
    State.PLANNED: {State.RECEIVED, State.TAKEN, State.PLANNED},
    State.PUBLISHED: {State.RECEIVED, State.TAKEN, State.PLANNED},
}


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a sender writes. `alts`: by photo id, what each photo shows."""

    kind: str
    title: str
    body: str
    pasted: str = ""
    event_date: date | None = None
    place: str = ""
    public_interest: str = ""
    photos: Sequence[Media] = ()
    alts: Mapping[int, str] = field(default_factory=dict)


def submit(note: Note, *, form_key: str, by: Actor, now: datetime) -> Submission:
    """Receive a note at the desk of the sender's office. The same form sent twice is one note."""
    tenure = by.tenure_or_refuse()
    unit = tenure.position.unit
    by.require(Capability.SUBMIT, unit, now=now)
    _check(note)
    _require_photos(note, unit)
    known = Submission.objects.filter(form_key=form_key, sender__person=tenure.person).first()
    if known is not None:
        return known
    submission = Submission(
        unit=unit, desk=desk_for(unit), sender=tenure, received_at=now, form_key=form_key, reference=form_key
    )
    _write(submission, note)
    try:
        with transaction.atomic():
            submission.save(force_insert=True)
            submission.reference = f"JS-{now:%Y%m%d}-{submission.pk}"
            submission.save(update_fields=["reference"])
            _keep_photos(submission, note)
            _step(submission, State.RECEIVED, by=by, note="", now=now)
            forget_draft(person=by.person, form=f"submission:{form_key}")
    except IntegrityError:
        # The same form came twice at once, and the other request was faster.
        known = Submission.objects.filter(form_key=form_key, sender__person=tenure.person).first()
        if known is None:
            raise form_taken() from None
        return known
    return submission


def form_taken() -> Refusal:
    """Said where somebody else has sent a form with this key: an address was passed on."""
    return Refusal(
        "form_taken",
        hi="यह प्रपत्र किसी और का है; नया प्रपत्र खोलकर भेजें।",
        en="This form is somebody else's; open a new one and send that.",
    )


def _check(note: Note) -> None:
    if not LETTER.search(note.title):
        raise Refusal("title_missing", hi="शीर्षक शब्दों में लिखें।", en="Please write a title in words.")
    if not LETTER.search(note.body):
        raise Refusal(
            "body_without_words",
            hi="समाचार में कोई शब्द नहीं है। केवल चिह्न या इमोजी प्रकाशित नहीं होते।",
            en="The note has no words in it. Signs or emoji alone are not published.",
        )
    if note.kind == Kind.ACHIEVEMENT and not LETTER.search(note.public_interest):
        raise Refusal(
            "public_interest_missing",
            hi="उपलब्धि के साथ लिखें कि यह जनहित में क्यों है।",
            en="With an achievement, please write why it is in the public interest.",
        )
    if len(note.photos) > MOST_PHOTOS:
        raise Refusal(
            "too_many_photos",
            hi=f"एक समाचार के साथ अधिकतम {MOST_PHOTOS} फ़ोटो।",
            en=f"At most {MOST_PHOTOS} photos with one note.",
        )


def _require_photos(note: Note, unit: Unit) -> None:
    """A note carries its own office's photos: another's may not be public yet."""
    if any(photo.unit_id != unit.pk for photo in note.photos):
        raise not_allowed()


def _write(submission: Submission, note: Note) -> None:
    submission.kind = note.kind
    submission.title = normalise(note.title).strip()[:300]
    submission.body = normalise(note.body).strip()
    submission.pasted = note.pasted
    submission.event_date = note.event_date
    submission.place = normalise(note.place).strip()[:200]
    submission.public_interest = normalise(note.public_interest).strip()
    submission.search_key = search_key(f"{submission.title} {submission.place} {submission.body}")


def _keep_photos(submission: Submission, note: Note) -> None:
    SubmissionMedia.objects.filter(submission=submission).delete()
    SubmissionMedia.objects.bulk_create(
        SubmissionMedia(submission=submission, media=media, position=number)
        for number, media in enumerate(note.photos)
    )
    for media in note.photos:
        alt = normalise(note.alts.get(media.pk, "")).strip()[:500]
        if alt and alt != media.alt_hi:
            Media.objects.filter(pk=media.pk).update(alt_hi=alt)


def resubmit(submission: Submission, note: Note, *, by: Actor, now: datetime) -> Submission:
    """The sender writes a returned note anew; what it said before is kept with the step."""
    _require_sender(submission, by, now)
    _check(note)
    _require_photos(note, submission.unit)
    with transaction.atomic():
        locked = _locked(submission, MOVES[State.RECEIVED])
        earlier = {
            name: getattr(locked, name) for name in ("kind", "title", "body", "place", "public_interest")
        }
        _write(locked, note)
        locked.state = State.RECEIVED
        locked.save()
        _keep_photos(locked, note)
        _step(locked, State.RECEIVED, by=by, note="", now=now, earlier=earlier)
        forget_draft(person=by.person, form=f"submission:{locked.form_key}")
    return locked


def _require_sender(submission: Submission, by: Actor, now: datetime) -> None:
    """The office's note may be written anew by whoever sends for that office now."""
    tenure = by.tenure_or_refuse()
    by.require(Capability.SUBMIT, submission.unit, now=now)
    if tenure.position.unit_id != submission.unit_id:
        raise not_allowed()


def take(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """The desk takes the note up; its sender sees that somebody works on it."""
    return _move(submission, State.TAKEN, by=by, note="", now=now)


def return_to_sender(submission: Submission, *, note: str, by: Actor, now: datetime) -> Submission:
    """Send the note back with a question or what is missing."""
    return _move(submission, State.RETURNED, by=by, note=_reason(note), now=now)


def decline(submission: Submission, *, note: str, by: Actor, now: datetime) -> Submission:
    """The note is not used; its sender reads why."""
    return _move(submission, State.DECLINED, by=by, note=_reason(note), now=now)


def assign(submission: Submission, *, desk: Unit, note: str, by: Actor, now: datetime) -> Submission:
    """Give the note to another desk, where it is received anew; its sender sees to which one and why."""
    by.require(Capability.ASSIGN, submission.desk, now=now)
    by.require(Capability.ASSIGN, desk, now=now)
    if not is_desk(desk):
        raise Refusal(
            "no_desk",
            hi=f"{desk.name_hi} में कोई डेस्क नहीं है; दूसरा डेस्क चुनें।",
            en=f"{desk.name_en} has no desk; choose another.",
        )
    with transaction.atomic():
        locked = _locked(submission, {State.RECEIVED, State.TAKEN})
        if locked.desk_id == desk.pk:
            raise Refusal(
                "same_desk", hi="यह सूचना पहले से इसी डेस्क पर है।", en="The note is at this desk already."
            )
        locked.desk, locked.state = desk, State.RECEIVED
        locked.save(update_fields=["desk", "state"])
        _step(locked, State.RECEIVED, by=by, note=normalise(note).strip(), now=now, desk=desk)
    return locked


def moves_open_to(submission: Submission, *, by: Actor, now: datetime) -> frozenset[str]:
    """What this charge may do with the note as it stands: take, return, decline, post, assign, resubmit."""
    state = State(submission.state)
    moves: set[str] = set()
    if by.can(Capability.DESK, submission.desk, now=now):
        names = {
            State.TAKEN: "take",
            State.RETURNED: "return",
            State.DECLINED: "decline",
            State.PLANNED: "post",
        }
        moves |= {name for target, name in names.items() if state in MOVES[target]}
    if state in {State.RECEIVED, State.TAKEN} and by.can(Capability.ASSIGN, submission.desk, now=now):
        moves.add("assign")
    own = by.tenure is not None and by.tenure.position.unit_id == submission.unit_id
    if state == State.RETURNED and own and by.can(Capability.SUBMIT, submission.unit, now=now):
        moves.add("resubmit")
    return frozenset(moves)


def plan(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """A post has been made of it."""
    return _move(submission, State.PLANNED, by=by, note="", now=now)


def mark_published(submission: Submission, *, now: datetime) -> None:
    """The first post made of it has gone out. Harmless when repeated."""
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.state in MOVES[State.PUBLISHED]:
            locked.state = State.PUBLISHED
            locked.save(update_fields=["state"])
            _step(locked, State.PUBLISHED, by=Actor.system("worker"), note="", now=now)


def _reason(note: str) -> str:
    if not LETTER.search(note):
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    return normalise(note).strip()


def _move(
    submission: Submission, state: Submission.State, *, by: Actor, note: str, now: datetime
) -> Submission:
    by.require(Capability.DESK, submission.desk, now=now)
    with transaction.atomic():
        locked = _locked(submission, MOVES[state])
        locked.state = state
        locked.save(update_fields=["state"])
        _step(locked, state, by=by, note=note, now=now)
    return locked


def _locked(submission: Submission, states: set[Submission.State]) -> Submission:
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if locked.state not in states:
        raise Refusal(
            "wrong_state",
            hi=f"यह समाचार अभी “{locked.get_state_display()}” है, इसलिए यह नहीं हो सकता।",
            en=f"This note is “{locked.state}” now, so this cannot be done.",
        )
    return locked


def _step(
    submission: Submission,
    state: Submission.State,
    *,
    by: Actor,
    note: str,
    now: datetime,
    earlier: dict[str, str] | None = None,
    desk: Unit | None = None,
) -> None:
    SubmissionStep.objects.create(
        submission=submission, state=state, by=by.tenure, at=now, note=note, earlier=earlier, desk=desk
    )
    detail = {"reference": submission.reference, "note": note}
    record(
        "submission.assigned" if desk else f"submission.{state.value}",
        by=by,
        subject=("content.submission", submission.pk),
        unit_id=submission.desk_id,
        detail=detail | ({"desk": desk.code} if desk else {}),
        now=now,
    )
