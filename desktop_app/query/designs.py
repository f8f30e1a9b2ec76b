"""Page designs by name: those that a case keeps, and the built-in ones."""

import json
import logging
from typing import Any, Final

from desktop_app.domain.figure_design import Design
from desktop_app.domain.figure_templates import TEMPLATES, template_named
from desktop_app.query.design_json import design_content, read_design
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

logger = logging.getLogger("query")

# Rows of the table of saved views that hold a design and no view.
DESIGN_ROW: Final = "design"
# Version of the JSON in them; a design of a later one is listed by no one and left as it is.
VERSION: Final = 1


def design_text(design: Design) -> str:
    """A design as the text in its row."""
    content = {"version": VERSION, "kind": DESIGN_ROW, "design": design_content(design)}
    return json.dumps(content, ensure_ascii=False)


def read_design_row(ident: str, text: str) -> Design | None:
    """A design from its row; None where the row is none, or of a later Tumen, or cannot be read."""
    try:
        content: Any = json.loads(text)
        if not isinstance(content, dict) or content.get("kind") != DESIGN_ROW:
            return None
        if content.get("version") != VERSION:
            return None
        return read_design(content.get("design"))
    except (ValueError, RecursionError) as error:
        logger.info("saved design %s cannot be read: %s", ident, error)
        return None


def designs_of(store: CaseStore) -> dict[str, Design]:
    """The designs of a case by name, in the order in which they were saved; of one name the last."""
    with store.reader() as reader:
        rows = reader.execute("SELECT id, name, content FROM saved_view ORDER BY fid").fetchall()
    found = ((str(name), read_design_row(str(ident), str(text))) for ident, name, text in rows)
    return {name: design for name, design in found if design is not None}


def design_named(store: CaseStore, name: str) -> Design:
    """The case's own design of a name, else the built-in one; case and blanks around it do not matter.

    Raises:
        InputError: there is none of that name; the sentence lists those there are.
    """
    own = designs_of(store)
    wanted = name.strip().casefold()
    for title in reversed(own):
        if title.strip().casefold() == wanted:
            return own[title]
    built_in = template_named(wanted)
    if built_in is not None:
        return built_in
    names = ", ".join([*(f"“{title}”" for title in own), *(design.name for design in TEMPLATES)])
    raise InputError(f"there is no template “{name[:80]}”; there are {names}")
