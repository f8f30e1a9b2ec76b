"""The small tables of a case as values: all but voyages, calls and sightings, which may be a million."""

from collections import defaultdict
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

import apsw

from desktop_app.domain.assumption import Scenario, ScenarioValue
from desktop_app.domain.case_info import CaseInfo
from desktop_app.domain.movement import Consignment, InferredRoute, Track
from desktop_app.domain.note import Note
from desktop_app.domain.place import BerthPoint, Port
from desktop_app.domain.provenance import Attachment, Source
from desktop_app.domain.railway import KilometrePost, RailLine, RailSegment, Station
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
from desktop_app.storage.rows import desk, evidence, movements, places, railway, statements, vessels
from desktop_app.storage.rows.reading import RowReader
from desktop_app.storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from desktop_app.domain.ais_event import Detection, EventVerdict, WatchArea
    from desktop_app.domain.imports import Doubt, ImportRun
    from desktop_app.domain.reference_layer import ReferenceLayer

Value = TypeVar("Value")
Readers = Callable[[], AbstractContextManager[apsw.Connection]]

# The tables that each attribute is read from.
_TABLES_OF: Final = {
    "sources": {"source"},
    "vessels": {"vessel", "vessel_identity"},
    "identities": {"vessel_identity"},
    "listings": {"listing"},
    "ports": {"port", "terminal", "port_outline"},
    "berth_points": {"berth_point"},
    "rail_lines": {"rail_line", "rail_segment"},
    "stations": {"station"},
    "kilometre_posts": {"kilometre_post"},
    "routes": {"sea_route"},
    "claims": {"claim"},
    "notified": {"notified_figure"},
    "rules": {"rule"},
    "factors": {"conversion_factor"},
    "payments": {"payment"},
    "companies": {"company"},
    "consignments": {"consignment"},
    "tracks": {"track"},
    "public_events": {"public_event"},
    "observations": {"observation"},
    "contradictions": {"contradiction"},
    "parameters": {"parameter"},
    "scenarios": {"scenario"},
    "scenario_values": {"scenario_value"},
    "particulars": {"vessel_particulars"},
    "deadweight_scale": {"deadweight_scale"},
    "attachments": {"attachment"},
    "notes": {"note"},
    "import_runs": {"import_run"},
    "doubts": {"doubt"},
    "reference_layers": {"reference_layer"},
    "detections": {"detection"},
    "event_verdicts": {"event_verdict"},
    "watch_areas": {"watch_area"},
}


