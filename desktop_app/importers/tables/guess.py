"""Which column probably says what, and what the rows probably are.

A guess is an offer: the window shows it before anything is read in, and the report keeps what was taken.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.importers.tables.column_names import NAMES, UNITS
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.targets import TARGETS, FieldKind, Target

if TYPE_CHECKING:
    import polars as pl

_OPENING, _CLOSING = r"(\[\uff08\u3010", r")\]\uff09\u3011"
_BRACKETS: Final = re.compile(f"[{_OPENING}]([^{_CLOSING}]*)[{_CLOSING}]")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORDS: Final = re.compile(r"[^\w#№%]+|_+")
# Every target has these: they tell no target from another.
_EVERYWHERE: Final = frozenset({"key", "source", "summary", "note", "time", "time_start", "time_end"})
_EXACT: Final = 3.0
_WITHIN: Final = 1.0
_UNIT_BONUS: Final = 0.5
_UNUSED: Final = 0.25
# Shorter names are found in too many words.
_SHORTEST: Final = 3
_ENOUGH: Final = 0.6  # of the cells seen that have to look like the field's kind
# A field whose cells look like nothing of the kind is not offered.
_LOOKS: Final[dict[FieldKind, re.Pattern[str]]] = {
    FieldKind.IMO: re.compile(r"(?i)\s*(imo)?\s*[:#]?\s*\d{7}(\.0)?\s*"),
    FieldKind.MMSI: re.compile(r"\s*\d{7,9}(\.0)?\s*"),
    FieldKind.LON: re.compile(r".*\d.*"),
    FieldKind.LAT: re.compile(r".*\d.*"),
    FieldKind.TIME: re.compile(r".*\d.*"),
    FieldKind.NUMBER: re.compile(r".*\d.*"),
    FieldKind.WHOLE: re.compile(r".*\d.*"),
}


class _Header(NamedTuple):
    """A column's name taken apart: words without case and signs, and the unit that it tells."""

    column: str
    words: str
    unit: str


class _Fit(NamedTuple):
    """How well a column's name fits a field."""

    score: float
    field: str
    header: _Header


def plain(text: str) -> str:
    """A name as it is compared: no case, accents, brackets or signs; words apart by one space."""
    spaced = _CAMEL.sub(" ", _BRACKETS.sub(" ", text))
    folded = unicodedata.normalize("NFKD", spaced.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign) or sign == "\u0306")
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", bare)).strip()


_PLAIN: Final = {field: tuple(dict.fromkeys(map(plain, names))) for field, names in NAMES.items()}
# A header with none of them says nothing: files of 5,000 columns have many such.
_WORDS: Final = frozenset(word for names in _PLAIN.values() for name in names for word in name.split())


def fields_for(
    columns: Sequence[str], target: Target, head: "pl.DataFrame | None" = None
) -> tuple[ColumnUse, ...]:
    """What the columns probably say about a target; each column and each field once at most.

    Args:
        columns: names as the file has them.
        target: what the rows are to become.
        head: the first rows, which can speak against a name; None where they are not at hand.
    """
    headers = [header for header in map(_header, columns) if not _WORDS.isdisjoint(header.words.split())]
    fits: list[_Fit] = []
    for field in target.fields:
        for header in headers:
            score = _score(header, field.name)
            if score and _looks_right(head, header.column, field.kind):
                told = _UNIT_BONUS if header.unit and field.kind is FieldKind.NUMBER else 0
                fits.append(_Fit(score + told, field.name, header))
    taken: dict[str, _Header] = {}
    used: set[str] = set()
    order = {column: place for place, column in enumerate(columns)}
    for fit in sorted(fits, key=lambda fit: (-fit.score, order[fit.header.column])):
        if fit.field not in taken and fit.header.column not in used:
            taken[fit.field] = fit.header
            used.add(fit.header.column)
    numbers = {field.name for field in target.fields if field.kind is FieldKind.NUMBER}
    return tuple(
        ColumnUse(
            field.name,
            taken[field.name].column,
            unit=taken[field.name].unit if field.name in numbers else "",
        )
        for field in target.fields
        if field.name in taken
    )


def targets_by_fit(columns: Sequence[str], head: "pl.DataFrame | None" = None) -> tuple[Target, ...]:
    """Every target, the likeliest first; those that lack a needed column last."""
    fits = {target.name: _fit(target, fields_for(columns, target, head), len(columns)) for target in TARGETS}
    return tuple(sorted(TARGETS, key=lambda target: fits[target.name], reverse=True))


def suggest(columns: Sequence[str], head: "pl.DataFrame | None" = None) -> Mapping | None:
    """The likeliest mapping; None where no target has all that it needs."""
    target = targets_by_fit(columns, head)[0]
    uses = fields_for(columns, target, head)
    return Mapping(target.name, uses) if lacking(target, uses) == () else None


def lacking(target: Target, uses: Iterable[ColumnUse]) -> tuple[tuple[str, ...], ...]:
    """The groups of needed fields of which the mapping has none."""
    there = {use.field for use in uses}
    return tuple(group for group in target.needed if there.isdisjoint(group))


@lru_cache(maxsize=1 << 14)  # each is looked at once for each target
def _header(column: str) -> _Header:
    words = plain(column)
    told = [plain(text) or text.strip().casefold() for text in _BRACKETS.findall(column)]
    last = words.split()[-1:] if " " in words else []
    unit = next((UNITS[text] for text in (*told, *last) if text in UNITS), "")
    return _Header(column, words, unit)


def _score(header: _Header, field: str) -> float:
    """3 for a known name, less the later it stands in its list; 1 for a known name within a longer one."""
    names = _PLAIN.get(field, ())
    without_unit = " ".join(header.words.split()[:-1]) if header.unit else header.words
    for words in (header.words, without_unit):
        if words in names:
            return _EXACT - names.index(words) / 1000
    found = [name for name in names if len(name) >= _SHORTEST and f" {name} " in f" {header.words} "]
    if not found:
        return 0
    longest = max(map(len, found))
    return _WITHIN * longest / len(header.words)


def _looks_right(head: "pl.DataFrame | None", column: str, kind: FieldKind) -> bool:
    look = _LOOKS.get(kind)
    if head is None or look is None or column not in head.columns:
        return True
    cells = [cell for cell in head[column].drop_nulls().to_list() if str(cell).strip()]
    if not cells:
        return True
    return sum(look.fullmatch(str(cell)) is not None for cell in cells) >= _ENOUGH * len(cells)


def _fit(target: Target, uses: tuple[ColumnUse, ...], columns: int) -> tuple[bool, float]:
    """Whether it has what it needs; how much of what few others can say is said, less the unused columns."""
    told = -_UNUSED * (columns - len(uses))
    for use in uses:
        if use.field in _EVERYWHERE:
            continue
        sharers = sum(any(field.name == use.field for field in other.fields) for other in TARGETS)
        told += 1 / sharers
    return not lacking(target, uses), told
