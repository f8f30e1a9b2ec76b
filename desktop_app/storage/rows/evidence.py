"""Sources, sets of citations and attachments."""

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.provenance import (
    Attachment,
    Citation,
    Credibility,
    Grade,
    Reference,
    Reliability,
    Source,
    SourceKind,
)
from desktop_app.storage.edits import Insert, evidence_id
from desktop_app.storage.rows.cells import Cells, instant_cell, text_cell
from desktop_app.storage.rows.stored_row import StoredRow


def source_cells(source: Source) -> Cells:
    """A source."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": text_cell(source.publisher),
        "published": text_cell(source.published),
        "url": text_cell(source.url),
        "kind": source.kind.value,
        "retrieved_utc": instant_cell(source.retrieved),
        "reliability": source.reliability and source.reliability.value,
        "note": text_cell(source.note),
    }


def source_of(row: StoredRow) -> Source:
    """A source."""
    return Source(
        id=row.id,
        title=row.required("title"),
        publisher=row.text("publisher"),
        published=row.text("published"),
        url=row.text("url"),
        kind=row.choice("kind", SourceKind),
        note=row.text("note"),
        retrieved=row.instant("retrieved_utc"),
        reliability=row.optional_choice("reliability", Reliability),
    )


def citation_inserts(citation: Citation) -> tuple[Insert, ...]:
    """The rows of a set of citations; the same citation gives the same rows in every case."""
    name = evidence_id(citation)
    rows = [Insert("evidence", name, {"record_grade": citation.grade and citation.grade.value})]
    for place, reference in enumerate(citation.references):
        cells: Cells = {
            "evidence_id": name,
            "source_id": reference.source_id,
            "place": place,
            "credibility": reference.credibility and int(reference.credibility),
            "location_accuracy": reference.location_accuracy and reference.location_accuracy.value,
            "passage": text_cell(reference.passage),
            "note": text_cell(reference.note),
        }
        rows.append(Insert("citation", f"{name}-{place}", cells))
    return tuple(rows)


def reference_of(row: StoredRow) -> Reference:
    """One source cited by a set."""
    credibility = row.whole("credibility")
    if credibility is not None and credibility not in set(Credibility):
        raise row.error(f"credibility is {credibility}, not 1 to 6")
    return Reference(
        source_id=row.required("source_id"),
        credibility=None if credibility is None else Credibility(credibility),
        location_accuracy=row.optional_choice("location_accuracy", AccuracyClass),
        passage=row.text("passage"),
        note=row.text("note"),
    )


def grade_of(row: StoredRow) -> Grade | None:
    """The record's own grade of a set."""
    return row.optional_choice("record_grade", Grade)


def attachment_of(row: StoredRow) -> Attachment:
    """An attachment."""
    return Attachment(
        id=row.id,
        source_id=row.required("source_id"),
        file_name=row.required("file_name"),
        media_type=row.required("media_type"),
        size_bytes=row.required_whole("size_bytes"),
        sha256=row.required("sha256"),
        attached=row.required_instant("attached_utc"),
        note=row.text("note"),
    )
