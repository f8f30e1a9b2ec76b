"""The formats in which data can be exported, by name."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.exporters.data.csv_files import write_csv
from desktop_app.exporters.data.follow_the_money import write_follow_the_money
from desktop_app.exporters.data.geojson_file import write_geojson
from desktop_app.exporters.data.geopackage import write_geopackage
from desktop_app.exporters.data.kml import write_kml, write_kmz
from desktop_app.exporters.data.parquet_files import write_parquet
from desktop_app.exporters.data.shapefile import write_shapefiles
from desktop_app.exporters.data.tables import DataSet
from desktop_app.exporters.data.xlsx_file import write_xlsx
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.feedback import Feedback

Write = Callable[[DataSet, Path, Feedback], tuple[Path, ...]]


class Format(NamedTuple):
    """One format.

    Attributes:
        name: on the command line.
        title: for people.
        says: when to choose it, one sentence.
        endings: of the file, the suggested one first; empty where only a folder can hold it.
        in_folder: a name without an ending is a folder.
        suggests_folder: a folder is what is suggested.
        write: writes a data set to a path and returns what was written.
        write_with_bom: the same for Excel, where that is another.
    """

    name: str
    title: str
    says: str
    endings: tuple[str, ...]
    in_folder: bool
    write: Write
    write_with_bom: Write | None = None
    suggests_folder: bool = False

    @property
    def suggested(self) -> str:
        """Ending of the name that is suggested; empty for a folder."""
        return "" if self.suggests_folder or not self.endings else self.endings[0]


FORMATS: Final[Mapping[str, Format]] = {
    one.name: one
    for one in (
        Format(
            "csv",
            "CSV",
            "A text file a table, with a readme and a schema; for any program.",
            (".zip",),
            in_folder=True,
            write=write_csv,
            write_with_bom=partial(write_csv, with_bom=True),
        ),
        Format(
            "xlsx",
            "Excel workbook",
            "A sheet a table and a readme first; for Excel and LibreOffice.",
            (".xlsx",),
            in_folder=False,
            write=write_xlsx,
        ),
        Format(
            "parquet",
            "Parquet",
            "Tables with real types, GeoParquet where they have a place; for DuckDB, Python, R and QGIS.",
            (".parquet",),
            in_folder=True,
            write=write_parquet,
            suggests_folder=True,
        ),
        Format(
            "geojson",
            "GeoJSON",
            "Points and lines with their facts in one file; for maps on the web and any GIS.",
            (".geojson", ".json"),
            in_folder=True,
            write=write_geojson,
        ),
        Format(
            "gpkg",
            "GeoPackage",
            "Layers and tables in one file, with the styles of this map; for QGIS and any GIS.",
            (".gpkg",),
            in_folder=False,
            write=write_geopackage,
        ),
        Format(
            "kml",
            "KML",
            "Places with their time and sources; for Google Earth, which shows a time slider.",
            (".kml",),
            in_folder=False,
            write=write_kml,
        ),
        Format(
            "kmz",
            "KMZ",
            "The same, compressed.",
            (".kmz",),
            in_folder=False,
            write=write_kmz,
        ),
        Format(
            "shp",
            "Shapefile",
            "For programs that read nothing else: names and texts are cut, times of day become text.",
            (".zip",),
            in_folder=True,
            write=write_shapefiles,
        ),
        Format(
            "ftm",
            "FollowTheMoney",
            "Vessels, companies, trips, payments and listings as entities; for OCCRP's Aleph.",
            (".json", ".ijson"),
            in_folder=False,
            write=write_follow_the_money,
        ),
    )
}


def check_name(chosen: Format, path: Path) -> None:
    """Refuse a name that the format cannot be written under.

    Raises:
        UsageError: names the endings that fit.
    """
    ending = path.suffix.lower()
    if ending in chosen.endings or (not ending and chosen.in_folder):
        return
    folder = " or a folder" if chosen.in_folder else ""
    raise UsageError(f"{path.name}: {chosen.title} is written as {' or '.join(chosen.endings)}{folder}")
