"""Imported files, doubts about rows, and reference layers."""

from desktop_app.domain.imports import Check, Counts, Doubt, ImportRun
from desktop_app.domain.reference_layer import ReferenceLayer
from desktop_app.storage.rows.cells import Cells, instant_cell, text_cell
from desktop_app.storage.rows.stored_row import StoredRow


def import_run_cells(run: ImportRun) -> Cells:
    """A file that was read into the case."""
    counts = run.counts
    return {
        "id": run.id,
        "file_name": run.file_name,
        "sha256": run.sha256,
        "importer": run.importer,
        "mapping": text_cell(run.mapping),
        "imported_utc": instant_cell(run.imported),
        "accepted": counts.accepted,
        "refused": counts.rejected,
        "format": text_cell(run.format),
        "rows_read": counts.read,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "merged": counts.merged,
        "doubtful": counts.doubtful,
        "source_id": text_cell(run.source_id),
        "report_sha256": text_cell(run.report_sha256),
    }


def import_run_of(row: StoredRow) -> ImportRun:
    """A file that was read into the case; a count that the case does not tell is 0."""
    return ImportRun(
        id=row.id,
        file_name=row.required("file_name"),
        sha256=row.required("sha256"),
        importer=row.required("importer"),
        format=row.text("format"),
        mapping=row.text("mapping"),
        imported=row.required_instant("imported_utc"),
        counts=Counts(
            read=row.whole("rows_read") or 0,
            accepted=row.required_whole("accepted"),
            updated=row.whole("updated") or 0,
            unchanged=row.whole("unchanged") or 0,
            merged=row.whole("merged") or 0,
            doubtful=row.whole("doubtful") or 0,
            rejected=row.required_whole("refused"),
        ),
        source_id=row.text("source_id"),
        report_sha256=row.text("report_sha256"),
    )


def doubt_cells(doubt: Doubt) -> Cells:
    """A flag on a row."""
    return {
        "id": doubt.id,
        "subject": doubt.subject,
        "check_name": doubt.check.value,
        "text": doubt.text,
        "import_run_id": doubt.run_id,
        "count": doubt.count,
    }


def doubt_of(row: StoredRow) -> Doubt:
    """A flag on a row."""
    return Doubt(
        id=row.id,
        subject=row.required("subject"),
        check=row.choice("check_name", Check),
        text=row.required("text"),
        run_id=row.required("import_run_id"),
        count=row.required_whole("count"),
    )


def reference_layer_cells(layer: ReferenceLayer) -> Cells:
    """A reference layer without its shapes."""
    west, south, east, north = layer.bounds
    return {
        "id": layer.id,
        "name": layer.name,
        "place": layer.place,
        "geometry": " ".join(layer.geometry),
        "features": layer.features,
        "colour": layer.colour,
        "crs": layer.crs,
        "sha256": layer.sha256,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
    }


def reference_layer_of(row: StoredRow) -> ReferenceLayer:
    """A reference layer without its shapes."""
    return ReferenceLayer(
        id=row.id,
        name=row.required("name"),
        place=row.required_whole("place"),
        geometry=tuple(row.required("geometry").split()),
        features=row.required_whole("features"),
        colour=row.required("colour"),
        crs=row.required("crs"),
        sha256=row.required("sha256"),
        bounds=(
            row.required_number("west"),
            row.required_number("south"),
            row.required_number("east"),
            row.required_number("north"),
        ),
        citation=row.citation(),
    )
