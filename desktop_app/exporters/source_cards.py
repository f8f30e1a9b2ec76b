"""Cards of sources, of the copies that are kept of them, and of notes."""

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.note import Note
from desktop_app.domain.provenance import Attachment, Source, SourceKind
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Row, Section, finish, listed, present
from desktop_app.exporters.grading import RELIABILITY_WORDS
from desktop_app.exporters.things import KIND_TITLES, link_to, links_to, thing
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import BY_NAME

# Of each kind; a source of a large case can carry a million rows.
_OF_EACH_KIND: Final = 50
# A link that opens a copy instead of showing a card.
_OPEN: Final = "open:"
KIND_WORDS: Final = {
    SourceKind.ORIGINAL: "the original was read",
    SourceKind.COPY: "a copy was read",
    SourceKind.SUMMARY: "only a summary was read",
    SourceKind.OFFICIAL: "official page",
    SourceKind.DATASET: "data set",
}


def source_card(store: CaseStore, ident: str, feedback: Feedback | None = None) -> Card | None:
    """A source: what it is, how far it can be relied on, the copies kept, and everything that rests on it."""
    source = thing(store, Source, f"source:{ident}")
    if source is None:
        return None
    letter = source.reliability
    judged = f"{letter.value}: {RELIABILITY_WORDS[letter]}" if letter is not None else "not judged"
    copies = [row for row in store.record.attachments if row.source_id == source.id]
    resting = Related(store, feedback, _OF_EACH_KIND).resting_on(source.id)
    total = sum(found.total for found in resting.values())
    unnamed = tuple(
        Row(BY_NAME[table].title, wording.number(found.total))
        for table, found in resting.items()
        if table not in KIND_TITLES
    )
    sections = [
        Section(
            "",
            present(
                ("Short name", source.id),
                ("Published", source.published),
                ("Copy read", KIND_WORDS[source.kind]),
                ("Retrieved", wording.instant(source.retrieved) if source.retrieved else "not noted"),
                ("Reliability", judged),
            ),
            (source.note,) if source.note else (),
        ),
        Section("Copies kept in the case", tuple(map(attachment_row, copies))) if copies else None,
        Section("", (), (f"{wording.number(total)} statement{'' if total == 1 else 's'} rest on it.",)),
        *(
            listed(
                KIND_TITLES[kind],
                (Row("", link) for link in links_to(store, kind, found.ids)),
                found.total,
            )
            for kind, found in resting.items()
            if kind in KIND_TITLES
        ),
        Section("Without a card of their own", unnamed) if unnamed else None,
    ]
    subtitle = source.publisher or "Source"
    return finish(store, f"source:{ident}", source.title, subtitle, sections, None, (), (source.id,))


def attachment_row(row: Attachment) -> Row:
    """A kept copy: its name and size."""
    size = wording.size(row.size_bytes)
    return Row(row.media_type, (Link(row.file_name, f"attachment:{row.id}"), f", {size}"))


def opened_id(key: str) -> str:
    """The attachment that a link asks to open; empty for a link to a thing."""
    return key.removeprefix(_OPEN) if key.startswith(_OPEN) else ""


def attachment_card(store: CaseStore, ident: str) -> Card | None:
    """A copy of a source that is kept inside the case."""
    row = thing(store, Attachment, f"attachment:{ident}")
    if row is None:
        return None
    section = Section(
        "",
        present(
            ("Copy of", link_to(store, f"source:{row.source_id}")),
            ("Size", f"{wording.size(row.size_bytes)} ({wording.number(row.size_bytes)} bytes)"),
            ("Kind", row.media_type),
            ("SHA-256", row.sha256),
            ("Attached", wording.instant(row.attached)),
            ("Content", Link("Open a read-only copy", f"{_OPEN}{row.id}")),
        ),
        (row.note,) if row.note else (),
    )
    subtitle = "Copy kept in the case"
    return finish(
        store, f"attachment:{ident}", row.file_name, subtitle, [section], None, (), (row.source_id,)
    )


def note_card(store: CaseStore, ident: str) -> Card | None:
    """A remark of somebody who works on the case; no evidence."""
    row = next((row for row in store.record.notes if row.id == ident), None)
    if row is None:
        return None
    rows = present(("About", link_to(store, row.subject) or "the case as a whole"))
    section = Section("", rows, (row.text,))
    subtitle = f"{row.author}, {wording.instant(row.written)}; a remark, no evidence"
    return finish(store, f"note:{ident}", "Note", subtitle, [section], None)


def notes_section(notes: Iterable[Note]) -> Section | None:
    """Remarks about a thing, newest first; None where there are none."""
    newest = sorted(notes, key=lambda row: row.written, reverse=True)
    told = tuple(
        Row(f"{wording.day(row.written.date())}, {row.author}", Link(row.text, f"note:{row.id}"))
        for row in newest
    )
    return Section("Notes, no evidence", told) if told else None
