"""Cards of voyages, port calls and sightings."""

from collections.abc import Sequence

from desktop_app.domain.movement import PortCall, Riding, Sensor, Sighting, Voyage
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.card import LISTED, Card, Link, Row, Section, citations_of, finish, listed, present
from desktop_app.exporters.identity_cards import listing_row
from desktop_app.exporters.joined_sections import by_ais_section, sailing_section
from desktop_app.exporters.list_rows import disagreement, voyage_row
from desktop_app.exporters.near_rows import Nearness, near_a_sailing
from desktop_app.exporters.things import (
    link_to,
    place_link,
    place_words,
    ship_words,
    thing,
    vessel_link,
    vessel_words,
)
from desktop_app.exporters.vessel_cards import particulars
from desktop_app.exporters.volume_sections import reckoned_section
from desktop_app.exporters.voyage_words import (
    ACTIVITY_WORDS,
    DESTINATION_WORDS,
    KIND_WORDS,
    RIDING_WORDS,
    SENSOR_WORDS,
    TRACKER_WORDS,
    how_known_words,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


def voyage_card(
    engine: QueryEngine, ident: str, near: Nearness, feedback: Feedback | None = None
) -> Card | None:
    """A row of the voyages table: what is known, volume, steps, what is near in time, ship, who disagrees."""
    store = engine.store
    voyage = store.voyage(ident)
    if voyage is None:
        return None
    record = store.record
    vessel = thing(store, Vessel, f"vessel:{voyage.vessel_id}")
    listings = [row for row in record.listings if vessel is not None and row.vessel_id == vessel.id]
    calls, sightings = store.calls_of((voyage,)), store.sightings_of((voyage,))
    disputes = [row for row in record.contradictions if voyage.id in row.refers_to]
    found = Related(store, feedback, LISTED).overlapping(voyage)
    twins = store.voyages(found.ids)
    sections = [
        Section("", _voyage_rows(store, voyage), (voyage.summary,)),
        reckoned_section(engine, voyage),
        _cargo(voyage),
        _steps(store, calls, sightings),
        by_ais_section(engine, voyage, feedback),
        sailing_section(store, voyage, calls, engine.event_parameters),
        _route(store, voyage),
        near_a_sailing(store, voyage, near, feedback),
        listed(
            "Same ship, overlapping days", (voyage_row(engine, row) for row in twins), found.total
        )._replace(
            paragraphs=("These rows may tell of one voyage twice. Tumen counts both until one is marked.",)
        )
        if twins
        else None,
        Section(
            "Vessel",
            (
                *present(("Name", vessel_link(store, vessel.id))),
                *particulars(vessel),
                *(_listed_by(listing_row(row)) for row in listings),
            ),
            (vessel.note,) if vessel.note else (),
        )
        if vessel is not None
        else None,
        disagreement(disputes),
    ]
    rests = citations_of(calls, sightings, twins, listings, disputes)
    if vessel is not None:
        rests.append(vessel.citation)
    title = ship_words(store, voyage)
    subtitle = wording.time_span(voyage.when)
    return finish(store, f"voyage:{ident}", title, subtitle, sections, voyage.citation, rests)


def _listed_by(row: Row) -> Row:
    return row._replace(label=f"Listed by {row.label}")


def _voyage_rows(store: CaseStore, voyage: Voyage) -> tuple[Row, ...]:
    destination = place_link(store, voyage.to_port_id) or voyage.to_place
    basis = DESTINATION_WORDS[voyage.to_basis]
    about = "about " if voyage.ships_approximate else ""
    end = destination if isinstance(destination, Link) else str(destination)
    return present(
        ("Row", KIND_WORDS[voyage.kind]),
        ("Date", _when(voyage)),
        ("From", place_link(store, voyage.from_port_id)),
        ("To", (end, f" ({basis})") if destination and basis else destination),
        ("Calls", f"{about}{voyage.ships}" if voyage.ships > 1 else None),
        ("How known", how_known_words(voyage.how_known)),
        ("Tracker", TRACKER_WORDS[voyage.tracker]),
        ("Counted", "yes" if voyage.counted else f"no: {voyage.not_counted_why}"),
    )


def _when(row: Voyage | PortCall | Sighting) -> str:
    return f"{wording.time_span(row.when)} UTC ({wording.PRECISION_WORDS[row.when.precision]})"


def _cargo(voyage: Voyage) -> Section | None:
    """What a document says was aboard; apart from the estimate."""
    rows = present(
        ("Product", voyage.product),
        ("Quantity", wording.quantity(voyage.cargo) if voyage.cargo is not None else None),
        ("Assumes", voyage.cargo.assumptions if voyage.cargo is not None else None),
    )
    return Section("Cargo, as documented", rows) if rows else None


def _route(store: CaseStore, voyage: Voyage) -> Section | None:
    route = next((row for row in store.record.routes if row.id == voyage.route_id), None)
    if route is None:
        return None
    return Section("Route, inferred", (), (f"Drawn dashed: a plausible way, no track. {route.method}",))


def _steps(store: CaseStore, calls: Sequence[PortCall], sightings: Sequence[Sighting]) -> Section | None:
    steps = [
        (
            call.when.start,
            Row(
                wording.time_span(call.when),
                (Link(place_words(store, call.port_id), f"call:{call.id}"), f": {call.summary}"),
                call.citation.source_ids,
            ),
        )
        for call in calls
    ]
    steps += [
        (
            row.when.start,
            Row(
                wording.time_span(row.when),
                (Link(row.place, f"sighting:{row.id}"), f": {row.summary}"),
                row.citation.source_ids,
            ),
        )
        for row in sightings
    ]
    steps.sort(key=lambda step: step[0])
    return Section("Calls and positions", tuple(row for _, row in steps)) if steps else None


def call_card(store: CaseStore, ident: str, feedback: Feedback | None = None) -> Card | None:
    """One documented presence in a port."""
    row = store.call(ident)
    if row is None:
        return None
    voyage_id = Related(store, feedback, 1).voyage_of("port_call", ident)
    disputes = [other for other in store.record.contradictions if row.id in other.refers_to]
    sections = [
        Section(
            "",
            present(
                ("Vessel", vessel_link(store, row.vessel_id, row.ships)),
                ("Ships", wording.number(row.ships) if row.ships > 1 else None),
                ("Port", place_link(store, row.port_id)),
                ("Date", _when(row)),
                ("Purpose", ACTIVITY_WORDS[row.activity]),
                *_observed(row),
                ("Voyage", link_to(store, f"voyage:{voyage_id}")),
            ),
            (row.summary,),
        ),
        disagreement(disputes),
    ]
    title = f"{_ship(store, row.vessel_id, row.ships)} at {place_words(store, row.port_id)}"
    rests = citations_of(disputes)
    subtitle = f"Port call, {wording.time_span(row.when)}"
    place = (f"port:{row.port_id}",)
    return finish(store, f"call:{ident}", title, subtitle, sections, row.citation, rests, on_map=place)


def sighting_card(store: CaseStore, ident: str, feedback: Feedback | None = None) -> Card | None:
    """One documented position, how exact it is, and the ship."""
    row = store.sighting(ident)
    if row is None:
        return None
    voyage_id = Related(store, feedback, 1).voyage_of("sighting", ident)
    where = f"{row.position[1]:.3f}° N {row.position[0]:.3f}° E" if row.position else None
    disputes = [other for other in store.record.contradictions if row.id in other.refers_to]
    sections = [
        Section(
            "Documented position",
            present(
                ("Vessel", vessel_link(store, row.vessel_id)),
                ("Date", _when(row)),
                ("Position", where or "not drawn: the words give no point"),
                ("Accuracy", f"±{row.accuracy_km:g} km" if row.accuracy_km else None),
                ("From", row.position_basis),
                ("Seen by", SENSOR_WORDS[row.sensor] if row.sensor is not Sensor.UNKNOWN else None),
                *_observed(row),
                ("Voyage", link_to(store, f"voyage:{voyage_id}")),
            ),
            (row.summary,),
        ),
        disagreement(disputes),
    ]
    return finish(
        store,
        f"sighting:{ident}",
        _ship(store, row.vessel_id),
        f"Sighting, {row.place}, {wording.time_span(row.when)}",
        sections,
        row.citation,
        citations_of(disputes),
    )


def _ship(store: CaseStore, vessel_id: str, ships: int = 1) -> str:
    """The ship at the beginning of a title."""
    words = vessel_words(store, vessel_id, ships)
    return words[:1].upper() + words[1:]


def _observed(row: PortCall | Sighting) -> tuple[tuple[str, str | None], ...]:
    return (
        ("How known", how_known_words(row.how_known)),
        ("Tracker", TRACKER_WORDS[row.tracker]),
        ("Riding", RIDING_WORDS[row.riding] if row.riding is not Riding.UNKNOWN else None),
        ("Draught", f"{row.draught_m:g} m, as reported" if row.draught_m is not None else None),
    )
