"""The case itself, the researcher's notes and views, and what was imported."""

from typing import Final

from desktop_app.storage.tables.declare import Table, day, flag, instant, text, whole

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
    ),
    cited=False,
)

TABLES: Final = (CASE_INFO, NOTE, SAVED_VIEW, IMPORT_RUN)
