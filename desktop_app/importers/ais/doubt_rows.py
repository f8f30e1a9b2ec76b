"""Doubts of an import as rows of the case, each once."""

import hashlib
from typing import TYPE_CHECKING

from desktop_app.domain.imports import Check

if TYPE_CHECKING:
    from desktop_app.storage.edits import Cell
    from desktop_app.storage.import_desk import ImportDesk


class DoubtRows:
    """Collects doubts; `write` lays down those that the case has not yet."""

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._rows: dict[str, tuple[Cell, ...]] = {}

    def add(self, subject: str, check: Check, text: str, count: int = 1) -> None:
        """A doubt about a row, "kind:id"; `count` things within it."""
        digest = hashlib.sha256(f"{subject}|{check.value}|{text}".encode()).hexdigest()
        doubt_id = f"doubt-{digest[:16]}"
        self._rows[doubt_id] = (doubt_id, subject, check.value, text, self._run_id, count)

    def write(self, desk: "ImportDesk") -> None:
        """Lay them down."""
        fresh = [row for doubt_id, row in sorted(self._rows.items()) if not desk.has("doubt", doubt_id)]
        desk.insert("doubt", ("id", "subject", "check_name", "text", "import_run_id", "count"), fresh)
