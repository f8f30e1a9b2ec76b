"""What a figure or a summary says of the rows that pass: how many, on which sources, with which marks."""

from desktop_app.query.clauses import Filter
from desktop_app.query.load_sql import CARGO_T, JOIN_LOAD, LOAD_TABLE, load_model, numbers_of
from desktop_app.query.predicates import date_predicate, row_predicate
from desktop_app.query.reading import Value, read
from desktop_app.query.results import MOST_MARKS, FigureRows
from desktop_app.query.voyage_rows import passing_count, voyage_count
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


def figure_rows(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> FigureRows:
    """The rows that pass, in sums."""
    shown = passing_count(store, filter_, feedback)
    return FigureRows(
        shown,
        voyage_count(store),
        _cited(store, filter_, feedback) | _estimate_sources(store, filter_, feedback),
        _ports(store, filter_, feedback),
        _marks(store, filter_, feedback) if shown <= MOST_MARKS else frozenset(),
    )


def _cited(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> frozenset[str]:
    """Sources of the rows, of their calls and of their positions."""
    predicate = row_predicate(filter_)
    evidence = [f"SELECT evidence_id FROM voyage WHERE {predicate.sql}"]  # noqa: S608 - as above
    evidence += [
        f"SELECT {table}.evidence_id FROM {table} "  # noqa: S608 - the two names below
        f"JOIN voyage ON voyage.id = {table}.voyage_id WHERE {predicate.sql}"
        for table in ("port_call", "sighting")
    ]
    return _texts(
        store,
        "SELECT DISTINCT source_id FROM citation WHERE evidence_id IN "  # noqa: S608 - as above
        f"({' UNION '.join(evidence)})",
        predicate.parameters * len(evidence),
        feedback,
    )


def _estimate_sources(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> frozenset[str]:
    """Sources of the deadweights, of the load fraction and of the factors behind the rows' volumes."""
    model = load_model(store)
    if model is None:
        return frozenset()
    predicate = row_predicate(filter_)
    values: tuple[Value, ...] = (numbers_of(model)[0], *predicate.parameters)
    found = _texts(
        store,
        f"WITH {LOAD_TABLE} SELECT DISTINCT source_id FROM citation "  # noqa: S608 - as above
        f"WHERE evidence_id IN (SELECT evidence_id FROM vessel WHERE id IN ("
        f"SELECT voyage.vessel_id FROM voyage {JOIN_LOAD} "
        f"WHERE ({CARGO_T}) IS NOT NULL AND {predicate.sql}))",
        values,
        feedback,
    )
    return found | frozenset(model.source_ids) if found else found


def _ports(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> frozenset[str]:
    predicate = row_predicate(filter_)
    ends = " UNION ".join(
        f"SELECT {column} FROM voyage WHERE {column} IS NOT NULL AND {predicate.sql}"  # noqa: S608 - as above
        for column in ("from_port_id", "to_port_id")
    )
    return _texts(store, ends, predicate.parameters * 2, feedback)


def _marks(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> frozenset[str]:
    """Marks of the map that hang on the rows: routes, positions, and dots between positions."""
    voyage, dates = row_predicate(filter_), date_predicate(filter_.dates, "sighting")
    routes = read(
        store,
        f"SELECT 1 FROM voyage WHERE route_id IS NOT NULL AND {voyage.sql} LIMIT 1",  # noqa: S608 - as above
        voyage.parameters,
        feedback,
    )
    drawn = read(
        store,
        "SELECT voyage.route_id IS NOT NULL, SUM(sighting.tracker = 'off'), COUNT(*) "  # noqa: S608 - as above
        "FROM sighting JOIN voyage ON voyage.id = sighting.voyage_id "
        f"WHERE sighting.geom IS NOT NULL AND {voyage.sql} AND {dates.sql} GROUP BY voyage.id",
        (*voyage.parameters, *dates.parameters),
        feedback,
    )
    marks = {
        "route": bool(routes),
        "position_off": any(dark for _, dark, _ in drawn),
        "position_on": any(dark < count for _, dark, count in drawn),
        "silence": any(not routed and count > 1 for routed, _, count in drawn),
    }
    return frozenset(name for name, is_drawn in marks.items() if is_drawn)


def _texts(
    store: CaseStore, sql: str, values: tuple[Value, ...], feedback: Feedback | None
) -> frozenset[str]:
    return frozenset(str(value) for (value,) in read(store, sql, values, feedback))
