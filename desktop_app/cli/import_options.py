"""Options of `tumen import` and `tumen imports`, standard library only."""

import argparse
from pathlib import Path
from typing import Final

# Help needs nothing installed: what rows can become is known to `importers.tables.targets`.
TARGETS: Final = (
    "voyages",
    "calls",
    "sightings",
    "vessels",
    "consignments",
    "payments",
    "claims",
    "coverage",
    "fixes",
)


def add_import_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import`: which files, into which case, and what is to be known of them."""
    parser = commands.add_parser(
        "import",
        help="read files into a case: tables, AIS, NMEA, maps, lists of ships",
        description="Reads files, folders and archives into a case. What a file is, is seen from its "
        "content, also through .gz, .zst and .zip; what its columns say is guessed from their names, and "
        "told. All are one change, which one undo takes back; the report of each file stays in the case.",
        epilog="Exit code: 0 every row was taken, 1 rows were rejected or are doubtful, or a file was left "
        "out, 2 nothing was imported. Ctrl+C leaves the case as it was.",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a file, a folder or an archive")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="CASE", help="a case file, .gpkg; made if there is none"
    )
    parser.add_argument("--new", action="store_true", help="make the case, and refuse one that is there")
    _add_reading(parser)
    _add_source(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="do everything, tell what would become of it, and take it back"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="also write the report, as .csv or .xlsx; of one file"
    )
    parser.add_argument("--force", action="store_true", help="replace a report that is there")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.add_argument(
        "--who",
        metavar="NAME",
        help="who imports, for the log (default: as in the window, else the login name)",
    )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """How files are read."""
    group = parser.add_argument_group("how files are read")
    group.add_argument(
        "--as", dest="target", choices=TARGETS, help="what the rows are, where the guess is not right"
    )
    group.add_argument(
        "--mapping", metavar="NAME", help="a saved mapping, or a file NAME.json that holds one"
    )
    group.add_argument(
        "--set",
        dest="uses",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help='a field comes from this column, such as imo="IMO No."; FIELD= for from none; may be repeated',
    )
    group.add_argument(
        "--const",
        dest="constants",
        action="append",
        default=[],
        metavar="FIELD=TEXT",
        help="a field is this text in every row, such as port=Rajin; may be repeated",
    )
    group.add_argument("--sheet", metavar="NAME", help="only this sheet of a workbook, or layer of a file")
    group.add_argument(
        "--encoding", default="", metavar="NAME", help="of texts, such as cp1251 (default: seen)"
    )
    group.add_argument(
        "--zone",
        metavar="ZONE",
        help="of times that name none: Asia/Vladivostok, +09:00, KST (default: UTC)",
    )
    group.add_argument(
        "--date-order", choices=("dmy", "mdy", "ymd"), help="of dates such as 03/04/2024 (default: seen)"
    )
    group.add_argument(
        "--layer",
        metavar="NAME",
        help="make a reference layer of this name of it, drawn under the case's own",
    )
    group.add_argument(
        "--every-ship", action="store_true", help="of a list of ships also those that the case does not know"
    )


def _add_source(parser: argparse.ArgumentParser) -> None:
    """What the rows cite."""
    group = parser.add_argument_group("what the rows cite")
    group.add_argument(
        "--source", default="", metavar="TITLE", help="title of the source (default: the file's name)"
    )
    group.add_argument("--publisher", default="", metavar="NAME", help="who published it")
    group.add_argument("--url", default="", metavar="URL", help="its address; it is never opened")
    group.add_argument(
        "--reliability",
        default="",
        choices=tuple("ABCDEF"),
        help="Admiralty grade of the source (default: none)",
    )


def add_imports_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `imports`: what was imported, and one report."""
    parser = commands.add_parser(
        "imports", help="list what was imported into a case, or print one report", description="Oldest first."
    )
    parser.add_argument("case", type=Path, metavar="CASE", help="a case file, .gpkg")
    parser.add_argument("run", nargs="?", metavar="RUN", help="number or id of an import: print its report")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report, as .csv or .xlsx")
    parser.add_argument("--force", action="store_true", help="replace a report that is there")
    parser.add_argument("--json", action="store_true", help="machine-readable")
