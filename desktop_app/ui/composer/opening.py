"""Case ▸ Figure…: opens the composer of a window, once, when it is first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.jobs.runner import JobRunner
from desktop_app.query.views import SavedView
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.ui.map_panel import MapPanel

if TYPE_CHECKING:
    from desktop_app.session.saved_designs import SavedDesigns
    from desktop_app.ui.composer.composer_window import ComposerWindow
    from desktop_app.ui.figure.subject import Subject


class ComposerOpener(QObject):
    """Keeps the composer of one window, and what outlives it: own templates of a case that cannot be changed.

    Attributes:
        window: the composer while it is open.
        question: gives what the window's chart shows.
        views: gives the saved views.
        template: name of the template that was used last.

    Signals:
        template_used: str, another name of a template is to be remembered.
        pages_wanted, animation_wanted: `Subject` and `Design`: other outputs of the composed figure.
    """

    template_used = Signal(str)
    pages_wanted = Signal(object, object)
    animation_wanted = Signal(object, object)

    def __init__(
        self,
        session: Session,
        coordinator: Coordinator,
        map_panel: MapPanel,
        jobs: JobRunner,
        editor: CaseEditor,
        resources: Resources,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._coordinator = coordinator
        self._map = map_panel
        self._jobs = jobs
        self._editor = editor
        self._resources = resources
        self._parent = parent
        self._designs: SavedDesigns | None = None
        self.window: ComposerWindow | None = None
        self.question: Callable[[], Question] = Question
        self.views: Callable[[], tuple[SavedView, ...]] = tuple
        self.template = ""

    @Slot()
    def open(self) -> None:
        """Bring the composer forward."""
        if self.window is None:
            self.window = self._make()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close it, if it is open."""
        if self.window is not None:
            self.window.close()

    def subject(self) -> "Subject | None":
        """What the window shows now."""
        from desktop_app.ui.figure.maker import subject_of_window  # noqa: PLC0415 - as below

        return subject_of_window(self._session, self._map, self.question())

    def _make(self) -> "ComposerWindow":
        # Most of those who look at a case make no figure: start-up does not need all this.
        from desktop_app.session.saved_designs import SavedDesigns  # noqa: PLC0415 - see above
        from desktop_app.ui.composer.composed_case import ComposedCase  # noqa: PLC0415 - see above
        from desktop_app.ui.composer.composer_window import ComposerWindow  # noqa: PLC0415 - see above
        from desktop_app.ui.figure.maker import FigureMaker  # noqa: PLC0415 - see above

        if self._designs is None:
            self._designs = SavedDesigns(self._session, self._editor, self)
        case = ComposedCase(
            self._session,
            self._jobs,
            self._resources,
            self.subject,
            self._designs,
            self._saved_views,
            self.template,
            self._remember,
        )
        maker = FigureMaker(self._resources, self._jobs, self)
        window = ComposerWindow(case, maker, self._parent)
        window.closed.connect(maker.deleteLater)
        self._coordinator.delivered.connect(window.follow)
        self._map.painted.connect(window.follow)
        window.pages_wanted.connect(self.pages_wanted)
        window.animation_wanted.connect(self.animation_wanted)
        window.closed.connect(self._forget)
        return window

    def _saved_views(self) -> tuple[SavedView, ...]:
        return self.views()

    def _remember(self, name: str) -> None:
        self.template = name
        self.template_used.emit(name)

    @Slot()
    def _forget(self) -> None:
        self.window = None
