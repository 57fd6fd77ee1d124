"""Units in a tree, positions at units, people who hold them for a time, and cells."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from jansetu.core.text.normalise import normalise, search_key
from jansetu.fields.words import both
from jansetu.orgs import ranks, roles


class Installation(models.Model):
    """The one row that says what this installation is: demonstration people and real channels never mix."""

    class Kind(models.TextChoices):
        """What may be kept here."""

        DEMONSTRATION = "demonstration", both("प्रदर्शन", "Demonstration")
        REAL = "real", both("वास्तविक", "Real")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    term_pack = models.CharField(max_length=10)  # "MP": the state's own words
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_installation")]

    def __str__(self) -> str:
        return f"{self.term_pack} ({self.kind})"

    @property
    def is_demonstration(self) -> bool:
        """Whether its people are invented and its channels only practise."""
        return self.kind == self.Kind.DEMONSTRATION


class UnitQuerySet(models.QuerySet["Unit"]):
    """Finds units."""

    def within(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything above it, nearest first."""
        return self.filter(id__in=unit.lineage).order_by("-path")

    def standing(self) -> UnitQuerySet:
        """Those that are not closed."""
        return self.filter(closed_at=None)

    def children_of(self, unit: Unit) -> UnitQuerySet:
        """What lies directly below a unit, by name."""
        return self.filter(parent=unit).order_by("name_hi", "pk")

    def real(self) -> UnitQuerySet:
        """All but practice rooms."""
        return self.exclude(kind=Unit.Kind.PRACTICE)

    def of_kind(self, kind: str) -> UnitQuerySet:
        """Those of one kind; all for none."""
        return self.filter(kind=kind) if kind else self

    def search(self, words: str) -> UnitQuerySet:
        """Units whose code or name (either language, any spelling) holds every word; all for none."""
        found = self
        for word in search_key(words).split():
            found = found.filter(Q(search_key__contains=word) | Q(code__icontains=word))
        return found


class Unit(models.Model):
    """A body of the government, from the state down to one office."""

    class Kind(models.TextChoices):
        """Row 3.2 and the field's own levels."""

        STATE = "state", both("राज्य", "State")
        DEPARTMENT = "department", both("विभाग", "Department")
        DIRECTORATE = "directorate", both("संचालनालय", "Directorate")
        UNDERTAKING = "undertaking", both("उपक्रम", "Undertaking")
        COMMITTEE = "committee", both("समिति", "Committee")
        SMART_CITY = "smart_city", both("स्मार्ट सिटी कंपनी", "Smart city company")
        UNIFORMED = "uniformed", both("वर्दीधारी बल", "Uniformed force")
        DIVISION = "division", both("संभाग", "Division")
        DISTRICT = "district", both("जिला", "District")
        LOCAL_BODY = "local_body", both("स्थानीय निकाय", "Local body")
        OFFICE = "office", both("कार्यालय", "Office")
        PRACTICE = "practice", both("अभ्यास कक्ष", "Practice room")  # nothing of it ever reaches anybody

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.SlugField(max_length=60, unique=True)  # "mp-ujjain-pro": stable, for Excel and URLs
    name_hi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    search_key = models.CharField(max_length=400, default="")
    lgd_code = models.CharField(
        max_length=10, default=""
    )  # Local Government Directory; empty where none exists
    path = models.CharField(max_length=200, unique=True)  # "/1/5/33/": ids from the root down
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[UnitQuerySet] = UnitQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name_hi

    @property
    def lineage(self) -> list[int]:
        """Ids from the root down to this unit."""
        return [int(part) for part in self.path.split("/") if part]

    @property
    def practises(self) -> bool:
        """Whether everything here is for practice: it can only be placed on practice accounts."""
        return self.kind == self.Kind.PRACTICE

    def contains(self, other: Unit) -> bool:
        """Whether `other` is this unit or below it."""
        return other.path.startswith(self.path)


class PositionQuerySet(models.QuerySet["Position"]):
    """Finds positions."""

    def standing(self) -> PositionQuerySet:
        """Those that are not abolished."""
        return self.filter(abolished_at=None)

    def at(self, unit: Unit) -> PositionQuerySet:
        """The standing positions of a unit itself, its head first."""
        return self.standing().filter(unit=unit).order_by("-is_head", "title_hi", "pk")

    def around(self, unit: Unit) -> PositionQuerySet:
        """The standing positions of a unit, of all above it and all below it, from the top down."""
        near = Q(unit__in=unit.lineage) | Q(unit__path__startswith=unit.path)
        return self.standing().filter(near).order_by("unit__path", "-is_head", "title_hi", "pk")

    def vacant(self, now: datetime) -> PositionQuerySet:
        """The standing positions that nobody holds at `now`."""
        return self.standing().exclude(pk__in=Tenure.objects.active(now).values("position"))


