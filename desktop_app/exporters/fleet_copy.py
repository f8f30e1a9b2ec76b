"""The list of vessels as a table for spreadsheets and word processors."""

from collections.abc import Sequence
from typing import Final

from desktop_app.domain.assumption import Assumptions, Key
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters.assumed import sources_of, told_if_changed
from desktop_app.exporters.card import citations_of
from desktop_app.exporters.citations import cited
from desktop_app.exporters.fleet_columns import NOTHING, FleetColumn, cell_text, of_all
from desktop_app.exporters.plain_table import CopiedTable, copied_table
from desktop_app.exporters.things import thing
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.query.fleet_results import FleetRows
from desktop_app.storage.case_store import CaseStore

MOST_COPIED: Final = 10_000
"""Vessels in one copy: what a clipboard hands on and a spreadsheet takes without a pause."""

# Calls as two numbers each, that a spreadsheet can reckon with; the bars stay on the screen.
_TITLES: Final = (
    *("Vessel", "Other names", "IMO number", "MMSI", "Flag", "Listed by", "Part of the fleet"),
    *("Counted calls that pass", "Counted calls", "Calls with an estimate"),
    *("Low end, bbl", "Best figure, bbl", "High end, bbl", "Last seen (UTC)"),
)


def copied_fleet(
    store: CaseStore, rows: FleetRows, shown: Sequence[int], sentence: str, assumptions: Assumptions
) -> CopiedTable:
    """Ships under their titles, below them what they are a part of and the sources of the ships.

    Args:
        store: the case.
        rows: the list.
        shown: places of the ships in `rows.ships`.
        sentence: what the filter says.
        assumptions: under which the list was made.
    """
    vessels = [thing(store, Vessel, f"vessel:{rows.ships[place].id}") for place in shown]
    named = [vessel for vessel in vessels if vessel is not None]
    ids = {vessel.id for vessel in named}
    record = store.record
    citations = citations_of(
        named,
        (row for row in record.listings if row.vessel_id in ids),
        (row for row in record.identities if row.vessel_id in ids),
    )
    sources = cited(record, citations, sources_of(assumptions, *Key) if rows.passing.estimated.any() else ())
    foot = [
        f"{of_all(len(named), len(rows.ships) - 1)} vessels of the case “{store.info.title}”.",
        f"Filter of the calls: {sentence}.",
        *told_if_changed(assumptions),
        "Volumes leave out calls without an estimate; an empty cell is not documented, never zero.",
        "Sources of the vessels and of the estimate:",
        *(", ".join(part for part in (row.title, row.publisher, row.url) if part) for row in sources),
    ]
    head = [f"{SYNTHETIC} · made-up data: {store.info.title}"] if record.synthetic else []
    return copied_table(head, _TITLES, (_cells(rows, place) for place in shown), foot)


def _cells(rows: FleetRows, place: int) -> list[str]:
    ship, passing = rows.ships[place], rows.passing
    estimated = int(passing.estimated[place])
    part = "in trade" if ship.in_trade else "reference fleet"
    texts = (
        ship.name,
        "; ".join(ship.former),
        ship.imo_number,
        ship.mmsi,
        ship.flag,
        cell_text(rows, place, FleetColumn.LISTINGS),
        part if ship.id else "",
        str(int(passing.calls[place])),
        str(int(rows.all.calls[place])),
        str(estimated),
        f"{float(passing.low_bbl[place]):.0f}" if estimated else "",
        f"{float(passing.best_bbl[place]):.0f}" if estimated else "",
        f"{float(passing.high_bbl[place]):.0f}" if estimated else "",
        cell_text(rows, place, FleetColumn.LAST_SEEN),
    )
    return ["" if text == NOTHING else text for text in texts]
