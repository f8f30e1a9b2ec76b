"""Counts and barrel ranges of one filter as plain data; `summary_text` writes them for a terminal."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from desktop_app.domain.movement import Consignment
from desktop_app.domain.provenance import Source
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.statement import (
    Claim,
    Mode,
    NotifiedFigure,
    Observation,
    Visibility,
)
from desktop_app.exporters.citations import cited, ledger_citations
from desktop_app.exporters.wording import marked
from desktop_app.query.cap import SINGLE_EXPORTERS, cap_rule, notified_in_year
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.rail_barrels import rail_sources, rail_volume
from desktop_app.query.results import CallCount, Ledgers
from desktop_app.storage.case_store import CaseStore

# Said wherever a filter leaves those two ledgers out.
FIGURES_LEFT_OUT: Final = (
    "Notified and claimed figures name no ship, port or cargo and are left out under this filter."
)


def summarise(store: CaseStore, filter_: Filter) -> dict[str, Any]:
    """Everything `./tumen summary --json` prints: JSON types only, barrels rounded to whole numbers."""
    engine = QueryEngine(store)
    rows = engine.figure_rows(filter_)
    ledgers = engine.ledgers(filter_)
    record = store.record
    trains = engine.passing_consignments(filter_)
    carried_by = rail_sources(store, trains, engine.assumptions)
    sources = cited(record, ledger_citations(ledgers, store), rows.source_ids | carried_by)
    total = ledgers.total
    return {
        "case": {
            "title": marked(record.title, synthetic=record.synthetic),
            "as_of": record.as_of.isoformat() if record.as_of else None,
            "synthetic": record.synthetic,
        },
        "filter": filter_.sentence(),
        "rows": {"shown": rows.shown, "total": rows.total},
        "observed": _count(total),
        "observed_is_minimum": minimum_sentence(total),
        "months": [_month(ledgers, month) for month in _months_with_data(ledgers)],
        "not_placed_in_a_month": _count(ledgers.unplaced),
        "years": [_year(store, ledgers, year) for year in _years(ledgers)],
        "vessels": {name: _count(count) for name, count in engine.calls_by_vessel(filter_).items()},
        "modes": _modes(ledgers, _carried(engine, trains) if trains else None),
        "notified_windows": [_notified(row) for row in ledgers.notified_windows],
        "claims": [_claim(claim) for claim in ledgers.claims],
        "left_out": _left_out(ledgers),
        "sources": [_source(source) for source in sources],
    }


def minimum_sentence(total: CallCount) -> str:
    """What the observed sum leaves out; empty if nothing."""
    missing = total.calls - total.estimated
    if total.calls == 0:
        return "No call is published under this filter; that is not a zero."
    if missing == 0:
        return ""
    about = "about " if total.approximate else ""
    if total.estimated == 0:
        plural = "s" if total.calls > 1 else ""
        return (
            f"No volume is estimated: of {about}{total.calls} call{plural}, "
            f"none has both its ship and a deadweight documented."
        )
    return (
        f"A minimum: a volume is estimated for {total.estimated:,} of {about}{total.calls:,} calls; "
        f"for the other {missing:,} no ship or no deadweight is documented."
    )


def _count(count: CallCount) -> dict[str, Any]:
    return {
        "calls": count.calls,
        "calls_approximate": count.approximate,
        "calls_estimated": count.estimated,
        "low_bbl": round(count.low_bbl) if count.estimated else None,
        "high_bbl": round(count.high_bbl) if count.estimated else None,
    }


def _months_with_data(ledgers: Ledgers) -> list[date]:
    return sorted({*ledgers.observed, *ledgers.notified_months})


def _month(ledgers: Ledgers, month: date) -> dict[str, Any]:
    return {
        "month": f"{month:%Y-%m}",
        "observed": _count(ledgers.observed.get(month, CallCount())),
        "notified_bbl": dict(ledgers.notified_months.get(month, {})),
    }


def _years(ledgers: Ledgers) -> list[int]:
    return sorted({month.year for month in ledgers.months})


def _year(store: CaseStore, ledgers: Ledgers, year: int) -> dict[str, Any]:
    rule = cap_rule(store.record)
    limit = rule.limit if rule is not None else None
    observed = ledgers.observed_years.get(year, CallCount())
    notified = (
        []
        if ledgers.figures_left_out
        else [notified_in_year(store.record.notified, exporter, year) for exporter in SINGLE_EXPORTERS]
    )
    return {
        "year": year,
        "observed": _count(observed),
        "cap_bbl": limit,
        "observed_share_of_cap": (
            [round(observed.low_bbl / limit, 4), round(observed.high_bbl / limit, 4)]
            if limit and observed.estimated
            else None
        ),
        "notified": [
            {
                "exporter": row.exporter,
                "volume_bbl": row.volume_bbl,
                "share_of_cap": round(row.volume_bbl / limit, 4) if limit else None,
                "months_not_covered": [f"{month:%Y-%m}" for month in row.missing_months],
            }
            for row in notified
            if row.figures
        ],
    }


def _modes(ledgers: Ledgers, by_rail: dict[str, Any] | None) -> dict[str, Any]:
    """Sea and rail apart; without consignments the observed side of rail is None."""
    observed = {Mode.SEA: _count(ledgers.total), Mode.RAIL: by_rail}
    return {
        mode.value: {
            "observed": observed.get(mode),
            "claims": [claim.id for claim in ledgers.claims if claim.mode is mode],
        }
        for mode in Mode
    }


def _carried(engine: QueryEngine, trains: Sequence[Consignment]) -> dict[str, Any]:
    """Consignments and the barrels of those that have any."""
    found = [rail_volume(engine.store, row, engine.assumptions) for row in trains]
    barrels = [one for one in found if isinstance(one, Estimate)]
    return {
        "consignments": len(trains),
        "consignments_in_barrels": len(barrels),
        "low_bbl": round(sum(one.low_bbl for one in barrels)) if barrels else None,
        "high_bbl": round(sum(one.high_bbl for one in barrels)) if barrels else None,
    }


def _notified(row: NotifiedFigure) -> dict[str, Any]:
    return {
        "id": row.id,
        "exporter": row.exporter,
        "from": row.when.first_day.isoformat(),
        "to": row.when.last_day.isoformat(),
        "volume_bbl": row.volume_bbl,
        "mass_t": row.mass_t,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "sources": list(row.citation.source_ids),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    assert claim.when is not None  # noqa: S101 - the ledger holds only claims with a window
    return {
        "id": claim.id,
        "claimant": claim.claimant,
        "qualifier": claim.qualifier.value,
        "low_bbl": claim.low,
        "high_bbl": claim.high,
        "mode": claim.mode.value,
        "from": claim.when.first_day.isoformat(),
        "to": claim.when.last_day.isoformat(),
        "what": claim.what,
        "sources": list(claim.citation.source_ids),
    }


def _left_out(ledgers: Ledgers) -> list[str]:
    sentences = [
        "Observed, notified and claimed figures are three ledgers and are never added to each other.",
    ]
    if ledgers.figures_left_out:
        sentences.append(FIGURES_LEFT_OUT)
    if ledgers.unplaced.calls:
        about = "About " if ledgers.unplaced.approximate else ""
        sentences.append(
            f"{about}{ledgers.unplaced.calls} calls are known only within a window longer than a month."
        )
    return sentences + _unseen(ledgers.observations)


def _unseen(observations: Sequence[Observation]) -> list[str]:
    """What is said of the periods in which nothing could be seen; the same of several is said once."""
    periods: dict[str, list[int]] = {}
    for row in observations:
        if row.visibility is not Visibility.CLEAR:
            days = (row.when.last_day - row.when.first_day).days + 1
            periods.setdefault(row.text, []).append(days)
    return [
        f"{text} ({len(days)} periods, {sum(days)} days together)" if len(days) > 1 else text
        for text, days in periods.items()
    ]


def _source(source: Source) -> dict[str, str]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
    }
