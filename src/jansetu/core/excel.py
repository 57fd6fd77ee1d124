"""Reads tables from the Excel files of strangers. Computes no formula and trusts no size that a file states.

Every bad row is explained in both languages with its number; what to do with the good ones is the caller's.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import BinaryIO, Generic, TypeVar

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell

from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise, search_key

T = TypeVar("T")
Cells = tuple[Cell | MergedCell, ...]
Lines = Iterator[tuple[int, Cells]]
MOST_ROWS = 20_000
MOST_BYTES = 10 * 1024 * 1024  # of the file
MOST_UNPACKED = 48 * 1024 * 1024  # of all its parts: a small file can hide a huge one
MOST_PARTS = 500
MOST_COLUMNS = 60
LAST_ROW = 1_048_576  # Excel's own; a file that counts further is a trap
HEADER_WITHIN = 10  # a title and a remark may stand above the header
DAY_FORMS = ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")
YES = {"हाँ": True, "yes": True, "y": True, "1": True, "true": True}
NO = {"नहीं": False, "no": False, "n": False, "0": False, "false": False}
WORDS_OF_YES = {search_key(word): said for word, said in (YES | NO).items()}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: what it is called, what may stand in it, and a word of help."""

    key: str
    hi: str
    en: str
    required: bool = True
    kind: str = "text"  # or "day", "yes"
    choices: tuple[tuple[str, str, str], ...] = ()  # (code, Hindi, English); the cell may say any of them
    longest: int = 200
    unique: bool = False  # within the sheet
    explained: tuple[str, str] = ("", "")  # Hindi, English; for the form

    @property
    def heading(self) -> str:
        """As a template writes it."""
        return f"{self.hi} | {self.en}{' *' if self.required else ''}"


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken: its number in the sheet, and what to do, in both languages."""

    row: int
    hi: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence, row number first."""
        return f"Row {self.row}: {self.en}" if language.startswith("en") else f"पंक्ति {self.row}: {self.hi}"


@dataclass(frozen=True)
class Row:
    """The read cells of one row; every key of the columns is there."""

    number: int
    cells: Mapping[str, str | date | bool | None]

    def text(self, key: str) -> str:
        """The text or the code of a choice; empty where the cell is."""
        found = self.cells[key]
        return found if isinstance(found, str) else ""

    def day(self, key: str) -> date | None:
        """The date of a "day" column."""
        found = self.cells[key]
        return found if isinstance(found, date) else None

    def yes(self, key: str) -> bool:
        """Whether a "yes" column says so; an empty cell does not."""
        return self.cells[key] is True


@dataclass(frozen=True)
class Entry(Generic[T]):
    """What one good row says."""

    row: int
    value: T


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """The good rows of a file and the problems of the bad ones."""

    rows: tuple[Entry[T], ...]
    problems: tuple[Problem, ...]


def read(
    file: BinaryIO,
    columns: Sequence[Column],
    make: Callable[[Row], T],
    *,
    check_heading: Callable[[str], None] = lambda heading: None,
) -> Sheet[T]:
    """Read the first sheet of an .xlsx file; `make` may refuse a row whose cells do not fit together.

    Refuses the whole file (`excel_…`) where it is no workbook, too large, or lacks a required column, and
    where `check_heading` refuses any heading, also one that is none of the columns.
    """
    with warnings.catch_warnings():
        # About styles and extensions of the file that we do not read anyway.
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        lines = _lines(_safe(file))
        return _read(lines, columns, _header(lines, columns, check_heading), make)


