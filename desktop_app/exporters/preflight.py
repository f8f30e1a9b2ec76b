"""What a person should know of a figure before it is published: looked for before it is written."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from desktop_app.domain.findings import Severity
from desktop_app.exporters.preflight_page import page_remarks
from desktop_app.exporters.preflight_remark import PreflightFacts, Remark
from desktop_app.query.clauses import Filter
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


def preflight(
    engine: "QueryEngine", filter_: Filter, facts: PreflightFacts, feedback: Feedback | None = None
) -> tuple[Remark, ...]:
    """Remarks about a figure of a filter, warnings before notes; empty where there is nothing to say.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    from desktop_app.exporters.preflight_data import data_remarks  # noqa: PLC0415 - numpy, 0.1 s of the start

    looks: tuple[Callable[[], Iterator[Remark]], ...] = (
        lambda: page_remarks(engine.store.record, facts),
        lambda: data_remarks(engine, filter_, facts, feedback),
    )
    found = (remark for look in looks for remark in look())
    return tuple(sorted(found, key=lambda remark: _ORDER[remark.severity]))
