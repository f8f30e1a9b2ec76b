"""Which importer takes a file: each is asked what it sees in the file's beginning."""

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from desktop_app.importers.files.archives import is_archive
from desktop_app.importers.files.listing import damage
from desktop_app.importers.files.opening import sample
from desktop_app.importers.importing import Found, Importing, ImportOrder, Sample
from desktop_app.importers.input_file import InputFile
from desktop_app.runtime.errors import InputError
from desktop_app.storage.media_types import PLAIN_TEXT, UNKNOWN, media_type_of

if TYPE_CHECKING:
    from desktop_app.importers.sheets.raw_table import RawTable

# In the order in which equally sure answers count: what is told by a signature or a header nobody else writes
# first, any table last.
IMPORTERS: Final = (
    "desktop_app.importers.ais.import_csv",
    "desktop_app.importers.nmea.import_nmea",
    "desktop_app.importers.lists.import_list",
    "desktop_app.importers.gfw.import_gfw",
    "desktop_app.importers.gis.import_gis",
    "desktop_app.importers.tables.import_table",
)
_NO_TABLES: Final = frozenset({"application/pdf", "application/warc"})
# What only a signature of its own or an unmistakable header is.
_SURE: Final = 90
_GIS: Final = "desktop_app.importers.gis.import_gis"
_GIS_TABLES: Final = "desktop_app.importers.gis.open_table"
_TEXT_TABLES: Final = "desktop_app.importers.sheets.open_table"


class Importer(Protocol):
    """What a module of `IMPORTERS` offers."""

    @staticmethod
    def recognise(sample: Sample) -> tuple[Found, ...]:
        """What the file may be; never raises."""

    @staticmethod
    def carry_out(importing: Importing) -> None:
        """Take its rows.

        Raises:
            InputError: the file as a whole cannot be taken.
        """


class Chosen(NamedTuple):
    """An answer of an importer.

    Attributes:
        module: name of the importer among `IMPORTERS`.
        found: what it takes the file for.
    """

    module: str
    found: Found

    @property
    def importer(self) -> Importer:
        """What carries it out."""
        return cast("Importer", import_module(self.module))

    @property
    def is_geographic(self) -> bool:
        """Whether it can become a reference layer."""
        return self.module == _GIS


def recognise_file(file: InputFile) -> tuple[Found, ...]:
    """What a file may be, the surest first; none where nothing is known of it.

    Raises:
        InputError: it cannot be opened, or is damaged in its beginning.
    """
    return tuple(one.found for one in answers(sample(file)))


def answers(beginning: Sample) -> tuple[Chosen, ...]:
    """What the importers say to a file of this beginning, the surest first."""
    least = _SURE if _has_signature(beginning) else 0
    said = [
        Chosen(module, found)
        for module in IMPORTERS
        for found in cast("Importer", import_module(module)).recognise(beginning)
        if found.sure >= least
    ]
    return tuple(sorted(said, key=lambda one: -one.found.sure))


def _has_signature(beginning: Sample) -> bool:
    """Whether it is a document or a picture, in which a reader of texts may see delimiters all the same."""
    kind = media_type_of(beginning.head, beginning.file.name)
    return kind in _NO_TABLES or kind.startswith(("image/", "audio/", "video/"))


def chosen(order: ImportOrder) -> Chosen:
    """What carries an order out.

    Raises:
        InputError: the file cannot be opened, or is no longer what the order says.
    """
    for one in answers(sample(order.file)):
        if one.found.format == order.format:
            return one
    raise InputError(f"{order.file.name} is no longer what it was taken for.")


def raw_table(order: ImportOrder) -> "RawTable":
    """The table that a mapping is about.

    Raises:
        InputError: it cannot be read.
    """
    reader = _GIS_TABLES if chosen(order).is_geographic else _TEXT_TABLES
    open_table = import_module(reader).open_table
    return cast("RawTable", open_table(order.file, order.table, order.encoding))


def unknown(beginning: Sample) -> str:
    """Why nothing is known of a file, as a sentence."""
    name, head = beginning.file.name, beginning.head
    if not head:
        return f"{name} is empty."
    if is_archive(head):
        return (
            damage(beginning.file) or f"{name} is an archive in which there is nothing that can be imported."
        )
    kind = media_type_of(head, name)
    if kind == PLAIN_TEXT:
        return f"{name} is a text in which no rows are seen."
    if kind == UNKNOWN:
        return f"{name} is of a kind that is not known here."
    return f"{name} is {kind}, from which no rows can be taken."
