"""The table behind the volumes chart: a row a period and part, then notified and claimed figures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from desktop_app.exporters.citations import source_line
from desktop_app.exporters.plain_table import CopiedTable, copied_table
from desktop_app.exporters.volume_words import consignments
from desktop_app.exporters.wording import (
    SYNTHETIC,
    calls,
    claim_value,
    notified_value,
    number_range,
    period,
    time_span,
)
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Cell, PartKind, Volumes
from desktop_app.storage.content import Content

HEADINGS = ("Period (UTC)", "Of", "Ledger", "Calls", "Barrels", "Sources")


class VolumeRow(NamedTuple):
    """One row.

    Attributes:
        start: by which it is sorted.
        window, part, ledger: in words.
        counts: calls and consignments in words.
        calls: by which they are sorted.
        figure: barrels with what stands before them, or why there are none.
        high: by which the figure is sorted, -1 for none.
        sources: ids, of what the row rests on.
        key: of its card; empty for a part, whose voyages are behind it.
        cell: first day of the period (None for what lies in no one period) and place of the part.
    """

    start: date
    window: str
    part: str
    ledger: str
    counts: str
    calls: int
    figure: str
    high: float
    sources: frozenset[str]
    key: str
    cell: tuple[date | None, int] | None = None


Sources = Mapping[tuple[date | None, int], frozenset[str]]


def volume_rows(found: Volumes, sources: Sources) -> tuple[VolumeRow, ...]:
    """All rows in the order of their time; `sources` as `query.volume_sources` gives them."""
    rows = [*_observed(found, sources), *_figures(found)]
    return tuple(sorted(rows, key=lambda row: (row.start, row.ledger != "observed", row.ledger)))


def _observed(found: Volumes, sources: Sources) -> Iterable[VolumeRow]:
    length = found.question.period
    for (start, place), cell in found.cells.items():
        part = found.parts[place]
        key = f"{length.value}:{length.key(start)}" if part.kind is PartKind.ALL else ""
        at = sources.get((start, place), frozenset())
        yield _cell_row(start, period(length, start), part.name, cell, at, key, (start, place))
    for place, cell in found.unplaced.items():
        window, part = f"longer than a {length.value}", found.parts[place]
        at = sources.get((None, place), frozenset())
        yield _cell_row(date.max, window, part.name, cell, at, "", (None, place))


def _cell_row(
    start: date,
    window: str,
    part: str,
    cell: Cell,
    sources: frozenset[str],
    key: str,
    at: tuple[date | None, int],
) -> VolumeRow:
    counts = [calls(cell.calls, approximate=cell.approximate)] if cell.calls else []
    counts += [consignments(cell.consignments)] if cell.consignments else []
    figure = "not estimated"
    if cell.has_volume:
        figure = number_range(cell.low_bbl, cell.high_bbl)
        known = cell.estimated + cell.in_barrels
        if known < cell.calls + cell.consignments:
            figure += f" for {known:,} of them"
    return VolumeRow(
        start,
        window,
        "" if part == "observed" else part,
        "observed",
        ", ".join(counts),
        cell.calls + cell.consignments,
        figure,
        cell.high_bbl if cell.has_volume else -1.0,
        sources,
        key,
        at,
    )


def _figures(found: Volumes) -> Iterable[VolumeRow]:
    for row in found.ledgers.notified:
        volume = row.volume_bbl if row.volume_bbl is not None else -1.0
        cited, key = frozenset(row.citation.source_ids), f"notified:{row.id}"
        value = notified_value(row).removesuffix(" bbl")
        yield VolumeRow(
            row.when.first_day,
            time_span(row.when),
            row.exporter,
            "notified",
            "",
            0,
            value,
            volume,
            cited,
            key,
        )
    for claim in found.ledgers.claims:
        if claim.when is not None:
            cited, key = frozenset(claim.citation.source_ids), f"claim:{claim.id}"
            ledger = f"claimed, {claim.mode.value}"
            value = claim_value(claim).removesuffix(" bbl")
            window = time_span(claim.when)
            yield VolumeRow(
                claim.when.first_day, window, claim.claimant, ledger, "", 0, value, claim.high, cited, key
            )


def copied_rows(
    record: Content, rows: Sequence[VolumeRow], filter_sentence: str, minimum: str, length: Period
) -> CopiedTable:
    """Rows as a table for other programs; made-up data say so first, filter and sources stand below."""
    wanted = {source for row in rows for source in row.sources}
    sources = [source for source in record.sources if source.id in wanted]
    head = [f"{SYNTHETIC} · made-up data: {record.title}"] if record.synthetic else []
    foot = [
        f"{len(rows)} rows, observed by {length.value}; the three ledgers are never added to each other.",
        *([minimum] if minimum else []),
        f"Filter: {filter_sentence}.",
        "Sources:",
        *map(source_line, sources),
    ]
    body = [(row.window, row.part, row.ledger, row.counts, row.figure, str(len(row.sources))) for row in rows]
    return copied_table(head, HEADINGS, body, foot)
