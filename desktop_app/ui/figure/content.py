"""What a figure says: title, sentences, legend and the numbered sources of exactly what it shows."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app import __version__
from desktop_app.domain.assumption import Key
from desktop_app.domain.figure_design import Design, ItemKind
from desktop_app.domain.provenance import Source
from desktop_app.exporters.assumed import sources_of, told_if_changed
from desktop_app.exporters.citations import cited, ledger_citations
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.page_facts import Fact
from desktop_app.exporters.volumes_beside import volumes_beside
from desktop_app.exporters.wording import barrels, calls, day, marked
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.results import MOST_MARKS, FigureRows, Ledgers
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.charts.volumes_data import VolumesData, volumes_data
from desktop_app.ui.charts.volumes_sentence import chart_sentences
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.legend import LEGEND, LegendEntry

# Marks of the legend that hang on the rows; ports and railway are always there.
ROW_MARKS: Final = frozenset({"route", "position_on", "position_off", "silence"})


@dataclass(frozen=True, slots=True)
class FigureContent:
    """All words and numbers of a figure.

    Attributes:
        title: what is shown; of made-up data it begins with SYNTHETIC.
        subtitle: counts, ranges, and what they leave out.
        filter_sentence: the filter in words; always printed.
        rows: what passes, in sums.
        legend: marks of the layers that are shown.
        sources: in the order of their printed numbers.
        imprint: date of the data and version; the map carries its own attribution.
        chart: the volumes chart, None if it is left out.
        chart_sentence: what its numbers rest on and leave out, as far as the subtitle does not say it.
        synthetic: prints SYNTHETIC all over the figure; it has no switch.
        facts: what a page says of the thing it is about.
    """

    title: str
    subtitle: str
    filter_sentence: str
    rows: FigureRows
    legend: tuple[LegendEntry, ...]
    sources: tuple[Source, ...]
    imprint: str
    chart: VolumesData | None
    chart_sentence: str
    synthetic: bool
    facts: tuple[Fact, ...] = ()

    def subtitle_with(self, words: str) -> str:
        """The subtitle, with own words before what it must say."""
        return f"{words} {self.subtitle}" if words else self.subtitle


def figure_content(
    subject: Subject, design: Design | None, feedback: Feedback | None = None
) -> FigureContent:
    """The content of a figure.

    Args:
        subject: what it is of.
        design: what is asked for of it; None for all.
        feedback: calls it off.

    Raises:
        Cancelled: it is not wanted any more.
    """
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - numpy: 0.1 s of the start

    engine, filter_, layers = subject.engine, subject.filter, subject.layers
    store = engine.store
    record = store.record
    rows, found = (
        engine.figure_rows(filter_, feedback),
        volumes(engine, filter_, subject.question, feedback),
    )
    ledgers = found.ledgers
    citations = [port.citation for port in record.ports if port.id in rows.port_ids]
    if "rail" in layers:
        citations += [line.citation for line in record.rail_lines]
    if "port_areas" in layers:
        citations += [point.citation for point in record.berth_points]
    if "flows" in layers:
        citations += [row.citation for row in engine.passing_consignments(filter_)]
    source_ids = {*rows.source_ids, *(ident for fact in subject.facts for ident in fact.source_ids)}
    told = " ".join((subtitle(rows, ledgers), *told_if_changed(engine.assumptions)))
    title = design.item(ItemKind.TITLE.value) if design is not None else None
    data, below = None, ""
    if design is None or design.shows(ItemKind.CHART):
        beside = volumes_beside(engine, filter_, found.question)
        data = volumes_data(engine, filter_, found, beside)
        below = " ".join(line for line in chart_sentences(data, ledgers.total) if line not in told)
        source_ids |= found.rail_source_ids
        if data.corrected:
            source_ids.update(sources_of(engine.assumptions, Key.STAY_DAYS))
        citations += ledger_citations(ledgers, store)
        citations += [rule.citation for rule in data.steps_to_the_cap]
        citations += [row.citation for row in record.payments if row.id in data.payment_ids]
    return FigureContent(
        title=marked(
            (title.text if title is not None else "") or suggested_title(filter_), synthetic=record.synthetic
        ),
        subtitle=told,
        filter_sentence=f"Filter: {filter_.sentence()}. {rows.shown:,} of {rows.total:,} rows.",
        rows=rows,
        legend=tuple(
            entry
            for mark in LEGEND
            if mark.layer in layers
            and (mark.layer != "tracks" or record.tracks)
            and (mark.symbol not in ROW_MARKS or mark.symbol in rows.marks)
            for entry in (subject.flow_legend if mark.layer == "flows" else (mark,))
        ),
        sources=cited(record, citations, source_ids),
        imprint=f"{record.title}{_read_up_to(record.as_of)}. Tumen {__version__}.",
        chart=data,
        chart_sentence=below,
        synthetic=record.synthetic,
        facts=subject.facts,
    )


def suggested_title(filter_: Filter) -> str:
    """A title that says what, where and when."""
    what = "Documented tanker calls, Russian Far East to North Korea"
    names = filter_.choice(ClauseKind.VESSEL).names
    if 0 < len(names) <= 2:  # noqa: PLR2004 - more would not fit
        what = f"{' and '.join(names)}: documented calls and positions"
    first, last = filter_.dates.first_day, filter_.dates.last_day
    if first is None or last is None:
        return what
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{what}, {first.year}"
    return f"{what}, {day(first)} to {day(last)}"


def subtitle(rows: FigureRows, ledgers: Ledgers) -> str:
    """Counts with their range, and that they are a minimum."""
    total = ledgers.total
    if not rows.shown:
        return "No row passes the filter."
    words = [calls(total.calls, approximate=total.approximate)]
    if total.estimated:
        words.append(
            f"{barrels(total.low_bbl, total.best_bbl, total.high_bbl)} estimated "
            f"for {total.estimated} of them"
        )
    sentence = ", ".join(words)
    crowd = ""
    if rows.shown > MOST_MARKS:
        crowd = f" The map marks up to {MOST_MARKS:,} voyages; of {rows.shown:,} it shows the ports alone."
    return f"{sentence[0].upper()}{sentence[1:]}. {minimum_sentence(total)}".strip() + crowd


def _read_up_to(as_of: date | None) -> str:
    return f", sources read up to {day(as_of)}" if as_of is not None else ""
