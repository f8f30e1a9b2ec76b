"""The figure of the page at hand: made anew whenever page or subject change, the newest alone."""

import dataclasses
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.domain.figure_design import DPI_LIMITS, Design
from desktop_app.runtime.errors import TumenError
from desktop_app.ui.composer.document import Document
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.subject import Subject

# Below what a hand feels as a delay, and long enough that a held key does not start a figure a repeat.
REST_MS: Final = 60
# Of a finer page the preview has fewer pixels, and the figure is made in full when it is written. A3 at 300
# per inch has 17 million; at 600 it were a picture of 280 MB for each move of the map.
MOST_PREVIEW_PX: Final = 20_000_000
NO_MAP: Final = "The map is not drawn yet; the figure follows as soon as it is."


class MakesFigures(Protocol):
    """What `FigureMaker` does for a live figure."""

    def make(
        self,
        subject: Subject,
        design: Design,
        done: Callable[[Figure], None],
        failed: Callable[[TumenError], None],
    ) -> None:
        """Make a figure; a later call takes the place of one under way."""

    def close(self) -> None:
        """End; what is under way is not wanted any more."""


class Asked(NamedTuple):
    """What a figure was asked for."""

    subject: Subject
    design: Design


class LiveFigure(QObject):
    """Keeps a figure in step with a document and a subject.

    Attributes:
        document: the page.
        figure: the newest that is ready; None before the first.
        asked: what it was made of.
        trouble: why there is no newer one; empty if there is none wanted.

    Signals:
        made: `figure` is another one.
        state_changed: it is busy now or is not, follows or holds, or has a trouble.
    """

    made = Signal()
    state_changed = Signal()

    def __init__(
        self,
        maker: MakesFigures,
        document: Document,
        subject: Callable[[], Subject | None],
        parent: QObject | None = None,
    ) -> None:
        """`subject` tells what the window shows now, None while it shows nothing."""
        super().__init__(parent)
        self._maker = maker
        self.document = document
        self._subject = subject
        self._held: Subject | None = None
        self._under_way: Asked | None = None
        self._is_paused = False
        self._is_closed = False
        self.figure: Figure | None = None
        self.asked: Asked | None = None
        self.trouble = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        document.changed.connect(self.refresh_soon)

    @property
    def is_busy(self) -> bool:
        """Whether a newer figure is under way."""
        return self._under_way is not None or self._rest.isActive()

    @property
    def is_held(self) -> bool:
        """Whether it stays what it is of, whatever the window shows."""
        return self._held is not None

    @property
    def subject(self) -> Subject | None:
        """What it is or will be of."""
        return self._held if self._held is not None else self._subject()

    def hold(self, *, on: bool) -> None:
        """Stay with what the figure is of, or follow the window again."""
        if on == self.is_held:
            return
        self._held = (self.asked.subject if self.asked is not None else self._subject()) if on else None
        self.state_changed.emit()
        self.refresh_soon()

    def take(self, subject: Subject) -> None:
        """Be of this subject, held."""
        self._held = subject
        self.state_changed.emit()
        self.refresh_soon()

    @property
    def is_final(self) -> bool:
        """Whether `figure` is as fine as it is written."""
        return self.figure is not None and self.figure.design.dpi == self.document.design.dpi

    def finish(self, done: Callable[[Figure], None], failed: Callable[[TumenError], None]) -> None:
        """Make the figure as fine as it is written; the preview rests meanwhile, see `pause`."""
        asked = self.asked
        if asked is None:
            failed(TumenError(NO_MAP))
            return
        self.pause(on=True)

        def end(then: Callable[[], None]) -> None:
            self.pause(on=False)
            then()

        self._maker.make(
            asked.subject,
            asked.design,
            lambda figure: end(lambda: done(figure)),
            lambda error: end(lambda: failed(error)),
        )

    def pause(self, *, on: bool) -> None:
        """Make nothing while a hand is at work on the page."""
        self._is_paused = on
        if not on:
            self.refresh_soon()

    @Slot()
    def refresh_soon(self) -> None:
        """Look what has changed once no more does."""
        if not (self._is_paused or self._is_closed):
            was_busy = self.is_busy
            self._rest.start()
            if not was_busy:
                self.state_changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Look what has changed, and make the figure anew if that shows in it."""
        self._rest.stop()
        subject = self.subject
        if subject is None:
            self._tell(NO_MAP)
            return
        wanted = Asked(_as_seen(subject, self.document.design), self.document.design)
        if wanted != (self._under_way or self.asked) or (self.trouble and self._under_way is None):
            self._under_way = wanted
            self.trouble = ""
            self._maker.make(
                wanted.subject,
                preview_design(wanted.design),
                lambda figure: self._on_done(wanted, figure),
                lambda error: self._on_failed(wanted, error),
            )
        self.state_changed.emit()

    def close(self) -> None:
        """Make nothing any more; whatever is under way is dropped."""
        self._is_closed = True
        self._rest.stop()
        self._under_way = None
        self._maker.close()

    def _on_done(self, wanted: Asked, figure: Figure) -> None:
        if wanted is not self._under_way:
            return
        self._under_way = None
        self.figure, self.asked = figure, wanted
        self.made.emit()
        self._tell("")

    def _on_failed(self, wanted: Asked, error: TumenError) -> None:
        if wanted is self._under_way:
            self._under_way = None
            self._tell(str(error))

    def _tell(self, trouble: str) -> None:
        self.trouble = trouble
        self.state_changed.emit()


def preview_design(design: Design) -> Design:
    """The page as the preview draws it: its own, unless that has more pixels than a preview needs."""
    scale = design.scale
    pixels = design.width_px * design.height_px * scale * scale
    if pixels <= MOST_PREVIEW_PX:
        return design
    dpi = int(design.dpi * (MOST_PREVIEW_PX / pixels) ** 0.5)
    return dataclasses.replace(design, dpi=max(dpi, DPI_LIMITS[0]))


def _as_seen(subject: Subject, design: Design) -> Subject:
    """Without what the design decides anyway: a window that is panned does not change a locked map."""
    return subject if design.place is None else dataclasses.replace(subject, place=design.place)
