"""Counts and barrel ranges of one filter as plain data; `summary_text` writes them for a terminal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from desktop_app import __version__
from desktop_app.analysis.checks.conflicts import Conflict, flags_of
from desktop_app.domain.assumption import Assumptions
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
from desktop_app.exporters.conflict_words import citations_of, conflicts_with, sources_of
from desktop_app.exporters.headline import headline
from desktop_app.exporters.left_out import FIGURES_LEFT_OUT, minimum_sentence
from desktop_app.exporters.summary_assumed import Draws, assumptions_json, intervals_json
from desktop_app.exporters.summary_watched import (
    observability_json,
    payment_sources,
    payments_by_month,
    payments_json,
)
from desktop_app.exporters.wording import marked
from desktop_app.query.cap import SINGLE_EXPORTERS, cap_rule, notified_in_year
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.rail_barrels import rail_sources, rail_volume
from desktop_app.query.results import CallCount, Ledgers
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question, RunningYear
from desktop_app.storage.case_store import CaseStore

FORMAT: Final = "tumen-summary"
VERSION: Final = 1
SCHEMA: Final = f"schemas/summary-{VERSION}.json"
"""Among the program's assets: what the JSON is made of."""


def summarise(
    store: CaseStore,
    filter_: Filter,
    assumptions: Assumptions | None = None,
    draws: Draws | None = None,
) -> dict[str, Any]:
    """Everything `./tumen summary --json` prints, as the schema `SCHEMA` has it: JSON types, whole barrels.

    Args:
        store: the case.
        filter_: what passes.
        assumptions: None for the published.
        draws: a simulation of the total, too.
    """
    engine = QueryEngine(store, assumptions)
    rows = engine.figure_rows(filter_)
    ledgers = engine.ledgers(filter_)
    record = store.record
    trains = engine.passing_consignments(filter_)
    running = volumes(engine, filter_, Question()).years
    figures = {row.id for row in ledgers.notified} | {row.id for row in ledgers.claims}
    conflicts, flags = conflicts_with(store, figures), flags_of(store)
    also = rows.source_ids | rail_sources(store, trains, engine.assumptions)
    also |= payment_sources(engine, filter_).union(*(row.source_ids for row in engine.assumptions.rows))
    citations = [*ledger_citations(ledgers, store), *citations_of(store, conflicts)]
    sources = cited(record, citations, also)
    total = ledgers.total
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": f"Tumen {__version__}",
        "case": {
            "title": marked(record.title, synthetic=record.synthetic),
            "as_of": record.as_of.isoformat() if record.as_of else None,
            "synthetic": record.synthetic,
        },
        "filter": filter_.sentence(),
        "assumptions": assumptions_json(engine.assumptions),
        "rows": {"shown": rows.shown, "total": rows.total},
        "observed": _count(total),
        "observed_is_minimum": minimum_sentence(total),
        "interval_95": intervals_json(headline(engine, filter_), draws),
        "observability": observability_json(engine, filter_),
        "payments": payments_json(engine, filter_),
        "months": _months(ledgers, payments_by_month(engine, filter_)),
        "not_placed_in_a_month": _count(ledgers.unplaced),
        "years": [_year(store, ledgers, year, running) for year in _years(ledgers)],
        "vessels": {name: _count(count) for name, count in engine.calls_by_vessel(filter_).items()},
        "modes": _modes(ledgers, _carried(engine, trains) if trains else None),
        "notified_windows": [_notified(row) for row in ledgers.notified_windows],
        "claims": [_claim(claim, flags) for claim in ledgers.claims],
        "conflicts": [_conflict(store, one) for one in conflicts],
        "left_out": _left_out(ledgers),
        "sources": [_source(source) for source in sources],
    }


def _count(count: CallCount) -> dict[str, Any]:
    return {
        "calls": count.calls,
        "calls_approximate": count.approximate,
        "calls_estimated": count.estimated,
        "low_bbl": round(count.low_bbl) if count.estimated else None,
        "best_bbl": round(count.best_bbl) if count.estimated else None,
        "high_bbl": round(count.high_bbl) if count.estimated else None,
    }


def _months(ledgers: Ledgers, paid: Mapping[date, dict[str, Any]]) -> list[dict[str, Any]]:
    """Every month of which any ledger, or a payment, tells something."""
    return [
        {
            "month": f"{month:%Y-%m}",
            "observed": _count(ledgers.observed.get(month, CallCount())),
            "notified_bbl": dict(ledgers.notified_months.get(month, {})),
            **paid.get(month, {"payments": [], "implied_price": None}),
        }
        for month in sorted({*ledgers.observed, *ledgers.notified_months, *paid})
    ]


def _years(ledgers: Ledgers) -> list[int]:
    return sorted({month.year for month in ledgers.months})


def _year(store: CaseStore, ledgers: Ledgers, year: int, running: Sequence[RunningYear]) -> dict[str, Any]:
    rule = cap_rule(store.record)
    limit = rule.limit if rule is not None else None
    observed = ledgers.observed_years.get(year, CallCount())
    together = next((row for row in running if row.year == year), None)
    notified = (
        []
        if ledgers.figures_left_out
        else [notified_in_year(store.record.notified, exporter, year) for exporter in SINGLE_EXPORTERS]
    )
    return {
        "year": year,
        "observed": _count(observed),
        "cap_bbl": limit,
        "with_rail": _with_rail(together),
        "observed_share_of_cap": _share(together, limit),
        "cap_crossed": _crossed(together),
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


def _with_rail(year: RunningYear | None) -> dict[str, Any] | None:
    """Barrels by sea and rail together, which is what the cap is about."""
    if year is None or not year.cell.has_volume:
        return None
    cell = year.cell
    return {"low": round(cell.low_bbl), "best": round(cell.best_bbl), "high": round(cell.high_bbl)}


def _share(year: RunningYear | None, limit_bbl: float | None) -> dict[str, Any] | None:
    barrels = _with_rail(year)
    if barrels is None or not limit_bbl:
        return None
    return {end: round(value / limit_bbl, 4) for end, value in barrels.items()}


def _crossed(year: RunningYear | None) -> dict[str, str | None] | None:
    """Days on which the high end, the best and the low end pass the cap."""
    if year is None or year.crossed_first is None:
        return None
    days = {"first": year.crossed_first, "best": year.crossed_best, "last": year.crossed_last}
    return {name: day.isoformat() if day is not None else None for name, day in days.items()}


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
        "best_bbl": round(sum(one.best_bbl for one in barrels)) if barrels else None,
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


def _claim(claim: Claim, flags: Mapping[str, str]) -> dict[str, Any]:
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
        "flag": flags.get(claim.id, ""),
        "sources": list(claim.citation.source_ids),
    }


def _conflict(store: CaseStore, one: Conflict) -> dict[str, Any]:
    return {
        "title": one.topic,
        "readings": " ".join((one.readings, *one.checks)),
        "treatment": one.treatment,
        "rows": list(one.refers_to),
        "sources": list(sources_of(store, one)),
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
