"""What a window holds once its case is open: session, panels, filter bar, menus, status line."""

import base64
import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QPoint, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QToolBar,
    QToolButton,
    QWidget,
)

from desktop_app.exporters.wording import number
from desktop_app.importers.case_choice import CaseChoice
from desktop_app.mapview.protocol import ContextRequested, StyleMenuRequested
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import Bookmark, Settings
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.own_maps import OwnMaps
from desktop_app.session.saved_filters import SavedFilters
from desktop_app.session.saved_views import SavedViews
from desktop_app.session.style import Language
from desktop_app.ui.assumptions.chip import AssumptionsChip
from desktop_app.ui.case_files import CaseFiles
from desktop_app.ui.case_map import CaseMap
from desktop_app.ui.case_menu import CaseMenu
from desktop_app.ui.case_state import CaseState
from desktop_app.ui.choice_menu import ChoiceMenu
from desktop_app.ui.clause_editors import ClauseEditors
from desktop_app.ui.clause_row import ADD_KEYS, ClauseRow
from desktop_app.ui.details_actions import add_details_actions
from desktop_app.ui.docks import Docks
from desktop_app.ui.edit_menu import EditMenu
from desktop_app.ui.editing import Editing
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.events.events_part import EventsPart
from desktop_app.ui.file_drop import FileDrop
from desktop_app.ui.filter_bar import FilterBar
from desktop_app.ui.finder import Finder
from desktop_app.ui.help_menu import HelpMenu
from desktop_app.ui.hidden_notice import HiddenNotice
from desktop_app.ui.importing.control import ImportControl
from desktop_app.ui.late_panel import LatePanel, taken_in
from desktop_app.ui.map_actions import MapActions
from desktop_app.ui.map_bookmarks import BookmarkMenu
from desktop_app.ui.map_flows import MapFlows
from desktop_app.ui.own_maps import OwnMapsControl
from desktop_app.ui.own_maps_list import OwnMapsList
from desktop_app.ui.panels.details import DetailsPanel
from desktop_app.ui.panels.layers import LayersPanel, scrolled
from desktop_app.ui.panels.timeline import TimelinePanel
from desktop_app.ui.panels.volumes import VolumesPanel
from desktop_app.ui.panels.voyages import VoyagesPanel
from desktop_app.ui.reference_list import ReferenceList
from desktop_app.ui.saved_filters_menu import SavedFiltersMenu
from desktop_app.ui.style_state import set_state
from desktop_app.ui.theme import THEMES, apply_theme, first_style
from desktop_app.ui.verify.figure_check import FigureCheck
from desktop_app.ui.watch_list import WatchList
from desktop_app.ui.window_outputs import WindowOutputs

MESSAGE_MS: Final = 8_000


