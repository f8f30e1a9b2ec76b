"""What can be seen of a file before it is imported: its first and its problem rows, and whom they name."""

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.exporters.wording import number
from desktop_app.importers.importing import ImportOrder
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.importing.names_choice import Candidate, Name
from desktop_app.ui.importing.report_lines import VERDICTS
from desktop_app.ui.importing.shown_rows import Cell, Shown

if TYPE_CHECKING:
    from desktop_app.importers.tables.preview import Preview, PreviewRow
    from desktop_app.importers.tables.work import NameMatch
    from desktop_app.ui.importing.heads import Head

ROWS: Final = 50
WHAT: Final = "What becomes of it"
SHIP: Final = "vessel"
_LINE_LENGTH: Final = 400
_FIRST_LINES: Final = "The first lines of the file, as they stand there."
_NO_TEXT: Final = "The file is no text; what it holds is known once it is read."


class Seen(NamedTuple):
    """What is shown of one file.

    Attributes:
        sentence: about the whole file.
        first, problems: rows.
        names: ships, ports and others that the rows name.
        swap_words: of the button that exchanges longitude and latitude; empty where it has no use.
    """

    sentence: str = ""
    first: Shown = Shown()
    problems: Shown = Shown()
    names: tuple[Name, ...] = ()
    swap_words: str = ""


def see(store: CaseStore, order: ImportOrder, head: "Head | None", feedback: Feedback) -> Seen:
    """Read as much as is shown; writes nothing.

    Raises:
        InputError: the file cannot be read as the order says.
        Cancelled: it was called off.
    """
    feedback.tell(0, 0)
    if order.mapping is not None:
        from desktop_app.importers.tables.preview import preview  # noqa: PLC0415 - brings polars

        return _seen(preview(store, order, ROWS, feedback=feedback))
    if head is not None:
        return Seen(head.note, _as_written(head))
    return _lines(order)


def _seen(found: "Preview") -> Seen:
    """A preview in the words of the window."""
    counts = found.counts
    parts = [f"{number(counts.accepted)} new"]
    parts += [
        f"{number(count)} {words}"
        for count, words in (
            (counts.updated, "updated"),
            (counts.unchanged, "unchanged"),
            (counts.merged, "merged"),
            (counts.rejected, "rejected"),
            (counts.doubtful, "of them doubtful"),
        )
        if count
    ]
    of = f"the first {number(found.looked_at)}"
    if found.rows is not None and found.rows > found.looked_at:
        of += f" of about {number(found.rows)}"
    names = tuple(_name(match) for match in found.matches)
    swap = f"Take with {found.swapped}" if found.swapped else ""
    heads = tuple(f"{title}\n{column}" for column, title in found.columns)
    return Seen(
        f"Of {of} rows: {', '.join(parts)}.",
        _table(heads, found.first),
        _table(heads, found.problems),
        names,
        swap,
    )


def _table(heads: tuple[str, ...], rows: "tuple[PreviewRow, ...]") -> Shown:
    """Rows with what becomes of each; one that has no cells to show has its text in the first."""
    shown = []
    for row in rows:
        cells = [
            Cell(cell.read_as or cell.text, cell.text if cell.read_as else "", cell.problem)
            for cell in row.cells
        ]
        cells += [Cell("")] * (len(heads) - len(cells))
        why = "; ".join(row.reasons)
        first = Cell(f"{VERDICTS[row.verdict]}: {why}" if why else VERDICTS[row.verdict], "", why)
        shown.append((first, *cells[: len(heads)]))
    return Shown((WHAT, *heads), tuple(f"{row.line:,}" for row in rows), tuple(shown))


def _name(match: "NameMatch") -> Name:
    """A name of the file, and what it means in the case."""
    is_ship = match.kind == SHIP
    return Name(
        match.text,
        match.how if is_ship else f"{match.kind}, {match.how}",
        match.found_name,
        tuple(Candidate(ident, f"{name} ({ident})") for ident, name in match.candidates),
        is_open=is_ship and not match.found and bool(match.candidates),
    )


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
