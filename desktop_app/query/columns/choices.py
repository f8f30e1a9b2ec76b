"""Values that rows can be chosen by: a small number a row, and what each number stands for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import NOT_DOCUMENTED

# Values up to which comparing with each is faster than looking each row up: a comparison of a million takes
# 0.1 to 0.4 ms, the look-up 1.5 to 3 ms.
_FEW: Final = 4


class Choice:
    """One value, or a set of values, a row.

    Attributes:
        codes: place in `members` of each row; -1 leads to the last of them.
        members: the values that a row of this code has; none where nothing is documented, as in the last.
    """

    def __init__(self, codes: NDArray[Any], members: tuple[frozenset[str], ...]) -> None:
        self.codes = codes
        self.members = members

    @cached_property
    def _codes_of(self) -> Mapping[str, Sequence[int]]:
        """The codes with a value; of thousands a clause names a few."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for code, held in enumerate(self.members):
            for value in held or (NOT_DOCUMENTED,):
                found[value].append(code)
        return found

    def passing(self, values: Collection[str]) -> NDArray[np.bool_]:
        """Rows that have one of the values; `NOT_DOCUMENTED` stands for rows without any."""
        chosen = np.zeros(len(self.members), np.bool_)
        for value in values:
            for code in self._codes_of.get(value, ()):
                chosen[code] = True
        return rows_with(self.codes, chosen)

    def counts(self, passing: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of the passing rows each code has, in the order of `members`."""
        return count_codes(self.codes, passing, len(self.members))


def of_values(codes: NDArray[Any], values: Collection[str]) -> Choice:
    """A choice of one value a row, -1 for none."""
    return Choice(codes, (*(frozenset((str(value),)) for value in values), frozenset()))


def either_of(one: NDArray[Any], other: NDArray[Any], values: Sequence[str]) -> Choice:
    """A choice of up to two values a row: places in `values`, -1 for none."""
    count = len(values) + 1
    pairs, codes = np.unique((one.astype(np.int64) + 1) * count + other + 1, return_inverse=True)
    names = ("", *values)
    held = ((names[pair // count], names[pair % count]) for pair in pairs.tolist())
    return Choice(codes.astype(np.int32), (*(frozenset(filter(None, both)) for both in held), frozenset()))


def rows_with(codes: NDArray[Any], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows whose code is chosen.

    Args:
        codes: one a row, from 0, or -1 for the last of `chosen`.
        chosen: a flag for each code.
    """
    (wanted,), (other,) = np.nonzero(chosen), np.nonzero(~chosen)
    if not len(wanted) or not len(other):
        return np.full(len(codes), bool(len(wanted)), np.bool_)
    fewer = wanted if len(wanted) <= len(other) else other
    if len(fewer) > _FEW:
        return chosen.take(codes)
    found = np.zeros(len(codes), np.bool_)
    for code in fewer:
        found |= codes == code
        if code == len(chosen) - 1:
            found |= codes == -1
    return found if fewer is wanted else ~found


def count_codes(codes: NDArray[Any], passing: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """How many of the passing rows have each of `count` codes; -1 counts as the last."""
    # Elements picked by a mask mispredict each branch; picked by place they take a tenth of the time.
    counts = np.bincount(codes.take(np.flatnonzero(passing)).astype(np.intp) + 1, minlength=count + 1)
    counts[count] += counts[0]
    return counts[1:]
