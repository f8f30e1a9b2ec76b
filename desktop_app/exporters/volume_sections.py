"""What cards tell of volumes: how one was reckoned, and what many add up to."""

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Consignment, Voyage
from desktop_app.domain.quantity import Estimate, Input, Volume
from desktop_app.exporters import wording
from desktop_app.exporters.assumed import BY_HAND
from desktop_app.exporters.card import Link, Row, Section, present
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.load_words import estimate_words, rung_words
from desktop_app.exporters.volume_words import cell_words
from desktop_app.query.clauses import ChoiceClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.results import CallCount
from desktop_app.query.volumes_results import Question, Volumes
from desktop_app.runtime.feedback import Feedback


def reckoned_section(engine: QueryEngine, voyage: Voyage) -> Section:
    """The volume of a voyage, its formula and every number in it with the row that states it; or why none."""
    volume = volume_of(engine.store, voyage, engine.assumptions)
    return _reckoned(volume, rung_words(volume) if isinstance(volume, Estimate) else "")


def rail_section(engine: QueryEngine, row: Consignment) -> Section:
    """The same of a consignment by rail."""
    volume = rail_volume(engine.store, row, engine.assumptions)
    return _reckoned(volume, volume.reason)


def _reckoned(volume: Volume, how: str) -> Section:
    if not isinstance(volume, Estimate):
        return Section("Volume", present(("Not estimated", volume.reason)))
    return Section(
        "Volume, estimated",
        (
            Row("Barrels", estimate_words(volume), volume.source_ids),
            Row("Formula", volume.basis, volume.source_ids),
            Row("How found", how),
            *map(_input_row, volume.inputs),
        ),
    )


def _input_row(row: Input) -> Row:
    name = f"{row.name[:1].upper()}{row.name[1:]}"
    value = Link(row.text, row.subject) if row.subject else f"{row.text}{BY_HAND}"
    return Row(name, value, row.source_ids)


def total_section(
    engine: QueryEngine, heading: str, clause: ChoiceClause, feedback: Feedback | None
) -> Section | None:
    """Counted calls and barrels of the whole case that pass a clause; None for no call."""
    total = engine.ledgers(Filter.of(clause), feedback).total
    if not total.calls:
        return None
    left_out = minimum_sentence(total)
    rows = present(
        ("Counted calls", wording.calls(total.calls, approximate=total.approximate)),
        ("Volume", _sum(total)),
    )
    return Section(heading, rows, (left_out,) if left_out else ())


def _sum(total: CallCount) -> str:
    if not total.estimated:
        return "not estimated"
    return f"{wording.barrels(total.low_bbl, total.best_bbl, total.high_bbl)}, estimated"


def period_sums(engine: QueryEngine, period: Period, key: str, feedback: Feedback | None) -> tuple[Row, ...]:
    """What is observed in a period, by sea and by rail together, as the chart has it; none for nothing.

    Args:
        engine: answers under its assumptions.
        period: its length.
        key: of the period, as `Period.key` gives it.
        feedback: stops it.
    """
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - numpy, not for the start

    found: Volumes = volumes(engine, Filter(), Question(period), feedback)
    return tuple(
        Row("Documented", cell_words(cell))
        for (start, _), cell in found.cells.items()
        if period.key(start) == key
    )
