"""What the volumes panel and a figure's chart ask: the ledgers, and what stands beside them."""

from typing import NamedTuple

from desktop_app.exporters.volume_rows import VolumeRow
from desktop_app.exporters.volumes_beside import beside_by_ais, volumes_beside
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.charts.volumes_data import VolumesData, volumes_data
from desktop_app.ui.charts.volumes_sentence import chart_sentences


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
    record, beside = engine.store.record, volumes_beside(engine, filter_, question, feedback)
    beside = beside._replace(by_ais=beside_by_ais(engine, filter_, feedback))
    data = volumes_data(engine, filter_, found, beside)
    rows = None
    if wants_rows:
        from desktop_app.exporters.volume_rows import volume_rows  # noqa: PLC0415 - same
        from desktop_app.query.volume_sources import volume_sources  # noqa: PLC0415 - same

        rows = volume_rows(record, found, volume_sources(engine, filter_, question, feedback), beside)
    return VolumesAnswer(data, " ".join(chart_sentences(data, found.ledgers.total)), rows)
