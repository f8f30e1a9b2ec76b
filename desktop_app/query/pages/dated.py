"""Voyages that pass, and the months that passing rows lie in."""

from datetime import date

import numpy as np

from desktop_app.query.clauses import DateClause, Filter, VoyageClause
from desktop_app.query.columns.orders import ranked
from desktop_app.query.columns.sums import all_of
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.found import Found, Spans, totals_of
from desktop_app.query.pages.results import PageThing
from desktop_app.query.periods import Period
from desktop_app.runtime.feedback import Feedback


def voyages(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Found:
    """Each voyage, called by its ship and its way."""
    columns = engine.columns(feedback)
    rows = np.flatnonzero(engine.passing(filter_, feedback))
    spans = Spans(columns.first_day, columns.last_day).of(rows)
    ships = columns.vessel_texts("name")

    def thing(place: int) -> PageThing:
        row = int(rows[place])
        fid = int(columns.fid[row])
        ident = engine.ids_of((fid,))[fid]
        vessel, label = int(columns.vessel[row]), int(columns.label.codes[row])
        ship = ships[vessel] if vessel >= 0 else columns.label.values[label] if label >= 0 else ""
        ends = (int(columns.loading[row]), int(columns.discharge[row]))
        way = " to ".join(columns.port_names[end] for end in ends if end >= 0)
        name = ", ".join(part for part in (ship or "unnamed tanker", way) if part)
        first, last = spans.days(place)
        return PageThing(
            f"voyage:{ident}",
            name,
            filter_.with_clause(VoyageClause(ident, f"{name}, {first.isoformat()}")),
            totals_of(engine, all_of, rows[place : place + 1], feedback)[0],
            first,
            last,
        )

    best = engine.loads(feedback).barrels(engine.rates(feedback), 1).take(rows)
    return Found(
        thing,
        np.append(ranked(ships)[0], len(ships)).take(columns.vessel.take(rows)),
        spans,
        columns.calls.take(rows),
        np.nan_to_num(best),
    )


def months(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Found:
    """Months that a voyage, a position or a consignment shares a day with, cut at the filter's dates."""
    spans, dates = _spans(engine, filter_, feedback), filter_.dates
    if not len(spans.first):
        return Found(_none, np.empty(0, np.intp), spans, spans.first, spans.first)
    first, last = day_of(int(spans.first.min())), day_of(int(spans.last.max()))
    starts = Period.MONTH.between(max(first, dates.first_day or first), min(last, dates.last_day or last))
    windows = [_cut(start, dates) for start in starts]
    there = [window for window in windows if _is_met(spans, window)]
    filters = [filter_.with_clause(window) for window in there]
    passing = (np.flatnonzero(engine.passing(one, feedback)) for one in filters)
    totals = [totals_of(engine, all_of, rows, feedback)[0] for rows in passing]

    def thing(place: int) -> PageThing:
        window = there[place]
        key = Period.MONTH.key(window.first_day or first)
        return PageThing(
            f"month:{key}", key, filters[place], totals[place], window.first_day, window.last_day
        )

    return Found(
        thing,
        np.arange(len(there)),
        Spans(*(np.array(ends, np.int64) for ends in zip(*map(_numbers, there), strict=True))),
        np.array([one.calls for one in totals]),
        np.array([one.best_bbl for one in totals]),
        len(windows) - len(there),
    )


def _none(place: int) -> PageThing:
    raise IndexError(place)


def _spans(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Spans:
    """Of whatever passes."""
    columns, positions = engine.columns(feedback), engine.positions(feedback)
    trains = engine.passing_consignments(filter_)
    by_rail = Spans(
        np.array([day_number(row.when.first_day) for row in trains], np.int64),
        np.array([day_number(row.when.last_day) for row in trains], np.int64),
    )
    return (
        Spans(columns.first_day, columns.last_day)
        .of(engine.passing(filter_, feedback))
        .and_of(
            Spans(positions.first_day, positions.last_day).of(engine.passing_positions(filter_, feedback))
        )
        .and_of(by_rail)
    )


def _cut(start: date, dates: DateClause) -> DateClause:
    last = Period.MONTH.last_day(start)
    return DateClause(max(start, dates.first_day or start), min(last, dates.last_day or last))


def _numbers(window: DateClause) -> tuple[int, int]:
    first, last = window.first_day, window.last_day
    return (day_number(first) if first else 0, day_number(last) if last else 0)


def _is_met(spans: Spans, window: DateClause) -> bool:
    first, last = _numbers(window)
    return bool(((spans.first <= last) & (spans.last >= first)).any())
