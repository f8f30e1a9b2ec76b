"""Time zones as people write them."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_OFFSET: Final = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE | re.ASCII)
# The names that the trade and its watchers use, with the place whose clock they mean: the offsets of some
# changed, Vladivostok's in 2011, 2014 and 2016, Pyongyang's in 2015 and 2018 (IANA time zone database).
_NAMED: Final = {
    "KST": "Asia/Seoul",
    "한국시간": "Asia/Seoul",
    "JST": "Asia/Tokyo",
    "PYT": "Asia/Pyongyang",
    "평양시간": "Asia/Pyongyang",
    "MSK": "Europe/Moscow",
    "МСК": "Europe/Moscow",
    "VLAT": "Asia/Vladivostok",
    "ВЛАДИВОСТОКСКОЕ ВРЕМЯ": "Asia/Vladivostok",
    "SAKT": "Asia/Sakhalin",
    "MAGT": "Asia/Magadan",
    "PETT": "Asia/Kamchatka",
    "YAKT": "Asia/Yakutsk",
    "IRKT": "Asia/Irkutsk",
    "HKT": "Asia/Hong_Kong",
    "SGT": "Asia/Singapore",
}
# Summer and standard time are said by these, so they are offsets and no places. Hours.
_FIXED: Final = {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7}
_AMBIGUOUS: Final = {
    "CST": "China or North America",
    "IST": "India, Israel or Ireland",
    "BST": "Britain or Bangladesh",
    "AST": "Arabia or the Atlantic",
}
_UTC: Final = frozenset({"UTC", "GMT", "Z", "ZULU", "UT", "UTC±0", "ВСЕМИРНОЕ ВРЕМЯ", "협정세계시"})
_MOST_HOURS: Final = 14  # Kiribati
_LEAST_HOURS: Final = -12
NAMES: Final = tuple(sorted({*_NAMED, *_FIXED, *_AMBIGUOUS, *_UTC}, key=len, reverse=True))


@lru_cache(maxsize=512)
def zone_of(text: str) -> tzinfo:
    """A zone from "Asia/Vladivostok", "+09:00", "UTC+9", "KST" or "MSK".

    Raises:
        ValueError: it is none, or means several; a clause for people.
    """
    plain = " ".join(text.replace("\u2212", "-").split())
    name = plain.upper()
    if name in _UTC or not name:
        return UTC
    if name in _AMBIGUOUS:
        raise ValueError(f"“{plain}” can be the time of {_AMBIGUOUS[name]}; write the offset, such as +08:00")
    if name in _FIXED:
        return timezone(timedelta(hours=_FIXED[name]))
    if name in _NAMED:
        return ZoneInfo(_NAMED[name])
    if found := _OFFSET.fullmatch(plain):
        return _offset(found)
    try:
        return ZoneInfo(plain)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f"“{plain[:40]}” is no time zone; write it as Asia/Vladivostok, KST or +09:00"
        ) from None


def _offset(found: re.Match[str]) -> tzinfo:
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if found[1] == "-":
        minutes = -minutes
    if not _LEAST_HOURS * 60 <= minutes <= _MOST_HOURS * 60 or int(found[3] or 0) >= 60:  # noqa: PLR2004 - minutes
        raise ValueError(f"no clock is {found[0]} from UTC")
    return timezone(timedelta(minutes=minutes)) if minutes else UTC