class Workbench(QObject):
    """The views of one open case, built into a window whose map is loading already; `build` makes them.

    Attributes:
        session, coordinator: the case's state and who asks the views.
        editor: changes the case.
        editing: forms, deletion and the like, and the menu that asks for them.
        finder: the search field.
        map, voyages, details, volumes, timeline, layers, flows: the views.
        vessels, ports, assumptions, ledgers: the same; there once their docks were seen.
        events: what was found in AIS reports: its panel, verdicts, replay.
        assumed: says beside the filter that the assumptions are not the published ones.
        docks: the panels round the map.
        own_maps, own_maps_control: the user's own base maps, and who opens them.
        verifying: says of figures whether they still show what the case says.
        files, importing: makes, opens and saves cases; brings data into this one.
        outputs: figures, pages, animations: what leaves the window for a file.
        export: the menu of all that leaves the window for a file.
        figure: the figure of what is on screen.
        settings: what the window remembers, as the user has changed it here.
    """

    def __init__(
        self,
        window: QMainWindow,
        case_map: CaseMap,
        files: CaseFiles,
        resources: Resources,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self.files = files
        self.settings = settings
        self.session = case_map.session
        self.coordinator = case_map.coordinator
        self.map = case_map.panel
        self._jobs = case_map.jobs
        self._resources = resources
        self.editor = CaseEditor(self.session, settings.author, self)
        self.own_maps = OwnMaps(self)
        self.own_maps_control = OwnMapsControl(self.own_maps, self.map, window)
        self.importing = ImportControl(case_map, self.editor, files, resources, window)
        template = settings.figure_template
        self.outputs = WindowOutputs(case_map, self.editor, files.lines, resources, template, window)
        self.figure = self.outputs.figure

    def build(self) -> Iterator[None]:
        """Make the views part by part; between the parts the caller may let the event loop turn."""
        self.layers = LayersPanel(self.session)
        self._build_references()
        self._build_own_maps()
        self.voyages = VoyagesPanel(self.session, self._jobs, self.settings.voyages_table)
        yield
        self.details = DetailsPanel(self.session, self._jobs)
        self.timeline = TimelinePanel(self.session)
        yield
        self.volumes = VolumesPanel(self.session)
        self.flows = MapFlows(self.session, self.map, self._jobs, self)
        self.editors = ClauseEditors(self.session, self.coordinator, self._window)
        self.bar = FilterBar(self.session, self.editors)
        self.clauses = ClauseRow(self.session, self.editors)
        self.assumed = AssumptionsChip(self.session)
        self.clauses.add_end(self.assumed)
        yield
        # All that takes room from the map comes in one turn, so that the page is laid out anew only once.
        self._build_bar()
        self.events = EventsPart(self._window, self.session, self._jobs, self.editor, self.map)
        self._build_docks()
        self._build_status()
        self._build_menus()
        self._restore_layout()
        self._connect()
        yield
        self.session.select_newest()
        self.coordinator.refresh()
        self.own_maps.restore(self.settings.own_maps)
        self.own_maps.changed.connect(self._remember_own_maps)
        if self.session.store.path is not None:
            yield
            self.editing.look_for_conflicts()

    def _connect(self) -> None:
        self.events.connect_to(self.coordinator, self.details, self.docks, self._say)
        self.coordinator.add(self.voyages)  # seen or not: it counts, and tells the details what comes next
        for panel in (self.timeline, self.volumes):
            self.coordinator.add(panel, panel)
        self.coordinator.add(self.flows)
        self.flows.question_changed.connect(lambda: self.coordinator.ask(self.flows))
        self.flows.scaled.connect(self.layers.flow_legend.show_scale)
        self.timeline.question_changed.connect(lambda: self.coordinator.ask(self.timeline))
        self.map.events_found.connect(lambda: self.coordinator.ask(self.timeline))
        self.timeline.dates_wanted.connect(self.bar.first.line.setFocus)
        self.coordinator.delivered.connect(self.timeline.on_delivered)
        self.volumes.question_changed.connect(lambda: self.coordinator.ask(self.volumes))
        self.volumes.said.connect(self._say)
        self.outputs.follow(lambda: self.volumes.question, lambda: self.saved_views.all)
        self.outputs.template_used.connect(self._remember_template)
        self.outputs.said.connect(self._say)
        self.voyages.order_changed.connect(lambda: self.coordinator.ask(self.voyages))
        self.voyages.counted.connect(self.clauses.show_count)
        self.voyages.counted.connect(self._show_count)
        self.voyages.layout_changed.connect(self._remember_table)
        self.voyages.zoom_wanted.connect(self.map.fit_to)
        self.voyages.said.connect(self._say)
        self.details.order_voyages(self.voyages.neighbours)
        self.voyages.counted.connect(self.details.refresh_steps)
        self.details.zoom_wanted.connect(self.map.fit_to)
        self.details.said.connect(self._say)
        self.assumed.followed.connect(lambda: self.docks.bring_forward("Assumptions"))
        self.bar.refused.connect(self._say)
        for part in (self.finder, self.own_maps_control, self.importing, self.files):
            part.said.connect(self._say)
        self.own_maps_control.case_dropped.connect(self.files.open_file)
        self.own_maps_control.figure_dropped.connect(self.verifying.check)
        self.own_maps_control.data_dropped.connect(self.importing.take)
        self.importing.card_wanted.connect(self._show_followed)
        self.files.edited.connect(self.editor.edit)
        self.editor.failed.connect(self.files.tell_failure)
        self.editor.failed.connect(self.saved_views.read_again)
        self.map.said.connect(self._say)
        self.map.details_requested.connect(self._show_details)
        self.map.language_requested.connect(self._set_language)
        self.map.context_requested.connect(self._open_map_menu)
        self.map.style_menu_requested.connect(self._open_style_menu)
        self.map.view.crashed.connect(lambda sentence: self._say(f"{sentence} F5 loads it anew."))
        self.session.changed.connect(self._on_changed)
        self.hidden = HiddenNotice(self.session, self._jobs, self.files.lines, self)
        self.map.fitted.connect(self.hidden.look)
        self.editors.area_wanted.connect(self.map.start_area)

    def _build_references(self) -> None:
        self.references = ReferenceList(self.session, self.editor)
        self.references.zoom_wanted.connect(self.map.fit_to)
        self.references.said.connect(self._say)
        self.references.card_wanted.connect(self._show_details)
        self.references.removal_wanted.connect(self._delete)
        self.layers.add_section(self.references)
        self.layers.add_section(WatchList(self.session, self.editor, self.map))

    @Slot(str)
    def _delete(self, key: str) -> None:
        """Editing is built after the panels."""
        self.editing.delete(key)

    def _build_own_maps(self) -> None:
        section = OwnMapsList(self.own_maps)
        section.add_wanted.connect(self.own_maps_control.ask)
        section.zoom_wanted.connect(self.own_maps_control.zoom_to)
        self.layers.add_section(section)

    def _remember_own_maps(self) -> None:
        self.settings = dataclasses.replace(self.settings, own_maps=self.own_maps.remembered())

    @Slot()
    def _remember_table(self) -> None:
        self.settings = dataclasses.replace(self.settings, voyages_table=self.voyages.remembered())

    @Slot(str)
    def _remember_template(self, name: str) -> None:
        self.settings = dataclasses.replace(self.settings, figure_template=name)

    @Slot(int, int)
    def _show_count(self, shown: int, total: int) -> None:
        """How many voyages pass, beside the name of their table."""
        self.docks.retitle("Voyages", f"{number(shown)} of {number(total)}")

    def _build_bar(self) -> None:
        bar = QToolBar("Filter", self._window)
        bar.setObjectName("filter")
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)
        bar.addWidget(self.bar)
        self.finder = Finder(self.session, self.map, self._jobs, self._resources, self._window)
        bar.addWidget(self.finder)
        gap = QWidget(bar)
        gap.setFixedWidth(6)
        bar.addWidget(gap)
        figure = QToolButton(bar)
        figure.setText("Figure…")
        figure.setToolTip("Compose a figure of what is on screen (Ctrl+Shift+E)")
        figure.clicked.connect(self.outputs.composer.open)
        bar.addWidget(figure)
        spacer = QWidget(bar)
        spacer.setFixedWidth(8)
        bar.addWidget(spacer)
        self._window.insertToolBar(self.files.lines.bar, bar)
        self._window.insertToolBarBreak(self.files.lines.bar)
        self._clause_bar = QToolBar("Clauses", self._window)
        self._clause_bar.setObjectName("clauses")
        self._clause_bar.setMovable(False)
        self._clause_bar.toggleViewAction().setEnabled(False)
        self._clause_bar.addWidget(self.clauses)
        self._window.insertToolBar(self.files.lines.bar, self._clause_bar)
        self._window.insertToolBarBreak(self.files.lines.bar)
        self.clauses.hiding.connect(lambda on: set_state(self._clause_bar, "hiding", on=on))

    def _build_docks(self) -> None:
        self.docks = Docks(self._window, synthetic=self.session.store.record.synthetic)
        self.docks.make("Layers", scrolled(self.layers))
        self.docks.make("Voyages", self.voyages)
        self.docks.make("Vessels", LatePanel(self._make_vessels))
        self.docks.make("Ports", LatePanel(self._make_ports))
        self.docks.make("Events", LatePanel(self.events.make_panel))
        self.docks.make("Assumptions", LatePanel(self._make_assumptions))
        self.docks.make("Details", self.details)
        self.docks.make("Timeline", self.timeline)
        self.docks.make("Volumes", self.volumes)
        self.docks.make("Ledgers", LatePanel(self._make_ledgers))

    def _make_vessels(self) -> QWidget:
        from desktop_app.ui.panels.vessels import VesselsPanel  # noqa: PLC0415 - not before somebody looks at it

        self.vessels = VesselsPanel(self.session, self._jobs)
        return taken_in(self.vessels, self.coordinator, self._say)

    def _make_ledgers(self) -> QWidget:
        from desktop_app.ui.panels.ledgers import LedgersPanel  # noqa: PLC0415 - as above

        self.ledgers = LedgersPanel(self.session)
        return taken_in(self.ledgers, self.coordinator, self._say)

    def _make_ports(self) -> QWidget:
        from desktop_app.ui.panels.ports import PortsPanel  # noqa: PLC0415 - as above

        self.ports = PortsPanel(self.session, self._jobs)
        return taken_in(self.ports, self.coordinator, self._say)

    def _make_assumptions(self) -> QWidget:
        from desktop_app.importers.record import read_record  # noqa: PLC0415 - as above
        from desktop_app.session.scenarios import Scenarios  # noqa: PLC0415 - as above
        from desktop_app.ui.panels.assumptions import AssumptionsPanel  # noqa: PLC0415 - as above

        folder = self._resources.geodatum("record")
        self.assumptions = AssumptionsPanel(
            self.session, self._jobs, Scenarios(self.session, self.editor, self), lambda: read_record(folder)
        )
        return taken_in(self.assumptions, self.coordinator, self._say)

    def _build_status(self) -> None:
        status = self._window.statusBar()
        status.setSizeGripEnabled(False)
        self.sentence = ElidedLabel(self._window)
        status.addWidget(self.sentence, 1)
        self.state = CaseState(self.session, self.files, self._window)
        self.state.explain(self.settings.notice_dismissed)
        self.state.notice_dismissed.connect(self._remember_notice)
        self._show_sentence()

    def _remember_notice(self, title: str) -> None:
        self.settings = dataclasses.replace(self.settings, notice_dismissed=title)

    def _build_menus(self) -> None:
        menus = self._window.menuBar()
        case = menus.addMenu("&Case")
        self.case_menu = CaseMenu(case, self.files)
        case.addSeparator()
        self._action(case.addAction, "Open own &map…", "Ctrl+Shift+O", self.own_maps_control.ask)
        case.addSeparator()
        self.importing.fill(case)
        self.export = self.outputs.fill(case)
        self.verifying = FigureCheck(self.session, self.map, self._jobs, self.files, self._resources)
        self.verifying.language_wanted.connect(self._set_language)
        self.verifying.card_wanted.connect(self._show_followed)
        self._action(case.addAction, "&Verify a figure…", "", self.verifying.ask)
        case.addSeparator()
        self._action(case.addAction, "&Quit", "Ctrl+Q", QApplication.closeAllWindows)
        self._build_editing(EditMenu(menus.addMenu("&Edit"), self.session, self.editor))
        filter_ = menus.addMenu("&Filter")
        self._action(filter_.addAction, "&From date", "Ctrl+D", self.bar.ask_dates)
        self._action(filter_.addAction, "&Vessels…", "Ctrl+L", self.bar.ask_vessels)
        self._action(filter_.addAction, "&Add a clause…", ADD_KEYS, self.clauses.open_menu)
        filter_.addSeparator()
        self.saved_filters = SavedFiltersMenu(
            filter_.addMenu("&Saved filters"),
            self.session,
            SavedFilters(self.session, self.editor, self),
            self._window,
        )
        self.saved_filters.said.connect(self._say)
        filter_.addSeparator()
        self._action(filter_.addAction, "Step &back in time", "[", lambda: self.timeline.player.step(-1))
        self._action(filter_.addAction, "Step &on in time", "]", lambda: self.timeline.player.step(1))
        self._action(filter_.addAction, "&Play the dates", "", self.timeline.player.toggle)
        filter_.addSeparator()
        self._action(filter_.addAction, "&Copy as a sentence", "", self.sentence.copy)
        filter_.addSeparator()
        self._action(filter_.addAction, "&Reset", "Ctrl+R", self.session.reset_filter)
        view = menus.addMenu("&View")
        self._action(view.addAction, "F&ind…", "Ctrl+K", self.finder.start)
        self.map_actions = MapActions(self.session, self.map, view)
        self.saved_views = SavedViews(
            self.session, self.settings.bookmarks, self._keep_bookmarks, self.editor.edit, self
        )
        self.bookmarks = BookmarkMenu(
            view.addMenu("&Bookmarks"),
            self.map,
            self.session.store.record,
            self.saved_views,
        )
        self.bookmarks.language_wanted.connect(self._set_language)
        view.addSeparator()
        self.themes = ChoiceMenu("&Theme", THEMES, self.settings.theme, self._set_theme, view)
        view.addMenu(self.themes)
        languages = {"en": "English", "ru": "Русский", "ko": "한국어"}
        language = self.session.style.language.value
        self.languages = ChoiceMenu("Language of the map", languages, language, self._set_language, view)
        view.addMenu(self.languages)
        add_details_actions(self.details, view.addMenu("&Details"))
        view.addSeparator()
        for dock in self.docks.all:
            view.addAction(dock.toggleViewAction())
        self._action(view.addAction, "&Default layout", "", self.docks.arrange)
        pages = HelpMenu(menus.addMenu("&Help"), self.session, self._jobs, self._window)
        pages.followed.connect(self._show_followed)
        pages.said.connect(self._say)

    def _build_editing(self, menu: EditMenu) -> None:
        self.editing = Editing(
            self._window,
            self.session,
            self._jobs,
            self.editor,
            self.map,
            self._resources,
            self.files.lines,
            menu,
        )
        self.editing.said.connect(self._say)
        self.editing.author_named.connect(self._keep_author)
        self.editing.as_it_was_wanted.connect(self._show_as_it_was)
        self.editing.case_wanted.connect(self.files.open_file)
        menu.paste_wanted.connect(self.importing.paste)
        self.voyages.edit_wanted.connect(self.editing.edit_selected)
        FileDrop(self.details, self._attach)

    @Slot(object)
    def _show_as_it_was(self, at: datetime) -> None:
        if self.files.choice.path is None:
            self._say("Only a case that is a file has a past; Save as case… makes one.")
        else:
            self.files.case_wanted.emit(CaseChoice(self.files.choice.path, as_of=at))

    def _attach(self, paths: list[Path]) -> None:
        selection = self.session.selection
        self.editing.attach(selection[0] if selection else "", paths)

    def _keep_author(self, name: str) -> None:
        self.settings = dataclasses.replace(self.settings, author=name)
        self.files.remember_author(name)

    def _action(
        self, add: Callable[[str], QAction], text: str, keys: str, slot: Callable[[], object]
    ) -> None:
        action = add(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: slot())

    def _set_theme(self, value: str) -> None:
        self.settings = dataclasses.replace(self.settings, theme=value)
        self.themes.show_chosen(value)
        self.session.set_style(
            dataclasses.replace(first_style(self.settings), language=self.session.style.language)
        )

    def _set_language(self, value: str) -> None:
        self.settings = dataclasses.replace(self.settings, language=value)
        self.languages.show_chosen(value)
        self.session.set_style(dataclasses.replace(self.session.style, language=Language(value)))

    @Slot(str)
    def _show_followed(self, key: str) -> None:
        """Show the details of what a page of the help links to; the page keeps the keyboard."""
        self.session.select((key,), "")
        self.docks.bring_forward("Details")

    def _show_details(self, key: str) -> None:
        """Bring the details forward: the card on the map says little."""
        self._show_followed(key)
        self.details.setFocus()

    def _keep_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        self.settings = dataclasses.replace(self.settings, bookmarks=bookmarks)

    @Slot(object)
    def _open_map_menu(self, asked: ContextRequested) -> None:
        from desktop_app.ui.map_menu import MapMenu  # noqa: PLC0415 - 20 ms that start-up does not need

        read_only = self.session.store.read_only
        MapMenu(self.map, asked, self.editing.add_sighting_at, read_only, self._window)

    @Slot(object)
    def _open_style_menu(self, asked: StyleMenuRequested) -> None:
        """Above the button that asks for it: the button stands at the foot of the map."""
        corner = self.map.view.mapToGlobal(QPoint(round(asked.x), round(asked.y)))
        self.themes.popup(corner - QPoint(0, self.themes.sizeHint().height()))

    def _restore_layout(self) -> None:
        self.docks.arrange()
        if self.settings.layout:
            self._window.restoreState(QByteArray(base64.b64decode(self.settings.layout)))
        # Clauses and lines have a row each, and lines are there when they say something, whatever
        # was remembered.
        lines = self.files.lines.bar
        self._window.insertToolBar(lines, self._clause_bar)
        self._clause_bar.show()
        for bar in (self._clause_bar, lines):
            self._window.removeToolBarBreak(bar)
            self._window.insertToolBarBreak(bar)
        lines.fit()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.DATA):
            self._show_sentence()
        if Changed.STYLE in change.what:
            application = QApplication.instance()
            if isinstance(application, QApplication):
                apply_theme(application, self.session.style.theme)

    def _show_sentence(self) -> None:
        self.sentence.show_sentence(f"Filter: {self.session.filter.sentence()}")

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._window.statusBar().showMessage(sentence, MESSAGE_MS)
