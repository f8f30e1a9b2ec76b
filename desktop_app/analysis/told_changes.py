"""Changes of what a ship was called, from the times in which each name or number is told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from desktop_app.domain.vessel import VesselIdentity

DAY_S: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
# Ratio of `difflib` from which two names are spelt nearly the same.
ALIKE: Final = 0.8
# Names by AIS have 20 letters; comparing takes the product of both lengths.
_MOST_LETTERS: Final = 100


class Told(NamedTuple):
    """A name or number, and when it is told.

    Attributes:
        value: as told.
        first_s, last_s: seconds since 1970-01-01 UTC, of the first and last thing that tells it.
        keys: what tells it, "kind:id".
    """

    value: str
    first_s: int
    last_s: int
    keys: tuple[str, ...]


class Change(NamedTuple):
    """One name or number after another.

    Attributes:
        start_s, end_s: from the last time of the former to the first time of the latter; where both were told
            at once, the time of that.
        both_s: how long both were told at once; 0 where one followed the other.
    """

    former: Told
    latter: Told
    start_s: int
    end_s: int
    both_s: int


def told_in(rows: Iterable[VesselIdentity], field: str) -> list[Told]:
    """Each value of a field with its days; rows without a day, and empty fields, tell nothing here.

    Values that differ in case and spaces alone are one.
    """
    gathered: defaultdict[str, list[Told]] = defaultdict(list)
    for row in rows:
        value = " ".join(str(getattr(row, field)).split())
        first, last = row.first_day or row.last_day, row.last_day or row.first_day
        if value and first is not None and last is not None:
            told = Told(value, second_of(first), second_of(last) + DAY_S - 1, (f"identity:{row.id}",))
            gathered[value.casefold()].append(told)
    return [joined(parts) for parts in gathered.values()]


def joined(parts: Sequence[Told]) -> Told:
    """The same value told several times, from the first to the last."""
    keys = dict.fromkeys(key for part in sorted(parts, key=_in_time) for key in part.keys)
    first = min(parts, key=_in_time)
    return Told(first.value, first.first_s, max(part.last_s for part in parts), tuple(keys))


def changes(told: Iterable[Told]) -> list[Change]:
    """Each value after the one that was first told before it."""
    ordered = sorted(told, key=_in_time)
    found = []
    for former, latter in pairwise(ordered):
        ends = sorted((min(former.last_s, latter.last_s), latter.first_s))
        both_s = max(0, min(former.last_s, latter.last_s) - latter.first_s)
        found.append(Change(former, latter, ends[0], ends[1], both_s))
    return found


def alike(one: str, other: str) -> bool:
    """Whether two names are spelt nearly the same, as by a slip of the hand or a wrong bit."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - for this question alone

    if max(len(one), len(other)) > _MOST_LETTERS:
        return False
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() >= ALIKE


def second_of(day: date) -> int:
    """Seconds since 1970-01-01 UTC at which a day begins."""
    return (day.toordinal() - _EPOCH) * DAY_S


def _in_time(told: Told) -> tuple[int, int, str]:
    return told.first_s, told.last_s, told.value