class Content:
    """Each attribute is read when it is first asked for, on whatever thread, and kept.

    Attributes:
        info: what the case says of itself.
    """

    def __init__(self, info: CaseInfo, readers: Readers, rows: RowReader) -> None:
        self.info = info
        self._readers = readers
        self._rows = rows

    def after(self, tables: Collection[str], info: CaseInfo) -> "Content":
        """The content after a change of these tables; what others hold is not read again."""
        content = Content(info, self._readers, self._rows)
        for name, value in list(vars(self).items()):
            if name in _TABLES_OF and _TABLES_OF[name].isdisjoint(tables):
                vars(content)[name] = value
        return content

    def _read(self, table: str, order: str = "fid") -> list[StoredRow]:
        with self._readers() as connection:
            return self._rows.rows(connection, table, f"ORDER BY {order}")

    def _all(self, table: str, make: Callable[[StoredRow], Value], order: str = "fid") -> tuple[Value, ...]:
        return tuple(make(row) for row in self._read(table, order))

    @property
    def title(self) -> str:
        """The case's title."""
        return self.info.title

    @property
    def description(self) -> str:
        """One sentence about the case."""
        return self.info.description

    @property
    def as_of(self) -> date | None:
        """The day up to which sources were read."""
        return self.info.as_of

    @property
    def synthetic(self) -> bool:
        """Whether its data are made up."""
        return self.info.synthetic

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Publications and documents that statements cite."""
        return self._all("source", evidence.source_of)

    @cached_property
    def vessels(self) -> tuple[Vessel, ...]:
        """Vessels with their other names."""
        aliases: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._read("vessel_identity"):
            if vessels.is_alias(row):
                aliases[row.required("vessel_id")].append(row.text("name"))
        return self._all("vessel", lambda row: vessels.vessel_of(row, tuple(aliases[row.id])))

    @cached_property
    def identities(self) -> tuple[VesselIdentity, ...]:
        """Identities of vessels over time; those that are only another name stand with the vessel."""
        return tuple(
            vessels.identity_of(row) for row in self._read("vessel_identity") if not vessels.is_alias(row)
        )

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """Sanctions listings."""
        return self._all("listing", vessels.listing_of)

    @cached_property
    def companies(self) -> tuple[Company, ...]:
        """Companies."""
        return self._all("company", vessels.company_of)

    @cached_property
    def ports(self) -> tuple[Port, ...]:
        """Ports, each followed by its parts."""
        outlines = {places.outlined_id_of(row): places.ring_of(row) for row in self._read("port_outline")}
        parts: defaultdict[str, list[Port]] = defaultdict(list)
        for row in self._read("terminal"):
            port_id = row.required("port_id")
            parts[port_id].append(places.port_of(row, port_id, outlines.get(row.id, ())))
        found: list[Port] = []
        for row in self._read("port"):
            found += [places.port_of(row, "", outlines.get(row.id, ())), *parts[row.id]]
        return tuple(found)

    @cached_property
    def berth_points(self) -> tuple[BerthPoint, ...]:
        """Berths and anchorages."""
        return self._all("berth_point", places.berth_point_of)

    @cached_property
    def rail_lines(self) -> tuple[RailLine, ...]:
        """Railway lines with their stretches, from north to south."""
        segments: defaultdict[str, list[RailSegment]] = defaultdict(list)
        for row in self._read("rail_segment", "place, fid"):
            segments[row.required("line_id")].append(railway.rail_segment_of(row))
        return self._all(
            "rail_line", lambda row: railway.rail_line_of(row, tuple(segments[row.id])), "place, fid"
        )

    @cached_property
    def stations(self) -> tuple[Station, ...]:
        """Stations and the bridge, in order along the line."""
        return self._all("station", railway.station_of, "place, fid")

    @cached_property
    def kilometre_posts(self) -> tuple[KilometrePost, ...]:
        """Kilometre posts."""
        return self._all("kilometre_post", railway.kilometre_post_of)

    @cached_property
    def routes(self) -> tuple[InferredRoute, ...]:
        """Inferred sea routes."""
        return self._all("sea_route", movements.route_of)

    @cached_property
    def consignments(self) -> tuple[Consignment, ...]:
        """Oil sent by rail."""
        return self._all("consignment", movements.consignment_of)

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """AIS tracks; `CaseStore.fixes` has their reports."""
        return self._all("track", movements.track_of)

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """Payments."""
        return self._all("payment", movements.payment_of)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Claims."""
        return self._all("claim", statements.claim_of)

    @cached_property
    def notified(self) -> tuple[NotifiedFigure, ...]:
        """Notified figures."""
        return self._all("notified_figure", statements.notified_of)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Rules."""
        return self._all("rule", statements.rule_of)

    @cached_property
    def factors(self) -> tuple[ConversionFactor, ...]:
        """Conversion factors."""
        return self._all("conversion_factor", statements.factor_of)

    @cached_property
    def public_events(self) -> tuple[PublicEvent, ...]:
        """Public events."""
        return self._all("public_event", statements.public_event_of)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Observation coverage."""
        return self._all("observation", statements.observation_of)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Contradictions."""
        return self._all("contradiction", statements.contradiction_of)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Parameters."""
        return self._all("parameter", statements.parameter_of)

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Scenarios."""
        return self._all("scenario", statements.scenario_of)

    @cached_property
    def scenario_values(self) -> tuple[ScenarioValue, ...]:
        """What scenarios put in the place of parameters."""
        return self._all("scenario_value", statements.scenario_value_of)

    @cached_property
    def particulars(self) -> tuple[Particulars, ...]:
        """Dimensions and capacities of vessels."""
        return self._all("vessel_particulars", vessels.particulars_of)

    @cached_property
    def deadweight_scale(self) -> tuple[ScalePoint, ...]:
        """Points of vessels' deadweight scales."""
        return self._all("deadweight_scale", vessels.scale_point_of, "vessel_id, draught_m, fid")

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """Copies of sources that are kept inside the case."""
        return self._all("attachment", evidence.attachment_of)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Notes of the people who work on the case."""
        return self._all("note", desk.note_of)

    @cached_property
    def import_runs(self) -> "tuple[ImportRun, ...]":
        """Files that were read into the case, in the order in which they were."""
        from desktop_app.storage.rows import imports  # noqa: PLC0415 - not on the way to the first picture

        return self._all("import_run", imports.import_run_of, "imported_utc, fid")

    @cached_property
    def doubts(self) -> "tuple[Doubt, ...]":
        """What is doubtful about rows that were imported."""
        from desktop_app.storage.rows import imports  # noqa: PLC0415 - as above

        return self._all("doubt", imports.doubt_of)

    @cached_property
    def reference_layers(self) -> "tuple[ReferenceLayer, ...]":
        """Reference layers, in the order of the list of layers."""
        from desktop_app.storage.rows import imports  # noqa: PLC0415 - as above

        return self._all("reference_layer", imports.reference_layer_of, "place, fid")

    @cached_property
    def detections(self) -> "tuple[Detection, ...]":
        """Detections that the case keeps, the newest last."""
        from desktop_app.storage.rows import ais_events  # noqa: PLC0415 - as above

        return self._all("detection", ais_events.detection_of, "made_utc, fid")

    @cached_property
    def event_verdicts(self) -> "tuple[EventVerdict, ...]":
        """What people said of events, the newest last."""
        from desktop_app.storage.rows import ais_events  # noqa: PLC0415 - as above

        return self._all("event_verdict", ais_events.verdict_of, "judged_utc, fid")

    @cached_property
    def watch_areas(self) -> "tuple[WatchArea, ...]":
        """Areas that people drew to look for ships in."""
        from desktop_app.storage.rows import ais_events  # noqa: PLC0415 - as above

        return self._all("watch_area", ais_events.watch_area_of)
