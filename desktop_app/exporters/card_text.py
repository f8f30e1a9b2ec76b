"""A card as plain text, to be pasted into a letter or a report."""

from collections.abc import Iterable, Iterator

from desktop_app.domain.provenance import Source
from desktop_app.exporters.card import Card, Reason, Row, Section, plain
from desktop_app.exporters.grading import RECORD_GRADE_WORDS, admiralty


def card_text(card: Card) -> str:
    """The whole card; values carry the numbers of their sources in brackets. Made-up data say so first."""
    numbers = {source.id: number for number, source in enumerate(card.sources, start=1)}
    head = [
        *(["SYNTHETIC: made-up data"] if card.synthetic else []),
        card.title,
        card.subtitle,
        card.assumes,
        card.unread,
    ]
    blocks = ["\n".join(line for line in head if line)]
    blocks += ["\n".join(_section(section, numbers)) for section in card.sections]
    blocks.append("\n".join(_why(card)))
    blocks.append("\n".join(_sources(card.sources)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section(section: Section, numbers: dict[str, int]) -> Iterator[str]:
    if section.heading:
        yield section.heading
    for row in section.rows:
        yield _row(row, numbers)
    for words in section.paragraphs:
        yield plain(words)
    if section.more:
        yield section.more


def _row(row: Row, numbers: dict[str, int]) -> str:
    cited = ", ".join(
        str(number) for number in sorted(numbers[ident] for ident in row.sources if ident in numbers)
    )
    label = f"{row.label}: " if row.label else ""
    return f"{label}{plain(row.value)}{f' [{cited}]' if cited else ''}"


def _why(card: Card) -> Iterator[str]:
    if not card.reasons and not card.standing:
        return
    yield "Why do we believe this?"
    for number, reason in enumerate(card.reasons, start=1):
        yield f"[{number}] {'; '.join(_judgement(reason))}"
    if card.grade is not None:
        yield f"Record's grade {RECORD_GRADE_WORDS[card.grade]}."
    if card.standing:
        yield card.standing


def _judgement(reason: Reason) -> Iterator[str]:
    reference = reason.reference
    yield admiralty(reason.source.reliability, reference.credibility) or "not judged on the Admiralty scale"
    if reference.passage:
        yield f"“{reference.passage}”"
    if reference.location_accuracy is not None:
        yield f"places it to {reference.location_accuracy.value}"
    if reference.note:
        yield reference.note
    for attachment in reason.attachments:
        yield f"copy kept: {attachment.file_name}, SHA-256 {attachment.sha256}"


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    for number, source in enumerate(sources, start=1):
        if number == 1:
            yield "Sources"
        tail = ", ".join(part for part in (source.publisher, source.published, source.url) if part)
        yield f"[{number}] {source.title}. {tail}".rstrip()
