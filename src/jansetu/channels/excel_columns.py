"""The columns of the form for official accounts. None is for a password: those are never kept."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils import translation

from jansetu.channels.coverage import platforms
from jansetu.channels.models import Channel
from jansetu.core.excel import Column

Choices = tuple[tuple[str, str, str], ...]
LANGUAGES: Choices = (("hi", "हिन्दी", "Hindi"), ("en", "अंग्रेज़ी", "English"))


def choices(of: type[TextChoices]) -> Choices:
    """The words of a register's field in both languages."""
    return tuple((one.value, _label(one, "hi"), _label(one, "en")) for one in of)


def _label(one: TextChoices, language: str) -> str:
    with translation.override(language):
        return str(one.label)


def columns() -> tuple[Column, ...]:
    """An account a row, with who keeps and who works it."""
    return (*_account(), *_recovery(), *_keepers())


def _account() -> tuple[Column, ...]:
    kinds = tuple((kind, label, kind) for kind, label in platforms())
    as_shown = ("जैसा मंच पर दिखता है", "as the platform shows it")
    return (
        Column(key="kind", hi="मंच", en="Platform", choices=kinds),
        Column(key="handle", hi="हैंडल", en="Handle", longest=100, explained=as_shown),
        Column(key="unit", hi="कार्यालय कोड", en="Office code", longest=60),
        Column(key="name_hi", hi="नाम (हिन्दी)", en="Name (Hindi)"),
        Column(key="name_en", hi="नाम (अंग्रेज़ी)", en="Name (English)", required=False),
        Column(key="url", hi="पता", en="Address", required=False),
        Column(key="language", hi="भाषा", en="Language", required=False, choices=LANGUAGES),
        Column(
            key="verification",
            hi="सत्यापन",
            en="Verification",
            required=False,
            choices=choices(Channel.Verification),
        ),
        Column(key="verification_at", hi="सत्यापन दिनांक", en="Verified on", required=False, kind="day"),
    )


def _recovery() -> tuple[Column, ...]:
    mail = ("पासवर्ड नहीं, केवल पता", "the address only, never a password")
    personal = ("सरकारी नहीं, किसी व्यक्ति का", "somebody's own, not the office's")
    return (
        Column(
            key="recovery_email",
            hi="पुनःप्राप्ति ई-मेल",
            en="Recovery e-mail",
            required=False,
            longest=254,
            explained=mail,
        ),
        Column(
            key="recovery_email_is_personal",
            hi="ई-मेल निजी है",
            en="E-mail is personal",
            required=False,
            kind="yes",
            explained=personal,
        ),
        Column(key="recovery_phone", hi="पुनःप्राप्ति फ़ोन", en="Recovery telephone", required=False, longest=20),
        Column(
            key="recovery_phone_is_personal",
            hi="फ़ोन निजी है",
            en="Telephone is personal",
            required=False,
            kind="yes",
            explained=personal,
        ),
        Column(
            key="second_factor",
            hi="दूसरा कारक किसके पास",
            en="Second factor's holder",
            required=False,
            choices=choices(Channel.SecondFactorHolder),
        ),
    )


def _keepers() -> tuple[Column, ...]:
    head = ("खाली हो तो कार्यालय का प्रमुख पद", "the office's head where empty")
    several = ("कई हों तो अल्पविराम से", "several with commas between them")
    return (
        Column(
            key="custodian",
            hi="संरक्षक पद कोड",
            en="Custodian's position code",
            required=False,
            longest=80,
            explained=head,
        ),
        Column(
            key="operators",
            hi="संचालक पद कोड",
            en="Operators' position codes",
            required=False,
            longest=500,
            explained=several,
        ),
        Column(key="order_number", hi="आदेश क्रमांक", en="Order number", required=False, longest=80),
    )
