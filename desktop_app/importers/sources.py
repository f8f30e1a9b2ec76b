"""The source that the rows of an imported file cite."""

import hashlib

import apsw

from desktop_app.domain.provenance import Reliability, SourceKind
from desktop_app.importers.importing import ImportOrder
from desktop_app.importers.planning import run_name
from desktop_app.runtime.errors import InputError
from desktop_app.storage.import_desk import ImportDesk


def known_source(connection: apsw.Connection, order: ImportOrder) -> str:
    """Id of the source in the case; empty where a new one would be laid down."""
    choice = order.source
    if choice.source_id:
        return choice.source_id
    title, url = choice.title.strip() or run_name(order.file), choice.url.strip()
    found = connection.execute(
        "SELECT id FROM source WHERE title = ? AND (? IN ('', url)) ORDER BY id", (title, url)
    ).fetchone()
    return "" if found is None else str(found[0])


def source_of(desk: ImportDesk, order: ImportOrder) -> str:
    """Id of the source; a new one is laid down where the case has none of this title and address.

    Raises:
        InputError: the source that was chosen is not there any more, or a word is none of its list.
    """
    choice = order.source
    known = known_source(desk.connection, order)
    if known:
        if not desk.has("source", known):
            raise InputError(f"{order.file.name}: the source {known} is not in the case any more.")
        return known
    title, url = choice.title.strip() or run_name(order.file), choice.url.strip()
    _require_one_of(order.file.name, choice.kind, [kind.value for kind in SourceKind])
    _require_one_of(order.file.name, choice.reliability, ["", *(grade.value for grade in Reliability)])
    digest = hashlib.sha256(f"{title}\n{url}".encode(errors="replace")).hexdigest()
    name = f"source-{digest[:16]}"
    cells = {
        "id": name,
        "title": title,
        "publisher": choice.publisher.strip() or None,
        "url": url or None,
        "kind": choice.kind,
        "reliability": choice.reliability or None,
    }
    desk.insert("source", tuple(cells), (tuple(cells.values()),))
    return name


def _require_one_of(name: str, word: str, words: list[str]) -> None:
    if word not in words:
        raise InputError(f"{name}: {word!r} is none of {', '.join(filter(None, words))}.")
