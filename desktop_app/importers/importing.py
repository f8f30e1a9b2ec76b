"""What is asked of an importer, and what it works with."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.provenance import Citation
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tally import Tally
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.storage.import_desk import ImportDesk


class Sample(NamedTuple):
    """The beginning of a file, from which its kind is told.

    Attributes:
        file: the file.
        head: its first 64 KiB at most, unpacked.
    """

    file: InputFile
    head: bytes


class Found(NamedTuple):
    """What a file may be.

    Attributes:
        format: name of the format, as on the command line.
        title: for people: "NOAA MarineCadastre CSV".
        detail: what was seen in the file, for people; may be empty.
        sure: 0 to 100; the highest wins. A signature or a header that nobody else writes is 90 or more, a
            text with delimiters 20.
        tables: names of sheets or layers, where it holds more than one or they have names.
        mapped: rows are taken by a mapping that a person can alter.
    """

    format: str
    title: str
    detail: str
    sure: int
    tables: tuple[str, ...] = ()
    mapped: bool = False


class SourceChoice(NamedTuple):
    """What the imported rows cite.

    Attributes:
        source_id: a source of the case; empty for a new one with what follows.
        title: empty for the file's name.
        publisher, url: may be empty.
        kind: value of `SourceKind`.
        reliability: value of `Reliability`, empty for not judged.
    """

    source_id: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    kind: str = "dataset"
    reliability: str = ""


class ImportOrder(NamedTuple):
    """One file, or one table of it, and how it is to be taken.

    Attributes:
        format: name of the format.
        table: sheet or layer; empty for the only one.
        mapping: where the format is mapped, None for a reference layer.
        encoding: of texts; empty to see which it is.
        zone: of times that name none: an IANA name or "+09:00".
        layer: name of the reference layer that it becomes; empty for rows.
        every_ship: of a list of ships take also those that the case does not know.
        ships: name or id that the file gives → vessel of the case, where a person chose among candidates.
    """

    file: InputFile
    format: str
    source: SourceChoice
    table: str = ""
    mapping: Mapping | None = None
    encoding: str = ""
    zone: str = "UTC"
    layer: str = ""
    every_ship: bool = False
    ships: tuple[tuple[str, str], ...] = ()


class Importing(NamedTuple):
    """What an importer works with while it carries an order out.

    Attributes:
        order: what is asked.
        desk: takes the rows.
        tally: takes counts and lines of the report.
        resources: data that the program ships.
        run_id: id of the import, for `doubt` rows.
        citation: the file as source, without a passage.
        dataset: names the data across files: equal for a file and its later edition, so that ids which are
            made of it and of a row's key stay the same.
        now: aware UTC; times after it lie in the future.
        feedback: to be asked often whether the work is called off.
        told: takes the step ("Reading", …) and the bytes of this file that are done.
    """

    order: ImportOrder
    desk: "ImportDesk"
    tally: Tally
    resources: Resources
    run_id: str
    citation: Citation
    dataset: str
    now: datetime
    feedback: Feedback
    told: "Callable[[str, int], None]"
