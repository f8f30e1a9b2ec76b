"""What the volumes panel and a figure's chart ask: the ledgers, and what stands beside them."""

from typing import NamedTuple

from desktop_app.exporters.assumption_words import assumptions_name, assumptions_sentence
from desktop_app.exporters.volume_rows import VolumeRow
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.payments_query import payments
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.charts.volumes_data import Beside, VolumesData, volumes_data
from desktop_app.ui.charts.volumes_sentence import chart_sentence


class VolumesAnswer(NamedTuple):
    """The chart, the sentence under it, and the table's rows if somebody looks at them."""

    data: VolumesData
    sentence: str
    rows: tuple[VolumeRow, ...] | None


def volumes_answer(
    engine: QueryEngine,
    filter_: Filter,
    question: Question,
    feedback: Feedback | None = None,
    *,
    wants_rows: bool = False,
) -> VolumesAnswer:
    """Volumes under every clause."""
    # numpy takes 0.1 s to import, which the window does not wait for.
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - same

    found = volumes(engine, filter_, question, feedback)
    window = filter_.dates.first_day, filter_.dates.last_day
    data = volumes_data(engine.store.record, found, window, beside(engine, filter_, feedback))
    rows = None
    if wants_rows:
        from desktop_app.exporters.volume_rows import volume_rows  # noqa: PLC0415 - same
        from desktop_app.query.volume_sources import volume_sources  # noqa: PLC0415 - same

        rows = volume_rows(found, volume_sources(engine, filter_, question, feedback))
    return VolumesAnswer(data, chart_sentence(data, found.ledgers.total), rows)


def beside(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Beside:
    """What stands beside the ledgers under a filter."""
    from desktop_app.query.implied_price import implied_prices  # noqa: PLC0415 - as above
    from desktop_app.query.observability_query import observability  # noqa: PLC0415 - as above

    assumptions, found = engine.assumptions, payments(engine, filter_)
    sentence = assumptions_sentence(assumptions)
    return Beside(
        watched=observability(engine, filter_, feedback),
        payments=found,
        prices=implied_prices(engine, filter_, feedback) if found.months or found.longer else None,
        assumed=assumptions_name(assumptions) if sentence else "",
        assumed_sentence=sentence,
    )
