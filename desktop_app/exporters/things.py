"""Things of a case by their keys, and the short words by which lists and links call them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from desktop_app.domain.assumption import Scenario, ScenarioValue
from desktop_app.domain.imports import ImportRun
from desktop_app.domain.movement import Consignment, PortCall, Sighting, Track, Voyage
from desktop_app.domain.place import Port
from desktop_app.domain.provenance import Attachment, Source
from desktop_app.domain.railway import RailLine, Station
from desktop_app.domain.reference_layer import ReferenceLayer
from desktop_app.domain.statement import (
    Claim,
    Company,
    Contradiction,
    ConversionFactor,
    NotifiedFigure,
    Observation,
    Parameter,
    Payment,
    PublicEvent,
    Qualifier,
    Rule,
)
from desktop_app.domain.time_span import TimeSpan
from desktop_app.domain.vessel import Listing, Particulars, ScalePoint, Vessel, VesselIdentity
from desktop_app.exporters import wording
from desktop_app.exporters.card import Link, Words
from desktop_app.exporters.claim_words import claim_told
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

KIND_TITLES: Final[Mapping[str, str]] = {
    "voyage": "Voyages",
    "call": "Port calls",
    "sighting": "Sightings",
    "vessel": "Vessels",
    "identity": "Vessel identities",
    "particulars": "Vessel particulars",
    "scale_point": "Deadweight scales",
    "listing": "Listings",
    "company": "Companies",
    "port": "Ports and terminals",
    "station": "Railway stations",
    "rail": "Railway lines",
    "consignment": "Rail consignments",
    "payment": "Payments",
    "track": "AIS tracks",
    "claim": "Claims",
    "notified": "Notified figures",
    "rule": "Rules",
    "factor": "Conversion factors",
    "event": "Public events",
    "observation": "Observation coverage",
    "contradiction": "Contradictions",
    "parameter": "Parameters",
    "scenario": "Scenarios",
    "scenario_value": "Values of scenarios",
    "source": "Sources",
    "attachment": "Attachments",
    "import": "Imports",
    "layer": "Reference layers",
    "note": "Notes",
}
# The same for one of a kind.
KIND_NAMES: Final[Mapping[str, str]] = {
    "voyage": "voyage",
    "call": "port call",
    "sighting": "sighting",
    "vessel": "vessel",
    "identity": "identity",
    "particulars": "particulars",
    "scale_point": "point of the scale",
    "listing": "listing",
    "company": "company",
    "port": "port",
    "station": "station",
    "rail": "line",
    "consignment": "consignment",
    "payment": "payment",
    "track": "AIS track",
    "claim": "claim",
    "notified": "notified figure",
    "rule": "rule",
    "factor": "factor",
    "event": "event",
    "observation": "observation",
    "contradiction": "contradiction",
    "parameter": "parameter",
    "scenario": "scenario",
    "scenario_value": "value",
    "source": "source",
    "attachment": "attachment",
    "import": "import",
    "layer": "reference layer",
    "note": "note",
}
T = TypeVar("T")
Thing = (
    Voyage
    | PortCall
    | Sighting
    | Vessel
    | VesselIdentity
    | Particulars
    | ScalePoint
    | Listing
    | Company
    | Port
    | Station
    | RailLine
    | Consignment
    | Payment
    | Track
    | Claim
    | NotifiedFigure
    | Rule
    | ConversionFactor
    | PublicEvent
    | Observation
    | Contradiction
    | Parameter
    | Scenario
    | ScenarioValue
    | Source
    | Attachment
    | ImportRun
    | ReferenceLayer
)


def small_things(store: CaseStore) -> Mapping[str, Any]:
    """Everything of which a case holds few, by key; made anew after each change."""
    record = store.record

    def make() -> dict[str, Any]:
        tables: dict[str, Iterable[Any]] = {
            "vessel": record.vessels,
            "identity": record.identities,
            "particulars": record.particulars,
            "scale_point": record.deadweight_scale,
            "listing": record.listings,
            "company": record.companies,
            "port": record.ports,
            "station": record.stations,
            "rail": record.rail_lines,
            "consignment": record.consignments,
            "payment": record.payments,
            "track": record.tracks,
            "claim": record.claims,
            "notified": record.notified,
            "rule": record.rules,
            "factor": record.factors,
            "event": record.public_events,
            "observation": record.observations,
            "contradiction": record.contradictions,
            "parameter": record.parameters,
            "scenario": record.scenarios,
            "scenario_value": record.scenario_values,
            "source": record.sources,
            "attachment": record.attachments,
            "import": record.import_runs,
            "layer": record.reference_layers,
        }
        return {f"{kind}:{row.id}": row for kind, rows in tables.items() for row in rows}

    return store.cached("things by key", make)


def thing(store: CaseStore, kind: type[T], key: str) -> T | None:
    """A thing of which a case holds few, if it is there and of this type."""
    found = small_things(store).get(key)
    return found if isinstance(found, kind) else None


def vessel_words(store: CaseStore, vessel_id: str, ships: int = 1) -> str:
    """The vessel's name, or what stands for it where none is named."""
    vessel = thing(store, Vessel, f"vessel:{vessel_id}")
    if vessel is not None:
        return vessel.name
    return "unnamed tanker" if ships == 1 else f"{wording.number(ships)} tankers"


