"""Times that stand beside a sentence as text, or that an instrument tells, one at a time.

Seconds since 1970-01-01 UTC; 0 is no time. No number is taken for a time before 2001-09-09 (ten digits): AIS
has been carried since 2002 (SOLAS V/19), and a shorter number may be an MMSI.
"""

import re
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Final

LATEST: Final = 2**32 - 1
DAY_S: Final = 86_400
_EARLIEST: Final = 10**9
# Seconds, milliseconds or microseconds, and what they are divided by.
_DIGITS: Final = {10: 1, 13: 1000, 16: 1_000_000}
_TEXT: Final = re.compile(
    rb"(?<![A-Za-z0-9.])(?:"
    rb"(?P<date>\d{4}([-/.])\d\d\2\d\d)[T ,_]*(?P<time>\d\d:\d\d(?::\d\d)?)"
    rb"|(?P<close>\d{8})[T ,_-]?(?P<packed>\d{6})(?!\d)"
    rb"|(?P<epoch>\d{10}|\d{13}|\d{16})(?!\d)"
    rb")(?:(?<!\d\d\d\d\d\d\d\d)[.,]\d+)?(?P<zone>\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
)
_WITH_STATUS: Final = re.compile(rb"\$..RMC,(\d{6})[\d.]*,A,(?:[^,]*,){6}(\d{6})(?!\d)")
_ZDA: Final = re.compile(rb"\$..ZDA,(\d{6})[\d.]*,(\d\d?),(\d\d?),(\d{4})(?!\d)")
_GGA: Final = re.compile(rb"\$..GGA,(\d{6})[\d.]*,(?:[^,]*,){4}([1-9])")
# Years of two digits; GPS began in 1980.
_CENTURY_TURN: Final = 80
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Told(IntEnum):
    """Where a time was read, the surest first."""

    NOWHERE = 0
    TAG = 1  # c: of a tag block (NMEA 0183 4.10)
    PGHP = 2  # $PGHP before the sentence, in logs of the Danish network
    STAMP = 3  # a number or a text with its zone beside the sentence
    LOCAL = 4  # a text without a zone beside the sentence
    CLOCK = 5  # $--RMC, $--ZDA, $--GGA before it
    BASE = 6  # the clock of a base station, message 4


def epoch(digits: bytes) -> int:
    """A number of seconds, milliseconds or microseconds as seconds; 0 for none."""
    divisor = _DIGITS.get(len(digits), 0)
    if not divisor or not digits.isdigit():
        return 0
    value = int(digits) // divisor
    return value if _EARLIEST <= value <= LATEST else 0


@lru_cache(maxsize=4096)
def stamp(text: bytes) -> tuple[int, Told]:
    """The first time in the text beside a sentence."""
    for found in _TEXT.finditer(text):
        if digits := found["epoch"]:
            value, told = epoch(digits), Told.STAMP
        else:
            value = _written(found)
            told = Told.STAMP if found["zone"] else Told.LOCAL
        if value:
            return value, told
    return 0, Told.NOWHERE


def _written(found: re.Match[bytes]) -> int:
    """A date and a time of the day."""
    if found["date"]:
        date, time = (
            found["date"][:4] + found["date"][5:7] + found["date"][8:],
            found["time"].replace(b":", b""),
        )
    else:
        date, time = found["close"], found["packed"]
    local = _seconds(date, time)
    zone = (found["zone"] or b"").strip().replace(b":", b"")
    if local and zone[:1] in {b"+", b"-"}:
        east = int(zone[1:3]) * 3600 + int(zone[3:5]) * 60
        local += -east if zone[:1] == b"+" else east
    return local if 0 < local <= LATEST else 0


def _seconds(date: bytes, time: bytes) -> int:
    """From yyyymmdd and hhmm or hhmmss; 0 for a time that does not exist."""
    second = min(int(time[4:6] or 0), 60)
    try:
        instant = datetime(
            int(date[:4]), int(date[4:6]), int(date[6:]), int(time[:2]), int(time[2:4]), tzinfo=UTC
        )
    except ValueError:
        return 0
    value = (instant - _EPOCH) // timedelta(seconds=1) + min(second, 59)
    return value if 0 < value <= LATEST else 0


def clock(sentence: bytes, before: int) -> int:
    """What $--RMC, $--ZDA or $--GGA tells; 0 for nothing, such as from a receiver that warns of itself.

    Args:
        sentence: from its $ on.
        before: what was told before; GGA knows no date and takes that which brings it nearest.
    """
    if found := _WITH_STATUS.match(sentence):
        time, date = found[1], found[2]
        century = b"19" if int(date[4:]) >= _CENTURY_TURN else b"20"
        return _seconds(century + date[4:] + date[2:4] + date[:2], time)
    if found := _ZDA.match(sentence):
        return _seconds(found[4] + found[3].zfill(2) + found[2].zfill(2), found[1])
    if before and (found := _GGA.match(sentence)):
        midnight = _EPOCH + timedelta(seconds=before // DAY_S * DAY_S)
        value = _seconds(f"{midnight:%Y%m%d}".encode(), found[1])
        if value and value < before - DAY_S // 2:
            return value + DAY_S
        return value - DAY_S if value > before + DAY_S // 2 else value
    return 0
