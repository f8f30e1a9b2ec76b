"""What is remembered of the user's window; nothing about a case.

One JSON file in the user's configuration folder. An unreadable file is set aside and the defaults hold.
"""

import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from platformdirs import user_config_path

logger = logging.getLogger("settings")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    Attributes:
        theme: "system", "light" or "dark".
        language: language of names on the map: "en", "ru" or "ko".
        geometry: the window's place on the screen, base64; empty before the first close.
        layout: the docks' layout, base64; empty before the first close.
        notice_dismissed: title of the record whose first line was dismissed.
        own_maps: the user's own base maps, JSON as `session.own_maps` writes it; empty for none.
    """

    theme: str = "system"
    language: str = "en"
    geometry: str = ""
    layout: str = ""
    notice_dismissed: str = ""
    own_maps: str = ""


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
    known = {field.name for field in fields(Settings)}
    return Settings(
        **{key: value for key, value in stored.items() if key in known and isinstance(value, str)}
    )


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
