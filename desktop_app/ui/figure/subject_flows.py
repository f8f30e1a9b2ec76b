"""The flows between ports that a subject's own filter leaves, where its map shows them."""

from dataclasses import replace

from desktop_app.runtime.feedback import Feedback
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.flow_scale import LAYER, flow_scale, flows_message, scale_entries


def with_flows(subject: Subject, feedback: Feedback | None = None) -> Subject:
    """The subject with flows whose widths mean barrels; the same where it does not show their layer."""
    if LAYER not in subject.layers:
        return subject
    from desktop_app.query.flow_query import flows  # noqa: PLC0415 - numpy, 0.1 s of the start

    found = flows(subject.engine, subject.filter, feedback)
    scale = flow_scale(found, FlowMeasure.VOLUME)
    return replace(
        subject, flows=flows_message(found.flows, scale, frozenset()), flow_legend=scale_entries(scale)
    )