def check_headings(
    file: BinaryIO, columns: Sequence[Column], *, check_heading: Callable[[str], None] = lambda heading: None
) -> None:
    """Refuse at once, as `read` would, what its outside and its header row tell; no row is read."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        _header(_lines(_safe(file)), columns, check_heading)
    file.seek(0)


def _read(
    lines: Lines, columns: Sequence[Column], places: Mapping[str, int], make: Callable[[Row], T]
) -> Sheet[T]:
    entries: list[Entry[T]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, object], int] = {}
    for number, cells in lines:
        if len(entries) + len(problems) >= MOST_ROWS:
            raise too_many_rows()
        row, wrong = _row(number, cells, columns, places, seen)
        if not wrong:
            try:
                entries.append(Entry(number, make(row)))
            except Refusal as refusal:
                wrong.append((refusal.hi, refusal.en))
        if wrong:
            problems.append(Problem(number, *(" ".join(parts) for parts in zip(*wrong, strict=True))))
    return Sheet(tuple(entries), tuple(problems))


def too_many_rows() -> Refusal:
    """Said of a sheet that is too long."""
    return Refusal(
        "excel_too_many_rows",
        hi=f"एक फ़ाइल में अधिकतम {MOST_ROWS} पंक्तियाँ हो सकती हैं; इसे बाँट लें।",
        en=f"A file may have at most {MOST_ROWS} rows; split it.",
    )


def _safe(file: BinaryIO) -> io.BytesIO:
    """The file in memory, once its outside says that its inside is bearable."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_large()
    memory = io.BytesIO(content)
    try:
        with zipfile.ZipFile(memory) as parts:
            # The zip module reads no part further than the size that is stated here.
            listed = parts.infolist()
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
                raise too_large()
    except (zipfile.BadZipFile, NotImplementedError) as error:  # the latter: a future kind of zip, it says
        raise not_a_workbook() from error
    return memory


def too_large() -> Refusal:
    """Said of a file that would fill the memory."""
    return Refusal(
        "excel_too_large",
        hi="फ़ाइल बहुत बड़ी है (अधिकतम 10 MB); चित्र हटाएँ या इसे बाँट लें।",
        en="The file is too large (10 MB at most); remove pictures or split it.",
    )


def not_a_workbook() -> Refusal:
    """Said of anything that is no .xlsx file."""
    return Refusal(
        "excel_not_a_workbook",
        hi="यह .xlsx फ़ाइल नहीं है या टूटी हुई है; Excel में खोलकर .xlsx के रूप में सहेजें।",
        en="This is not an .xlsx file, or it is broken; open it in Excel and save it as .xlsx.",
    )


BROKEN = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    EOFError,
    OSError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)  # what the reader raises on broken parts: it was not written for strangers' files


