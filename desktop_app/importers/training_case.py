"""The training case: what the record's map shows, and on it voyages that never were.

Ports, railway, sea routes, rules, factors, parameters and scenarios are the reported record's, with their
sources.
Everything that happens is made up, says SYNTHETIC in its own words, and cites sources called SYNTHETIC.
"""

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Final

from desktop_app.domain.assumption import Scenario, ScenarioValue
from desktop_app.domain.load_model import FACTOR_AUTHORITY
from desktop_app.domain.place import BerthPoint, Port
from desktop_app.domain.provenance import Source
from desktop_app.domain.railway import KilometrePost, RailLine, RailSegment, Station
from desktop_app.domain.record import Record
from desktop_app.domain.statement import ConversionFactor, Parameter, Rule
from desktop_app.importers.record import read_record
from desktop_app.importers.training import coverage, fleet, hulls, payments, statements, trains
from desktop_app.importers.training.movements import movements
from desktop_app.importers.training.sailings import sailings
from desktop_app.importers.training.sources import MARK, SOURCES
from desktop_app.importers.training.tracks import tracks
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

TITLE: Final = f"{MARK} training case: 43 made-up voyages"
DESCRIPTION: Final = (
    f"{MARK}: made-up ships and voyages whose totals are those published for 2024. The places are real; "
    "nothing that happens here ever did."
)
# A real company's terminal has no part in made-up events.
LEFT_OUT_PORTS: Final = frozenset({"tbk-terminal"})

GAS_OIL: Final = "gas/diesel oil"
CASE_ID: Final = "training-case"
READ_ONLY: Final = (
    "The training case is read-only; Save as case… in the Case menu makes a copy that is yours."
)


_Real = (
    Port
    | BerthPoint
    | RailLine
    | RailSegment
    | Station
    | KilometrePost
    | Rule
    | ConversionFactor
    | Parameter
    | Scenario
    | ScenarioValue
)


def open_training_case(resources: Resources) -> CaseStore:
    """The training case in memory, read-only.

    Raises:
        InputError: the reported record, whose places it uses, is missing or wrong.
    """
    record = training_record(read_record(resources.geodatum("record")))
    return CaseStore.of_record(record, case_id=CASE_ID, read_only=READ_ONLY)


def training_record(reference: Record) -> Record:
    """The training case, equal for equal references.

    Args:
        reference: the reported record, from which places, rules and factors are taken.
    """
    outline = sailings()
    moved = movements(outline, reference.routes)
    heard = tracks(outline, moved.sightings, reference.routes)
    ports = tuple(_as_a_place(port) for port in reference.ports if port.id not in LEFT_OUT_PORTS)
    (gas_oil,) = (
        factor.bbl_per_t
        for factor in reference.factors
        if (factor.authority, factor.product) == (FACTOR_AUTHORITY, GAS_OIL)
    )
    record = dataclasses.replace(
        reference,
        title=TITLE,
        description=DESCRIPTION,
        as_of=date(2024, 12, 31),
        synthetic=True,
        sources=(),
        vessels=fleet.vessels(),
        identities=fleet.identities(),
        listings=fleet.listings(),
        particulars=hulls.particulars(),
        deadweight_scale=hulls.deadweight_scale(),
        companies=fleet.companies(),
        ports=ports,
        calls=moved.calls,
        sightings=moved.sightings,
        voyages=moved.voyages,
        consignments=trains.consignments(),
        claims=statements.claims(outline, gas_oil),
        notified=statements.notified(),
        payments=payments.payments(outline),
        public_events=statements.public_events(),
        observations=coverage.observations(outline),
        contradictions=statements.contradictions(),
        notes=tuple(statements.notes(outline)),
        tracks=heard.rows,
        contents=heard.contents,
    )
    return dataclasses.replace(record, sources=(*SOURCES, *_cited(reference.sources, record)))


def _as_a_place(port: Port) -> Port:
    """The port without what reports say of its part in the trade."""
    return dataclasses.replace(port, note=f"A real place. What happens here in this case is {MARK.lower()}.")


def _cited(sources: Iterable[Source], record: Record) -> tuple[Source, ...]:
    """The reference's sources that places, rules and factors rest on."""
    segments = [segment for line in record.rail_lines for segment in line.segments]
    rows: tuple[_Real, ...] = (
        *record.ports,
        *record.berth_points,
        *record.rail_lines,
        *segments,
        *record.stations,
        *record.kilometre_posts,
        *record.rules,
        *record.factors,
        *record.parameters,
        *record.scenarios,
        *record.scenario_values,
    )
    wanted = {source_id for row in rows for source_id in row.citation.source_ids}
    return tuple(source for source in sources if source.id in wanted)
