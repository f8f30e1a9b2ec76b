"""Everything that leaves a window for a file or the clipboard: figures, pages, data, and their menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop_app.query.views import SavedView
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.ui.case_map import CaseMap
from desktop_app.ui.composer.opening import ComposerOpener
from desktop_app.ui.export_dialog.control import ExportControl
from desktop_app.ui.export_menu import ExportMenu
from desktop_app.ui.figure.screen_figure import ScreenFigure
from desktop_app.ui.line_stack import LineStack
from desktop_app.ui.output_dialogs.outputs import Outputs
from desktop_app.ui.web_page.control import WebPageControl


class WindowOutputs(QObject):
    """Makes the parts, ties them together, and fills the menu.

    Attributes:
        figure: the figure of what is on screen.
        composer: opens the window in which one is composed.
        pages: pages and animations.
        data: rows for other programs.
        web_page: one HTML file.

    Signals:
        said: a sentence about what was done or why not.
        template_used: str, name of a page template that is to be remembered.
    """

    said = Signal(str)
    template_used = Signal(str)

    def __init__(
        self,
        case: CaseMap,
        editor: CaseEditor,
        lines: LineStack,
        resources: Resources,
        template: str,
        window: QMainWindow,
    ) -> None:
        """`template` names the page template that was used last."""
        super().__init__(window)
        session, jobs = case.session, case.jobs
        self.figure = ScreenFigure(session, case.panel, jobs, resources, window)
        self.composer = ComposerOpener(session, case.coordinator, case.panel, jobs, editor, resources, window)
        self.pages = Outputs(jobs, resources, lines, window)
        self.pages.subject = self.composer.subject
        self.composer.template = template
        self.composer.template_used.connect(self.template_used)
        self.composer.pages_wanted.connect(self.pages.pages_of)
        self.composer.animation_wanted.connect(self.pages.animation_of)
        self.data = ExportControl(session, editor, jobs, resources, window)
        self.web_page = WebPageControl(session, case.panel, jobs, resources, window)
        for part in (self.figure, self.data, self.web_page):
            part.said.connect(self.said)

    def follow(self, question: Callable[[], Question], views: Callable[[], tuple[SavedView, ...]]) -> None:
        """Ask these for what the window's chart shows, and for the saved views."""
        self.figure.chart_question = question
        self.composer.question = question
        self.composer.views = views

    def fill(self, parent: QMenu) -> ExportMenu:
        """Hang the menu of all outputs into another."""
        menu = ExportMenu(parent)
        menu.add("&Figure…", "Ctrl+Shift+E", self.composer.open)
        menu.add("&Pages…", "", self.pages.open_pages)
        menu.add("&Animation…", "", self.pages.open_animation)
        menu.add("&Data…", "Ctrl+Shift+D", self.data.ask)
        menu.add("&Web page…", "", self.web_page.ask)
        menu.add("Save what is on scree&n…", "Ctrl+E", self.figure.save)
        menu.add("Cop&y figure", "Ctrl+Shift+C", self.figure.copy)
        return menu

    def close(self) -> None:
        """The window goes: close what is open, make nothing any more."""
        self.composer.close()
        self.figure.close()
        self.pages.close()
