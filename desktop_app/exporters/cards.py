"""What the details panel says of one thing: fields, ledger lines, and the sources at its foot."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.movement import DestinationBasis, PortCall, Sighting, Tracker, Voyage, VoyageKind
from desktop_app.domain.place import Names, Port, RailLine, Station
from desktop_app.domain.provenance import Citation, Grade, Source
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Claim, NotifiedFigure
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.citations import cited
from desktop_app.query.engine import month_of
from desktop_app.storage.case_store import CaseStore

TRACKER_WORDS = {Tracker.OFF: "off", Tracker.ON: "on", Tracker.UNKNOWN: "not reported"}
GRADE_B = "general knowledge, no document read (grade B)"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, labelled values, and paragraphs under them."""

    heading: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One thing, told.

    Attributes:
        title, subtitle: head of the card.
        sections: in reading order.
        sources: everything the card rests on.
        unread: part of it is general knowledge; shown as a mark.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    unread: bool = field(default=False)


def card_for(store: CaseStore, key: str) -> Card | None:
    """The card of a key ("voyage:…", "port:…", "month:2024-03", …), or None if there is no such thing."""
    kind, _, ident = key.partition(":")
    makers = {
        "voyage": _voyage_card,
        "sighting": _sighting_card,
        "port": _port_card,
        "station": _station_card,
        "rail": _rail_card,
        "month": _month_card,
        "claim": _claim_card,
        "notified": _notified_card,
    }
    maker = makers.get(kind)
    return maker(store, ident) if maker is not None else None


def _finish(
    record: Record,
    title: str,
    subtitle: str,
    sections: Iterable[Section | None],
    citations: Iterable[Citation],
    also: Iterable[str] = (),
) -> Card:
    kept = tuple(section for section in sections if section is not None)
    read = list(citations)
    unread = any(citation.grade is Grade.B for citation in read)
    return Card(title, subtitle, kept, cited(record, read, also), unread)


def _rows(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in pairs if value)


def _voyage_card(store: CaseStore, ident: str) -> Card | None:
    record = store.record
    voyage = next((row for row in record.voyages if row.id == ident), None)
    if voyage is None:
        return None
    vessel = next((row for row in record.vessels if row.id == voyage.vessel_id), None)
    calls = [call for call in record.calls if call.id in voyage.call_ids]
    sightings = [row for row in record.sightings if row.id in voyage.sighting_ids]
    volume = store.volumes[voyage.id]
    citations = [voyage.citation, *(call.citation for call in calls), *(row.citation for row in sightings)]
    also: tuple[str, ...] = ()
    if vessel is not None:
        citations += [vessel.citation]
        citations += [row.citation for row in record.listings if row.vessel_id == vessel.id]
    if isinstance(volume, Estimate):
        also = volume.source_ids
        volume_section = Section(
            "Volume, estimated",
            _rows(("Range", f"{wording.volume(volume)} bbl"), ("Formula", volume.basis)),
        )
    else:
        volume_section = Section("Volume", _rows(("Not estimated", volume.reason)))
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
    return _finish(
        record, voyage_title(record, voyage), wording.time_span(voyage.when), sections, citations, also
    )


def voyage_title(record: Record, voyage: Voyage) -> str:
    """Vessel name, or what the row is called without one."""
    vessel = next((row for row in record.vessels if row.id == voyage.vessel_id), None)
    return vessel.name if vessel is not None else voyage.label


def port_name(record: Record, port_id: str) -> str:
    """English name of a port, empty for no port."""
    return next((port.names.en for port in record.ports if port.id == port_id), "")


DESTINATION_WORDS = {
    DestinationBasis.DOCUMENTED: "documented",
    DestinationBasis.SIGNALLED: "signalled by AIS, arrival not documented",
    DestinationBasis.REPORTED: "as reported",
    DestinationBasis.UNKNOWN: "",
}
KIND_WORDS = {
    VoyageKind.VOYAGE: "voyage",
    VoyageKind.CALL: "port call, destination not published",
    VoyageKind.SIGHTING: "sighting, no call documented",
    VoyageKind.GROUP: "calls counted, not published one by one",
}


def _voyage_rows(record: Record, voyage: Voyage) -> tuple[tuple[str, str], ...]:
    destination = port_name(record, voyage.to_port_id) or voyage.to_place
    basis = DESTINATION_WORDS[voyage.to_basis]
    about = "about " if voyage.ships_approximate else ""
    return _rows(
        ("Row", KIND_WORDS[voyage.kind]),
        ("Date", f"{wording.time_span(voyage.when)} UTC ({wording.PRECISION_WORDS[voyage.when.precision]})"),
        ("From", port_name(record, voyage.from_port_id)),
        ("To", f"{destination} ({basis})" if destination and basis else destination),
        ("Calls", f"{about}{voyage.ships}" if voyage.ships > 1 else None),
        ("How known", ", ".join(how.value.replace("ais", "AIS") for how in voyage.how_known)),
        ("Tracker", TRACKER_WORDS[voyage.tracker]),
        ("Counted", "yes" if voyage.counted else f"no: {voyage.not_counted_why}"),
    )


