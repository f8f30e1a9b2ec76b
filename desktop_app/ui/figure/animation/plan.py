"""What an animation shows, picture by picture, before any is drawn."""

from dataclasses import replace
from typing import NamedTuple

from desktop_app.query.animation_steps import played, whole_period
from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import Window
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.figure.animation.request import AnimationRequest
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.flow_scale import LAYER, FlowScale, flow_scale, flows_message, scale_entries


class Plan(NamedTuple):
    """What is played.

    Attributes:
        period, windows: all days, and those of each picture.
        whole: the subject of all days.
        scale: what widths of flows mean in all pictures; None where they are not shown.
    """

    period: Window
    windows: tuple[Window, ...]
    whole: Subject
    scale: FlowScale | None


def planned(request: AnimationRequest, feedback: Feedback) -> Plan:
    """Ask the case which days there are to play.

    Raises:
        InputError: nothing is to be played, or more than can be.
        Cancelled: it was called off.
    """
    from desktop_app.query.timeline_query import timeline_content  # noqa: PLC0415 - numpy, 0.1 s of the start

    subject = request.subject
    occupied = timeline_content(subject.engine, subject.filter, feedback=feedback).occupied
    period = whole_period(subject.filter.dates, occupied, request.step)
    windows = played(
        period,
        request.step,
        occupied,
        cumulative=request.cumulative,
        length=request.length,
        skips_empty=request.skips_empty,
    )
    filter_ = subject.filter.with_clause(DateClause(period.first, period.last))
    whole, scale = replace(subject, filter=filter_), None
    if LAYER in subject.layers:
        from desktop_app.query.flow_query import flows  # noqa: PLC0415 - as above

        scale = flow_scale(flows(subject.engine, filter_, feedback), FlowMeasure.VOLUME)
        whole = replace(_with_flows(whole, scale, feedback), flow_legend=scale_entries(scale))
    return Plan(period, windows, whole, scale)


def subject_in(plan: Plan, window: Window, feedback: Feedback) -> Subject:
    """What one picture shows; its flows are as wide as in the whole period."""
    filter_ = plan.whole.filter.with_clause(DateClause(window.first, window.last))
    return _with_flows(replace(plan.whole, filter=filter_), plan.scale, feedback)


def _with_flows(subject: Subject, scale: FlowScale | None, feedback: Feedback) -> Subject:
    """The subject with the flows of its own filter, to a given scale."""
    if scale is None:
        return subject
    from desktop_app.query.flow_query import flows  # noqa: PLC0415 - as above

    found = flows(subject.engine, subject.filter, feedback).flows
    return replace(subject, flows=flows_message(found, scale, frozenset()))
