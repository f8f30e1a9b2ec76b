"""The table behind the volumes chart: a row a period and part, then published figures, then payments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from desktop_app.domain.statement import Qualifier
from desktop_app.exporters.citations import source_line
from desktop_app.exporters.payment_words import A_CHECK, amount_words, payment_name, price_words
from desktop_app.exporters.plain_table import CopiedTable, copied_table
from desktop_app.exporters.volume_words import without_volume
from desktop_app.exporters.volumes_beside import Beside
from desktop_app.exporters.watch_words import days_in_short
from desktop_app.exporters.wording import (
    SYNTHETIC,
    calls,
    claim_value,
    notified_value,
    number,
    period,
    time_span,
)
from desktop_app.query.payments_results import ImpliedPrice, Paid, Price
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Cell, PartKind, Volumes
from desktop_app.storage.content import Content

HEADINGS: Final = (
    "Period (UTC)",
    "Of",
    "Ledger",
    "Calls",
    "With a volume",
    "Low, bbl",
    "Best, bbl",
    "High, bbl",
    "Left out, and notes",
    "Days with a usable image",
    "Corrected for days without a look",
    "Sources",
)
# Columns of which a copy is silent where no row has anything in them.
_OPTIONAL: Final = frozenset(HEADINGS[9:11])
PAID: Final = "paid"


class VolumeRow(NamedTuple):
    """One row.

    Attributes:
        start: by which it is sorted.
        window, part, ledger: in words.
        counts: calls and consignments in words.
        calls: by which they are sorted.
        known: how many of them have a volume, -1 where that is not asked.
        figures: low, best and high in words; empty where there is none.
        low, best, high: by which the figures are sorted, -1 for none.
        notes: what is left out.
        looks: days with a usable image; empty where nothing is stated of any port.
        looked: by which they are sorted.
        corrected: calls and barrels with what nobody could see, or why there are none.
        sources: ids, of what the row rests on.
        key: of its card; empty for a part, whose voyages are behind it.
        cell: first day of the period (None for what lies in no one period) and place of the part.
        keys: of the cards behind a row of payments.
    """

    start: date
    window: str
    part: str
    ledger: str
    counts: str = ""
    calls: int = 0
    known: int = -1
    figures: tuple[str, str, str] = ("", "", "")
    low: float = -1.0
    best: float = -1.0
    high: float = -1.0
    notes: str = ""
    looks: str = ""
    looked: int = -1
    corrected: str = ""
    sources: frozenset[str] = frozenset()
    key: str = ""
    cell: tuple[date | None, int] | None = None
    keys: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Its cells, a heading each."""
        known = number(self.known) if self.known >= 0 else ""
        return (
            self.window,
            self.part,
            self.ledger,
            self.counts,
            known,
            *self.figures,
            self.notes,
            self.looks,
            self.corrected,
            str(len(self.sources)),
        )


Sources = Mapping[tuple[date | None, int], frozenset[str]]


def volume_rows(record: Content, found: Volumes, sources: Sources, beside: Beside) -> tuple[VolumeRow, ...]:
    """All rows in the order of their time; `sources` as `query.volume_sources` gives them."""
    rows = [*_observed(found, sources, beside), *_figures(found, beside), *_payments(record, beside)]
    return tuple(
        sorted(rows, key=lambda row: (row.start, row.ledger != "observed", row.ledger == PAID, row.ledger))
    )


def _observed(found: Volumes, sources: Sources, beside: Beside) -> Iterable[VolumeRow]:
    length = found.question.period
    for (start, place), cell in found.cells.items():
        part = found.parts[place]
        row = _cell_row(start, period(length, start), part.name, cell)
        watched = beside.watched
        if watched is not None and watched.told_of:
            counts = watched.period(length, start)
            row = row._replace(looks=days_in_short(counts), looked=counts.usable if counts.stated else -1)
        is_whole = part.kind is PartKind.ALL
        yield row._replace(
            corrected=_corrected(beside, start) if is_whole and length is Period.MONTH else "",
            sources=sources.get((start, place), frozenset()),
            key=f"{length.value}:{length.key(start)}" if is_whole else "",
            cell=(start, place),
        )
    for place, cell in found.unplaced.items():
        row = _cell_row(date.max, f"longer than a {length.value}", found.parts[place].name, cell)
        yield row._replace(sources=sources.get((None, place), frozenset()), cell=(None, place))


def _corrected(beside: Beside, month: date) -> str:
    """Of every port in one month."""
    if not beside.corrected:
        return ""
    from desktop_app.exporters.corrected import month_words  # noqa: PLC0415 - numpy: 0.1 s of the start

    return "; ".join(words for port in beside.corrected if (words := month_words(port, month)))


