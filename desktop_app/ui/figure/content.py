"""What a figure says: title, sentences, table, chart and the numbered sources of exactly what it shows."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app import __version__
from desktop_app.domain.figure_design import Design, ItemKind
from desktop_app.domain.manifest import Manifest
from desktop_app.domain.provenance import Source
from desktop_app.exporters.assumed import told_if_changed
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.page_facts import Fact
from desktop_app.exporters.proof.manifest import FigureFacts, manifest_of, showing_of
from desktop_app.exporters.volumes_beside import volumes_beside
from desktop_app.exporters.wording import barrels, calls, day, marked
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.results import MOST_MARKS, FigureRows, Ledgers
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.charts.volumes_data import VolumesData, volumes_data
from desktop_app.ui.charts.volumes_sentence import chart_sentences
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.figure.table_rows import TableContent, table_content

_TWO_NAMES: Final = 2


@dataclass(frozen=True, slots=True)
class FigureContent:
    """All words and numbers of a figure.

    Attributes:
        title: what is shown; of made-up data it begins with SYNTHETIC.
        subtitle: counts, ranges, and what they leave out.
        filter_sentence: the filter in words; always printed.
        rows: what passes, in sums.
        sources: in the order of their printed numbers.
        imprint: the case and the date of its data, author, version.
        chart: the volumes chart, None if it is left out.
        chart_sentence: what its numbers rest on and leave out, as far as the subtitle does not say it.
        table: None if it is left out.
        synthetic: prints SYNTHETIC all over the figure; it has no switch.
        proof: the rows shown, by digests; page and place are not in it yet.
        facts: what a page says of the thing it is about.
    """

    title: str
    subtitle: str
    filter_sentence: str
    rows: FigureRows
    sources: tuple[Source, ...]
    imprint: str
    chart: VolumesData | None
    chart_sentence: str
    table: TableContent | None
    synthetic: bool
    proof: Manifest
    facts: tuple[Fact, ...] = ()

    def subtitle_with(self, words: str) -> str:
        """The subtitle, with own words before what it must say."""
        return f"{words} {self.subtitle}" if words else self.subtitle


def figure_content(subject: Subject, design: Design, feedback: Feedback | None = None) -> FigureContent:
    """The content of a figure.

    Args:
        subject: what it is of.
        design: what is asked for of it.
        feedback: calls it off.

    Raises:
        Cancelled: it is not wanted any more.
    """
    from desktop_app.query.shown_records import shown_records  # noqa: PLC0415 - numpy: 0.1 s of the start
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - same

    engine, filter_, layers = subject.engine, subject.filter, subject.layers
    record = engine.store.record
    rows = engine.figure_rows(filter_, feedback)
    found = volumes(engine, filter_, subject.question, feedback)
    ledgers = found.ledgers
    told = " ".join((subtitle(rows, ledgers), *told_if_changed(engine.assumptions)))
    data, below = None, ""
    if design.shows(ItemKind.CHART):
        data = volumes_data(engine, filter_, found, volumes_beside(engine, filter_, found.question))
        below = " ".join(line for line in chart_sentences(data, ledgers.total) if line not in told)
    table = None
    if design.shows(ItemKind.TABLE):
        most = design.table_rows
        table = table_content(engine, filter_, design.table, subject.selection, most, feedback)
    showing = showing_of(design, layers, subject.selection, subject.question)
    cited = {ident for fact in subject.facts for ident in fact.source_ids}
    cited |= shown_records(engine, filter_, showing, feedback).source_ids
    sources = tuple(source for source in record.sources if source.id in cited)
    facts = FigureFacts(
        design,
        {},
        subject.place,
        layers,
        subject.selection,
        subject.question,
        design.theme or subject.theme,
        design.language or subject.language,
        sources,
        {},
    )
    title = design.item(ItemKind.TITLE.value)
    own_title = title.text if title is not None else ""
    author = f" {design.author}." if design.author else ""
    return FigureContent(
        title=marked(own_title or suggested_title(filter_), synthetic=record.synthetic),
        subtitle=told,
        filter_sentence=f"Filter: {filter_.sentence()}. {rows.shown:,} of {rows.total:,} rows.",
        rows=rows,
        sources=sources,
        imprint=f"{record.title}{_read_up_to(record.as_of)}.{author} Tumen {__version__}.",
        chart=data,
        chart_sentence=below,
        table=table,
        synthetic=record.synthetic,
        proof=manifest_of(engine, filter_, facts, feedback),
        facts=subject.facts,
    )


def suggested_title(filter_: Filter) -> str:
    """A title that says what, where and when."""
    what = "Documented tanker calls, Russian Far East to North Korea"
    names = filter_.choice(ClauseKind.VESSEL).names
    if 0 < len(names) <= _TWO_NAMES:
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
