"""Something that is said about a value, beside its field."""

from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How much it matters; higher is worse."""

    NOTE = 1  # tells what the value means
    WARNING = 2  # worth a second look; the row can be written
    ERROR = 3  # the row cannot be written


class Finding(NamedTuple):
    """One sentence about one field.

    Attributes:
        field: name of the declared column that begins the field; empty for the row as a whole.
        key: "kind:id" of the row that the sentence names, empty for none.
    """

    field: str
    severity: Severity
    sentence: str
    key: str = ""


def error(field: str, sentence: str) -> Finding:
    """A reason not to write the row."""
    return Finding(field, Severity.ERROR, sentence)


def warning(field: str, sentence: str, key: str = "") -> Finding:
    """A reason to look again."""
    return Finding(field, Severity.WARNING, sentence, key)


def note(field: str, sentence: str) -> Finding:
    """What the value means."""
    return Finding(field, Severity.NOTE, sentence)
