"""The card of an import, and what imports found doubtful about a row."""

from collections import Counter
from typing import Final

from desktop_app.domain.imports import CHECK_WORDS, Doubt, ImportRun
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Row, Section, Words, finish, present
from desktop_app.exporters.things import link_to, thing
from desktop_app.storage.case_store import CaseStore

# What each count means, in the order in which they are told.
COUNT_WORDS: Final = {
    "read": "Rows read",
    "accepted": "New",
    "updated": "Updated",
    "unchanged": "Unchanged",
    "merged": "Merged with others",
    "rejected": "Rejected",
    "doubtful": "Flagged as doubtful",
}
AS_IN_THE_FILE: Final = "The values are as the file has them; nothing was altered."


def import_card(store: CaseStore, ident: str) -> Card | None:
    """A file that was read in: when, as what, what became of its rows."""
    run = thing(store, ImportRun, f"import:{ident}")
    if run is None:
        return None
    counts = run.counts._asdict()
    source: Words | None = link_to(store, f"source:{run.source_id}") if run.source_id else None
    sections = (
        Section(
            "",
            present(
                ("Taken for", run.format),
                ("Imported", wording.instant(run.imported)),
                ("Read by", run.importer),
                ("Source", source),
                ("SHA-256", run.sha256),
            ),
        ),
        Section(
            "Rows",
            tuple(
                Row(words, wording.number(counts[name]))
                for name, words in COUNT_WORDS.items()
                if counts[name] or name == "read"
            ),
            ("Case ▸ Imports… has each row that was not simply taken, with line and reason.",),
        ),
        _by_check(store, run),
    )
    return finish(store, f"import:{run.id}", run.file_name, "Import", sections, None)


def _by_check(store: CaseStore, run: ImportRun) -> Section | None:
    found = Counter(doubt.check for doubt in store.record.doubts if doubt.run_id == run.id)
    if not found:
        return None
    rows = tuple(
        Row(_capital(words), wording.number(found[check]))
        for check, words in CHECK_WORDS.items()
        if found[check]
    )
    return Section("Rows of the case that it flagged", rows)


def doubts_section(store: CaseStore, key: str) -> Section | None:
    """What imports found doubtful about a row; None for nothing."""
    found = store.cached("doubts by subject", lambda: _by_subject(store)).get(key)
    if not found:
        return None
    return Section("Flagged while imported", tuple(_row(store, doubt) for doubt in found), (AS_IN_THE_FILE,))


def _by_subject(store: CaseStore) -> dict[str, list[Doubt]]:
    gathered: dict[str, list[Doubt]] = {}
    for doubt in store.record.doubts:
        gathered.setdefault(doubt.subject, []).append(doubt)
    return gathered


def _row(store: CaseStore, doubt: Doubt) -> Row:
    run = thing(store, ImportRun, f"import:{doubt.run_id}")
    if run is None:
        return Row(_capital(CHECK_WORDS[doubt.check]), doubt.text)
    by = Link(run.file_name, f"import:{run.id}")
    return Row(_capital(CHECK_WORDS[doubt.check]), (f"{doubt.text} (import of ", by, ")"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
