"""Rows of a page: what its tables, its chart and its sums are made of. `assets/web/page/data.ts` reads them.

Days are numbers since 1970-01-01 UTC, both ends included; volumes barrels; sources ids.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from desktop_app.domain.movement import Consignment, PortCall, Sighting, VoyageKind
from desktop_app.domain.quantity import Estimate, Volume
from desktop_app.domain.statement import Claim, Measure, Mode, NotifiedFigure
from desktop_app.domain.time_span import TimeSpan
from desktop_app.exporters import wording
from desktop_app.exporters.claim_words import claim_told
from desktop_app.exporters.voyage_columns import NOTHING, Column, TableRow
from desktop_app.query.clauses import Filter
from desktop_app.query.day_numbers import day_number
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_query import observability
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.storage.case_store import CaseStore

Row = dict[str, Any]


def voyage_row(row: TableRow) -> Row:
    """A voyage: `ships` is what it adds to the count, 0 where it is counted in other rows."""
    voyage, texts = row.voyage, row.texts
    return {
        **_base(f"voyage:{voyage.id}", voyage.when, voyage.citation.source_ids, row.volume),
        "id": voyage.id,
        "vessel": texts[Column.VESSEL],
        "from": _text(texts[Column.FROM]),
        "to": _text(texts[Column.TO]),
        "product": _text(texts[Column.PRODUCT]),
        "known": _text(texts[Column.HOW_KNOWN]),
        "tracker": voyage.tracker.value,
        "listed": _text(texts[Column.LISTING]),
        "ships": voyage.ships if voyage.counted else 0,
        "calls": _text(texts[Column.CALLS]),
        "about": voyage.counted and voyage.kind is VoyageKind.GROUP,
        "not_counted": _text(texts[Column.WHY_NOT]),
        "route": voyage.route_id,
    }


def train_row(store: CaseStore, engine: QueryEngine, row: Consignment) -> Row:
    """A consignment by rail, with the barrels it stands for."""
    volume = rail_volume(store, row, engine.assumptions)
    return {
        **_base(f"consignment:{row.id}", row.when, row.citation.source_ids, volume),
        "what": row.product or "oil, product not documented",
        "parties": " to ".join(part for part in (row.shipper, row.consignee) if part),
    }


def position_row(row: Sighting, voyage_id: str) -> Row:
    """A documented position and the voyage it belongs to, none where that is empty."""
    return {"id": row.id, **_days(row.when), "voyage": voyage_id}


def call_row(row: PortCall, voyage_id: str, parent_id: str) -> Row:
    """A call of a voyage: at a terminal it is one at its port as well."""
    places = [place for place in (row.port_id, parent_id) if place]
    return {**_days(row.when), "voyage": voyage_id, "ships": row.ships, "places": places}


def notified_row(row: NotifiedFigure) -> Row:
    """A figure notified to the Committee."""
    return {
        "key": f"notified:{row.id}",
        **_days(row.when),
        "when": wording.short_time_span(row.when),
        "who": row.exporter,
        "value": wording.notified_value(row),
        "bbl": row.volume_bbl,
        "sources": list(row.citation.source_ids),
    }


def claim_row(store: CaseStore, row: Claim) -> Row:
    """A claimed figure; its days are None where it covers no window."""
    barrels = row.measure is Measure.BARRELS
    return {
        "key": f"claim:{row.id}",
        **(_days(row.when) if row.when is not None else {"first": None, "last": None}),
        "when": wording.short_time_span(row.when) if row.when is not None else "no window",
        "who": row.claimant,
        "value": claim_told(store, row),
        "what": row.what,
        "rail": row.mode is Mode.RAIL,
        "low": row.low if barrels else None,
        "high": row.high if barrels else None,
        "sources": list(row.citation.source_ids),
    }


def unseen_months(engine: QueryEngine, filter_: Filter, first: date, last: date) -> list[int]:
    """First days of the months in which every day is known to be without a usable look at the ports."""
    watched = observability(engine, filter_)
    if not watched.told_of:
        return []
    months = Period.MONTH.between(first, last)
    return [day_number(month) for month in months if watched.period(Period.MONTH, month).is_unseen]


def span_of(rows: Iterable[Row]) -> tuple[int, int] | None:
    """First and last day of some rows; None for no rows."""
    days = [(row["first"], row["last"]) for row in rows if row["first"] is not None]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _base(key: str, when: TimeSpan, sources: Iterable[str], volume: Volume) -> Row:
    estimate = volume if isinstance(volume, Estimate) else None
    return {
        "key": key,
        **_days(when),
        "when": wording.short_time_span(when),
        "low": estimate.low_bbl if estimate else None,
        "best": estimate.best_bbl if estimate else None,
        "high": estimate.high_bbl if estimate else None,
        "basis": volume.basis if isinstance(volume, Estimate) else volume.reason,
        "sources": sorted({*sources, *(estimate.source_ids if estimate else ())}),
    }


def _days(when: TimeSpan) -> Row:
    return {"first": day_number(when.first_day), "last": day_number(when.last_day)}


def _text(text: str) -> str:
    """A cell's text; empty where nothing is documented."""
    return "" if text == NOTHING else text
