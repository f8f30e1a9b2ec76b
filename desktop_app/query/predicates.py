"""Dates and vessels of a filter as SQL."""

from dataclasses import dataclass

from desktop_app.query.clauses import ClauseKind, DateClause, Filter


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition with `?` places and the values that go there."""

    sql: str
    parameters: tuple[str, ...] = ()


def date_predicate(clause: DateClause, table: str = "voyage") -> Predicate:
    """Interval overlap with a row of `table`; both end days are included whole."""
    conditions: list[str] = []
    values: list[str] = []
    if clause.first_day is not None:
        conditions.append(f"{table}.end_utc >= ?")
        values.append(f"{clause.first_day.isoformat()}T00:00:00Z")
    if clause.last_day is not None:
        conditions.append(f"{table}.start_utc <= ?")
        values.append(f"{clause.last_day.isoformat()}T23:59:59Z")
    return Predicate(" AND ".join(conditions) or "1", tuple(values))


def vessel_predicate(filter_: Filter, table: str = "voyage") -> Predicate:
    """Membership of a row of `table`."""
    ids = filter_.choice(ClauseKind.VESSEL).values
    places = ", ".join("?" for _ in ids)
    return Predicate(f"{table}.vessel_id IN ({places})" if ids else "1", ids)


def row_predicate(filter_: Filter, table: str = "voyage") -> Predicate:
    """Both for a row of `table`."""
    parts = (date_predicate(filter_.dates, table), vessel_predicate(filter_, table))
    sql = " AND ".join(f"({part.sql})" for part in parts)
    return Predicate(sql, tuple(value for part in parts for value in part.parameters))
