"""What a card is: fields, lines, paragraphs, and the sources at its foot."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_app.domain.provenance import Citation, Grade, Source
from desktop_app.exporters.citations import cited
from desktop_app.storage.content import Content

GRADE_B = "general knowledge, no document read (grade B)"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, labelled values, and paragraphs under them."""

    heading: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One thing, told.

    Attributes:
        title, subtitle: head of the card.
        sections: in reading order.
        sources: everything the card rests on.
        unread: part of it is general knowledge; shown as a mark.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    unread: bool = field(default=False)


def finish(
    record: Content,
    title: str,
    subtitle: str,
    sections: Iterable[Section | None],
    citations: Iterable[Citation],
    also: Iterable[str] = (),
) -> Card:
    """A card of the sections that are there, with the sources of all citations."""
    kept = tuple(section for section in sections if section is not None)
    read = list(citations)
    unread = any(citation.grade is Grade.B for citation in read)
    return Card(title, subtitle, kept, cited(record, read, also), unread)


def present(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """The pairs that have a value."""
    return tuple((label, value) for label, value in pairs if value)
