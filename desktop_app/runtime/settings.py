"""What is remembered of the user's window; of cases, only where their files lie.

One JSON file in the user's configuration folder. An unreadable file is set aside and the defaults hold.
"""

import json
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from platformdirs import user_config_path

logger = logging.getLogger("settings")

FURTHEST_DEG = 180.0
RECENT_FILES: Final = 10


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A view of the map to come back to.

    Attributes:
        name: the user's own words.
        lon, lat: its centre, degrees, EPSG:4326.
        zoom: Leaflet zoom.
    """

    name: str
    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    Attributes:
        theme: "system", "light", "dark", "print" or "contrast".
        language: language of names on the map: "en", "ru" or "ko".
        geometry: the window's place on the screen, base64; empty before the first close.
        layout: the docks' layout, base64; empty before the first close.
        notice_dismissed: title of the record whose first line was dismissed.
        own_maps: the user's own base maps, JSON as `session.own_maps` writes it; empty for none.
        author: the name under which changes of a case are logged; empty until it was asked for.
        last_folder: where a case was last opened or saved; empty before the first time.
        recent: paths of the case files last opened, the newest first.
        bookmarks: views of the map, in the user's order.
        voyages_table: columns and grouping of the voyages table, JSON as `ui.models.table_layout` writes it;
            empty for the default.
        figure_template: name of the page template that was used last; empty before the first figure.
    """

    theme: str = "system"
    language: str = "en"
    geometry: str = ""
    layout: str = ""
    notice_dismissed: str = ""
    own_maps: str = ""
    author: str = ""
    last_folder: str = ""
    recent: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    voyages_table: str = ""
    figure_template: str = ""


def default_path() -> Path:
    """Where the file lies."""
    return user_config_path("tumen", appauthor=False) / "settings.json"


def load(path: Path) -> Settings:
    """The settings; unknown or wrongly typed entries are ignored."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        logger.info("settings at %s cannot be read (%s); defaults are used", path, error)
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    known = {field.name for field in fields(Settings)} - {"bookmarks", "recent"}
    words = {key: value for key, value in stored.items() if key in known and isinstance(value, str)}
    return Settings(
        **words,
        bookmarks=_bookmarks(stored.get("bookmarks", [])),
        recent=_recent(stored.get("recent", [])),
    )


def _recent(stored: Any) -> tuple[str, ...]:
    paths = [path for path in stored if isinstance(path, str) and path] if isinstance(stored, list) else []
    return tuple(dict.fromkeys(paths))[:RECENT_FILES]


def _bookmarks(stored: Any) -> tuple[Bookmark, ...]:
    """Those that can be read; the others are dropped with a line in the log."""
    found = []
    for entry in stored if isinstance(stored, list) else []:
        bookmark = _bookmark(entry)
        if bookmark is None:
            logger.info("a bookmark cannot be read and is dropped: %.200r", entry)
        else:
            found.append(bookmark)
    return tuple(found)


def _bookmark(entry: Any) -> Bookmark | None:
    if not isinstance(entry, dict):
        return None
    name, place = entry.get("name"), [entry.get(key) for key in ("lon", "lat", "zoom")]
    numbers = [
        float(value)
        for value in place
        # NaN and infinity, which Python's JSON reads, fail the comparison; `bool` is an `int` to Python.
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= FURTHEST_DEG
    ]
    if not isinstance(name, str) or not name.strip() or len(numbers) != len(place):
        return None
    return Bookmark(name, *numbers)


def save(settings: Settings, path: Path) -> None:
    """Write whole or not at all; a read-only folder is logged and otherwise harmless."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=1)
        Path(name).replace(path)
    except OSError as error:
        logger.info("settings cannot be kept at %s: %s", path, error)


def change(path: Path, how: Callable[[Settings], Settings]) -> None:
    """Change what the file holds now: other windows write to it as well."""
    save(how(load(path)), path)


def with_recent(settings: Settings, case: Path) -> Settings:
    """The same with this case file as the one last opened."""
    newest = str(case.absolute())
    others = (known for known in settings.recent if known != newest)
    remembered = replace(settings, recent=(newest, *others)[:RECENT_FILES])
    return replace(remembered, last_folder=str(case.absolute().parent))


def without_recent(settings: Settings) -> Settings:
    """The same with no case file remembered."""
    return replace(settings, recent=())
