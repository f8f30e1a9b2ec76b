"""Help ▸ Bringing files in: what can be read, what becomes of it, and what the words of a report mean."""

from typing import Final

from desktop_app.domain.imports import CHECK_WORDS
from desktop_app.exporters.card import Card, Row, Section, finish
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback

TITLE: Final = "Bringing files in"
_WAYS: Final = (
    Row("Drop", "Files and folders dropped on the window; a case, a base map or a figure is opened instead"),
    Row("Menu", "Case ▸ Import… chooses files or folders"),
    Row("Clipboard", "Edit ▸ Paste as rows… takes rows copied in a spreadsheet"),
    Row("Command line", "./tumen import FILE… --into CASE"),
)
_FORMATS: Final = (
    Row("Tables", "CSV, TSV and the like in any usual encoding, Excel, OpenDocument"),
    Row(
        "AIS",
        (
            "NOAA MarineCadastre, Danish Maritime Authority, exactEarth, MarineTraffic, VesselFinder, "
            "NMEA 0183, Global Fishing Watch"
        ),
    ),
    Row("Maps", "GeoJSON, GeoPackage, KML, KMZ, GPX, Shapefile, FlatGeobuf, GeoParquet, in any projection"),
    Row("Lists", "OpenSanctions maritime.csv, FollowTheMoney"),
    Row("Packed", ".gz, .zst and .zip, and whole folders"),
)
_COUNTS: Final = (
    Row("Accepted", "new in the case"),
    Row("Updated", "in the case from an earlier import, with other values"),
    Row("Unchanged", "in the case already, with the same values"),
    Row("Merged", "says the same as another row of the file, or was taken into one row with others"),
    Row("Doubtful", "taken as it stands, with a flag; counted among those above as well"),
    Row("Rejected", "not taken; each has a line in the report with line, column, value and reason"),
)
_RULES: Final = (
    "Nothing is repaired silently: what looks wrong is taken as it stands and flagged, or rejected.",
    "A time keeps the precision of its words; without a zone it is in the one that the import window shows.",
    "A ship is found by IMO number, then by MMSI, then by name; where several may be meant, you choose.",
    "Importing the same file again changes nothing.",
    "A later edition of a file updates what differs, and leaves alone what you changed by hand.",
    "One undo takes a whole import back; Case ▸ Imports… does so later, where nothing rests on its rows.",
)


def import_page(engine: QueryEngine, feedback: Feedback | None = None) -> Card:
    """The page; it is the same in every case."""
    del feedback
    flags = f"Flagged are {'; '.join(CHECK_WORDS.values())}."
    sections = (
        Section("Ways in", _WAYS),
        Section("What can be read", _FORMATS),
        Section("What becomes of a row", _COUNTS),
        Section("What is flagged", (), (flags, "Flags stand on the cards of rows, and can be filtered by.")),
        Section("Rules", (), _RULES),
    )
    return finish(engine.store, "", TITLE, "Files are only read; nothing leaves this machine", sections, None)
