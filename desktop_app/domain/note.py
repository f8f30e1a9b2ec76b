"""Remarks of the people who work on a case."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in somebody's own words; no evidence, and cited nowhere.

    Attributes:
        subject: what it is about, as "kind:id"; empty for the case as a whole.
        written: aware UTC.
    """

    id: str
    subject: str
    text: str
    author: str
    written: datetime
