"""Cards of voyages and sightings, with the vessel behind them."""

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import PortCall, Sighting, Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Section, finish, present
from desktop_app.exporters.voyage_words import (
    DESTINATION_WORDS,
    KIND_WORDS,
    TRACKER_WORDS,
    how_known_words,
    port_name,
    voyage_title,
)
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.content import Content


def voyage_card(store: CaseStore, ident: str) -> Card | None:
    """A row of the voyages table: what is known, its volume, its steps, the ship, and who disagrees."""
    record = store.record
    voyage = store.voyage(ident)
    if voyage is None:
        return None
    vessel = next((row for row in record.vessels if row.id == voyage.vessel_id), None)
    calls = list(store.calls_of((voyage,)))
    sightings = list(store.sightings_of((voyage,)))
    volume = volume_of(store, voyage)
    citations = [voyage.citation, *(call.citation for call in calls), *(row.citation for row in sightings)]
    also: tuple[str, ...] = ()
    if vessel is not None:
        citations += [vessel.citation]
        citations += [row.citation for row in record.listings if row.vessel_id == vessel.id]
    if isinstance(volume, Estimate):
        also = volume.source_ids
        volume_section = Section(
            "Volume, estimated",
            present(("Range", f"{wording.volume(volume)} bbl"), ("Formula", volume.basis)),
        )
    else:
        volume_section = Section("Volume", present(("Not estimated", volume.reason)))
    contradictions = [row for row in record.contradictions if voyage.id in row.refers_to]
    citations += [row.citation for row in contradictions]
    sections = [
        Section("", _voyage_rows(record, voyage), (voyage.summary,)),
        volume_section,
        _steps(record, calls, sightings),
        _vessel_section(record, vessel) if vessel is not None else None,
        Section("Reports disagree", (), tuple(f"{row.readings} {row.treatment}" for row in contradictions))
        if contradictions
        else None,
    ]
    return finish(
        record, voyage_title(record, voyage), wording.time_span(voyage.when), sections, citations, also
    )


def _voyage_rows(record: Content, voyage: Voyage) -> tuple[tuple[str, str], ...]:
    destination = port_name(record, voyage.to_port_id) or voyage.to_place
    basis = DESTINATION_WORDS[voyage.to_basis]
    about = "about " if voyage.ships_approximate else ""
    return present(
        ("Row", KIND_WORDS[voyage.kind]),
        ("Date", f"{wording.time_span(voyage.when)} UTC ({wording.PRECISION_WORDS[voyage.when.precision]})"),
        ("From", port_name(record, voyage.from_port_id)),
        ("To", f"{destination} ({basis})" if destination and basis else destination),
        ("Calls", f"{about}{voyage.ships}" if voyage.ships > 1 else None),
        ("How known", how_known_words(voyage.how_known)),
        ("Tracker", TRACKER_WORDS[voyage.tracker]),
        ("Counted", "yes" if voyage.counted else f"no: {voyage.not_counted_why}"),
    )


def _steps(record: Content, calls: list[PortCall], sightings: list[Sighting]) -> Section | None:
    steps = [
        (call.when.start, wording.time_span(call.when), f"{port_name(record, call.port_id)}: {call.summary}")
        for call in calls
    ]
    steps += [
        (row.when.start, wording.time_span(row.when), f"{row.place}: {row.summary}") for row in sightings
    ]
    steps.sort(key=lambda step: step[0])
    return Section("Calls and positions", tuple((when, text) for _, when, text in steps)) if steps else None


def _vessel_section(record: Content, vessel: Vessel) -> Section:
    listings = [row for row in record.listings if row.vessel_id == vessel.id]
    return Section(
        "Vessel",
        present(
            ("IMO number", vessel.imo_number or "not documented"),
            ("Deadweight", f"{wording.number(vessel.dwt_t)} t" if vessel.dwt_t else "not documented"),
            ("Gross tonnage", wording.number(vessel.gross_tonnage) if vessel.gross_tonnage else None),
            ("Built", str(vessel.built) if vessel.built else None),
            ("Owner", vessel.owner),
            ("Also known as", "; ".join(vessel.aliases)),
            *(
                (
                    f"Listed by {row.authority}",
                    f"{wording.day(row.listed_on) + ': ' if row.listed_on else ''}{row.measure}"
                    + (f" (as {row.listed_as})" if row.listed_as else ""),
                )
                for row in listings
            ),
        ),
        (vessel.note,) if vessel.note else (),
    )


def sighting_card(store: CaseStore, ident: str) -> Card | None:
    """One documented position, how exact it is, and the ship."""
    record = store.record
    row = store.sighting(ident)
    if row is None:
        return None
    vessel = next((ship for ship in record.vessels if ship.id == row.vessel_id), None)
    where = f"{row.position[1]:.3f}° N {row.position[0]:.3f}° E" if row.position else None
    accuracy = f"±{wording.number(row.accuracy_km)} km" if row.accuracy_km else None
    return finish(
        record,
        vessel.name if vessel is not None else "Unnamed tanker",
        f"{row.place}, {wording.time_span(row.when)}",
        [
            Section(
                "Documented position",
                present(
                    ("Date", f"{wording.time_span(row.when)} UTC"),
                    ("Position", where),
                    ("Accuracy", accuracy),
                    ("From", row.position_basis),
                    ("How known", how_known_words(row.how_known)),
                    ("Tracker", TRACKER_WORDS[row.tracker]),
                ),
                (row.summary,),
            ),
            _vessel_section(record, vessel) if vessel is not None else None,
        ],
        [row.citation, *([vessel.citation] if vessel is not None else [])],
    )
