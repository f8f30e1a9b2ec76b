"""Loading ports by ports of discharge: how many calls, and what volume, went from each to each."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.call_facts import lasting
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.loads import Floats, priced
from desktop_app.query.columns.voyages import KINDS
from desktop_app.query.engine import QueryEngine
from desktop_app.query.port_query import voyages_of
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED, Cell, Chosen, Matrix
from desktop_app.runtime.feedback import Feedback

MOST_WORDS: Final = 20
"""Destinations in words that are listed."""
SIGHTING: Final = KINDS.index(VoyageKind.SIGHTING)
# How a voyage counts in its cell: or not at all.
_COUNTED, _UNCOUNTED = range(2)
_CLASSES: Final = 2
GROUP: Final = KINDS.index(VoyageKind.GROUP)


def matrix(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Matrix:
    """The matrix of the voyages that pass; its rows and columns are those of all voyages."""
    ends = _ends(engine, feedback)
    passing = engine.passing(filter_, feedback)
    cells = _cells(engine, ends, filter_, feedback)
    told = ends.told[passing.take(ends.told)]
    spoken = np.bincount(
        ends.words.take(told), engine.columns(feedback).ships.take(told), len(ends.texts)
    ).astype(np.int64)
    order = [int(row) for row in np.argsort(-spoken, kind="stable") if spoken[row]]
    used_rows = [place for place, row in enumerate(cells) if _sum(row).is_used]
    used_columns = [place for place, column in enumerate(zip(*cells, strict=True)) if _sum(column).is_used]
    cells = tuple(tuple(cells[row][column] for column in used_columns) for row in used_rows)
    rows = tuple(_sum(row) for row in cells)
    return Matrix(
        tuple(ends.loading_ids[row] for row in used_rows),
        tuple(ends.discharge_ids[column] for column in used_columns),
        cells,
        rows,
        tuple(_sum(column) for column in zip(*cells, strict=True)),
        _sum(rows),
        tuple((ends.texts[row], int(spoken[row])) for row in order[:MOST_WORDS]),
        max(len(order) - MOST_WORDS, 0),
        int(passing.take(ends.sightings).sum()),
    )


def cell_voyages(
    engine: QueryEngine,
    filter_: Filter,
    loading: str | None,
    discharge: str | None,
    feedback: Feedback | None = None,
) -> Chosen:
    """Voyages behind a cell; None stands for every port."""
    ends = _ends(engine, feedback)
    chosen = engine.passing(filter_, feedback) & (ends.cell >= 0)
    width = len(ends.discharge_ids)
    if loading is not None:
        chosen = chosen & (ends.cell // width == ends.loading_ids.index(loading))
    if discharge is not None:
        chosen = chosen & (ends.cell % width == ends.discharge_ids.index(discharge))
    return voyages_of(engine, np.flatnonzero(chosen), feedback)


class _Ends(NamedTuple):
    """Both ends of every voyage, and what no filter changes.

    Attributes:
        loading_ids, discharge_ids: of the rows and columns of the matrix.
        cell: row of the matrix times the number of columns, plus the column; -1 for a sighting.
        bin: `_CLASSES` times the cell, plus how it counts; a sighting is in the last bin.
        ships: of each voyage.
        groups, sightings, told: rows of these kinds, and of those with a destination in words.
        words: place in `texts`, -1 where the destination is a port, or not told.
        texts: destinations in words.
        totals: ships by bin.
    """

    loading_ids: tuple[str, ...]
    discharge_ids: tuple[str, ...]
    cell: NDArray[np.int32]
    bin: NDArray[np.intp]
    ships: NDArray[np.float64]
    groups: NDArray[np.intp]
    sightings: NDArray[np.intp]
    told: NDArray[np.intp]
    words: NDArray[np.int32]
    texts: tuple[str, ...]
    totals: NDArray[np.int64]

    @property
    def cells(self) -> int:
        """How many there are."""
        return len(self.loading_ids) * len(self.discharge_ids)


def _ends(engine: QueryEngine, feedback: Feedback | None) -> _Ends:
    return lasting(engine, "ends of voyages", engine.columns(feedback), lambda: _make_ends(engine, feedback))


def _make_ends(engine: QueryEngine, feedback: Feedback | None) -> _Ends:
    columns = engine.columns(feedback)
    # What is a port of the case is not told in words a second time.
    words = np.where(columns.discharge < 0, columns.to_place.codes, -1).astype(np.int32)
    is_call = columns.kind != SIGHTING
    loading_ids, row = _axis(columns.loading, columns.port_ids, is_call)
    discharge_ids, column = _axis(columns.discharge, columns.port_ids, is_call)
    spoken = len(discharge_ids)
    column = np.where(column < 0, np.where(words >= 0, spoken, spoken + 1), column)
    row = np.where(row < 0, len(loading_ids), row)
    cells = (len(loading_ids) + 1) * (spoken + 2)
    cell = np.where(is_call, row * (spoken + 2) + column, -1).astype(np.int32)
    counts_as = np.where(columns.counted, _COUNTED, _UNCOUNTED)
    bins = np.where(is_call, cell.astype(np.intp) * _CLASSES + counts_as, cells * _CLASSES)
    ships = columns.ships.astype(np.float64)
    return _Ends(
        (*loading_ids, NOT_NAMED),
        (*discharge_ids, IN_WORDS, NOT_NAMED),
        cell,
        bins,
        ships,
        np.flatnonzero(columns.counted & (columns.kind == GROUP)),
        np.flatnonzero(~is_call),
        np.flatnonzero(words >= 0),
        words,
        columns.to_place.values,
        np.bincount(bins, ships, cells * _CLASSES + 1).astype(np.int64),
    )


def _axis(
    codes: NDArray[np.int32], ids: tuple[str, ...], chosen: NDArray[np.bool_]
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Ports that occur, in the order of the case, and the place among them of each code, -1 for none."""
    counts = np.bincount(codes[chosen & (codes >= 0)], minlength=len(ids))
    found = np.flatnonzero(counts)
    places = np.full(len(ids) + 1, -1, np.int32)
    places[found] = np.arange(len(found))
    return tuple(ids[code] for code in found), places.take(codes, mode="wrap")


