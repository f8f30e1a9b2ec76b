"""Cards of vessels: who a ship is and was, who lists her, everything she did, and what that adds up to."""

from typing import Final

from desktop_app.domain.movement import PortCall, Sighting
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.card import LISTED, Card, Link, Row, Section, citations_of, finish, listed, present
from desktop_app.exporters.identity_cards import identity_row, listing_row, oldest_first
from desktop_app.exporters.identity_timeline import identity_timeline
from desktop_app.exporters.list_rows import (
    call_row,
    disagreement,
    named_in,
    sighting_row,
    track_row,
    voyage_row,
)
from desktop_app.exporters.particulars_cards import particulars_section, scale_section
from desktop_app.exporters.things import thing, words_of
from desktop_app.exporters.volume_sections import total_section
from desktop_app.query.clauses import ChoiceClause, ClauseKind
from desktop_app.query.engine import QueryEngine
from desktop_app.query.related import Found, Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

_IN_TABLE: Final = "filter to this vessel, and the voyages table shows all"


def vessel_card(engine: QueryEngine, ident: str, feedback: Feedback | None = None) -> Card | None:
    """A ship's profile: identities over time, listings, totals, voyages, calls, sightings, who names her."""
    store = engine.store
    vessel = thing(store, Vessel, f"vessel:{ident}")
    if vessel is None:
        return None
    record = store.record
    related = Related(store, feedback, LISTED)
    found = related.voyages_of_vessel(ident)
    voyages = store.voyages(found.ids)
    calls, call_rows = _calls(store, related.calls_of_vessel(ident))
    sightings, sighting_rows = _sightings(store, related.sightings_of_vessel(ident))
    named = named_in(store, (vessel.name, *vessel.aliases))
    disputes = [row for row in record.contradictions if ident in row.refers_to]
    identities = [row for row in record.identities if row.vessel_id == ident]
    listings = [row for row in record.listings if row.vessel_id == ident]
    tracks = [row for row in record.tracks if row.vessel_id == ident]
    dimensions = [row for row in record.particulars if row.vessel_id == ident]
    scale = [row for row in record.deadweight_scale if row.vessel_id == ident]
    clause = ChoiceClause(ClauseKind.VESSEL, (vessel.id,), (vessel.name,))
    sections = [
        Section("", particulars(vessel), (vessel.note,) if vessel.note else ()),
        particulars_section(dimensions),
        scale_section(scale),
        Section("Identities over time", tuple(map(identity_row, oldest_first(identities))))
        if identities
        else None,
        identity_timeline(identities),
        Section("Sanctions listings", tuple(map(listing_row, listings))) if listings else None,
        total_section(engine, "Totals, whole case", clause, feedback),
        listed("Voyages", (voyage_row(engine, row) for row in voyages), found.total, _IN_TABLE)
        if voyages
        else Section("Voyages", (), ("None in this case.",)),
        call_rows,
        sighting_rows,
        listed("AIS tracks", map(track_row, tracks[:LISTED]), len(tracks)) if tracks else None,
        Section("Named in", tuple(Row("", Link(words_of(store, row), key)) for key, row in named))
        if named
        else None,
        disagreement(disputes),
    ]
    naming = [row for _, row in named]
    rests = citations_of(
        dimensions, scale, identities, listings, voyages, calls, sightings, tracks[:LISTED], naming, disputes
    )
    number = f"IMO {vessel.imo_number}" if vessel.imo_number else "IMO number not documented"
    seen = (*(f"voyage:{row.id}" for row in voyages), *(f"sighting:{row.id}" for row in sightings))
    return finish(
        store,
        f"vessel:{ident}",
        vessel.name,
        f"Vessel, {number}",
        sections,
        vessel.citation,
        rests,
        on_map=seen,
    )


def particulars(vessel: Vessel) -> tuple[Row, ...]:
    """What is documented of the ship itself."""
    return present(
        ("IMO number", vessel.imo_number or "not documented"),
        ("Deadweight", f"{wording.number(vessel.dwt_t)} t" if vessel.dwt_t else "not documented"),
        ("Gross tonnage", wording.number(vessel.gross_tonnage) if vessel.gross_tonnage else None),
        ("Built", str(vessel.built) if vessel.built else None),
        ("Owner", vessel.owner),
        ("Also known as", "; ".join(vessel.aliases)),
        ("In this trade", "documented" if vessel.in_trade else "not documented; reference fleet"),
    )


def _calls(store: CaseStore, found: Found) -> tuple[list[PortCall], Section | None]:
    calls = list(store.calls(found.ids))
    rows = (call_row(store, row, at=True) for row in calls)
    return calls, listed("Port calls", rows, found.total) if calls else None


def _sightings(store: CaseStore, found: Found) -> tuple[list[Sighting], Section | None]:
    sightings = list(store.sightings(found.ids))
    return sightings, listed("Sightings", map(sighting_row, sightings), found.total) if sightings else None
