"""Row numbers and texts of the file, and the elements of the arrays that they stand for."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns import scanning
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore

Number = NDArray[np.int64]
# Row numbers have gaps; up to so many numbers a row a table of all is made: a tenth of a search's time.
_DENSE: Final = 8
# The table takes 10 ms a million rows; a search for one in so many of them takes less.
_MANY: Final = 64


class Rows(NamedTuple):
    """Row numbers in the order of the arrays.

    Attributes:
        fid: row numbers of the file.
        ascending: the same, sorted.
        places: where each of those stands in the arrays.
    """

    fid: Number
    ascending: Number
    places: NDArray[np.intp]

    @classmethod
    def of(cls, fid: Number) -> "Rows":
        """Rows with these numbers."""
        places = np.argsort(fid, kind="stable")
        return cls(fid, fid.take(places), places)

    def places_of(self, fids: Number) -> NDArray[np.intp]:
        """Elements of these row numbers, -1 for rows that are not there."""
        if len(fids) == len(self.ascending) and (fids == self.ascending).all():
            return self.places
        if not len(self.ascending):
            return np.full(len(fids), -1, np.intp)
        first, last = int(self.ascending[0]), int(self.ascending[-1])
        if len(fids) * _MANY > len(self.ascending) and last - first < _DENSE * len(self.ascending):
            # One more at the end, where whatever lies outside leads.
            table = np.full(last - first + 2, -1, np.intp)
            table[self.ascending - first] = self.places
            inside = (fids >= first) & (fids <= last)
            return table.take(np.where(inside, fids - first, -1))
        found = np.searchsorted(self.ascending, fids)
        np.minimum(found, len(self.ascending) - 1, out=found)
        return np.where(self.ascending.take(found) == fids, self.places.take(found), -1)

    def arranged(self, fids: Number, values: Number, missing: int) -> Number:
        """Values that were read beside row numbers, in the order of the arrays.

        The case may have changed between two scans: a row without a value gets `missing`, a value without
        a row is left away.
        """
        places = self.places_of(fids)
        there = places >= 0
        arranged = np.full(len(self.fid), missing, np.int64)
        if there.all():
            arranged[places] = values
        else:
            arranged[places[there]] = values[there]
        return arranged


class Texts(NamedTuple):
    """A text a row, one of a few or none.

    Attributes:
        codes: place in `values` of each row, -1 for none.
        values: the texts, sorted.
    """

    codes: NDArray[np.intp]
    values: tuple[str, ...]


def texts_of(groups: scanning.Groups, rows: Rows) -> Texts:
    """A text column, from its rows' numbers grouped by text."""
    codes = np.repeat(np.arange(len(groups.texts)), groups.counts)
    return Texts(rows.arranged(groups.columns[0], codes, -1), groups.texts)


class Things(NamedTuple):
    """The rows of a table that others name.

    Attributes:
        ids: in the order of the file.
        fid: their row numbers, ascending.
        numbers: one number each, NaN where it is not documented.
    """

    ids: tuple[str, ...]
    fid: Number
    numbers: NDArray[np.float64]

    def places_of(self, fids: Number) -> NDArray[np.intp]:
        """Places in `ids` of row numbers, -1 for none."""
        return Rows(self.fid, self.fid, np.arange(len(self.fid))).places_of(fids)

    def places_of_ids(self, texts: Texts) -> NDArray[np.intp]:
        """Places in `ids` of a column of ids, -1 for none."""
        places = {ident: place for place, ident in enumerate(self.ids)}
        # One more at the end, where -1 leads.
        found = np.array([*(places.get(ident, -1) for ident in texts.values), -1], np.intp)
        return found.take(texts.codes)


def read_things(store: CaseStore, table: str, column: str = "NULL") -> Things:
    """The rows of a small table with one of its numbers."""
    found = read(store, f"SELECT id, fid, {column} FROM {table} ORDER BY fid")  # noqa: S608 - declared names
    numbers = [np.nan if number is None else number for _, _, number in found]
    return Things(
        tuple(str(ident) for ident, _, _ in found),
        np.array([fid for _, fid, _ in found], np.int64),
        np.array(numbers, np.float64),
    )
