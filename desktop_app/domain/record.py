"""The content of a case before it is written into tables, as one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.assumption import Scenario, ScenarioValue
from desktop_app.domain.movement import Consignment, InferredRoute, PortCall, Sighting, Track, Voyage
from desktop_app.domain.note import Note
from desktop_app.domain.place import BerthPoint, Port
from desktop_app.domain.provenance import Source
from desktop_app.domain.railway import KilometrePost, RailLine, Station
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
    Rule,
)
from desktop_app.domain.vessel import Listing, Particulars, ScalePoint, Vessel, VesselIdentity


@dataclass(frozen=True, slots=True)
class Record:
    """A case's content, checked: ids are unique, references resolve, every statement cites a source.

    Attributes:
        title: shown in the window.
        description: one sentence for the first-run line.
        as_of: the day up to which sources were read.
        synthetic: True marks made-up data on screen and in every export.
        contents: what tracks name by SHA-256: blocks of position reports.
    """

    title: str
    description: str
    as_of: date
    synthetic: bool
    sources: tuple[Source, ...]
    vessels: tuple[Vessel, ...]
    listings: tuple[Listing, ...]
    ports: tuple[Port, ...]
    berth_points: tuple[BerthPoint, ...]
    rail_lines: tuple[RailLine, ...]
    stations: tuple[Station, ...]
    kilometre_posts: tuple[KilometrePost, ...]
    calls: tuple[PortCall, ...]
    sightings: tuple[Sighting, ...]
    voyages: tuple[Voyage, ...]
    routes: tuple[InferredRoute, ...]
    claims: tuple[Claim, ...]
    notified: tuple[NotifiedFigure, ...]
    rules: tuple[Rule, ...]
    factors: tuple[ConversionFactor, ...]
    payments: tuple[Payment, ...]
    companies: tuple[Company, ...]
    public_events: tuple[PublicEvent, ...]
    observations: tuple[Observation, ...]
    contradictions: tuple[Contradiction, ...]
    identities: tuple[VesselIdentity, ...] = ()
    consignments: tuple[Consignment, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    scenario_values: tuple[ScenarioValue, ...] = ()
    particulars: tuple[Particulars, ...] = ()
    deadweight_scale: tuple[ScalePoint, ...] = ()
    notes: tuple[Note, ...] = ()
    tracks: tuple[Track, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)
