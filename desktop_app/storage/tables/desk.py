"""The case itself, the researcher's notes and views, and what was imported."""

from typing import Final

from desktop_app.domain.imports import Check
from desktop_app.storage.tables.declare import Table, day, flag, instant, number, one_of, refers, text, whole

CASE_INFO: Final = Table(
    "case_info",
    "Case",
    "The case: one row",
    (
        text("title", "title", required=True),
        text("description", "one sentence", required=True),
        day("as_of", "day up to which sources were read"),
        flag("synthetic", "made-up data, to be marked wherever it is shown"),
        instant("created_utc", "when the case was made", required=True),
    ),
    cited=False,
)

NOTE: Final = Table(
    "note",
    "Notes",
    "Remarks of the people who work on the case; their own words, no evidence",
    (
        text("subject", "what it is about, as kind:id; empty for the case as a whole"),
        text("text", "the remark", required=True),
        text("author", "who wrote it", required=True),
        instant("written_utc", "when", required=True),
    ),
    cited=False,
    indexes=("subject",),
)

SAVED_VIEW: Final = Table(
    "saved_view",
    "Saved views",
    "Named views: extent, filter, layers",
    (
        text("name", "name", required=True),
        text("group_name", "group it is listed under"),
        text("content", "the view as JSON", required=True),
    ),
    cited=False,
)

IMPORT_RUN: Final = Table(
    "import_run",
    "Imports",
    "Files that were read into the case",
    (
        text("file_name", "name of the file", required=True),
        text("sha256", "SHA-256 of the file, lower-case hexadecimal", required=True),
        text("importer", "what read it, with its version", required=True),
        text("mapping", "columns taken as what, as JSON"),
        instant("imported_utc", "when", required=True),
        whole("accepted", "rows taken", required=True),
        whole("refused", "rows refused", required=True),
        text("format", "what the file was taken for"),
        whole("rows_read", "rows of the file"),
        whole("updated", "rows that were in the case with other values"),
        whole("unchanged", "rows that were in the case with the same values"),
        whole("merged", "rows that were taken into one with others"),
        whole("doubtful", "rows that were taken with a flag"),
        refers("source_id", "source", "the source that its rows cite"),
        text("report_sha256", "SHA-256 of the report, whose lines tumen_file holds"),
    ),
    cited=False,
)

DOUBT: Final = Table(
    "doubt",
    "Doubts",
    "What is doubtful about rows that were imported; the rows themselves are as the file has them",
    (
        text("subject", "the row, as kind:id", required=True),
        one_of("check_name", "what is doubtful", [check.value for check in Check]),
        text("text", "what was found, in words", required=True),
        refers("import_run_id", "import_run", "the import that found it", required=True),
        whole("count", "how many things within the row, such as reports of a track", required=True),
    ),
    cited=False,
    indexes=("subject", "import_run_id"),
)

# The shapes are one GeoJSON, where attachments lie: they are looked at, and no question is asked of them.
REFERENCE_LAYER: Final = Table(
    "reference_layer",
    "Reference layers",
    "Shapes from other programs, drawn under the case's own; tumen_file holds them as compressed GeoJSON",
    (
        text("name", "name in the list of layers", required=True),
        whole("place", "order in the list of layers", required=True),
        text("geometry", "kinds of shapes, separated by spaces: point, line, area", required=True),
        whole("features", "number of features", required=True),
        text("colour", "colour in which it is drawn, #rrggbb", required=True),
        text("crs", "coordinate system of the file, before it was turned into EPSG:4326", required=True),
        text("sha256", "SHA-256 of the content, lower-case hexadecimal", required=True),
        number("west", "bounds, degrees", required=True),
        number("south", "bounds, degrees", required=True),
        number("east", "bounds, degrees", required=True),
        number("north", "bounds, degrees", required=True),
    ),
)

TABLES: Final = (CASE_INFO, NOTE, SAVED_VIEW, IMPORT_RUN, DOUBT, REFERENCE_LAYER)
