"""Redaction profiles by name: a TOML file of the user's, or a row of the case."""

import json
import logging
import tomllib
from pathlib import Path
from typing import Final

from desktop_app.exporters.data.redaction import Redaction, read_redaction, redaction_content
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

logger = logging.getLogger("exporters")

KIND: Final = "redaction"
VERSION: Final = 1
MOST_BYTES: Final = 1_000_000


def read_file(path: Path) -> Redaction:
    """The profile in a TOML file.

    Raises:
        InputError: it cannot be read, or is no profile; names file and reason.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise InputError(f"{path} is no redaction profile: it is longer than {MOST_BYTES} bytes")
        return read_redaction(tomllib.loads(data.decode("utf-8-sig")))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no redaction profile: {error}") from error


def redactions_of(store: CaseStore) -> dict[str, Redaction]:
    """The profiles that a case keeps, by name; one that cannot be read is left out."""
    with store.reader() as connection:
        rows = connection.execute("SELECT name, content FROM saved_view ORDER BY fid").fetchall()
    found = {}
    for name, text in rows:
        redaction = read_row(str(name), str(text))
        if redaction is not None:
            found[redaction.name] = redaction
    return found


def read_row(name: str, text: str) -> Redaction | None:
    """A profile from its row; None where the row is something else, or of a later Tumen."""
    try:
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("kind") != KIND or content.get("version") != VERSION:
            return None
        return read_redaction(content.get("redaction"))
    except (ValueError, RecursionError) as error:
        logger.info("redaction profile “%s” cannot be read: %s", name, error)
        return None


def row_text(redaction: Redaction) -> str:
    """A profile as the text in its row."""
    content = {"kind": KIND, "version": VERSION, "redaction": redaction_content(redaction)}
    return json.dumps(content, ensure_ascii=False)


def redaction_named(store: CaseStore, text: str) -> Redaction:
    """The profile that a person means: one of the case, else a file.

    Raises:
        InputError: there is neither, or the file is no profile.
    """
    found = redactions_of(store)
    if text in found:
        return found[text]
    if Path(text).is_file():
        return read_file(Path(text))
    names = ", ".join(found) or "none"
    raise InputError(
        f"there is no file {text}, and the case has no redaction profile of that name; it has {names}"
    )