def place_words(store: CaseStore, port_id: str) -> str:
    """English name of a port or terminal, empty for none."""
    port = thing(store, Port, f"port:{port_id}")
    return port.names.en if port is not None else ""


def place_link(store: CaseStore, port_id: str) -> Words:
    """The name of a port or terminal as a link, empty for none."""
    name = place_words(store, port_id)
    return Link(name, f"port:{port_id}") if name else ""


def vessel_link(store: CaseStore, vessel_id: str, ships: int = 1) -> Words:
    """The vessel's name as a link, or what stands for it."""
    name = vessel_words(store, vessel_id, ships)
    return Link(name, f"vessel:{vessel_id}") if f"vessel:{vessel_id}" in small_things(store) else name


def ship_words(store: CaseStore, row: Voyage) -> str:
    """The ship of a voyage: its name, else what the row is called, else that it is not named."""
    vessel = thing(store, Vessel, f"vessel:{row.vessel_id}")
    return vessel.name if vessel is not None else row.label or vessel_words(store, "", row.ships)


def voyage_words(store: CaseStore, row: Voyage) -> str:
    """Vessel and way: CHON MA SAN, Vostochny to Nampo."""
    start = place_words(store, row.from_port_id)
    end = place_words(store, row.to_port_id) or row.to_place
    way = " to ".join(part for part in (start, end) if part)
    return ", ".join(part for part in (ship_words(store, row), way) if part)


def money(row: Payment) -> str:
    """The amount with the word before it, or that none is published."""
    if row.amount is None:
        return "amount not published"
    word = "" if row.qualifier is Qualifier.EXACTLY else f"{row.qualifier.value} "
    return f"{word}{wording.number(row.amount)} {row.currency}"


def _dated(when: TimeSpan, words: str) -> str:
    return f"{wording.short_time_span(when)}, {words}"


def _claim_words(store: CaseStore, row: Claim) -> str:
    return f"{row.claimant}: {claim_told(store, row)}"


def _notified_words(_: CaseStore, row: NotifiedFigure) -> str:
    return _dated(row.when, f"{row.exporter}: {wording.notified_value(row)}")


def _identity_words(store: CaseStore, row: VesselIdentity) -> str:
    name = row.name or row.mmsi or row.imo_number or row.call_sign or row.owner or row.flag
    vessel = vessel_words(store, row.vessel_id)
    return name if name == vessel else f"{name} ({vessel})"


def _consignment_words(_: CaseStore, row: Consignment) -> str:
    return _dated(row.when, row.product or "oil by rail")