class Position(models.Model):
    """A post in the office sense (पद): it owns rights and custody, whoever sits in it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    code = models.SlugField(max_length=80, unique=True)
    rank = models.CharField(max_length=40, choices=ranks.choices)
    title_hi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)  # of its unit: custody falls to it when nobody else is there
    abolished_at = models.DateTimeField(null=True)

    objects: ClassVar[PositionQuerySet] = PositionQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.title_hi


class PersonQuerySet(models.QuerySet["Person"]):
    """Finds people."""

    def get_by_natural_key(self, email: str) -> Person:
        """By login, as Django's authentication asks."""
        return self.get(email__iexact=email)

    def of(self, unit: Unit, now: datetime) -> PersonQuerySet:
        """Who holds a position of the unit itself at `now`, by name."""
        held = Tenure.objects.active(now).filter(position__unit=unit)
        return self.filter(pk__in=held.values("person")).order_by("name_hi", "pk")

    def within(self, unit: Unit, now: datetime) -> PersonQuerySet:
        """Who holds a position of the unit or of anything below it at `now`, by name."""
        held = Tenure.objects.active(now).filter(position__unit__path__startswith=unit.path)
        return self.filter(pk__in=held.values("person")).order_by("name_hi", "pk")

    def search(self, words: str) -> PersonQuerySet:
        """People whose name, e-mail or employee code holds every word; all for none."""
        found = self
        for word in normalise(words).split():
            found = found.filter(
                Q(name_hi__icontains=word)
                | Q(name_en__icontains=word)
                | Q(email__icontains=word)
                | Q(employee_code__iexact=word)
            )
        return found


class Person(AbstractBaseUser):
    """A human being with a login. Has no right of their own: rights come from positions held now."""

    class Language(models.TextChoices):
        """Of the interface."""

        HI = "hi", "हिन्दी"
        EN = "en", "English"

    email = models.EmailField(unique=True)
    employee_code = models.CharField(max_length=40, unique=True, null=True)
    name_hi = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    phone = models.CharField(max_length=20, default="", blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.HI)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    session_salt = models.CharField(max_length=32, default="", blank=True)  # changing it ends every session

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name_hi", "name_en"]
    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name_hi

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to stay valid: a new password or a new salt ends every session."""
        facts = f"{self.password}:{self.session_salt}"
        return salted_hmac("jansetu.orgs.session", facts, secret=secret, algorithm="sha256").hexdigest()


class TenureQuerySet(models.QuerySet["Tenure"]):
    """Finds tenures."""

    def current(self, now: datetime) -> TenureQuerySet:
        """Those that run at `now`."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)

    def active(self, now: datetime) -> TenureQuerySet:
        """Those that run at `now`, of people whose login is open, in positions that still exist."""
        return self.current(now).filter(person__is_active=True, position__abolished_at=None)

    def of(self, person: Person) -> TenureQuerySet:
        """All of a person, past, present and to come, the latest first, with names."""
        return self.filter(person=person).with_names().order_by("-starts_at", "-pk")

    def with_names(self) -> TenureQuerySet:
        """With person, position and unit in the same query."""
        return self.select_related("person", "position__unit")


class Tenure(models.Model):
    """One person in one position from one minute to another (regular, in charge, additional charge)."""

    class Kind(models.TextChoices):
        """How the position is held."""

        REGULAR = "regular", both("नियमित", "Regular")
        IN_CHARGE = "in_charge", both("प्रभारी", "In charge")
        ADDITIONAL = "additional", both("अतिरिक्त प्रभार", "Additional charge")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="tenures")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.REGULAR)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    order_number = models.CharField(max_length=80, default="", blank=True)
    order_date = models.DateField(null=True)

    objects: ClassVar[TenureQuerySet] = TenureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(ends_at__isnull=True, kind="regular"),
                name="one_regular_holder",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"

    def is_current(self, now: datetime) -> bool:
        """Whether it runs at `now`; the minute it ends, it does not."""
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)


class Grant(models.Model):
    """A role that a position carries over a unit and all below it."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=roles.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position", "role", "unit"], condition=Q(ended_at__isnull=True), name="grant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.role} @ {self.unit}"


class CellQuerySet(models.QuerySet["Cell"]):
    """Finds cells and wings."""

    def open_at(self, unit: Unit) -> CellQuerySet:
        """The open cells of a unit, oldest first, with who runs them."""
        return self.filter(unit=unit, closed_at=None).select_related("in_charge", "deputy").order_by("pk")


class Cell(models.Model):
    """A social-media cell or wing of a unit, who runs it and the order that made it (rows 1.4, 4.2, 4.3)."""

    class Kind(models.TextChoices):
        """Row 4.13: some departments have an IT cell beside the social-media cell."""

        SOCIAL_MEDIA_CELL = "social_media_cell", both("सोशल मीडिया सेल", "Social-media cell")
        IT_CELL = "it_cell", both("आईटी सेल", "IT cell")
        WING = "wing", both("सोशल मीडिया विंग", "Social-media wing")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cells")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    in_charge = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    order_number = models.CharField(max_length=80)
    order_date = models.DateField()
    valid_until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[CellQuerySet] = CellQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"


class CellMember(models.Model):
    """A position that works in a cell."""

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="members")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.position} · {self.cell}"
