"""Asks under which name the assumptions in use are kept, what for, and what they rest on."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop_app.domain.assumption import UNSAVED, Scenario
from desktop_app.exporters.assumption_words import assumptions_sentence
from desktop_app.exporters.citations import source_line
from desktop_app.session.scenarios import LONGEST_NAME, Scenarios
from desktop_app.session.session import Session

OWN: Final = "Own assumption: no document states it"
LEAST_PX: Final = 420


class SaveScenarioDialog(QDialog):
    """Says why a name cannot be taken; a scenario of that name gets the values instead.

    Attributes:
        name, why, source: the fields.
        save: the button.
        fault: why it cannot be pressed, or what it will replace.
    """

    def __init__(self, session: Session, scenarios: Scenarios, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save as scenario")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scenarios = scenarios
        now = session.assumptions
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumWidth(LEAST_PX)
        base = next((row.name for row in scenarios.all if row.id == now.scenario_id), "")
        self.name.setText(base if now.name == UNSAVED else "")
        self.name.selectAll()
        self.why = QLineEdit(self)
        self.why.setPlaceholderText("what it is for")
        self.source = self._sources(session)
        self.fault = QLabel(self)
        self.fault.setObjectName("hint")
        self.fault.setWordWrap(True)
        told = QLabel(assumptions_sentence(now), self)
        told.setWordWrap(True)
        told.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(told)
        form.addRow("&Name", self.name)
        form.addRow("&Why", self.why)
        form.addRow("&Rests on", self.source)
        form.addRow(self.fault)
        form.addRow(buttons)
        self.name.textChanged.connect(self._check)
        self.source.editTextChanged.connect(self._check)
        self.accepted.connect(self._keep)
        self._check()

    def _sources(self, session: Session) -> QComboBox:
        """Every source of the case, found by any part of its line."""
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItem(OWN, "")
        for source in session.store.record.sources:
            box.addItem(source_line(source), source.id)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(completer)
        box.setToolTip("What the values moved by hand rest on")
        return box

    def _of_that_name(self) -> Scenario | None:
        wanted = self.name.text().strip().casefold()
        return next((row for row in self._scenarios.all if row.name.casefold() == wanted), None)

    @Slot()
    def _check(self) -> None:
        there = self._of_that_name()
        fault = self._scenarios.problem(self.name.text(), there)
        if not fault and self.source.findText(self.source.currentText()) < 0:
            fault = "Pick a source from the list, or the own assumption on its top."
        self.save.setEnabled(not fault)
        self.save.setText("Replace" if there is not None else "Save")
        replaced = f"The scenario “{there.name}” gets these values." if there is not None else ""
        self.fault.setText(fault or replaced)

    @Slot()
    def _keep(self) -> None:
        ident = self.source.itemData(self.source.findText(self.source.currentText()))
        cited, there, why = ([ident] if ident else []), self._of_that_name(), self.why.text().strip()
        if there is not None:
            self._scenarios.update(there, why, cited)
        else:
            self._scenarios.save(self.name.text().strip(), why, cited)
