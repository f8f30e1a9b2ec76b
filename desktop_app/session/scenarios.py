"""Scenarios of a case: the assumptions in use saved under a name; changed, renamed, removed, an edit each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.domain.assumption import (
    PUBLISHED,
    UNSAVED,
    Assumption,
    Key,
    Range,
    Scenario,
    ScenarioValue,
    key_of,
)
from desktop_app.domain.history import Change
from desktop_app.domain.provenance import Citation, Source, SourceKind
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Parameter
from desktop_app.query.editing.deletion import plan_deletion
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor, Then
from desktop_app.session.session import Session
from desktop_app.storage.edits import Cell, Delete, Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.log_entries import new_id
from desktop_app.storage.rows.evidence import source_cells
from desktop_app.storage.rows.statements import parameter_cells

LONGEST_NAME: Final = 80
_INITIATOR: Final = "scenarios"
# The same row in every copy of a case, so that two people's are one after a merge.
OWN_SOURCE: Final = Source(
    id="own-assumption",
    title="(Own assumption)",
    publisher="",
    published="",
    url="",
    kind=SourceKind.ORIGINAL,
    note="No document states the figure; whoever saved the scenario assumed it, and the history tells who.",
)


class Scenarios(QObject):
    """The scenarios of a session's case.

    A read-only case refuses every change; the editor's signal `failed` carries the sentence why.

    Signals:
        changed: the list, a name or a value is different now.
    """

    changed = Signal()

    def __init__(self, session: Session, editor: CaseEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._known = self._rows()
        session.changed.connect(self._on_changed)

    @property
    def all(self) -> tuple[Scenario, ...]:
        """Every scenario, in the order in which they were made."""
        return self._session.store.record.scenarios

    @property
    def read_only(self) -> str:
        """Why none can be saved here, as a sentence; empty if they can."""
        return self._editor.read_only

    @property
    def missing(self) -> tuple[Key, ...]:
        """What the program reckons with and the case holds no parameter for."""
        held = {row.id for row in self._session.store.record.parameters}
        return tuple(key for key in Key if key.value not in held)

    def problem(self, name: str, but: Scenario | None = None) -> str:
        """Why a scenario cannot be called so, as a sentence; empty if it can.

        Args:
            name: as typed.
            but: a scenario that may have the name, since it is renamed.
        """
        wanted = name.strip().casefold()
        if not wanted:
            return "A scenario needs a name."
        if len(name.strip()) > LONGEST_NAME:
            return f"A name has at most {LONGEST_NAME} letters."
        if wanted in {PUBLISHED.casefold(), UNSAVED.casefold()}:
            return "This name is kept for assumptions that are no scenario."
        if any(row.name.casefold() == wanted and row != but for row in self.all):
            return "There is a scenario of this name already."
        return ""

    def save(
        self, name: str, why: str = "", source_ids: Sequence[str] = (), then: Then | None = None
    ) -> None:
        """Save the assumptions in use as a new scenario, and take it.

        Only what differs from the published is kept in it. What a scenario of the case states already keeps
        its sources.

        Args:
            name: one that `problem` has nothing against.
            why: what it is for.
            source_ids: what the values moved by hand rest on; empty for an assumption of one's own.
            then: hears what became of it.
        """
        scenario_id, citation = new_id("scenario"), _citation(source_ids)
        cells: dict[str, Cell] = {"name": name.strip(), "evidence_id": evidence_id(citation)}
        operations: list[Operation] = [
            Insert("scenario", scenario_id, cells | ({"note": why} if why else {})),
        ]
        cited = [citation]
        for row in self._session.assumptions.rows:
            if not row.is_published:
                own = Citation.of(row.source_ids, None) if row.source_ids else citation
                cited.append(own)
                operations.append(_insert(scenario_id, row.key, row.value, own))

        done = self._taking(scenario_id, then)
        self._edit(f"Save the scenario “{name.strip()}”", operations, cited, why, done)

    def update(
        self, scenario: Scenario, why: str = "", source_ids: Sequence[str] = (), then: Then | None = None
    ) -> None:
        """Make the assumptions in use the values of a scenario, and take it; arguments as for `save`."""
        citation = _citation(source_ids)
        before = {row.parameter_id: row for row in self._values(scenario)}
        operations: list[Operation] = []
        for row in self._session.assumptions.rows:
            stored = before.get(row.key)
            if stored is None and not row.is_published:
                operations.append(_insert(scenario.id, row.key, row.value, citation))
            elif stored is not None and row.is_published:
                operations.append(Delete("scenario_value", stored.id))
            elif stored is not None and stored.value != row.value:
                operations.append(_update(stored, row, why, citation))
        if not operations:
            if then is not None:
                then(None, f"The scenario “{scenario.name}” has these values already.")
            return
        done = self._taking(scenario.id, then)
        self._edit(f"Change the scenario “{scenario.name}”", operations, [citation], why, done)

    def rename(self, scenario: Scenario, name: str, then: Then | None = None) -> None:
        """Give it another name, one that `problem` has nothing against."""
        what = f"Rename the scenario “{scenario.name}” to “{name.strip()}”"
        self._editor.edit(Edit(what, (Update("scenario", scenario.id, {"name": name.strip()}),)), then)

    def remove(self, scenario: Scenario, then: Then | None = None) -> None:
        """Take it out of the case with its values; assumptions that rest on it become the published."""
        with self._session.store.reader() as connection:
            planned = plan_deletion(connection, "scenario", scenario.id)
        if planned.edit is not None:
            self._editor.edit(planned.edit, then)
        elif then is not None:
            then(None, planned.sentence)

    def add_published(self, reference: Record, then: Then | None = None) -> None:
        """Take the published parameters that the case lacks over from another record, with their sources.

        Args:
            reference: the reported record.
            then: hears what became of it.
        """
        wanted = {key.value for key in self.missing}
        rows = [row for row in reference.parameters if row.id in wanted]
        if not rows:
            if then is not None:
                then(None, "The case holds every parameter already.")
            return
        case = self._session.store.record
        sources, known = (
            _sources_of(rows, reference.sources, case.sources),
            {source.id for source in case.sources},
        )
        operations: list[Operation] = [
            _source(source) for source in sources.values() if source.id not in known
        ]
        citations = []
        for row in rows:
            citation = Citation.of(
                (sources[ident].id for ident in row.citation.source_ids), row.citation.grade
            )
            cells = {name: value for name, value in parameter_cells(row).items() if name != "id"}
            given = {name: value for name, value in cells.items() if value is not None}
            operations.append(Insert("parameter", row.id, given | {"evidence_id": evidence_id(citation)}))
            citations.append(citation)
        self._editor.edit(Edit("Add the published assumptions", tuple(operations), tuple(citations)), then)

    def _values(self, scenario: Scenario) -> list[ScenarioValue]:
        return [
            row
            for row in self._session.store.record.scenario_values
            if row.scenario_id == scenario.id and key_of(row.parameter_id) is not None
        ]

    def _taking(self, scenario_id: str, then: Then | None) -> Then:
        """Once it is stored, the scenario is in use."""

        def done(change: Change | None, sentence: str) -> None:
            if change is not None:
                self._session.choose_scenario(scenario_id, _INITIATOR)
            if then is not None:
                then(change, sentence)

        return done

    def _edit(
        self, what: str, operations: Sequence[Operation], citations: Iterable[Citation], why: str, then: Then
    ) -> None:
        kept = tuple(dict.fromkeys(citations))
        known = {source.id for source in self._session.store.record.sources}
        cited = {ident for citation in kept for ident in citation.source_ids}
        own = (_source(OWN_SOURCE),) if OWN_SOURCE.id in cited - known else ()
        self._editor.edit(Edit(what, (*own, *operations), kept, why), then)

    def _rows(self) -> tuple[object, ...]:
        record = self._session.store.record
        return record.scenarios, record.scenario_values

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            before, self._known = self._known, self._rows()
            if self._known != before:
                self.changed.emit()


def _sources_of(
    rows: Iterable[Parameter], reference: Iterable[Source], case: Iterable[Source]
) -> dict[str, Source]:
    """By id in the reference: each cited source, as it is to be cited in the case."""
    there, here = ({source.id: source for source in sources} for sources in (reference, case))
    cited = dict.fromkeys(ident for row in rows for ident in row.citation.source_ids)
    return {
        # Another source has the same short name in the case.
        ident: replace(there[ident], id=f"published-{ident}")
        if ident in here and here[ident].title != there[ident].title
        else there[ident]
        for ident in cited
    }


def _citation(source_ids: Sequence[str]) -> Citation:
    return Citation.of(tuple(source_ids) or (OWN_SOURCE.id,), None)


def _insert(scenario_id: str, key: Key, value: Range, citation: Citation) -> Insert:
    """A value under an id that two people give it alike, so that a merge brings their cells together."""
    return Insert(
        "scenario_value",
        f"{scenario_id}-{key}",
        {"scenario_id": scenario_id, "parameter_id": key.value}
        | _cells(value)
        | {"evidence_id": evidence_id(citation)},
    )


def _update(stored: ScenarioValue, row: Assumption, why: str, citation: Citation) -> Update:
    told: dict[str, Cell] = {"note": why or None, "evidence_id": evidence_id(citation)}
    return Update("scenario_value", stored.id, _cells(row.value) | told)


def _cells(value: Range) -> dict[str, Cell]:
    return {"low": value.low, "best": value.best, "high": value.high}


def _source(source: Source) -> Insert:
    cells = {name: value for name, value in source_cells(source).items() if value is not None}
    return Insert("source", source.id, {name: value for name, value in cells.items() if name != "id"})