class _CellSums(NamedTuple):
    """Sums by cell, whatever is assumed; of the last, which is no cell, those of the sightings.

    Attributes:
        ships: by cell and how they count.
        estimated: calls with a volume.
        is_about: part of the count is "about".
        bases: by end, cell and stratum.
    """

    ships: NDArray[np.int64]
    estimated: NDArray[np.int64]
    is_about: NDArray[np.bool_]
    bases: Floats


def _cell_sums(engine: QueryEngine, ends: _Ends, filter_: Filter, feedback: Feedback | None) -> _CellSums:
    passing, loads, count = engine.passing(filter_, feedback), engine.loads(feedback), ends.cells
    rows = np.flatnonzero(passing)
    cell = ends.bin.take(rows) // _CLASSES
    groups = ends.groups[passing.take(ends.groups)]
    return _CellSums(
        np.bincount(ends.bin.take(rows), ends.ships.take(rows), count * _CLASSES + 1).astype(np.int64),
        np.bincount(cell, loads.estimated.take(rows), count + 1).astype(np.int64),
        np.bincount(ends.cell.take(groups), minlength=count) > 0,
        loads.sums(rows, cell, count + 1),
    )


def _cells(
    engine: QueryEngine, ends: _Ends, filter_: Filter, feedback: Feedback | None
) -> tuple[tuple[Cell, ...], ...]:
    found = engine.kept(
        ("cells", filter_, engine.loads(feedback).key),
        lambda: _cell_sums(engine, ends, filter_, feedback),
        feedback,
        assumes=filter_.assumes,
    )
    volumes = priced(found.bases, engine.rates(feedback)).T.tolist()

    def cell(place: int) -> Cell:
        first = place * _CLASSES
        low, best, high = volumes[place]
        return Cell(
            int(found.ships[first + _COUNTED]),
            int(found.estimated[place]),
            bool(found.is_about[place]),
            low,
            best,
            high,
            int(found.ships[first + _UNCOUNTED]),
            int(ends.totals[first + _COUNTED]),
            int(ends.totals[first + _UNCOUNTED]),
        )

    cells = [cell(place) for place in range(ends.cells)]
    width = len(ends.discharge_ids)
    return tuple(tuple(cells[first : first + width]) for first in range(0, ends.cells, width))


def _sum(cells: tuple[Cell, ...]) -> Cell:
    """All together. Ranges add end to end: the load fraction and product are shared assumptions."""
    return Cell(
        sum(cell.calls for cell in cells),
        sum(cell.estimated for cell in cells),
        any(cell.approximate for cell in cells),
        sum(cell.low_bbl for cell in cells),
        sum(cell.best_bbl for cell in cells),
        sum(cell.high_bbl for cell in cells),
        sum(cell.uncounted for cell in cells),
        sum(cell.total for cell in cells),
        sum(cell.total_uncounted for cell in cells),
    )
