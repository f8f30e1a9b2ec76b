"""Vessels and ports that passing rows name."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.columns.orders import ranked
from desktop_app.query.columns.sums import sums_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.found import Found, Places, Spans, totals_of
from desktop_app.query.pages.results import PageThing
from desktop_app.runtime.feedback import Feedback

NOT_NAMED: Final = {ClauseKind.VESSEL: "Ships not named", ClauseKind.PORT: "Ports not documented"}


class _Naming(NamedTuple):
    """Rows and what they name.

    Attributes:
        kind: of the clause that chooses one thing.
        ids, names: of all things, in the order of their codes.
        expected: ids of those that count as empty without a row.
        voyages: places; their codes come first.
        codes: of the voyages, then of other rows; -1 for none.
        spans: of the same.
    """

    kind: ClauseKind
    ids: Sequence[str]
    names: Sequence[str]
    expected: frozenset[str]
    voyages: Places
    codes: Places
    spans: Spans


def vessels(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Found:
    """Ships of passing voyages, and of passing positions without a voyage."""
    columns, positions = engine.columns(feedback), engine.positions(feedback)
    rows = np.flatnonzero(engine.passing(filter_, feedback))
    alone = np.flatnonzero(engine.passing_positions(filter_, feedback) & (positions.voyage < 0))
    at_sea = Spans(positions.first_day, positions.last_day).of(alone)
    naming = _Naming(
        ClauseKind.VESSEL,
        columns.vessel_ids,
        columns.vessel_texts("name"),
        frozenset(vessel.id for vessel in engine.store.record.vessels if vessel.in_trade),
        rows,
        np.concatenate((columns.vessel.take(rows), positions.vessel.take(alone))).astype(np.intp),
        Spans(columns.first_day, columns.last_day).of(rows).and_of(at_sea),
    )
    return _found(engine, filter_, naming, feedback)


def ports(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Found:
    """Both ends of passing voyages; where the filter names ports of either end, those alone.

    An end that is not documented has no page beside the other end's; voyages without either have one.
    """
    columns = engine.columns(feedback)
    passing = np.flatnonzero(engine.passing(filter_, feedback))
    start, end = columns.loading.take(passing), columns.discharge.take(passing)
    first, second = (start >= 0) | (end < 0), (end >= 0) & (end != start)
    rows = np.concatenate((passing[first], passing[second]))
    codes = np.concatenate((start[first], end[second])).astype(np.intp)
    chosen = filter_.choice(ClauseKind.PORT).values
    if chosen:
        # A filter has one clause of a kind: a page of another port could not say what passes.
        wanted = np.array([ident in chosen for ident in (*columns.port_ids, "")], np.bool_).take(codes)
        rows, codes = rows[wanted], codes[wanted]
    naming = _Naming(
        ClauseKind.PORT,
        columns.port_ids,
        columns.port_names,
        frozenset(columns.port_ids),
        rows,
        codes,
        Spans(columns.first_day, columns.last_day).of(rows),
    )
    return _found(engine, filter_, naming, feedback)


def _found(engine: QueryEngine, filter_: Filter, naming: _Naming, feedback: Feedback | None) -> Found:
    count = len(naming.ids) + 1
    codes = np.where(naming.codes < 0, count - 1, naming.codes)
    there = np.flatnonzero(np.bincount(codes, minlength=count))
    voyages = naming.voyages
    totals = totals_of(engine, sums_of, voyages, feedback, codes[: len(voyages)], count)
    spans = naming.spans.by_code(codes, count).of(there)
    keys, names = (*naming.ids, ""), (*naming.names, NOT_NAMED[naming.kind])
    shown = [keys[code] for code in there]

    def thing(place: int) -> PageThing:
        code, ident = int(there[place]), shown[place]
        return PageThing(
            f"{naming.kind}:{ident}",
            names[code] or ident,
            filter_.with_clause(choice(naming.kind, (ident,), engine.store.record)),
            totals[code],
            *spans.days(place),
        )

    return Found(
        thing,
        np.append(ranked(naming.names)[0], -1).take(there),
        spans,
        np.array([totals[code].calls for code in there]),
        np.array([totals[code].best_bbl for code in there]),
        len(naming.expected.difference(shown)),
    )
