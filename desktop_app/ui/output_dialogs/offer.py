"""What an output dialog is given: what the window shows, page designs, and a place for files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.domain.figure_design import Design
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.designs import designs_of
from desktop_app.ui.figure.subject import Subject

TEMPLATE_NAMES: Final = {
    "slide-16x9": "Slide 16:9",
    "slide-4x3": "Slide 4:3",
    "a4-portrait": "A4 portrait",
    "a4-landscape": "A4 landscape",
    "social": "Social post",
    "web-column": "Web column",
}
COMPOSED: Final = "As composed"


class Offer(NamedTuple):
    """What can be written.

    Attributes:
        subject: what the window, or its composer, shows.
        jobs: run what is asked of the case.
        folder: of the suggested file.
        composed: the composer's page; None where the dialog was opened from the window.
    """

    subject: Subject
    jobs: JobRunner
    folder: Path
    composed: Design | None = None

    def designs(self) -> Sequence[tuple[str, Design]]:
        """Page designs and what they are called: the composer's, the built-in ones, the case's own."""
        first = [(COMPOSED, self.composed)] if self.composed is not None else []
        built_in = [(TEMPLATE_NAMES.get(design.name, design.name), design) for design in TEMPLATES]
        return [*first, *built_in, *designs_of(self.subject.engine.store).items()]

    def file(self, words: str) -> Path:
        """A suggested path; of made-up data it says so."""
        is_synthetic = self.subject.engine.store.record.synthetic
        return self.folder / (f"{SYNTHETIC} {words}" if is_synthetic else words)
