"""Taking, keeping, changing and deleting page templates, with the dialogs that these need."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.domain.figure_design import Design
from desktop_app.session.saved_designs import LONGEST_NAME, SavedDesign, SavedDesigns
from desktop_app.ui.composer.commands import taken_over
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.templates_list import Template, TemplatesList, template_title
from desktop_app.ui.name_dialogs import NameDialog


class TemplateActions(QObject):
    """Carries out what the list of templates asks for.

    Attributes:
        dialog: the one that is open, if one is.

    Signals:
        said: a sentence about what was done.
    """

    said = Signal(str)

    def __init__(
        self,
        document: Document,
        templates: TemplatesList,
        saved: SavedDesigns,
        remember: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._templates = templates
        self._saved = saved
        self._remember = remember
        self._window = parent
        self.dialog: QDialog | None = None
        templates.taken.connect(self.take)
        templates.keep_wanted.connect(self.ask_name)
        templates.update_wanted.connect(self._update)
        templates.rename_wanted.connect(self._ask_new_name)
        templates.delete_wanted.connect(self._delete)
        document.changed.connect(lambda: templates.show_current(document.design.name))
        templates.show_current(document.design.name)

    @Slot(object)
    def take(self, template: Template) -> None:
        """Make the page from a template."""
        design = taken_over(template.design, self._document.design, own=template.saved is not None)
        self._document.settle()
        self._document.change(f"Take the template “{template_title(template.design)}”", design)
        self._remember(template.design.name)

    @Slot()
    def ask_name(self) -> None:
        """Ask under which name the page is kept."""
        taken = {saved.name for saved in self._saved.all}
        present = self._document.design.name
        suggestion = present if present in taken else f"Own {template_title(self._document.design)}"
        self._open(
            NameDialog("Save template", "template", suggestion, LONGEST_NAME, self._keep, self._window, taken)
        )

    def _keep(self, name: str) -> None:
        self._saved.add(name, self._plain())
        self._document.change("Name the page", dataclasses.replace(self._document.design, name=name))
        self._remember(name)
        reason = self._saved.read_only
        if reason:
            self.said.emit(f"The template “{name}” lives in this window only. {reason}")
        else:
            self.said.emit(f"The template “{name}” is kept in the case.")

    @Slot(object)
    def _update(self, saved: SavedDesign) -> None:
        self._saved.replace(saved, self._plain())
        self.said.emit(f"The template “{saved.name}” is this page now.")

    @Slot(object)
    def _ask_new_name(self, saved: SavedDesign) -> None:
        others = {one.name for one in self._saved.all} - {saved.name}

        def rename(name: str) -> None:
            if name in others:
                self.said.emit(f"There is a template “{name}” already; nothing was renamed.")
            elif name != saved.name:
                self._saved.rename(saved, name)

        self._open(NameDialog("Rename template", "template", saved.name, LONGEST_NAME, rename, self._window))

    @Slot(object)
    def _delete(self, saved: SavedDesign) -> None:
        self._saved.delete(saved)
        back = "" if self._saved.read_only else " Edit ▸ Undo in the main window brings it back."
        self.said.emit(f"The template “{saved.name}” is deleted.{back}")

    def _plain(self) -> Design:
        """The page without its place: a template is of no part of the world."""
        return dataclasses.replace(self._document.design, place=None)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None