def _steps(record: Record, calls: list[PortCall], sightings: list[Sighting]) -> Section | None:
    steps = [
        (call.when.start, wording.time_span(call.when), f"{port_name(record, call.port_id)}: {call.summary}")
        for call in calls
    ]
    steps += [
        (row.when.start, wording.time_span(row.when), f"{row.place}: {row.summary}") for row in sightings
    ]
    steps.sort(key=lambda step: step[0])
    return Section("Calls and positions", tuple((when, text) for _, when, text in steps)) if steps else None


def _vessel_section(record: Record, vessel: Vessel) -> Section:
    listings = [row for row in record.listings if row.vessel_id == vessel.id]
    return Section(
        "Vessel",
        _rows(
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


def _sighting_card(store: CaseStore, ident: str) -> Card | None:
    record = store.record
    row = next((row for row in record.sightings if row.id == ident), None)
    if row is None:
        return None
    vessel = next((ship for ship in record.vessels if ship.id == row.vessel_id), None)
    where = f"{row.position[1]:.3f}° N {row.position[0]:.3f}° E" if row.position else None
    accuracy = f"±{wording.number(row.accuracy_km)} km" if row.accuracy_km else None
    return _finish(
        record,
        vessel.name if vessel is not None else "Unnamed tanker",
        f"{row.place}, {wording.time_span(row.when)}",
        [
            Section(
                "Documented position",
                _rows(
                    ("Date", f"{wording.time_span(row.when)} UTC"),
                    ("Position", where),
                    ("Accuracy", accuracy),
                    ("From", row.position_basis),
                    ("How known", ", ".join(how.value.replace("ais", "AIS") for how in row.how_known)),
                    ("Tracker", TRACKER_WORDS[row.tracker]),
                ),
                (row.summary,),
            ),
            _vessel_section(record, vessel) if vessel is not None else None,
        ],
        [row.citation, *([vessel.citation] if vessel is not None else [])],
    )


def _names(names: Names) -> tuple[tuple[str, str], ...]:
    return _rows(("Russian", names.ru), ("Korean", names.ko))


def _port_card(store: CaseStore, ident: str) -> Card | None:
    record = store.record
    port: Port | None = next((row for row in record.ports if row.id == ident), None)
    if port is None:
        return None
    calls = sorted(
        (call for call in record.calls if call.port_id == port.id), key=lambda call: call.when.start
    )
    where = f"{port.position[1]:.4f}° N {port.position[0]:.4f}° E" if port.position else "not documented"
    accuracy = f"±{wording.number(port.position_accuracy_m)} m" if port.position_accuracy_m else None
    names = {vessel.id: vessel.name for vessel in record.vessels}
    return _finish(
        record,
        port.names.en,
        {"loading": "Loading port", "discharge": "Discharge port", "rail": "Rail head", "other": "Port"}[
            port.role.value
        ],
        [
            Section(
                "",
                (
                    *_names(port.names),
                    *_rows(
                        ("UN/LOCODE", port.locode or "none documented"),
                        ("Position", where),
                        ("Accuracy", accuracy),
                        ("From", port.position_basis),
                    ),
                ),
                (port.note,) if port.note else (),
            ),
            Section(
                "Documented calls, whole record",
                tuple(
                    (
                        wording.time_span(call.when),
                        names.get(call.vessel_id, "unnamed" if call.ships == 1 else f"{call.ships} tankers"),
                    )
                    for call in calls
                ),
            )
            if calls
            else None,
        ],
        [port.citation, *(call.citation for call in calls)],
    )


def _station_card(store: CaseStore, ident: str) -> Card | None:
    station: Station | None = next((row for row in store.record.stations if row.id == ident), None)
    if station is None:
        return None
    km = f"{station.km:g} km from Baranovsky" if station.km is not None else None
    where = (
        f"{station.position[1]:.4f}° N {station.position[0]:.4f}° E" if station.position else "not documented"
    )
    section = Section(
        "",
        (*_names(station.names), *_rows(("Kilometre", km), ("Position", where))),
        (station.note,) if station.note else (),
    )
    return _finish(store.record, station.names.en, "Railway station", [section], [station.citation])


def _rail_card(store: CaseStore, ident: str) -> Card | None:
    line: RailLine | None = next((row for row in store.record.rail_lines if row.id == ident), None)
    if line is None:
        return None
    section = Section(
        "",
        (
            *_names(line.names),
            *_rows(
                ("Length", f"{line.published_km:g} km (published)" if line.published_km else None),
                ("Drawn", f"schematic, ±{line.accuracy_km:g} km" if line.schematic else "surveyed"),
            ),
        ),
        (line.note,) if line.note else (),
    )
    return _finish(store.record, line.names.en, "Railway", [section], [line.citation])


def _month_card(store: CaseStore, ident: str) -> Card | None:
    """The ledger of one month: each line with what it rests on, nothing added across ledgers."""
    record = store.record
    try:
        month = date.fromisoformat(f"{ident}-01")
    except ValueError:
        return None
    voyages = [
        row
        for row in record.voyages
        if row.counted and month_of(row.when.first_day) == month == month_of(row.when.last_day)
    ]
    notified = [
        row for row in record.notified if month_of(row.when.first_day) == month == month_of(row.when.last_day)
    ]
    claims = [
        row
        for row in record.claims
        if row.when is not None and month_of(row.when.first_day) == month == month_of(row.when.last_day)
    ]
    unseen = [row for row in record.observations if row.when.first_day <= month <= row.when.last_day]
    observed_rows = tuple(
        (wording.time_span(row.when), f"{voyage_title(record, row)}: {_volume_words(store, row)}")
        for row in voyages
    )
    also = {
        source_id
        for row in voyages
        if isinstance(volume := store.volumes[row.id], Estimate)
        for source_id in volume.source_ids
    }
    sections = [
        Section(
            "Observed and estimated",
            observed_rows,
            () if observed_rows else ("No call published for this month.",),
        ),
        Section(
            "Notified to the UN",
            tuple((row.exporter, notified_value(row)) for row in notified),
            () if notified else ("No figure published for this month alone.",),
        ),
        Section(
            "Claimed by reports",
            tuple((row.claimant, f"{wording.claim_value(row)}. {row.what}") for row in claims),
        )
        if claims
        else None,
        Section("Observation", (), tuple(row.text for row in unseen)) if unseen else None,
    ]
    citations = [row.citation for row in voyages]
    citations += [row.citation for row in notified]
    citations += [row.citation for row in claims]
    citations += [row.citation for row in unseen]
    subtitle = "Ledger of one month, whole record; the three are never added"
    return _finish(record, wording.month(month), subtitle, sections, citations, also)


def _volume_words(store: CaseStore, voyage: Voyage) -> str:
    volume = store.volumes[voyage.id]
    if isinstance(volume, Estimate):
        return f"{wording.volume(volume)} bbl = {volume.basis}"
    calls = f"{voyage.ships} calls, " if voyage.ships > 1 else ""
    return f"{calls}not estimated, {volume.reason}"


def notified_value(row: NotifiedFigure) -> str:
    """A notified figure as published: barrels, else tonnes."""
    if row.volume_bbl is not None:
        return f"{wording.number(row.volume_bbl)} bbl"
    return f"{wording.number(row.mass_t or 0.0)} t (barrels not published)"


def _claim_card(store: CaseStore, ident: str) -> Card | None:
    claim: Claim | None = next((row for row in store.record.claims if row.id == ident), None)
    if claim is None:
        return None
    section = Section(
        "",
        _rows(
            ("Claimed by", claim.claimant),
            ("Window", wording.time_span(claim.when) if claim.when else None),
            ("Mode", {"sea": "sea", "rail": "rail", "all": "not separated"}[claim.mode.value]),
        ),
        tuple(text for text in (claim.what, claim.note) if text),
    )
    related = [row for row in store.record.contradictions if claim.id in row.refers_to]
    disagree = (
        Section("Reports disagree", (), tuple(f"{row.readings} {row.treatment}" for row in related))
        if related
        else None
    )
    citations = [claim.citation, *(row.citation for row in related)]
    return _finish(
        store.record, wording.claim_value(claim), "Claimed by a report", [section, disagree], citations
    )


def _notified_card(store: CaseStore, ident: str) -> Card | None:
    row: NotifiedFigure | None = next((row for row in store.record.notified if row.id == ident), None)
    if row is None:
        return None
    section = Section(
        "",
        _rows(
            ("Exporter", row.exporter),
            ("Window", wording.time_span(row.when)),
            ("Tonnes", f"{wording.number(row.mass_t)} t" if row.mass_t else None),
            ("State of", wording.day(row.as_of) if row.as_of else None),
        ),
        (row.note,) if row.note else (),
    )
    return _finish(
        store.record, notified_value(row), "Notified to the 1718 Committee", [section], [row.citation]
    )
