"""Remarks about the rows that a figure shows: what is left out, what is assumed, what is not cited."""

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from desktop_app.domain.figure_design import ItemKind
from desktop_app.domain.provenance import Source
from desktop_app.exporters.assumption_words import assumptions_sentence
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.preflight_remark import PreflightFacts, Remark, note, warning
from desktop_app.exporters.proof.manifest import showing_of
from desktop_app.exporters.watch_words import minimum_sentence as watched_sentence
from desktop_app.exporters.wording import number
from desktop_app.query.clauses import Filter
from desktop_app.query.observability_query import observability
from desktop_app.query.reading import read
from desktop_app.query.results import MOST_MARKS
from desktop_app.query.shown_records import ShownRecords, shown_records
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import BY_NAME

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

_MOST_NAMED: Final = 3
_UNCITED: Final = "NOT EXISTS (SELECT 1 FROM citation WHERE citation.evidence_id = {table}.evidence_id)"


def data_remarks(
    engine: "QueryEngine", filter_: Filter, facts: PreflightFacts, feedback: Feedback | None
) -> Iterator[Remark]:
    """All of them.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    record = engine.store.record
    showing = showing_of(facts.design, facts.layers, facts.selection, facts.question)
    shown = shown_records(engine, filter_, showing, feedback)
    if record.synthetic:
        yield warning(
            "synthetic",
            "The case is made up; the figure says SYNTHETIC all over.",
            "Use it to teach or to test, never as evidence.",
        )
    yield from _filtered(engine, filter_, feedback)
    yield from _uncited(engine.store, shown)
    yield from _sources(source for source in record.sources if source.id in shown.source_ids)
    sentence = assumptions_sentence(engine.assumptions)
    if sentence:
        yield note("assumptions", sentence, "Choose the published assumptions, or say why these are better.")
    yield from _left_out(engine, filter_, feedback)
    if facts.design.shows(ItemKind.MAP):
        yield from _not_on_map(engine, filter_, shown, facts, feedback)


def _filtered(engine: "QueryEngine", filter_: Filter, feedback: Feedback | None) -> Iterator[Remark]:
    rows = engine.figure_rows(filter_, feedback)
    if filter_.is_active:
        yield note(
            "filter",
            f"A filter is on: {number(rows.shown)} of {number(rows.total)} voyages are shown "
            f"({filter_.sentence()}).",
            "Reset the filter where the figure is meant to show all.",
        )
    if not rows.shown:
        yield warning("empty", "No voyage passes the filter.", "Widen the filter; nothing shown is no zero.")
    if rows.shown > MOST_MARKS:
        yield note(
            "crowd",
            f"The map marks up to {number(MOST_MARKS)} voyages; of {number(rows.shown)} it shows the ports "
            "and their counts alone.",
            "Narrow the filter where single voyages matter.",
        )


def _uncited(store: CaseStore, shown: ShownRecords) -> Iterator[Remark]:
    """Rows whose evidence names no source, as only another program writes them."""
    chosen: dict[str, tuple[str, Collection[int | str]]] = {
        **{table: ("fid", numbers.tolist()) for table, numbers in shown.numbers.items()},
        **{table: ("id", sorted(ids)) for table, ids in shown.ids.items()},
    }
    found = 0
    for table, (column, values) in chosen.items():
        if BY_NAME[table].cited:
            sql = f"""SELECT COUNT(*) FROM {table} WHERE {_UNCITED.format(table=table)}
                AND {column} IN (SELECT value FROM json_each(?))"""  # noqa: S608 - declared names
            ((count,),) = read(store, sql, (json.dumps(list(values)),))
            found += count
    if found:
        yield warning(
            "uncited",
            f"{number(found)} of the rows shown cite no source.",
            "Add a source to each, or leave them out by the filter; `tumen check` names them.",
        )


def _sources(sources: Iterator[Source]) -> Iterator[Remark]:
    shown = list(sources)
    for key, lacking, words, advice in (
        (
            "source_grade",
            [source for source in shown if source.reliability is None],
            "Nobody has graded the reliability of",
            "Grade them A to F on the sources' forms.",
        ),
        (
            "source_address",
            [source for source in shown if not source.url],
            "No address is noted of",
            "Add the address, or a copy as an attachment.",
        ),
        (
            "source_date",
            [source for source in shown if not source.published],
            "No date of publication is noted of",
            "Add the date.",
        ),
    ):
        if lacking:
            named = "; ".join(source.title for source in lacking[:_MOST_NAMED])
            more = f"; {number(len(lacking) - _MOST_NAMED)} more" if lacking[_MOST_NAMED:] else ""
            told = f"{number(len(lacking))} of {number(len(shown))} sources"
            yield note(key, f"{words} {told}: {named}{more}.", advice)


def _left_out(engine: "QueryEngine", filter_: Filter, feedback: Feedback | None) -> Iterator[Remark]:
    total = engine.ledgers(filter_, feedback).total
    if total.calls > total.estimated:
        yield note(
            "capacity",
            minimum_sentence(total),
            "Keep the sentence: the sum is of the calls with a volume alone.",
        )
    watched = watched_sentence(observability(engine, filter_, feedback))
    if watched:
        yield note("days", watched, "Keep the word minimum: days without a usable image hide calls.")


def _not_on_map(
    engine: "QueryEngine",
    filter_: Filter,
    shown: ShownRecords,
    facts: PreflightFacts,
    feedback: Feedback | None,
) -> Iterator[Remark]:
    """Rows that pass and have no place on the map."""
    columns, positions = engine.columns(feedback), engine.positions(feedback)
    passing = engine.passing(filter_, feedback)
    placed = np.zeros(len(columns) + 1, np.bool_)
    is_placed = ~np.isnan(positions.lon)
    if "sightings" in facts.layers:
        placed[positions.voyage[is_placed]] = True
    if "routes" in facts.layers:
        placed[:-1] |= columns.route.codes >= 0
    voyages = int(np.count_nonzero(passing & ~placed[:-1]))
    lost = int(np.count_nonzero(np.isin(positions.fid, shown.numbers.get("sighting", [])) & ~is_placed))
    if voyages or lost:
        told = [
            f"{number(count)} {name}{'s' if count != 1 else ''}"
            for count, name in ((voyages, "voyage"), (lost, "position"))
            if count
        ]
        yield note(
            "not_placed",
            f"{' and '.join(told)} cannot be placed on the map: no route is inferred and no document gives "
            "a point. They are counted all the same.",
            "Say so where a reader might count marks.",
        )
