"""The columns of the forms for offices, positions, people and tenures, in the words of one state."""

from __future__ import annotations

from jansetu.core.excel import Column
from jansetu.orgs.models import Tenure, Unit
from jansetu.orgs.ranks import RANKS
from jansetu.orgs.roles import ROLES
from jansetu.orgs.terms import TermPack

CODE_WORDS = ("अंग्रेज़ी अक्षर, अंक और -", "English letters, figures and -")
NAMES = (
    Column(key="name_hi", hi="नाम (हिन्दी)", en="Name (Hindi)"),
    Column(key="name_en", hi="नाम (अंग्रेज़ी)", en="Name (English)"),
)
Choices = tuple[tuple[str, str, str], ...]
TENURE_KINDS: Choices = (
    (Tenure.Kind.REGULAR.value, "नियमित", "Regular"),
    (Tenure.Kind.IN_CHARGE.value, "प्रभारी", "In charge"),
    (Tenure.Kind.ADDITIONAL.value, "अतिरिक्त प्रभार", "Additional charge"),
)


def ranks(pack: TermPack) -> Choices:
    """Every rank in the state's words."""
    return tuple((rank, *pack.term(rank)) for rank in RANKS)


SPECIAL = (Unit.Kind.STATE, Unit.Kind.PRACTICE)  # founded and opened, never listed


def kinds(pack: TermPack) -> Choices:
    """Every kind of unit that can lie below another."""
    return tuple((kind.value, *pack.term(kind.value)) for kind in Unit.Kind if kind not in SPECIAL)


def office_columns(pack: TermPack) -> tuple[Column, ...]:
    """A unit a row, its head's position with it."""
    head = ("खाली हो तो पद नहीं बनेगा", "no position is made where empty")
    title = ("खाली हो तो पदनाम", "the rank's name where empty")
    return (
        Column(key="code", hi="कार्यालय कोड", en="Office code", unique=True, longest=60, explained=CODE_WORDS),
        Column(key="kind", hi="प्रकार", en="Kind", choices=kinds(pack)),
        *NAMES,
        Column(key="parent", hi="किसके अधीन (कोड)", en="Below (code)", longest=60),
        Column(key="lgd_code", hi="एलजीडी कोड", en="LGD code", longest=10, required=False),
        Column(
            key="head_rank",
            hi="प्रमुख का पदनाम",
            en="Head's rank",
            required=False,
            choices=ranks(pack),
            explained=head,
        ),
        Column(
            key="head_hi",
            hi="प्रमुख का पद (हिन्दी)",
            en="Head's position (Hindi)",
            required=False,
            explained=title,
        ),
        Column(
            key="head_en",
            hi="प्रमुख का पद (अंग्रेज़ी)",
            en="Head's position (English)",
            required=False,
            explained=title,
        ),
    )


def position_columns(pack: TermPack) -> tuple[Column, ...]:
    """A position a row, with a role over a unit where one is named."""
    roles = tuple((code, role[0], role[1]) for code, role in ROLES.items())
    over = ("खाली हो तो अपना कार्यालय", "its own office where empty")
    return (
        Column(key="code", hi="पद कोड", en="Position code", unique=True, longest=80, explained=CODE_WORDS),
        Column(key="unit", hi="कार्यालय कोड", en="Office code", longest=60),
        Column(key="rank", hi="पदनाम", en="Rank", choices=ranks(pack)),
        Column(key="title_hi", hi="पद (हिन्दी)", en="Position (Hindi)"),
        Column(key="title_en", hi="पद (अंग्रेज़ी)", en="Position (English)"),
        Column(key="is_head", hi="प्रमुख है", en="Is the head", kind="yes", required=False),
        Column(key="role", hi="भूमिका", en="Role", required=False, choices=roles),
        Column(key="over", hi="किस पर (कोड)", en="Over (code)", required=False, longest=60, explained=over),
    )


def person_columns() -> tuple[Column, ...]:
    """A person a row."""
    mail = ("शासकीय ई-मेल, इसी से लॉगिन", "official e-mail, it is the login")
    return (
        Column(key="email", hi="ई-मेल", en="E-mail", unique=True, longest=254, explained=mail),
        Column(
            key="employee_code", hi="कर्मचारी कोड", en="Employee code", required=False, unique=True, longest=40
        ),
        Column(key="name_hi", hi="नाम (हिन्दी)", en="Name (Hindi)", longest=150),
        Column(key="name_en", hi="नाम (अंग्रेज़ी)", en="Name (English)", longest=150),
        Column(key="phone", hi="फ़ोन", en="Phone", required=False, longest=20),
    )


def tenure_columns() -> tuple[Column, ...]:
    """A tenure a row."""
    return (
        Column(key="email", hi="ई-मेल", en="E-mail", longest=254),
        Column(key="position", hi="पद कोड", en="Position code", longest=80),
        Column(key="kind", hi="पदस्थापना का प्रकार", en="Kind of tenure", choices=TENURE_KINDS),
        Column(key="starts_on", hi="कब से", en="From", kind="day"),
        Column(key="order_number", hi="आदेश क्रमांक", en="Order number", required=False, longest=80),
        Column(key="order_date", hi="आदेश दिनांक", en="Order date", kind="day", required=False),
    )
