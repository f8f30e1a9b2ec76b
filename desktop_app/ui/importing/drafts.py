"""A file on its way into the case: what it was taken for, and what the person has decided."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.importers.importing import Found, ImportOrder, SourceChoice
from desktop_app.importers.tables.guess import lacking, suggest
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.targets import TARGETS, TARGETS_BY_NAME, Target

if TYPE_CHECKING:
    from desktop_app.importers.input_file import InputFile
    from desktop_app.importers.planning import FilePlan
    from desktop_app.ui.importing.heads import Head

LAYER: Final = "layer"


class Kind(NamedTuple):
    """Something that a file can be taken as.

    Attributes:
        title: for people.
        found: what the file then is.
        target: name of a target; `LAYER` for a reference layer; empty where the format fixes what it becomes.
    """

    title: str
    found: Found
    target: str


@dataclass(slots=True)
class Draft:
    """One file of the window's list.

    Attributes:
        plan: what was proposed.
        order: what will be carried out as it stands; None where it cannot be.
        is_wanted: whether it is to be imported.
        head: the table's columns and first rows, once they were read.
        guessed: fields whose column nobody has chosen by hand.
        trouble: why the head could not be read; a sentence.
        zone_fault: why the zone that was typed cannot be used; a sentence.
    """

    plan: "FilePlan"
    order: ImportOrder | None
    is_wanted: bool
    head: "Head | None" = None
    guessed: frozenset[str] = field(default_factory=frozenset)
    trouble: str = ""
    zone_fault: str = ""

    @property
    def file(self) -> "InputFile":
        """Where the bytes come from."""
        return self.plan.file

    @property
    def name(self) -> str:
        """For people: the file, and which table of it."""
        return f"{self.file.name} ▸ {self.plan.table}" if self.plan.table else self.file.name

    @property
    def found(self) -> Found | None:
        """What the file is taken for."""
        if self.order is None:
            return None
        return next((one for one in self.plan.found if one.format == self.order.format), None)

    @property
    def target(self) -> Target | None:
        """What its rows become; None where the format fixes it, and of a layer."""
        mapping = self.order.mapping if self.order is not None else None
        return TARGETS_BY_NAME[mapping.target] if mapping is not None else None

    @property
    def needs_mapping(self) -> bool:
        """Whether somebody has to say which column is what before it can be imported."""
        found = self.found
        return (
            found is not None
            and found.mapped
            and self.order is not None
            and not self.order.layer
            and self.order.mapping is None
        )

    def suggest(self) -> None:
        """Guess from the columns what the rows are; what nobody recognises stays open."""
        if self.order is None or self.head is None:
            return
        mapping = suggest(self.head.columns, self.head.frame)
        if mapping is not None:
            self.order = self.order._replace(mapping=mapping._replace(zone=self.order.zone))
            self.guessed = frozenset(use.field for use in mapping.uses)


def draft_of(plan: "FilePlan") -> Draft:
    """A file as it was proposed."""
    mapping = plan.order.mapping if plan.order is not None else None
    guessed = frozenset(use.field for use in mapping.uses) if mapping is not None else frozenset[str]()
    order = plan.order
    if order is None and not plan.refusal and plan.found:
        # Nobody can tell from its columns what its rows are; a person may.
        order = ImportOrder(plan.file, plan.found[0].format, SourceChoice(), plan.table)
    return Draft(plan, order, is_wanted=plan.order is not None, guessed=guessed)


def kinds_of(plan: "FilePlan") -> tuple[Kind, ...]:
    """What a file can be taken as, the likeliest format first."""
    kinds: list[Kind] = []
    for found in plan.found:
        if not found.mapped:
            kinds.append(Kind(found.title, found, ""))
            continue
        kinds += [Kind(target.title, found, target.name) for target in TARGETS]
        if is_layered(found):
            kinds.append(Kind("Reference layer on the map", found, LAYER))
    return tuple(kinds)


def is_layered(found: Found) -> bool:
    """Whether the file holds shapes, which can be drawn as they are."""
    from desktop_app.importers.gis.recognise import FORMATS  # noqa: PLC0415 - not before it is asked for

    return found.format in FORMATS


def problem_of(draft: Draft) -> str:
    """Why a file cannot be imported as things stand, as a sentence; empty where it can."""
    if draft.plan.refusal or draft.trouble or draft.zone_fault:
        return draft.plan.refusal or draft.trouble or draft.zone_fault
    if draft.order is None:
        return "Nothing is known about this file."
    if draft.needs_mapping:
        return "Choose what the rows of this table are."
    target = draft.target
    uses = draft.order.mapping.uses if draft.order.mapping is not None else ()
    missing = lacking(target, uses) if target is not None else ()
    if target is None or not missing:
        return ""
    clauses = [" or ".join(f"“{target.field(name).title}”" for name in group) for group in missing]
    return f"{target.title} need a column for {' and for '.join(clauses)}."


def unused_columns(mapping: Mapping, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Columns that say nothing yet, in the order of the file."""
    used = {use.column for use in mapping.uses}
    return tuple(column for column in columns if column not in used)
