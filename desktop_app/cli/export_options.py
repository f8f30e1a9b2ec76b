"""Options of `tumen export`."""

import argparse

from desktop_app.cli.output_options import add_output_options
from desktop_app.cli.shared_options import add_assumption_options, add_filter_options, add_view_option

# Help needs nothing installed: the formats themselves are known to `exporters.data.writers`.
FORMATS = ("csv", "xlsx", "geojson", "gpkg", "kml", "kmz", "shp", "parquet", "ftm")


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add what is written, and where to."""
    parser.add_argument("--format", required=True, choices=FORMATS, help="what to write")
    add_output_options(parser, "the file; of csv a folder or .zip, of parquet and geojson a file or a folder")
    parser.add_argument(
        "--rows",
        required=True,
        choices=("filtered", "all"),
        help="only what the filter leaves, or the whole case; never guessed",
    )
    parser.add_argument(
        "--tables", metavar="NAMES", help="names with commas between them, such as voyages,vessels,sources"
    )
    parser.add_argument(
        "--redact", metavar="PROFILE", help="a redaction profile: a TOML file, or the name of one in the case"
    )
    add_view_option(parser)
    add_filter_options(parser)
    add_assumption_options(parser)
    parser.add_argument(
        "--bom", action="store_true", help="of csv: begin each table with a mark that Excel needs"
    )
