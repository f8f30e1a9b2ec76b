"""How a form is laid out: which declared columns stand where, under which words."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

from desktop_app.storage.edits import Cell
from desktop_app.storage.tables.declare import Column, Kind, Table


class Input(Enum):
    """How a value is entered."""

    LINE = auto()
    TEXT = auto()
    NUMBER = auto()
    WHOLE = auto()
    YES_NO = auto()
    CHOICE = auto()
    REFERENCE = auto()
    PLACE = auto()  # a port or one of its terminals
    DAY = auto()
    INSTANT = auto()
    SPAN = auto()
    QUANTITY = auto()
    POSITION = auto()
    HOW_KNOWN = auto()


class Field(NamedTuple):
    """One line of a form.

    Attributes:
        column: the declared column it fills, or the first of several.
        label: in the field's words.
        input: how it is entered; None to go by the column's kind.
        unit: shown behind a number.
        help: said under the field while it is empty or has the focus; empty for the column's description.
        first: value of a new row.
    """

    column: str
    label: str
    input: Input | None = None
    unit: str = ""
    help: str = ""
    first: Cell = None


class Group(NamedTuple):
    """Fields that belong together, under a heading."""

    heading: str
    fields: tuple[Field, ...]


class Layout(NamedTuple):
    """The form of one table.

    Attributes:
        one: what a row is called in the menu and in the form's title.
        groups: from top to bottom; citations and the reason stand below.
    """

    table: str
    one: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order."""
        return tuple(field for group in self.groups for field in group.fields)


# Columns that one field fills together, by the first of them: (suffix of the first, the others).
SPAN_COLUMNS: Final = ("start_utc", "end_utc", "precision", "approximate")
QUANTITY_ENDS: Final = ("low", "best", "high", "unit", "assumptions")

_INPUTS: Final[Mapping[Kind, Input]] = {
    Kind.TEXT: Input.LINE,
    Kind.INTEGER: Input.WHOLE,
    Kind.REAL: Input.NUMBER,
    Kind.YES_NO: Input.YES_NO,
    Kind.INSTANT: Input.INSTANT,
    Kind.DAY: Input.DAY,
}
_SPECIAL: Final[Mapping[str, Input]] = {
    "geom": Input.POSITION,
    "start_utc": Input.SPAN,
    "how_known": Input.HOW_KNOWN,
    "summary": Input.TEXT,
    "note": Input.TEXT,
    "text": Input.TEXT,
}


def input_of(field: Field, table: Table) -> Input:
    """How a field is entered."""
    if field.input is not None:
        return field.input
    if field.column in _SPECIAL:
        return _SPECIAL[field.column]
    column = table.column(field.column)
    if column.references:
        return Input.REFERENCE
    return Input.CHOICE if column.choices else _INPUTS[column.kind]


def columns_of(field: Field, table: Table) -> tuple[str, ...]:
    """The columns that a field fills."""
    match input_of(field, table):
        case Input.SPAN:
            return SPAN_COLUMNS
        case Input.QUANTITY:
            prefix = field.column.removesuffix("_low")
            return tuple(f"{prefix}_{end}" for end in QUANTITY_ENDS)
        case Input.PLACE:
            return "port_id", "terminal_id"
        case _:
            return (field.column,)


def declared(field: Field, table: Table) -> Column:
    """The declaration of a field's first column; the geometry has one too, for its words."""
    if field.column == "geom":
        return Column("geom", Kind.BLOB, "position as latitude, longitude")
    return table.column(field.column)


def described(field: Field, table: Table) -> str:
    """One sentence of help."""
    words = field.help or declared(field, table).description
    return words[:1].upper() + words[1:]


# What closed lists mean, where the word alone does not say it.
CHOICE_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "reliability": {
        "A": "A · completely reliable",
        "B": "B · usually reliable",
        "C": "C · fairly reliable",
        "D": "D · not usually reliable",
        "E": "E · unreliable",
        "F": "F · cannot be judged",
    },
    "riding": {"high": "High · in ballast", "low": "Low · laden"},
    "tracker": {"off": "Off", "on": "On"},
    "sensor": {"SAR": "Radar satellite (SAR)", "AIS": "AIS", "optical": "Optical satellite"},
    "to_basis": {
        "documented": "Documented · seen there",
        "signalled": "Signalled · by the ship’s AIS",
        "reported": "Reported",
    },
    "voyage.kind": {
        "voyage": "Voyage · a load call and a destination",
        "call": "Call · destination not published",
        "sighting": "Sighting · no call documented",
        "group": "Group · calls not published one by one",
    },
}
CREDIBILITY_WORDS: Final[Mapping[int, str]] = {
    1: "1 · confirmed",
    2: "2 · probably true",
    3: "3 · possibly true",
    4: "4 · doubtful",
    5: "5 · improbable",
    6: "6 · cannot be judged",
}
HOW_KNOWN_WORDS: Final[Mapping[str, str]] = {"image": "Image", "ais": "AIS", "report": "Report"}


def choice_text(table: str, column: str, value: str) -> str:
    """A value of a closed list, as the form shows it."""
    words = CHOICE_WORDS.get(f"{table}.{column}") or CHOICE_WORDS.get(column, {})
    if value == "unknown" and value not in words:
        return "Not documented"
    return words.get(value, value[:1].upper() + value[1:])
