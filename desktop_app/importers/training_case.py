"""The training case: what the record's map shows, and on it voyages that never were.

Ports, railway, sea routes, rules and conversion factors are the reported record's, with their sources.
Everything that happens is made up, says SYNTHETIC in its own words, and cites sources called SYNTHETIC.
"""

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Final

from desktop_app.analysis.load_model import FACTOR_AUTHORITY, LOW_PRODUCT
from desktop_app.domain.place import Port
from desktop_app.domain.provenance import Citation, Source
from desktop_app.domain.record import Record
from desktop_app.importers.training import coverage, fleet, payments, statements, trains
from desktop_app.importers.training.movements import movements
from desktop_app.importers.training.sailings import sailings
from desktop_app.importers.training.sources import MARK, SOURCES

TITLE: Final = f"{MARK} training case: 43 made-up voyages"
DESCRIPTION: Final = (
    f"{MARK}: made-up ships and voyages whose totals are those published for 2024. The places are real; "
    "nothing that happens here ever did."
)
# A real company's terminal has no part in made-up events.
LEFT_OUT_PORTS: Final = frozenset({"tbk-terminal"})


def training_record(reference: Record) -> Record:
    """The training case, equal for equal references.

    Args:
        reference: the reported record, from which places, rules and factors are taken.
    """
    outline = sailings()
    moved = movements(outline, reference.routes)
    ports = tuple(_as_a_place(port) for port in reference.ports if port.id not in LEFT_OUT_PORTS)
    (gas_oil,) = (
        factor.bbl_per_t
        for factor in reference.factors
        if (factor.authority, factor.product) == (FACTOR_AUTHORITY, LOW_PRODUCT)
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
        parameters=statements.parameters(),
        notes=tuple(statements.notes(outline)),
    )
    return dataclasses.replace(record, sources=(*SOURCES, *_cited(reference.sources, record)))


def _as_a_place(port: Port) -> Port:
    """The port without what reports say of its part in the trade."""
    return dataclasses.replace(port, note=f"A real place. What happens here in this case is {MARK.lower()}.")


def _cited(sources: Iterable[Source], record: Record) -> tuple[Source, ...]:
    """The reference's sources that places, rules and factors rest on."""
    segments = [segment for line in record.rail_lines for segment in line.segments]
    rows = (
        *record.ports,
        *record.berth_points,
        *record.rail_lines,
        *segments,
        *record.stations,
        *record.kilometre_posts,
        *record.rules,
        *record.factors,
    )
    citations: list[Citation] = [row.citation for row in rows]
    wanted = {source_id for citation in citations for source_id in citation.source_ids}
    return tuple(source for source in sources if source.id in wanted)
