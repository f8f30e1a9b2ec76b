"""Rows in whose words a text occurs."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns import scanning
from desktop_app.query.columns.rows import Rows
from desktop_app.query.name_folding import fold
from desktop_app.query.reading import read
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore

# A tenth of what SQLite takes as a pattern, where one letter may become ten bytes.
MOST_LETTERS: Final = 5_000
_SPECIAL: Final = "*?["

# What the names of things are, by table: the row that has the name, and the name.
_NAMES: Final = {
    "vessel": """
        SELECT id, name FROM vessel UNION ALL SELECT id, imo_number FROM vessel
        UNION ALL SELECT vessel_id, name FROM vessel_identity
        UNION ALL SELECT vessel_id, imo_number FROM vessel_identity
        UNION ALL SELECT vessel_id, mmsi FROM vessel_identity
    """,
    "port": """
        SELECT id, name_en FROM port UNION ALL SELECT id, name_ru FROM port
        UNION ALL SELECT id, name_ko FROM port
    """,
}


def things_named(store: CaseStore, table: str, text: str) -> frozenset[str]:
    """Ids of vessels or ports with a name or number in which a text occurs, however it is spelled.

    Args:
        store: the case.
        table: "vessel" or "port".
        text: what was typed.
    """
    names = store.cached(f"folded names of {table}", lambda: _folded(store, table))
    wanted = fold(text)
    return frozenset(ident for ident, name in names if wanted in name) if wanted else frozenset()


def _folded(store: CaseStore, table: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(ident), fold(str(name))) for ident, name in read(store, _NAMES[table]) if name is not None
    )


def rows_wording(
    store: CaseStore, table: str, columns: Iterable[str], rows: Rows, text: str
) -> NDArray[np.bool_]:
    """Rows of which one of these columns holds a text, whatever its case.

    Raises:
        UsageError: the text is longer than `MOST_LETTERS`.
    """
    if len(text) > MOST_LETTERS:
        raise UsageError(f"The text to look for has {len(text)} letters; it can have {MOST_LETTERS} at most.")
    names = tuple(columns)
    # LIKE, which knows the case of ASCII letters alone, takes less than half the time of GLOB.
    match, pattern = ("LIKE ? ESCAPE '\\'", _like(text)) if text.isascii() else ("GLOB ?", glob_pattern(text))
    condition = " OR ".join(f"{name} {match}" for name in names)
    parts = [
        scanning.Part(f"{part.sql} AND ({condition})", (*part.values, *(pattern for _ in names)))
        for part in scanning.parts_by_row(store, table)
    ]
    (fids,) = scanning.scan(store, table, parts, [scanning.whole("fid")])
    found = np.zeros(len(rows.fid), np.bool_)
    places = rows.places_of(fids)
    found[places[places >= 0]] = True
    return found


def _like(text: str) -> str:
    escaped = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in text)
    return f"%{escaped}%"


def glob_pattern(text: str) -> str:
    """A pattern of SQLite's GLOB for texts that hold this one in any case."""
    return f"*{''.join(map(_either, text))}*"


def _either(letter: str) -> str:
    """One letter in both cases."""
    cases = {letter, *(form for form in (letter.lower(), letter.upper(), letter.title()) if len(form) == 1)}
    if len(cases) == 1 and letter not in _SPECIAL:
        return letter
    return f"[{''.join(sorted(cases))}]"
