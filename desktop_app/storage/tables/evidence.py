"""Sources, citations and the copies that are kept of them."""

from typing import Final

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.provenance import Grade, Reliability, SourceKind
from desktop_app.storage.tables.declare import Column, Kind, Table, instant, one_of, refers, text, whole

SOURCE: Final = Table(
    "source",
    "Sources",
    "Publications and documents that statements cite",
    (
        text("title", "as published, or a description in parentheses", required=True),
        text("publisher", "who published the copy that was read"),
        text("published", "date of publication as far as known, ISO 8601 or in words"),
        text("url", "address; never opened by the program"),
        one_of("kind", "what kind of copy was read", [kind.value for kind in SourceKind]),
        instant("retrieved_utc", "when the copy was retrieved"),
        one_of(
            "reliability",
            "Admiralty scale A to F: how far this source can be relied on; F is cannot be judged",
            [grade.value for grade in Reliability],
            required=False,
        ),
        text("note", "what a reader should know of this copy"),
    ),
    cited=False,
)

# Immutable and named after its content, so that a million rows can share one, and two people who cite the
# same sources in the same way write the same row.
EVIDENCE: Final = Table(
    "evidence",
    "Evidence",
    "Sets of citations; a row of another table names the set it rests on",
    (
        one_of(
            "record_grade",
            "the reported record's own grade, not the Admiralty scale: A read in a document, "
            "B general knowledge; empty for rows that users add",
            [grade.value for grade in Grade],
            required=False,
        ),
    ),
    cited=False,
)

CITATION: Final = Table(
    "citation",
    "Citations",
    "One source cited by one set of evidence",
    (
        refers("evidence_id", "evidence", "the set it belongs to", required=True),
        refers("source_id", "source", "the source cited", required=True),
        whole("place", "order within the set, from 0", required=True),
        Column(
            "credibility",
            Kind.INTEGER,
            "Admiralty scale 1 to 6: how credible this statement is, judged apart from the source's "
            "reliability; 6 is cannot be judged",
        ),
        one_of(
            "location_accuracy",
            "how exactly this source places the thing",
            [accuracy.value for accuracy in AccuracyClass],
            required=False,
        ),
        text("passage", "page, time mark or quotation"),
        text("note", "remark of the person who cites"),
    ),
    cited=False,
    unique=("evidence_id", "source_id"),
    indexes=("source_id",),
)

ATTACHMENT: Final = Table(
    "attachment",
    "Attachments",
    "Copies of sources kept inside the case: documents, pictures, page archives",
    (
        refers("source_id", "source", "the source it is a copy of", required=True),
        text("file_name", "name of the file that was attached", required=True),
        text("media_type", "kind of file, told from its content", required=True),
        whole("size_bytes", "length of the content in bytes", required=True),
        text("sha256", "SHA-256 of the content, lower-case hexadecimal", required=True),
        instant("attached_utc", "when it was attached", required=True),
        text("note", "what it shows"),
    ),
    cited=False,
    indexes=("sha256", "source_id"),
)

TABLES: Final = (SOURCE, EVIDENCE, CITATION, ATTACHMENT)
