"""What can be seen of a file before it is imported: its first and its problem rows, and whom they name."""

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.importers.importing import ImportOrder
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.importing.ships_choice import Ship
from desktop_app.ui.importing.shown_rows import Cell, Shown

if TYPE_CHECKING:
    from desktop_app.ui.importing.heads import Head

ROWS: Final = 50
_LINE_LENGTH: Final = 400
_FIRST_LINES: Final = "The first lines of the file, as they stand there."
_NO_TEXT: Final = "The file is no text; what it holds is known once it is read."


class Seen(NamedTuple):
    """What is shown of one file.

    Attributes:
        sentence: about the whole file.
        first, problems: rows.
        ships: ships that the rows name.
        swap_words: of the button that exchanges longitude and latitude; empty where it has no use.
    """

    sentence: str = ""
    first: Shown = Shown()
    problems: Shown = Shown()
    ships: tuple[Ship, ...] = ()
    swap_words: str = ""


def see(store: CaseStore, order: ImportOrder, head: "Head | None", feedback: Feedback) -> Seen:
    """Read as much as is shown; writes nothing.

    Raises:
        InputError: the file cannot be read as the order says.
        Cancelled: it was called off.
    """
    feedback.tell(0, 0)
    if order.mapping is None and head is not None:
        return Seen(head.note, _as_written(head))
    return _lines(order)


def _as_written(head: "Head") -> Shown:
    """The first rows as the file has them."""
    rows = tuple(tuple(Cell(text or "") for text in row) for row in head.frame.head(ROWS).iter_rows())
    return Shown(tuple(head.frame.columns), tuple(str(row + 1) for row in range(len(rows))), rows)


def _lines(order: ImportOrder) -> Seen:
    """The first lines of a file whose format fixes what they mean."""
    from desktop_app.importers.files.opening import sample  # noqa: PLC0415 - not at start-up

    head = sample(order.file).head
    try:
        text = head.decode("utf-8-sig", "strict" if b"\0" in head else "replace")
    except UnicodeDecodeError:
        return Seen(_NO_TEXT)
    if "\0" in text:
        return Seen(_NO_TEXT)
    lines = text.splitlines()[:ROWS]
    rows = tuple((Cell(line[:_LINE_LENGTH]),) for line in lines)
    return Seen(_FIRST_LINES, Shown(("Line",), tuple(str(row + 1) for row in range(len(rows))), rows))
