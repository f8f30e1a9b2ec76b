"""What is wrong with a case file, one finding a sentence."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"  # the file is damaged, or a row contradicts itself or names what is not there
    WARNING = "warning"  # sound, and a person should look at it
    NOTE = "note"  # nothing is wrong with the file; its sources do not agree


class Finding(NamedTuple):
    """One thing that is not as it should be.

    Attributes:
        table: the table concerned; empty for the file as a whole.
        row_id: the row concerned; empty for none.
        sentence: what it is, in the field's words.
    """

    severity: Severity
    table: str
    row_id: str
    sentence: str