def _scenario_value_words(store: CaseStore, row: ScenarioValue) -> str:
    scenario = thing(store, Scenario, f"scenario:{row.scenario_id}")
    parameter = thing(store, Parameter, f"parameter:{row.parameter_id}")
    names = (
        row.scenario_id if scenario is None else scenario.name,
        row.parameter_id if parameter is None else parameter.name,
    )
    return ": ".join(names)


# The same words everywhere: in lists, in links, in the history of the panel.
_WORDS: Final[Mapping[type, Callable[[CaseStore, Any], str]]] = {
    Voyage: lambda store, row: _dated(row.when, voyage_words(store, row)),
    PortCall: lambda store, row: _dated(
        row.when, f"{vessel_words(store, row.vessel_id, row.ships)} at {place_words(store, row.port_id)}"
    ),
    Sighting: lambda store, row: _dated(row.when, f"{vessel_words(store, row.vessel_id)}, {row.place}"),
    Vessel: lambda _, row: row.name,
    VesselIdentity: _identity_words,
    Particulars: lambda store, row: f"{vessel_words(store, row.vessel_id)}, dimensions and tanks",
    ScalePoint: lambda store, row: f"{vessel_words(store, row.vessel_id)} at {row.draught_m:g} m draught",
    Listing: lambda store, row: f"{vessel_words(store, row.vessel_id)}, listed by {row.authority}",
    Company: lambda _, row: row.name,
    Port: lambda _, row: row.names.en,
    Station: lambda _, row: row.names.en,
    RailLine: lambda _, row: row.names.en,
    Consignment: _consignment_words,
    Payment: lambda _, row: _dated(row.when, f"{row.payer} to {row.payee}: {money(row)}"),
    Track: lambda store, row: _dated(row.when, f"{vessel_words(store, row.vessel_id)}, AIS track"),
    Claim: _claim_words,
    NotifiedFigure: _notified_words,
    Rule: lambda _, row: f"{row.instrument}, paragraph {row.paragraph}",
    ConversionFactor: lambda _, row: f"{row.product}: {row.bbl_per_t:g} bbl/t",
    PublicEvent: lambda _, row: _dated(row.when, row.title),
    Observation: lambda store, row: _dated(
        row.when, f"{place_words(store, row.port_id)}: {row.visibility.value}"
    ),
    Contradiction: lambda _, row: row.topic,
    Parameter: lambda _, row: row.name,
    Scenario: lambda _, row: row.name,
    ScenarioValue: _scenario_value_words,
    Source: lambda _, row: row.title,
    Attachment: lambda _, row: row.file_name,
    ReferenceLayer: lambda _, row: row.name,
    ImportRun: lambda _, row: f"{row.file_name}, {wording.instant(row.imported)}",
}


def words_of(store: CaseStore, row: Thing) -> str:
    """What lists and links call a thing."""
    return _WORDS[type(row)](store, row)


def links_to(store: CaseStore, kind: str, idents: Iterable[str]) -> tuple[Link, ...]:
    """Links to things of one kind, without those that are not there."""
    wanted = tuple(idents)
    rows: Iterable[Thing | None]
    if kind == "voyage":
        rows = store.voyages(wanted)
    elif kind == "call":
        rows = store.calls(wanted)
    elif kind == "sighting":
        rows = store.sightings(wanted)
    else:
        rows = (small_things(store).get(f"{kind}:{ident}") for ident in wanted)
    return tuple(Link(words_of(store, row), f"{kind}:{row.id}") for row in rows if row is not None)


def link_to(store: CaseStore, key: str) -> Link | None:
    """A link to one thing by its key; None where it is not there."""
    kind, _, ident = key.partition(":")
    return next(iter(links_to(store, kind, (ident,))), None)


def links_by_id(store: CaseStore, idents: Iterable[str], feedback: Feedback | None) -> tuple[Link, ...]:
    """Links to things of which only the id is told, whatever they are."""
    related = Related(store, feedback, 1)
    links = (link_to(store, related.key_of(ident)) for ident in idents)
    return tuple(link for link in links if link is not None)
