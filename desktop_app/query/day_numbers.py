"""UTC days as whole numbers since 1970-01-01: arithmetic that no time zone of the machine can touch."""

from datetime import date
from typing import Final

DAY_S: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
FIRST_NUMBER: Final = date.min.toordinal() - _EPOCH
LAST_NUMBER: Final = date.max.toordinal() - _EPOCH


def day_number(day: date) -> int:
    """Days from 1970-01-01 to a day."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day of a number; beyond the calendar's ends, the end.

    The calendar is that of `datetime.date`: year 1 to year 9999.
    """
    return date.fromordinal(min(max(number, FIRST_NUMBER), LAST_NUMBER) + _EPOCH)
