"""What a card is: rows, paragraphs and links, why it is believed, and the sources it rests on."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Protocol

from desktop_app.domain.provenance import Attachment, Citation, Grade, Reference, Source
from desktop_app.exporters import wording
from desktop_app.exporters.citations import cited
from desktop_app.storage.case_store import CaseStore

GRADE_B: Final = "general knowledge, no document read (grade B)"
# Rows that one list of a card shows; what is beyond is counted, and stands in the tables.
LISTED: Final = 200


class Link(NamedTuple):
    """Words that lead to another thing.

    Attributes:
        key: "kind:id".
    """

    text: str
    key: str


Part = str | Link
Words = str | Link | tuple[Part, ...]


class Row(NamedTuple):
    """A labelled value.

    Attributes:
        sources: ids of the sources of this very value; empty where it rests on the card's own citation.
    """

    label: str
    value: Words
    sources: tuple[str, ...] = ()


class Section(NamedTuple):
    """A heading, labelled values, and paragraphs under them.

    Attributes:
        more: what a bounded list leaves out, as a sentence; empty where it is whole.
    """

    heading: str = ""
    rows: tuple[Row, ...] = ()
    paragraphs: tuple[Words, ...] = ()
    more: str = ""


class Reason(NamedTuple):
    """One source of the thing itself, what was judged of it, and the copies that are kept of it."""

    source: Source
    reference: Reference
    attachments: tuple[Attachment, ...]


class Cited(Protocol):
    """Whatever rests on sources."""

    @property
    def citation(self) -> Citation:
        """What it rests on."""


class Card(NamedTuple):
    """One thing, told.

    Attributes:
        key: what it is about.
        title, subtitle: head of the card.
        sections: in reading order.
        reasons: why the thing itself is believed; empty for what is no statement (a source, a month).
        grade: the record's own grade of the statement; None where it has none. Not the Admiralty scale.
        sources: everything the card rests on, the reasons' first; their place is their number.
        unread: that it is general knowledge, or a part of it; shown as a mark. Empty where all was read.
        standing: since when and by whom it stands so in the case; empty where nothing tells.
        on_map: keys of what the map can show of it.
        synthetic: made-up data.
        assumes: under which other than the published assumptions it tells volumes; empty for the published.
    """

    key: str
    title: str
    subtitle: str
    sections: tuple[Section, ...] = ()
    reasons: tuple[Reason, ...] = ()
    grade: Grade | None = None
    sources: tuple[Source, ...] = ()
    unread: str = ""
    standing: str = ""
    on_map: tuple[str, ...] = ()
    synthetic: bool = False
    assumes: str = ""

    def links(self) -> Iterator[Link]:
        """Every link of the sections."""
        for section in self.sections:
            for words in (*(row.value for row in section.rows), *section.paragraphs):
                yield from (part for part in parts(words) if isinstance(part, Link))


def parts(words: Words) -> tuple[Part, ...]:
    """Words as plain and linked parts, in order."""
    if isinstance(words, str | Link):
        return (words,)
    return words


def plain(words: Words) -> str:
    """Words without their links."""
    return "".join(part.text if isinstance(part, Link) else part for part in parts(words))


def joined(between: str, *words: Words) -> Words:
    """Those of the words that say something, with a text between them."""
    told = [parts(one) for one in words if plain(one)]
    out: list[Part] = []
    for place, one in enumerate(told):
        out += [between, *one] if place else one
    return tuple(out)


def present(*pairs: tuple[str, Words | None]) -> tuple[Row, ...]:
    """Rows of the pairs that have a value."""
    return tuple(Row(label, value) for label, value in pairs if value is not None and plain(value))


def listed(heading: str, rows: Iterable[Row], total: int, where: str = "all are in the case file") -> Section:
    """A list with its length in the heading, and a sentence where it shows only the first rows."""
    shown = tuple(rows)
    more = f"First {wording.number(len(shown))} of {wording.number(total)}; {where}."
    return Section(f"{heading} ({wording.number(total)})", shown, more=more if total > len(shown) else "")


def citations_of(*groups: Iterable[Cited]) -> list[Citation]:
    """What all rows of these groups rest on."""
    return [row.citation for group in groups for row in group]


def finish(
    store: CaseStore,
    key: str,
    title: str,
    subtitle: str,
    sections: Iterable[Section | None],
    own: Citation | None,
    citations: Iterable[Citation] = (),
    also: Iterable[str] = (),
    on_map: Iterable[str] = (),
) -> Card:
    """A card of the sections that are there.

    Args:
        store: the case.
        key: what it is about.
        title: head of the card.
        subtitle: under it.
        sections: None is left out.
        own: what the thing itself rests on.
        citations: what other parts of the card rest on.
        also: ids of further sources, such as those of a formula.
        on_map: keys of what the map can show of it; the thing itself where none is named.
    """
    record = store.record
    kept = tuple(section for section in sections if section is not None)
    reasons = reasons_of(store, own) if own is not None else ()
    rest = list(citations)
    first = [reason.source for reason in reasons]
    further = {*also, *(ident for section in kept for row in section.rows for ident in row.sources)}
    others = [source for source in cited(record, rest, further) if source not in first]
    return Card(
        key,
        title,
        subtitle,
        kept,
        reasons,
        own.grade if own is not None else None,
        (*first, *others),
        _unread(own, rest),
        on_map=tuple(on_map) or (key,),
        synthetic=record.synthetic,
    )


def _unread(own: Citation | None, rest: Iterable[Citation]) -> str:
    if own is not None and own.grade is Grade.B:
        return GRADE_B
    return f"In part {GRADE_B}" if any(citation.grade is Grade.B for citation in rest) else ""


def reasons_of(store: CaseStore, citation: Citation) -> tuple[Reason, ...]:
    """The sources of one statement, in the order in which they are cited."""
    record = store.record
    sources = {source.id: source for source in record.sources}
    return tuple(
        Reason(
            sources[reference.source_id],
            reference,
            tuple(row for row in record.attachments if row.source_id == reference.source_id),
        )
        for reference in citation.references
        if reference.source_id in sources
    )