def _lines(memory: io.BytesIO) -> Lines:
    """The rows that are not empty, with their numbers."""
    try:
        book = load_workbook(memory, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the stated ones may be wrong
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            if number > LAST_ROW:
                raise too_many_rows()
            if any(cell.value is not None and str(cell.value).strip() for cell in cells):
                yield number, cells
    except BROKEN as error:
        raise not_a_workbook() from error


def _header(lines: Lines, columns: Sequence[Column], check_heading: Callable[[str], None]) -> dict[str, int]:
    """The place of each column, by the header row; reads no further than that row."""
    lacking: list[Column] = list(columns)
    for number, cells in lines:
        names = [_names(cell.value) for cell in cells]
        places = {
            column.key: place
            for column in columns
            for place, said in enumerate(names)
            if said & _names(f"{column.key}|{column.hi}|{column.en}")
        }
        without = [column for column in columns if column.required and column.key not in places]
        if not without:
            for cell in cells:
                check_heading(str(cell.value or ""))
            return places
        lacking = min(lacking, without, key=len)
        if number >= HEADER_WITHIN:
            break
    raise columns_missing(lacking)


def columns_missing(columns: Iterable[Column]) -> Refusal:
    """Said of a sheet that lacks required columns."""
    hi, en = (", ".join(names) for names in zip(*((c.hi, c.en) for c in columns), strict=True))
    return Refusal(
        "excel_columns_missing",
        hi=f"ये स्तंभ नहीं मिले: {hi}। खाली प्रपत्र डाउनलोड करके उसमें भरें।",
        en=f"These columns are missing: {en}. Download the empty form and fill it in.",
    )


def _names(value: object) -> set[str]:
    """What a heading may mean: "कोड | Code *" is both कोड and code."""
    parts = str(value or "").replace("*", " ").split("|")
    return {search_key(part) for part in parts} - {""}


def _row(
    number: int,
    cells: Cells,
    columns: Sequence[Column],
    places: Mapping[str, int],
    seen: dict[tuple[str, object], int],
) -> tuple[Row, list[tuple[str, str]]]:
    """The row as read, and what is wrong with its cells."""
    found: dict[str, str | date | bool | None] = {}
    wrong: list[tuple[str, str]] = []
    for column in columns:
        place = places.get(column.key)
        try:
            value = None if place is None else _value(column, cells[place])
            _refuse_empty(column, value)
            _refuse_twice(column, value, number, seen)
        except Refusal as refusal:
            value = None
            wrong.append((f"{column.hi}: {refusal.hi}", f"{column.en}: {refusal.en}"))
        found[column.key] = value
    return Row(number, found), wrong


def _refuse_empty(column: Column, value: object) -> None:
    if column.required and value in (None, ""):
        raise Refusal("empty", hi="यह भरना आवश्यक है।", en="this must be filled in.")


def _refuse_twice(column: Column, value: object, number: int, seen: dict[tuple[str, object], int]) -> None:
    if not column.unique or value in (None, ""):
        return
    before = seen.setdefault((column.key, value), number)
    if before != number:
        raise Refusal(
            "twice", hi=f"“{value}” पंक्ति {before} में भी है।", en=f"“{value}” stands in row {before} as well."
        )


def _value(column: Column, cell: Cell | MergedCell) -> str | date | bool | None:
    if cell.value is None:
        return None
    if cell.data_type == "f":
        raise Refusal("formula", hi="सूत्र के स्थान पर उसका मान लिखें।", en="write the value, not a formula.")
    if cell.data_type == "e":
        raise Refusal("error", hi=f"Excel की त्रुटि {cell.value}।", en=f"Excel's error {cell.value}.")
    if column.kind == "day":
        return _day(cell.value)
    text = _text(cell.value)
    if column.kind == "yes":
        return _yes(text)
    if column.choices:
        return _choice(column, text)
    if len(text) > column.longest:
        raise Refusal(
            "long",
            hi=f"अधिकतम {column.longest} अक्षर हो सकते हैं ({len(text)} हैं)।",
            en=f"{column.longest} characters at most ({len(text)} found).",
        )
    return text


def _text(value: object) -> str:
    """On one line; a number without the ".0" that Excel gives it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(normalise(str(value)).split())


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    if not text:
        return None
    raise Refusal(
        "day",
        hi=f"“{text[:40]}” दिनांक नहीं है; 24.11.2026 जैसा लिखें।",
        en=f"“{text[:40]}” is no date; write it like 24.11.2026.",
    )


def _yes(text: str) -> bool | None:
    if not text:
        return None
    said = WORDS_OF_YES.get(search_key(text))
    if said is None:
        raise Refusal("yes", hi="“हाँ” या “नहीं” लिखें।", en="write “yes” or “no”.")
    return said


def _choice(column: Column, text: str) -> str:
    if not text:
        return ""
    code = _codes(column.choices).get(search_key(text))
    if code is not None:
        return code
    raise Refusal(
        "choice",
        hi=f"“{text[:40]}” मान्य नहीं; इनमें से एक लिखें: {', '.join(hi for _, hi, _ in column.choices)}।",
        en=f"“{text[:40]}” is not known; write one of: {', '.join(en for _, _, en in column.choices)}.",
    )


@cache
def _codes(choices: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    """Every word that means a choice, with its code; of two that share a word, the first."""
    return {search_key(word): choice[0] for choice in reversed(choices) for word in reversed(choice)}
