"""Takes a layer of a file into the case as a reference layer: shapes that are drawn, and no rows."""

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from desktop_app.domain.imports import Check, Verdict
from desktop_app.domain.reference_layer import ReferenceLayer
from desktop_app.importers.gis.gis_layer import SHAPE, GisLayer
from desktop_app.importers.gis.layers import layer_of, opened, turning_of
from desktop_app.importers.importing import Importing
from desktop_app.runtime.errors import InputError
from desktop_app.storage.edits import Cell
from desktop_app.storage.rows.imports import reference_layer_cells

if TYPE_CHECKING:
    import polars as pl

    from desktop_app.importers.gis.layer_content import LayerContent
    from desktop_app.importers.gis.turning import Turning

TABLE: Final = "reference_layer"
# Told apart on all four themes of the map; a person can choose others.
COLOURS: Final = ("#a8568f", "#8a6d1f", "#4a7d3c", "#5a6fb8", "#b0574a", "#3f7f86")
CROSSES: Final = (
    "its corners lie more than half a turn apart; it was taken to cross the antimeridian and cut there"
)


def import_layer(importing: Importing) -> None:
    """Read the layer, keep its shapes, and write its row.

    Raises:
        InputError: the file cannot be read, holds no shape, or more than the map can draw.
        Cancelled: the import was called off.
    """
    order = importing.order
    name = order.file.name
    with opened(order.file) as (path, format_):
        layer = layer_of(path, format_, order.table, order.encoding, name)
        turning = turning_of(layer, name)
        content = _content(importing, layer, turning)
    _write(importing, content, turning.crs)
    note = ", ".join(filter(None, (layer.heights, turning.note)))
    if note:
        importing.tally.line(Verdict.ACCEPTED, 1, note, last_line=max(importing.tally.read, 1))


def layer_id(importing: Importing) -> str:
    """Equal for a file and its later edition."""
    key = f"{importing.dataset}|{TABLE}|{importing.order.table}"
    return f"layer-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _content(importing: Importing, layer: GisLayer, turning: "Turning") -> "LayerContent":
    import numpy as np  # noqa: PLC0415 - with the first import

    from desktop_app.importers.gis import layer_content, shapes  # noqa: PLC0415 - shapely, as above
    from desktop_app.importers.gis.antimeridian import cut  # noqa: PLC0415 - as above

    tally, name = importing.tally, importing.order.file.name
    lines: list[str] = []
    kept: list[Any] = []
    corners = crossing = 0
    for frame in layer.batches():
        importing.feedback.tell(tally.read, layer.rows or 0)
        importing.told("Reading", 0)
        found = shapes.turned(shapes.shapes_of(frame[SHAPE]), turning)
        divided = cut(found.geometries)
        first = tally.read + 1
        tally.read += frame.height
        for row, reason in enumerate(found.reasons):
            if reason:
                tally.reject(first + row, "", _first_told(frame, row), reason)
        for row in divided.rows:
            tally.line(Verdict.DOUBTFUL, first + row, CROSSES, check=Check.VALUE)
        crossing += len(divided.rows)
        present = np.array([not reason for reason in found.reasons], dtype=np.bool_)
        here = divided.geometries[present]
        corners += layer_content.corners_in(here)
        kept.extend(here)
        if corners > layer_content.MOST_CORNERS or len(kept) > layer_content.MOST_FEATURES:
            raise InputError(
                f"{name}: it holds more than a reference layer can ({layer_content.MOST_CORNERS:,} corners, "
                f"{layer_content.MOST_FEATURES:,} features); make it simpler or take a part of it."
            )
        lines += layer_content.feature_lines(here, _properties(frame, present.tolist()))
    if not kept:
        raise InputError(f"{name}: none of its {tally.read:,} features has a shape that can be drawn.")
    tally.doubtful += crossing
    return layer_content.content_of(lines, layer.columns, np.array(kept, dtype=object))


def _write(importing: Importing, content: "LayerContent", crs: str) -> None:
    desk, order = importing.desk, importing.order
    ident = layer_id(importing)
    before = _stored(importing, ident)
    sha256 = desk.keep(content.packed)
    _count(importing, content, before)
    place, count = _places(importing)
    layer = ReferenceLayer(
        id=ident,
        name=order.layer,
        place=place,
        geometry=content.geometry,
        features=len(content.lines),
        colour=COLOURS[count % len(COLOURS)],
        crs=crs,
        sha256=sha256,
        bounds=content.bounds,
        citation=importing.citation,
    )
    cells: dict[str, Cell] = dict(reference_layer_cells(layer))
    evidence = desk.evidence(importing.citation)
    if before is None:
        columns = (*cells, "evidence_id")
        desk.insert(TABLE, columns, [(*cells.values(), evidence)])
    elif before[0] != sha256:
        # What a person chose stays: name, place, colour.
        told = {key: cells[key] for key in cells if key not in {"id", "name", "place", "colour"}}
        desk.update(TABLE, ident, {**told, "evidence_id": evidence})
    if importing.tally.doubtful:
        _doubt(importing, ident)


def _count(importing: Importing, content: "LayerContent", before: tuple[str, bytes] | None) -> None:
    """What is new and what the case has; what an earlier edition had beside is told."""
    from desktop_app.importers.gis.layer_content import lines_of  # noqa: PLC0415 - shapely, with the first import

    tally = importing.tally
    old = Counter(lines_of(before[1])) if before is not None else Counter[str]()
    new = Counter(content.lines)
    same = (old & new).total()
    tally.unchanged += same
    tally.accepted += new.total() - same
    gone = (old - new).total()
    if gone:
        features = "feature" if gone == 1 else "features"
        tally.line(Verdict.UPDATED, 1, f"{gone:,} {features} of the edition before are not in this one")


def _stored(importing: Importing, ident: str) -> tuple[str, bytes] | None:
    """Name and content of the layer as the case has it."""
    row = importing.desk.connection.execute(
        "SELECT sha256, content FROM reference_layer LEFT JOIN tumen_file USING (sha256) "
        "WHERE reference_layer.id = ?",
        (ident,),
    ).fetchone()
    return None if row is None else (str(row[0]), row[1] if isinstance(row[1], bytes) else b"")


def _places(importing: Importing) -> tuple[int, int]:
    """The place above all layers, and how many there are."""
    row = importing.desk.connection.execute("SELECT max(place), count(*) FROM reference_layer").fetchone()
    most, count = row if row is not None else (None, 0)
    return (0 if most is None else int(most) + 1), int(count)


def _doubt(importing: Importing, ident: str) -> None:
    subject, text = f"layer:{ident}", CROSSES
    digest = hashlib.sha256(f"{subject}|{Check.VALUE.value}|{text}".encode()).hexdigest()[:16]
    if importing.desk.has("doubt", f"doubt-{digest}"):
        return
    importing.desk.insert(
        "doubt",
        ("id", "subject", "check_name", "text", "import_run_id", "count"),
        [(f"doubt-{digest}", subject, Check.VALUE.value, text, importing.run_id, importing.tally.doubtful)],
    )


def _properties(frame: "pl.DataFrame", present: list[bool]) -> list[dict[str, str]]:
    rows = frame.drop(SHAPE).filter(present).iter_rows(named=True)
    return [{key: str(cell) for key, cell in row.items() if cell is not None} for row in rows]


def _first_told(frame: "pl.DataFrame", row: int) -> str:
    return next((str(cell) for cell in frame.drop(SHAPE).row(row) if cell), "")
