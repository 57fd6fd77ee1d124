"""Which notes a list shows: whose, in which state, with which words; chosen in the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.http import urlencode

from jansetu.content.models import Submission, SubmissionQuerySet
from jansetu.fields.words import both
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest

SCOPES = {
    "desk": both("मेरे डेस्क पर", "At my desk"),
    "office": both("मेरे कार्यालय की", "Of my office"),
    "all": both("सब", "All"),
}
WAITING = "waiting"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Tab:
    """One state with the number of its notes."""

    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What the reader chose, within what their charge has."""

    request: DeskRequest
    scopes: tuple[str, ...]
    scope: str
    state: str
    words: str

    @classmethod
    def of(cls, request: DeskRequest) -> Choice:
        """From the address; a desk begins with what waits there."""
        held, asked = request.capabilities, request.GET
        scopes = tuple(
            name
            for name, needed in (
                ("desk", {Capability.DESK}),
                ("office", {Capability.SUBMIT}),
                ("all", {Capability.DESK, Capability.VIEW}),
            )
            if held & needed
        )
        scope = asked.get("scope", "")
        scope = scope if scope in scopes else (scopes or ("all",))[0]
        state = asked.get("state", WAITING if scope == "desk" else ALL)
        states = {WAITING, ALL, *Submission.State.values}
        words = asked.get("q", "")[:200]
        return cls(
            request=request, scopes=scopes, scope=scope, state=state if state in states else ALL, words=words
        )

    @property
    def may_send(self) -> bool:
        """Whether the charge sends notes itself."""
        return Capability.SUBMIT in self.request.capabilities

    @property
    def shows_senders(self) -> bool:
        """Whether notes of several offices are listed."""
        return self.scope != "office"

    def in_scope(self) -> SubmissionQuerySet:
        """Whatever its state."""
        visible = Submission.objects.visible_to(self.request.actor, self.request.now)
        unit = self.request.actor.tenure_or_refuse().position.unit
        if self.scope == "desk":
            visible = visible.for_desk(unit)
        elif self.scope == "office":
            visible = visible.of_office_or_person(unit, self.request.actor.person)
        return visible.search(self.words)

    def notes(self) -> SubmissionQuerySet:
        """The chosen ones: what waits in its turn, the rest newest first."""
        found = self.in_scope()
        if self.state == WAITING:
            return found.waiting().in_turn()
        found = found if self.state == ALL else found.filter(state=self.state)
        return found.order_by("-received_at", "-pk")

    def tabs(self, counted: dict[str, int]) -> list[Tab]:
        """Every state that has notes, and the chosen one."""
        State = Submission.State  # noqa: N806
        waits = counted.get(State.RECEIVED, 0) + counted.get(State.TAKEN, 0)
        rows = [(WAITING, str(both("प्रतीक्षा में", "Waiting")), waits)] if self.scope != "office" else []
        rows += [(state.value, str(state.label), counted.get(state, 0)) for state in State]
        rows.append((ALL, str(both("सब", "All")), sum(counted.values())))
        return [
            Tab(label, count, self.query(state=name), name == self.state)
            for name, label, count in rows
            if count or name in {self.state, ALL}
        ]

    def scope_tabs(self) -> list[Tab]:
        """Whose notes."""
        return [
            Tab(str(SCOPES[name]), 0, self.query(scope=name, state=""), name == self.scope)
            for name in self.scopes
        ]

    def query(self, **changes: str) -> str:
        """The address of this choice with something else chosen."""
        parts = {"scope": self.scope, "state": self.state, "q": self.words} | changes
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    @property
    def page_query(self) -> str:
        """What stands behind the number of a page."""
        return "&" + self.query().removeprefix("?")
