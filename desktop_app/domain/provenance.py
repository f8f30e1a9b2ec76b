"""Where a statement comes from and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """The record's own grade of a statement. Not the Admiralty scale; never shown as such.

    A: stated in a document that was read. B: general knowledge, marked on screen.
    """

    A = "A"
    B = "B"


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
    """

    id: str
    title: str
    publisher: str
    published: str
    url: str
    kind: SourceKind
    note: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The sources behind one statement, never empty, and the record's grade of it."""

    source_ids: tuple[str, ...]
    grade: Grade

    def __post_init__(self) -> None:
        """Refuse a statement without a source.

        Raises:
            ValueError: no source is named.
        """
        if not self.source_ids:
            raise ValueError("names no source")
