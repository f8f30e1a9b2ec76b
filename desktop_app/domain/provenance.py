"""Where a statement comes from and how far it can be trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from desktop_app.domain.accuracy import AccuracyClass


class Grade(StrEnum):
    """The record's own grade of a statement. Not the Admiralty scale; never shown as such.

    A: stated in a document that was read. B: general knowledge, marked on screen.
    """

    A = "A"
    B = "B"


class Reliability(StrEnum):
    """How far a source can be relied on, after the Admiralty scale (AJP-2.1); F is not bad but unknown."""

    A = "A"  # completely reliable
    B = "B"  # usually reliable
    C = "C"  # fairly reliable
    D = "D"  # not usually reliable
    E = "E"  # unreliable
    F = "F"  # cannot be judged


class Credibility(IntEnum):
    """How credible one statement is, judged apart from its source (AJP-2.1); 6 is not bad but unknown."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


class SourceKind(StrEnum):
    """What kind of copy of a publication was read."""

    ORIGINAL = "original"
    COPY = "copy"
    SUMMARY = "summary"
    OFFICIAL = "official"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that statements cite.

    Attributes:
        id: short stable key, as used in citations.
        title: as published, or a description in parentheses.
        publisher: who published the copy that was read.
        published: date as far as known, ISO 8601 prefix or free text such as "2024-11-21/22".
        url: address, empty where none is known. Never opened by the program.
        kind: original, copy, summary, official page or dataset.
        note: what a reader should know of this copy.
        retrieved: when the copy was retrieved, aware UTC; None where not noted.
        reliability: Admiralty A to F, None where nobody has judged it.
    """

    id: str
    title: str
    publisher: str
    published: str
    url: str
    kind: SourceKind
    note: str
    retrieved: datetime | None = None
    reliability: Reliability | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One source cited for one statement.

    Attributes:
        source_id: the source.
        credibility: Admiralty 1 to 6 of this statement, None where nobody has judged it.
        location_accuracy: how exactly this source places the thing, None where it does not.
        passage: page, time mark or quotation.
        note: remark of the person who cites.
    """

    source_id: str
    credibility: Credibility | None = None
    location_accuracy: AccuracyClass | None = None
    passage: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The sources behind one statement, never empty.

    Attributes:
        references: each source once, in the order in which they are told.
        grade: the record's own grade; None for statements that users add.
    """

    references: tuple[Reference, ...]
    grade: Grade | None

    def __post_init__(self) -> None:
        """Refuse a statement without a source.

        Raises:
            ValueError: no source is named, or one twice.
        """
        if not self.references:
            raise ValueError("names no source")
        if len(set(self.source_ids)) != len(self.references):
            raise ValueError("names a source twice")

    @classmethod
    def of(cls, source_ids: Iterable[str], grade: Grade | None) -> "Citation":
        """Plain references to these sources."""
        return cls(tuple(Reference(source_id) for source_id in source_ids), grade)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of the sources, in order."""
        return tuple(reference.source_id for reference in self.references)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A copy of a source that is kept inside the case.

    Attributes:
        file_name: of the file that was attached.
        media_type: told from the content.
        size_bytes: of the content.
        sha256: of the content, lower-case hexadecimal.
        attached: when, aware UTC.
        note: what it shows.
    """

    id: str
    source_id: str
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str
    attached: datetime
    note: str
