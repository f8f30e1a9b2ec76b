"""What pre-flight looks at of a figure in the composer."""

from desktop_app.exporters.preflight_remark import OwnMapCredit, PreflightFacts
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.page_state import map_frame
from desktop_app.ui.composer.units import box_of


def facts_of(live: LiveFigure) -> PreflightFacts | None:
    """The facts of the newest figure; None before the first."""
    figure, asked = live.figure, live.asked
    if figure is None or asked is None:
        return None
    subject = asked.subject
    frame = map_frame(live, asked.design)
    return PreflightFacts(
        figure.design,
        figure.design.place or subject.place,
        box_of(frame.rect).width_mm if frame is not None else 0.0,
        subject.layers,
        subject.selection,
        subject.question,
        figure.overflowing,
        own_maps=tuple(
            OwnMapCredit(shown.file.info.name, shown.file.info.attribution) for shown in subject.own_maps
        ),
    )
