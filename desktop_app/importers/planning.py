"""What would be done with files: what each is, and with which mapping its rows would be taken."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from desktop_app.importers.files.opening import expand, sample, stem_of
from desktop_app.importers.formats import Chosen, answers, raw_table, unknown
from desktop_app.importers.importing import Found, ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.tables.guess import suggest
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.mapping_json import read_mapping
from desktop_app.importers.tables.saved_mappings import SavedMappings, mappings_folder
from desktop_app.importers.tables.targets import VESSELS
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


class FilePlan(NamedTuple):
    """A file, or one table of a file that holds several.

    Attributes:
        file: the file.
        found: what it may be, the surest first; none where it is refused.
        order: how it would be taken; None where it is refused, or where nobody can tell from its columns what
            its rows are.
        refusal: why nothing can be done with it, as a sentence; empty where something can.
        table: the sheet or layer; empty for the only one.
    """

    file: InputFile
    found: tuple[Found, ...]
    order: ImportOrder | None
    refusal: str
    table: str = ""


def plan(paths: Iterable[Path], store: CaseStore, feedback: Feedback) -> tuple[FilePlan, ...]:
    """A plan for each file behind these names, and for each table of those that hold several.

    Args:
        paths: files, folders, archives.
        store: the case that they are meant for; what a file of the same name was taken for before, it is
            taken for again.
        feedback: can call it off.

    Raises:
        Cancelled: called off.
    """
    files = expand(paths, feedback)
    plans: list[FilePlan] = []
    for number, file in enumerate(files):
        feedback.tell(number, len(files))
        plans += plan_file(file, store)
    return tuple(plans)


def plan_file(file: InputFile, store: CaseStore) -> tuple[FilePlan, ...]:
    """As `plan`, for one file."""
    try:
        beginning = sample(file)
        said = answers(beginning)
        if not said:
            return (FilePlan(file, (), None, unknown(beginning)),)
        tables = said[0].found.tables or ("",)
        return tuple(_plan_table(file, said, table, store) for table in tables)
    except InputError as error:
        return (FilePlan(file, (), None, str(error)),)


def guess_mapping(order: ImportOrder, store: CaseStore) -> Mapping | None:
    """The mapping of an earlier import of a file of this name, else a saved one that fits, else a guess.

    Args:
        order: its file, format, table and encoding.
        store: the case.

    Raises:
        InputError: the table cannot be read.
    """
    raw = raw_table(order)
    for run in reversed(store.record.import_runs):
        if run.mapping and run.file_name == run_name(order.file):
            try:
                earlier = read_mapping(run.mapping)
            except ValueError:
                continue
            if {use.column for use in earlier.uses if use.column} <= set(raw.columns):
                return earlier
    saved = SavedMappings(mappings_folder())
    name = saved.best_for(raw.columns)
    if name:
        return saved.load(name)
    return suggest(raw.columns, next(raw.chunks(lambda _: None), None))


def run_name(file: InputFile) -> str:
    """The name under which a case remembers a file: without folders, but with its archive's name."""
    archive = f"{file.path.name}/" if file.member else ""
    name = f"{archive}{file.name.rpartition('/')[2]}"
    return name.encode(errors="replace").decode()


def _plan_table(file: InputFile, said: tuple[Chosen, ...], table: str, store: CaseStore) -> FilePlan:
    best, found = said[0], tuple(one.found for one in said)
    order = ImportOrder(file, best.found.format, SourceChoice(), table)
    if not best.found.mapped:
        return FilePlan(file, found, order, "", table)
    try:
        mapping = guess_mapping(order, store)
    except InputError as error:
        return FilePlan(file, found, None, str(error), table)
    if best.is_geographic and mapping is not None and mapping.target == VESSELS.name:
        # A name alone makes no ship of a line or an area.
        mapping = None
    if mapping is not None:
        return FilePlan(file, found, order._replace(mapping=mapping, zone=mapping.zone), "", table)
    if best.is_geographic:
        return FilePlan(file, found, order._replace(layer=table or stem_of(file)), "", table)
    return FilePlan(file, found, None, "", table)