def _cell_row(start: date, window: str, part: str, cell: Cell) -> VolumeRow:
    counts = [calls(cell.calls, approximate=cell.approximate)] if cell.calls else []
    counts += [f"{number(cell.consignments)} by rail"] if cell.consignments else []
    row = VolumeRow(
        start,
        window,
        "" if part == "observed" else part,
        "observed",
        ", ".join(counts),
        cell.calls + cell.consignments,
        cell.estimated + cell.in_barrels,
        notes=without_volume(cell),
    )
    if not cell.has_volume:
        return row._replace(figures=("", "not estimated", ""))
    ends = cell.low_bbl, cell.best_bbl, cell.high_bbl
    low, best, high = (number(each) for each in ends)
    return row._replace(figures=(low, best, high), low=ends[0], best=ends[1], high=ends[2])


def _figures(found: Volumes, beside: Beside) -> Iterable[VolumeRow]:
    for row in found.ledgers.notified:
        volume = row.volume_bbl if row.volume_bbl is not None else -1.0
        yield VolumeRow(
            row.when.first_day,
            time_span(row.when),
            row.exporter,
            "notified",
            figures=("", notified_value(row).removesuffix(" bbl"), ""),
            low=volume,
            best=volume,
            high=volume,
            sources=frozenset(row.citation.source_ids),
            key=f"notified:{row.id}",
        )
    for claim in found.ledgers.claims:
        if claim.when is None:
            continue
        one = claim.low == claim.high
        said = f"said: {claim_value(claim)}"
        flag = beside.flags.get(claim.id, "")
        yield VolumeRow(
            claim.when.first_day,
            time_span(claim.when),
            claim.claimant,
            f"claimed, {claim.mode.value}",
            figures=("", claim_value(claim).removesuffix(" bbl"), "")
            if one
            else (number(claim.low), "", number(claim.high)),
            low=claim.low,
            best=claim.high,
            high=claim.high,
            notes=flag or ("" if one or claim.qualifier is Qualifier.EXACTLY else said),
            sources=frozenset(claim.citation.source_ids),
            key=f"claim:{claim.id}",
        )


def _payments(record: Content, beside: Beside) -> Iterable[VolumeRow]:
    """Payments by month and currency, then those known only for a longer time; no barrels of theirs."""
    cited = {row.id: frozenset(row.citation.source_ids) for row in record.payments}
    if beside.payments is None:
        return
    prices = beside.prices
    for month, sums in beside.payments.months.items():
        price = prices.months.get(month) if prices is not None else None
        for one in sums:
            yield VolumeRow(
                month,
                period(Period.MONTH, month),
                one.currency,
                PAID,
                notes=_paid(one, price),
                sources=frozenset().union(*(cited[ident] for ident in one.ids)),
                keys=tuple(f"payment:{ident}" for ident in one.ids),
            )
    for row in beside.payments.longer:
        price = prices.longer.get(row.id) if prices is not None else None
        words = [payment_name(row), "added to no other payment", *([price_words(price)] if price else [])]
        key = f"payment:{row.id}"
        yield VolumeRow(
            row.when.first_day,
            time_span(row.when),
            row.currency,
            PAID,
            notes="; ".join(words),
            sources=cited[row.id],
            key=key,
            keys=(key,),
        )


def _paid(one: Paid, price: Price | None) -> str:
    words = [amount_words(one), f"{number(one.payments)} payment{'' if one.payments == 1 else 's'}"]
    if one.without_amount and one.has_amount:
        words.append(f"{number(one.without_amount)} of them without an amount")
    if price is not None:
        # The dates may cut a month's payments; its price is that of all of them.
        is_of_more = isinstance(price, ImpliedPrice) and price.paid != one
        words.append(price_words(price) + (" in the whole month" if is_of_more else ""))
    return "; ".join(words)


def copied_rows(
    record: Content, rows: Sequence[VolumeRow], filter_sentence: str, sentence: str, length: Period
) -> CopiedTable:
    """Rows as a table for other programs; made-up data say so first, filter and sources stand below.

    Args:
        record: the case.
        rows: to copy.
        filter_sentence: the filter in words.
        sentence: what stands under the chart.
        length: of the periods.
    """
    wanted = {source for row in rows for source in row.sources}
    sources = [source for source in record.sources if source.id in wanted]
    head = [f"{SYNTHETIC} · made-up data: {record.title}"] if record.synthetic else []
    foot = [
        f"{len(rows)} rows, observed by {length.value}; the three ledgers are never added to each other.",
        *([sentence] if sentence else []),
        *([f"Implied prices: {A_CHECK}"] if any(row.ledger == PAID for row in rows) else []),
        f"Filter: {filter_sentence}.",
        "Sources:",
        *map(source_line, sources),
    ]
    kept = [
        place
        for place, heading in enumerate(HEADINGS)
        if heading not in _OPTIONAL or any(row.texts[place] for row in rows)
    ]
    body = [[row.texts[place] for place in kept] for row in rows]
    return copied_table(head, [HEADINGS[place] for place in kept], body, foot)
