"""What stands beside exported data: what they are, of what a part, from where, under which licence."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class TableNote(NamedTuple):
    """One table in the readme: rows that were exported, of rows that the case has."""

    name: str
    title: str
    description: str
    standing: str
    rows: int
    total: int


class SourceNote(NamedTuple):
    """One source in the readme; empty where nothing is documented."""

    id: str
    title: str
    publisher: str
    published: str
    url: str


class Readme(NamedTuple):
    """Facts about one export, in sentences where they are for people.

    Attributes:
        title: of the case; SYNTHETIC first where its data are made up.
        program: name and version of what wrote it.
        as_of: day up to which sources were read, ISO; empty where nobody said.
        scope: "filtered" or "all".
        scope_sentence: the same in words, with how many voyages of how many.
        filter_sentence: the filter in words.
        minimum: why counts are a minimum.
        assumptions: under which the volumes stand.
        left_out: what sums leave out.
        tables: what there is.
        sources: cited by the rows, each once.
        licences: of the data, with attribution.
        data_sha256: of the exported cells; see `digest_of_rows`.
        redaction: what was removed, line by line; empty for a whole export.
        notes: what a format could not hold, and how it wrote cells; each format adds its own.
    """

    title: str
    program: str
    as_of: str
    scope: str
    scope_sentence: str
    filter_sentence: str
    minimum: tuple[str, ...]
    assumptions: str
    left_out: tuple[str, ...]
    tables: tuple[TableNote, ...]
    sources: tuple[SourceNote, ...]
    licences: tuple[str, ...]
    data_sha256: str
    redaction: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def with_notes(self, *notes: str) -> "Readme":
        """The same with more notes."""
        return self._replace(notes=(*self.notes, *notes))

    def sections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Headings with their lines, in reading order; those without lines left out."""
        read = f"Sources read up to {self.as_of}." if self.as_of else ""
        found = (
            ("What this is", (self.title, f"Written by {self.program}.", read, self.scope_sentence)),
            ("Redacted", self.redaction),
            ("Filter", (f"{self.filter_sentence}.",)),
            ("Counts are a minimum", self.minimum),
            ("What the volumes assume", (self.assumptions,)),
            ("What sums leave out", self.left_out),
            ("Tables", tuple(map(_table_line, self.tables))),
            ("Notes on this file", self.notes),
            ("Licence and attribution", self.licences),
            ("Sources", tuple(map(source_line, self.sources))),
            ("Check", (f"SHA-256 of the exported cells: {self.data_sha256}",)),
        )
        for heading, lines in found:
            told = tuple(filter(None, lines))
            if told:
                yield heading, told

    def text(self) -> str:
        """For a text file or a long description; each line ends with a line feed."""
        parts = (
            f"{heading}\n" + "".join(f"  {line}\n" for line in lines) for heading, lines in self.sections()
        )
        return "\n".join(parts)

    def content(self) -> Mapping[str, Any]:
        """As JSON types."""
        found = self._asdict()
        for name in ("tables", "sources"):
            found[name] = [one._asdict() for one in found[name]]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def source_line(source: SourceNote) -> str:
    """A source in one line."""
    told = ", ".join(part for part in (source.publisher, source.published, source.url) if part)
    words = f"{source.title}. {told}" if told else source.title
    return f"{source.id}: {words}"


def _table_line(one: TableNote) -> str:
    part = f"{one.rows} rows" if one.rows == one.total else f"{one.rows} of {one.total} rows"
    return f"{one.name}: {one.title}, {one.standing}, {part}. {one.description}."
