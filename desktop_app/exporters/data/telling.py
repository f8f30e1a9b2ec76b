"""The readme of an export: every sentence that its numbers need beside them."""

from collections.abc import Collection, Sequence

from desktop_app import __version__
from desktop_app.exporters import left_out, watch_words
from desktop_app.exporters.assumption_words import assumptions_name, assumptions_sentence, range_words
from desktop_app.exporters.data.cells import digest_of_rows
from desktop_app.exporters.data.readme import Readme, SourceNote, TableNote
from desktop_app.exporters.data.rows.reading import Reading, Scope
from desktop_app.exporters.data.tables import DataTable
from desktop_app.exporters.wording import SYNTHETIC, marked, number
from desktop_app.query.observability_query import observability
from desktop_app.query.voyage_rows import Order

_LEDGERS = "Observed, notified and claimed figures are three ledgers and are never added to each other."
_VOLUMES = (
    "Sums of volumes leave out rows that are not counted and rows without an estimate; low and high ends "
    "add end to end, since what they assume is shared."
)


def readme_of(
    reading: Reading, tables: Sequence[DataTable], licences: Sequence[str], gone: Collection[str] = ()
) -> Readme:
    """What there is to say of these tables; `gone` are sources that are left out."""
    info, ledgers = reading.store.info, reading.engine.ledgers(reading.filter, reading.feedback)
    minimum = (
        left_out.minimum_sentence(ledgers.total),
        watch_words.minimum_sentence(observability(reading.engine, reading.filter, reading.feedback)),
    )
    return Readme(
        title=marked(info.title, synthetic=info.synthetic),
        program=f"Tumen {__version__}",
        as_of=info.as_of.isoformat() if info.as_of is not None else "",
        scope=reading.scope.value,
        scope_sentence=_scope(reading),
        filter_sentence=reading.filter.sentence(),
        minimum=tuple(filter(None, minimum)),
        assumptions=_assumptions(reading),
        left_out=(
            _LEDGERS,
            _VOLUMES,
            *([left_out.FIGURES_LEFT_OUT] if ledgers.figures_left_out else []),
        ),
        tables=tuple(
            TableNote(
                table.name, table.title, table.description, table.standing.value, len(table.rows), table.total
            )
            for table in tables
        ),
        sources=_sources(reading, gone),
        licences=(
            *([f"{SYNTHETIC}: made-up data, no evidence of anything."] if info.synthetic else []),
            *licences,
        ),
        data_sha256=digest_of_rows(tables),
    )


def _scope(reading: Reading) -> str:
    rows = reading.engine.voyage_rows(reading.filter, Order.DATE, descending=False, feedback=reading.feedback)
    if reading.scope is Scope.ALL:
        return f"All rows of the case, {number(rows.total)} voyages; no filter."
    return f"Only rows that pass the filter: {number(len(rows.rows))} of {number(rows.total)} voyages."


def _assumptions(reading: Reading) -> str:
    assumptions = reading.engine.assumptions
    changed = assumptions_sentence(assumptions)
    if changed:
        return changed
    told = "; ".join(f"{row.name} {range_words(row.value, row.unit)}" for row in assumptions.rows)
    return f"{assumptions_name(assumptions)} assumptions: {told}." if told else "The case assumes nothing."


def _sources(reading: Reading, gone: Collection[str]) -> tuple[SourceNote, ...]:
    return tuple(
        SourceNote(row.id, row.title, row.publisher, row.published, row.url)
        for row in reading.store.record.sources
        if row.id in reading.referred.get("sources", ()) and row.id not in gone
    )
