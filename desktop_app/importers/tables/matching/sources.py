"""Sources that rows of a table cite: those of the case, and new ones."""

import hashlib
import re
from typing import Final

import apsw

from desktop_app.query.name_folding import fold

_ADDRESS: Final = re.compile(r"(?i)\s*(?:https?://|www\.)\S+\s*")


class SourceMatcher:
    """Every source of the case by its address and title."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._known: dict[str, str] = {}
        for row_id, title, url in connection.execute("SELECT id, title, url FROM source ORDER BY fid"):
            for text in (url, title):
                if text:
                    self._known.setdefault(_key(str(text)), str(row_id))

    def match(self, text: str) -> tuple[str, bool]:
        """The id of the source that a cell names, and whether the case does not have it yet."""
        key = _key(text)
        known = self._known.get(key)
        if known is not None:
            return known, False
        return f"source-{hashlib.sha256(key.encode()).hexdigest()[:16]}", True


def address_in(text: str) -> str:
    """The text where it is an address; empty where it is none."""
    return text.strip() if _ADDRESS.fullmatch(text) else ""


def _key(text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return re.sub(r"(?i)^(https?://)?(www\.)?", "", text.strip()).rstrip("/")
    return fold(text) or text.strip()
