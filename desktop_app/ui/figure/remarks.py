"""What a reader should know of a figure before it is published."""

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH
from desktop_app.exporters.preflight import preflight
from desktop_app.exporters.preflight_remark import OwnMapCredit, PreflightFacts, Remark
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.fonts import missing_glyphs
from desktop_app.ui.figure.subject import Subject


def remarks_on(subject: Subject, figure: Figure, feedback: Feedback | None = None) -> tuple[Remark, ...]:
    """Remarks on a figure of a subject, warnings first.

    Raises:
        Cancelled: they are not wanted any more.
    """
    return preflight(subject.engine, subject.filter, facts_of(subject, figure), feedback)


def facts_of(subject: Subject, figure: Figure) -> PreflightFacts:
    """What is looked at beside the rows."""
    design, part = figure.design, figure.part("map")
    return PreflightFacts(
        design,
        design.place or subject.place,
        part.box.width() / CSS_PX_PER_INCH * MM_PER_INCH if part is not None else 0.0,
        subject.layers,
        subject.selection,
        subject.question,
        figure.overflowing,
        frozenset(missing_glyphs(_words(figure))),
        tuple(OwnMapCredit(own.file.info.name, own.file.info.attribution) for own in subject.own_maps),
    )


def _words(figure: Figure) -> str:
    """What the figure prints in words of its own, its case's and its sources'."""
    items = (item.text for item in figure.design.items if item.shown)
    sources = (part for source in figure.sources for part in (source.title, source.publisher))
    return "".join((figure.title, figure.design.author, *figure.notes, *items, *sources))
