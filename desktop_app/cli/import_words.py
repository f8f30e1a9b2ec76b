"""Counts and lines of reports as `tumen import` and `tumen imports` print them."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Final

from desktop_app.domain.imports import Counts, ImportRun, ReportLine
from desktop_app.storage.times import instant_text

_VALUE_WIDTH: Final = 40


def counts_words(counts: Counts) -> str:
    """In one line; what is zero is left out, but not what was read, accepted and rejected."""
    always = {"read", "accepted", "rejected"}
    return ", ".join(
        f"{number:,} {name}"
        for name, number in zip(Counts._fields, counts, strict=True)
        if number or name in always
    )


def line_words(line: ReportLine) -> str:
    """In one line, whatever the file holds."""
    lines = (
        f"line {line.first_line:,}"
        if line.last_line == line.first_line
        else f"lines {line.first_line:,} to {line.last_line:,}"
    )
    column = f", {_one_line(line.column)}" if line.column else ""
    value = f" {_one_line(line.value)!r}" if line.value else ""
    return f"{line.verdict.value}: {lines}{column}{value}: {_one_line(line.reason)}"


def plain_run(run: ImportRun, lines: Iterable[ReportLine]) -> dict[str, object]:
    """For JSON."""
    return {
        "id": run.id,
        "file": run.file_name,
        "sha256": run.sha256,
        "format": run.format,
        "importer": run.importer,
        "imported": instant_text(run.imported),
        "source": run.source_id,
        "counts": run.counts._asdict(),
        "lines": [line._asdict() | {"verdict": line.verdict.value} for line in lines],
    }


def _one_line(text: str) -> str:
    """Without what a terminal would obey."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:400])
    return shorten(shown, _VALUE_WIDTH, placeholder="…") if len(shown) > 2 * _VALUE_WIDTH else shown
