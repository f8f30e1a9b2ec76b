"""A table in the clipboard as a file: what reads files needs no second way."""

import hashlib
from pathlib import Path


def pasted_file(text: str, folder: Path) -> Path:
    """The text as a file of the folder; the same text has the same name, so that its rows keep their ids."""
    data = text.encode("utf-8", "surrogateescape")
    path = folder / f"pasted rows {hashlib.sha256(data).hexdigest()[:8]}.tsv"
    path.write_bytes(data)
    return path
