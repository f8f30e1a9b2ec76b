"""Loading ports by ports of discharge: how many calls, and what volume, went from each to each."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.call_facts import lasting
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.voyages import KINDS
from desktop_app.query.engine import QueryEngine
from desktop_app.query.port_query import voyages_of
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED, Cell, Chosen, Matrix
from desktop_app.runtime.feedback import Feedback

MOST_WORDS: Final = 20
"""Destinations in words that are listed."""
SIGHTING: Final = KINDS.index(VoyageKind.SIGHTING)
GROUP: Final = KINDS.index(VoyageKind.GROUP)


def matrix(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Matrix:
    """The matrix of the voyages that pass; its rows and columns are those of all voyages."""
    ends = _ends(engine, feedback)
    passing = engine.passing(filter_, feedback)
    cells = _cells(engine, ends, passing, feedback)
    ships = engine.columns(feedback).ships
    told = np.flatnonzero(passing & (ends.words >= 0))
    spoken = np.bincount(ends.words[told], ships[told], len(ends.texts))
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
        int((passing & (engine.columns(feedback).kind == SIGHTING)).sum()),
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
    """Both ends of every voyage.

    Attributes:
        loading_ids, discharge_ids: of the rows and columns of the matrix.
        cell: row of the matrix times the number of columns, plus the column; -1 for a sighting.
        words: place in `texts`, -1 where the destination is a port, or not told.
        texts: destinations in words.
    """

    loading_ids: tuple[str, ...]
    discharge_ids: tuple[str, ...]
    cell: NDArray[np.int32]
    words: NDArray[np.int32]
    texts: tuple[str, ...]


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
    cell = np.where(is_call, row * (spoken + 2) + column, -1).astype(np.int32)
    return _Ends(
        (*loading_ids, NOT_NAMED), (*discharge_ids, IN_WORDS, NOT_NAMED), cell, words, columns.to_place.values
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


def _cells(
    engine: QueryEngine, ends: _Ends, passing: NDArray[np.bool_], feedback: Feedback | None
) -> tuple[tuple[Cell, ...], ...]:
    columns = engine.columns(feedback)
    count = len(ends.loading_ids) * len(ends.discharge_ids)
    totals, totals_uncounted = lasting(
        engine,
        "calls between ports",
        ends,
        lambda: tuple(
            _ships(ends.cell, columns.ships, (ends.cell >= 0) & (columns.counted == is_counted), count)
            for is_counted in (True, False)
        ),
    )
    counted = passing & columns.counted
    calls = _ships(ends.cell, columns.ships, counted & (ends.cell >= 0), count)
    uncounted = _ships(ends.cell, columns.ships, passing & ~columns.counted & (ends.cell >= 0), count)
    has_volume = counted & ~np.isnan(columns.cargo_t) & (ends.cell >= 0)
    estimated = _ships(ends.cell, columns.ships, has_volume, count)
    rows = np.flatnonzero(has_volume)
    cargo_t = np.bincount(ends.cell[rows], columns.cargo_t[rows], count)
    groups = np.flatnonzero(counted & (columns.kind == GROUP))
    is_about = np.bincount(ends.cell[groups], minlength=count) > 0
    width = len(ends.discharge_ids)
    cells = [
        Cell(
            int(calls[place]),
            int(estimated[place]),
            bool(is_about[place]),
            float(cargo_t[place] * columns.low_bbl_per_t),
            float(cargo_t[place] * columns.high_bbl_per_t),
            int(uncounted[place]),
            int(totals[place]),
            int(totals_uncounted[place]),
        )
        for place in range(count)
    ]
    return tuple(tuple(cells[first : first + width]) for first in range(0, count, width))


def _ships(
    cell: NDArray[np.int32], ships: NDArray[np.int32], chosen: NDArray[np.bool_], count: int
) -> NDArray[np.int64]:
    rows = np.flatnonzero(chosen)
    return np.bincount(cell.take(rows), ships.take(rows), count).astype(np.int64)


def _sum(cells: tuple[Cell, ...]) -> Cell:
    """All together. Ranges add end to end: the load fraction and product are shared assumptions."""
    return Cell(
        sum(cell.calls for cell in cells),
        sum(cell.estimated for cell in cells),
        any(cell.approximate for cell in cells),
        sum(cell.low_bbl for cell in cells),
        sum(cell.high_bbl for cell in cells),
        sum(cell.uncounted for cell in cells),
        sum(cell.total for cell in cells),
        sum(cell.total_uncounted for cell in cells),
    )
