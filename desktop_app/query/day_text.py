"""Days as people type them."""

import calendar
import re
from datetime import date

from desktop_app.runtime.errors import UsageError

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def parse_day(text: str, *, end: bool) -> date:
    """A day from "2024-03-07", "2024-03" or "2024"; a month or year means its first or last day.

    Raises:
        UsageError: not a date of the calendar.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is not a date; write it as 2024-03-07, 2024-03 or 2024")
    year = int(match[1])
    month = int(match[2]) if match[2] else (12 if end else 1)
    try:
        last = calendar.monthrange(year, month)[1]
        day = int(match[3]) if match[3] else (last if end else 1)
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise UsageError(f"{text!r} is not a day of the calendar") from None
