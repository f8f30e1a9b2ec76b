"""What a filter leaves, as a case of its own: whoever is given a page of it is told of nothing else."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Final

from desktop_app.domain.movement import Sighting, Voyage
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Claim, Measure, NotifiedFigure
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.ledger_query import passing_figures
from desktop_app.query.payments_query import ASKED_OF_PAYMENTS, passing_payments
from desktop_app.query.tracks_query import passing_tracks
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

MOST_VOYAGES: Final = 2_000
"""Rows that a page takes: each has a card of 4 kB with those of its calls, and browsers keep all of them."""
# A case in memory needs a day; what is read of the subset never tells it.
_NO_DAY: Final = date.min


def subset(engine: QueryEngine, filter_: Filter) -> QueryEngine:
    """A case of the rows that pass, under the same assumptions; its store is to be closed.

    With the rows go the ships they name and what no filter asks about: places, rules, factors, sources.
    Remarks, attachments and the history of the case stay behind, and AIS tracks, whose reports are drawn
    from the case itself.

    Raises:
        InputError: the filter leaves more rows than a page takes.
    """
    passing = engine.map_content(filter_, ()).passing
    if passing > MOST_VOYAGES:
        raise InputError(
            f"a page takes up to {MOST_VOYAGES:,} voyages, and the filter leaves {passing:,}; "
            "narrow the dates, or choose vessels or ports"
        )
    subset = QueryEngine(CaseStore.of_record(_record(engine, filter_)), engine.assumptions)
    return subset.detecting(engine.event_parameters)


def _record(engine: QueryEngine, filter_: Filter) -> Record:
    store = engine.store
    record, content = store.record, engine.map_content(filter_, ())
    voyages = store.voyages(content.voyage_ids)
    calls = store.calls_of(voyages)
    found = {row.id: row for row in store.sightings_of(voyages)}
    loose = store.sightings(ident for ident in content.sighting_ids if ident not in found)
    sightings = (*found.values(), *loose)
    ships = _ships(engine, filter_, voyages, sightings)
    figures, _ = passing_figures(record, filter_, tuple(Measure))
    consignments = engine.passing_consignments(filter_)
    asked = Filter(tuple(clause for clause in filter_.clauses if clause.kind in ASKED_OF_PAYMENTS))
    dates = filter_.dates
    kept = Record(
        title=record.title,
        description=record.description,
        as_of=record.as_of or _NO_DAY,
        synthetic=record.synthetic,
        sources=record.sources,
        vessels=tuple(row for row in record.vessels if row.id in ships),
        listings=tuple(row for row in record.listings if row.vessel_id in ships),
        ports=record.ports,
        berth_points=record.berth_points,
        rail_lines=record.rail_lines,
        stations=record.stations,
        kilometre_posts=record.kilometre_posts,
        calls=calls,
        sightings=sightings,
        voyages=voyages,
        routes=tuple(row for row in record.routes if row.id in set(content.route_ids)),
        claims=tuple(row for row in figures if isinstance(row, Claim)),
        notified=tuple(row for row in figures if isinstance(row, NotifiedFigure)),
        rules=record.rules,
        factors=record.factors,
        payments=passing_payments(store, asked),
        companies=record.companies,
        public_events=tuple(row for row in record.public_events if dates.covers(row.when)),
        observations=tuple(row for row in record.observations if dates.covers(row.when)),
        contradictions=(),
        identities=tuple(row for row in record.identities if row.vessel_id in ships),
        consignments=consignments,
        parameters=record.parameters,
        scenarios=record.scenarios,
        scenario_values=record.scenario_values,
        particulars=tuple(row for row in record.particulars if row.vessel_id in ships),
        deadweight_scale=tuple(row for row in record.deadweight_scale if row.vessel_id in ships),
    )
    ids = _ids(kept)
    return replace(
        kept, contradictions=tuple(row for row in record.contradictions if ids.issuperset(row.refers_to))
    )


def _ships(
    engine: QueryEngine, filter_: Filter, voyages: Iterable[Voyage], sightings: Iterable[Sighting]
) -> set[str]:
    """Ids of the ships that the rows name, and of those whose tracks are drawn; of all under no filter."""
    record = engine.store.record
    if not filter_.is_active:
        return {row.id for row in record.vessels}
    ships = {row.vessel_id for row in voyages} | {row.vessel_id for row in sightings}
    tracks = set(passing_tracks(engine, filter_))
    return ships | {row.vessel_id for row in record.tracks if row.id in tracks}


def _ids(record: Record) -> set[str]:
    """Ids of all rows of a record."""
    tables = (getattr(record, one.name) for one in fields(record))
    return {row.id for table in tables if isinstance(table, tuple) for row in table if hasattr(row, "id")}
