"""What a composer is given of the window it belongs to."""

from collections.abc import Callable
from typing import NamedTuple

from desktop_app.jobs.runner import JobRunner
from desktop_app.query.views import SavedView
from desktop_app.runtime.resources import Resources
from desktop_app.session.saved_designs import SavedDesigns
from desktop_app.session.session import Session
from desktop_app.ui.figure.subject import Subject


class ComposedCase(NamedTuple):
    """The case, and what the window shows of it.

    Attributes:
        subject: what the window shows now; None while its map is not drawn.
        designs: own templates.
        views: saved views, for the map's extent.
        template: name of the template to begin with; empty for the first.
        remember: takes the name of the template that was used last.
    """

    session: Session
    jobs: JobRunner
    resources: Resources
    subject: Callable[[], Subject | None]
    designs: SavedDesigns
    views: Callable[[], tuple[SavedView, ...]]
    template: str
    remember: Callable[[str], None]
