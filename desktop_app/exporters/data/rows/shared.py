"""Columns that many tables have: when, by whom said, and whether it is made up."""

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.provenance import Citation, Grade, Reliability, Source
from desktop_app.domain.quantity import Estimate, Quantity, Volume
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters.data.rows.reading import Reading
from desktop_app.exporters.data.tables import DataColumn, Kind, Names, Row
from desktop_app.exporters.load_words import RUNG_NAMES
from desktop_app.exporters.things import thing
from desktop_app.exporters.wording import time_span

SUMMARY: Final = DataColumn("summary", Kind.TEXT, "Summary", "what the sources say, in the case's words")
VOYAGES_WHEN: Final = "voyages.when"
OF_VOYAGES: Final = frozenset({"port_calls", "sightings", "tracks"})
NOTE: Final = DataColumn("note", Kind.TEXT, "Note", "what a reader should know")


def id_column(table: str, names: Names | None = None) -> DataColumn:
    """The id of a table's rows, the same in every export of a case."""
    return DataColumn(
        "id", Kind.TEXT, "Id", "key of the row, stable within the case", names=names, refers=table
    )


def reference(name: str, table: str, description: str, *tells: str, names: Names | None = None) -> DataColumn:
    """The id of a row in another table."""
    title = name.replace("_", " ").capitalize()
    return DataColumn(name, Kind.TEXT, title, description, refers=table, tells=tells, names=names)


def when_columns(table: str, *, optional: bool = False) -> tuple[DataColumn, ...]:
    """A time as instants and days, how exactly it is known, and in words."""
    own = f"{table}.when"
    # When a ship called, was seen or reported tells when she sailed.
    tells = (own, VOYAGES_WHEN) if table in OF_VOYAGES else (own,)
    empty = "; empty where no time is told" if optional else ""
    return (
        DataColumn(
            "when",
            Kind.TEXT,
            "When (UTC)",
            f"the time with no more precision than is known{empty}",
            tells=tells,
        ),
        DataColumn(
            "start_utc", Kind.INSTANT, "Start (UTC)", "first instant that belongs to the time", tells=tells
        ),
        DataColumn(
            "end_utc", Kind.INSTANT, "End (UTC)", "last instant that still belongs to the time", tells=tells
        ),
        DataColumn("first_day", Kind.DAY, "First day (UTC)", "UTC date of the start", tells=tells),
        DataColumn("last_day", Kind.DAY, "Last day (UTC)", "UTC date of the end", tells=tells),
        DataColumn(
            "precision",
            Kind.TEXT,
            "Precision",
            "how exactly the time is known; a window is some time between, never all of it",
            choices=tuple(precision.value for precision in Precision),
            tells=tells,
        ),
        DataColumn("approximate", Kind.YES_NO, "About", "the source itself says about", tells=tells),
    )


def when_cells(when: TimeSpan | None) -> Row:
    """Cells of `when_columns`."""
    if when is None:
        return (None,) * 7
    return (
        time_span(when),
        when.start,
        when.end,
        when.first_day,
        when.last_day,
        when.precision.value,
        when.approximate,
    )


def cited_columns(*, cited: bool = True) -> tuple[DataColumn, ...]:
    """Sources of a row with their grades, and whether the row is made up; the last columns of each table."""
    synthetic = DataColumn("synthetic", Kind.YES_NO, "Synthetic", "made-up data, no evidence of anything")
    if not cited:
        return (synthetic,)
    return (
        DataColumn("source_ids", Kind.LIST, "Sources", "ids of the sources it rests on", refers="sources"),
        DataColumn(
            "source_grades",
            Kind.LIST,
            "Grades of the sources",
            "their reliability after the Admiralty scale, A (completely reliable) to E (unreliable), F "
            "cannot be judged; empty where nobody has judged them",
            choices=tuple(grade.value for grade in Reliability),
        ),
        DataColumn(
            "record_grade",
            Kind.TEXT,
            "Grade in the record",
            "A: stated in a document that was read; B: general knowledge; not the Admiralty scale",
            choices=tuple(grade.value for grade in Grade),
        ),
        synthetic,
    )


