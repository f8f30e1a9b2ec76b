"""Scenarios side by side, for screen and clipboard."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Assumptions
from desktop_app.exporters.assumption_words import assumptions_name, range_words
from desktop_app.exporters.citations import source_line
from desktop_app.exporters.headline import Headline
from desktop_app.exporters.headline_words import count_line, share_words, short_crossing_words
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.plain_table import CopiedTable, copied_table
from desktop_app.exporters.wording import SYNTHETIC, number, number_range
from desktop_app.query.results import CallCount
from desktop_app.storage.content import Content

TITLES: Final = ("Assumptions", "Best, bbl", "Low–high, bbl", "95 %, bbl", "Of the cap", "Crossed")
NOT_ESTIMATED: Final = "not estimated"
INTERVAL_NOTE: Final = "The 95 % intervals are in closed form."


class ComparisonRow(NamedTuple):
    """One set of assumptions.

    Attributes:
        name: of the scenario, or what else it is.
        cells: as `TITLES`, the name first.
        assumes: what it changes, in words; empty for the published.
        subject: key of the scenario's card; empty for none.
        in_use: whether it is in use now.
    """

    name: str
    cells: tuple[str, ...]
    assumes: str
    subject: str
    in_use: bool


def comparison_titles(headlines: Sequence[Headline]) -> tuple[str, ...]:
    """`TITLES`, with the year that is held against the cap; it is the same for all."""
    year = next((of.year.year for of in headlines if of.year is not None), None)
    return TITLES if year is None else tuple(title.replace("the cap", f"the cap {year}") for title in TITLES)


def comparison_row(of: Headline, in_use: Assumptions) -> ComparisonRow:
    """A headline as a row."""
    name = assumptions_name(of.assumptions)
    changed = [row for row in of.assumptions.rows if not row.is_published]
    ident = of.assumptions.scenario_id if of.assumptions.name == name else ""
    return ComparisonRow(
        name,
        (name, *_volume(of), *_cap(of)),
        "; ".join(f"{row.name} {range_words(row.value, row.unit)}" for row in changed),
        f"scenario:{ident}" if ident else "",
        of.assumptions == in_use,
    )


def _volume(of: Headline) -> tuple[str, str, str]:
    total = of.total
    if not total.has_volume:
        return NOT_ESTIMATED, "", ""
    interval = number_range(of.interval.low_bbl, of.interval.high_bbl) if of.interval else ""
    return number(total.best_bbl), number_range(total.low_bbl, total.high_bbl), interval


def _cap(of: Headline) -> tuple[str, str]:
    year = of.year
    if year is None or not of.limit_bbl or not year.cell.has_volume:
        return "", ""
    return share_words(year, of.limit_bbl), short_crossing_words(year)


def left_out_sentence(of: Headline) -> str:
    """Of how much the volumes are."""
    total = of.total
    count = CallCount(
        total.calls, total.estimated, total.approximate, total.low_bbl, total.best_bbl, total.high_bbl
    )
    minimum = minimum_sentence(count) if total.calls or not total.consignments else ""
    return minimum or f"Volumes are {count_line(total)}."


def copied_comparison(
    record: Content, rows: Sequence[Headline], in_use: Assumptions, filter_sentence: str
) -> CopiedTable:
    """All of it for a spreadsheet, with what is filtered and left out, and whose the assumptions are."""
    told = [comparison_row(of, in_use) for of in rows]
    cited = [ident for of in rows for row in of.assumptions.rows for ident in row.source_ids]
    by_id = {source.id: source for source in record.sources}
    sources = [source_line(by_id[ident]) for ident in dict.fromkeys(cited) if ident in by_id]
    head = [
        *([f"{SYNTHETIC} · made-up data: {record.title}"] if record.synthetic else []),
        "Scenarios compared",
        f"Filter: {filter_sentence}",
        *([left_out_sentence(rows[0])] if rows else []),
        INTERVAL_NOTE,
    ]
    body = [(*row.cells, row.assumes) for row in told]
    return copied_table(
        head, (*comparison_titles(rows), "What is assumed"), body, ["Sources of the assumptions:", *sources]
    )
