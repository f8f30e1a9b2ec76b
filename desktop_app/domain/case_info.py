"""What a case says of itself."""

from datetime import date, datetime
from typing import NamedTuple


class CaseInfo(NamedTuple):
    """Title and nature of a case.

    Attributes:
        case_id: the same in every copy of a case, so that copies can be merged.
        title: shown in the window.
        description: one sentence for the first-run line.
        as_of: the day up to which sources were read; None where nobody said.
        synthetic: True marks made-up data on screen and in every export.
        created: when the case was made, aware UTC.
    """

    case_id: str
    title: str
    description: str
    as_of: date | None
    synthetic: bool
    created: datetime