def cited_cells(reading: Reading, citation: Citation, also: Iterable[str] = ()) -> Row:
    """Cells of `cited_columns`; `also` are sources of what was reckoned, beside those of the statement."""
    ids = tuple(dict.fromkeys((*citation.source_ids, *also)))
    sources = (thing(reading.store, Source, f"source:{ident}") for ident in ids)
    grades = {row.reliability.value for row in sources if row is not None and row.reliability is not None}
    record_grade = citation.grade.value if citation.grade is not None else None
    return ids, tuple(sorted(grades)), record_grade, reading.store.info.synthetic


def volume_columns(table: str) -> tuple[DataColumn, ...]:
    """An estimate in barrels with its range and how it was reckoned, or why there is none."""
    own = f"{table}.volume"
    ends = (
        ("low", "lowest figure: every assumption at that end"),
        ("best", "best figure"),
        ("high", "highest figure"),
    )
    return (
        *(
            DataColumn(
                f"volume_{end}_bbl", Kind.NUMBER, f"Volume, {end}", f"barrels, {words}", "bbl", tells=(own,)
            )
            for end, words in ends
        ),
        DataColumn(
            "volume_found_by",
            Kind.TEXT,
            "Volume found by",
            "how the volume was found; empty where none is estimated",
            choices=tuple(RUNG_NAMES.values()),
            tells=(own,),
        ),
        DataColumn(
            "volume_basis", Kind.TEXT, "Volume reckoned from", "the formula with its numbers", tells=(own,)
        ),
        DataColumn(
            "volume_why",
            Kind.TEXT,
            "Why so",
            "why it was found in this way, or why there is none",
            tells=(own,),
        ),
        DataColumn(
            "assumptions", Kind.TEXT, "Assumptions", "under which the volume stands; table assumptions"
        ),
    )


def volume_cells(value: Volume, assumptions: str) -> Row:
    """Cells of `volume_columns`."""
    if not isinstance(value, Estimate):
        return None, None, None, None, None, value.reason, assumptions
    barrels = (round(value.low_bbl, 1), round(value.best_bbl, 1), round(value.high_bbl, 1))
    return *barrels, RUNG_NAMES[value.rung], value.basis, value.reason or None, assumptions


def volume_sources(value: Volume) -> tuple[str, ...]:
    """Sources of what a volume was reckoned from."""
    return value.source_ids if isinstance(value, Estimate) else ()


def quantity_columns(prefix: str, what: str, table: str) -> tuple[DataColumn, ...]:
    """A documented quantity with its unit; no estimate."""
    own = f"{table}.volume"
    return (
        DataColumn(f"{prefix}_low", Kind.NUMBER, f"{what}, low", "as documented, lowest", tells=(own,)),
        DataColumn(
            f"{prefix}_best", Kind.NUMBER, f"{what}, best", "as documented, best figure", tells=(own,)
        ),
        DataColumn(f"{prefix}_high", Kind.NUMBER, f"{what}, high", "as documented, highest", tells=(own,)),
        DataColumn(f"{prefix}_unit", Kind.TEXT, f"{what}, unit", "unit of the three", tells=(own,)),
    )


def quantity_cells(value: Quantity | None) -> Row:
    """Cells of `quantity_columns`."""
    return (None,) * 4 if value is None else (value.low, value.best, value.high, value.unit)


def vessel_columns() -> tuple[DataColumn, ...]:
    """The ship of a row: id, name and IMO number."""
    return (
        reference(
            "vessel_id",
            "vessels",
            "the vessel; empty where it is not named",
            "vessel.name",
            names=Names.VESSEL_ID,
        ),
        DataColumn(
            "vessel",
            Kind.TEXT,
            "Vessel",
            "its name; empty where it is not named",
            names=Names.VESSEL,
            tells=("vessel.name",),
        ),
        DataColumn(
            "imo_number",
            Kind.TEXT,
            "IMO number",
            "seven digits, empty where not documented; never guessed",
            names=Names.VESSEL_NUMBER,
            tells=("vessel.imo_number",),
        ),
    )


def vessel_cells(reading: Reading, vessel_id: str) -> Row:
    """Cells of `vessel_columns`."""
    vessel = thing(reading.store, Vessel, f"vessel:{vessel_id}")
    if vessel is None:
        return None, None, None
    return vessel.id, vessel.name, vessel.imo_number or None
