"""What a figure or a summary says of the rows that pass: how many, on which sources, with which marks."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.cited_sets import sets_of_volumes
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.choices import count_codes
from desktop_app.query.columns.rows import Texts
from desktop_app.query.reading import read
from desktop_app.query.results import MOST_MARKS, FigureRows
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

Mask = NDArray[np.bool_]


def figure_rows(engine: "QueryEngine", filter_: Filter, feedback: Feedback | None) -> FigureRows:
    """The rows that pass, in sums."""
    columns, passing = engine.columns(feedback), engine.passing(filter_, feedback)
    shown = int(np.count_nonzero(passing))
    ends = (columns.loading, columns.discharge)
    ports = sum((count_codes(codes, passing, len(columns.port_ids) + 1)[:-1] for codes in ends), start=0)
    cited = engine.kept(
        ("sources", filter_), lambda: _cited(engine, passing, feedback), feedback, assumes=filter_.assumes
    )
    return FigureRows(
        shown,
        len(columns),
        cited | _estimate_sources(engine, passing, feedback),
        frozenset(columns.port_ids[place] for place in np.flatnonzero(ports)),
        _marks(engine, filter_) if shown <= MOST_MARKS else frozenset(),
    )


def _cited(engine: "QueryEngine", passing: Mask, feedback: Feedback | None) -> frozenset[str]:
    """Sources of the rows, of their calls and of their positions."""
    evidence = set(_occurring(engine.columns().evidence, passing))
    # One more at the end, where -1 leads.
    of_voyages = np.append(passing, False)
    for rows in (engine.calls(feedback), engine.positions(feedback)):
        evidence |= set(_occurring(rows.evidence, of_voyages.take(rows.voyage)))
    return _sources(engine.store, evidence, feedback)


def _estimate_sources(engine: "QueryEngine", passing: Mask, feedback: Feedback | None) -> frozenset[str]:
    """Sources of what the rows' volumes are made of."""
    found: frozenset[str] = frozenset()
    for sets in sets_of_volumes(engine, feedback):
        counts = count_codes(sets.codes, passing, len(sets.sets) + 1)[:-1]
        found = found.union(*(sets.sets[place] for place in np.flatnonzero(counts)))
    return found


def _occurring(texts: Texts, passing: Mask) -> Iterable[str]:
    counts = count_codes(texts.codes, passing, len(texts.values) + 1)[:-1]
    return (texts.values[place] for place in np.flatnonzero(counts))


def _sources(store: CaseStore, evidence: Iterable[str], feedback: Feedback | None) -> frozenset[str]:
    sql = "SELECT DISTINCT source_id FROM citation WHERE evidence_id IN (SELECT value FROM json_each(?))"
    found = read(store, sql, (json.dumps(sorted(evidence)),), feedback)
    return frozenset(str(ident) for (ident,) in found)


def _marks(engine: "QueryEngine", filter_: Filter) -> frozenset[str]:
    """Marks of the map that hang on the rows: routes, positions, and dots between positions."""
    columns, positions = engine.columns(), engine.positions()
    passing = engine.passing(filter_)
    drawn = engine.passing_positions(filter_) & ~np.isnan(positions.lon)
    is_routed = columns.route.codes >= 0
    of_voyages = positions.voyage[drawn & (positions.voyage >= 0)]
    marks = {
        "route": passing & is_routed,
        "position_off": drawn & positions.off,
        "position_on": drawn & ~positions.off,
        "silence": ~is_routed & (np.bincount(of_voyages, minlength=len(columns)) > 1),
    }
    return frozenset(name for name, rows in marks.items() if rows.any())
