"""The placemarks of a KML document, one after the other as the document is read."""

from collections.abc import Iterator
from typing import IO, Final, NamedTuple
from xml.parsers import expat

from desktop_app.importers.gis.gis_layer import TIME_END, TIME_START
from desktop_app.runtime.errors import InputError

Points = list[tuple[float, float]]

_PIECE: Final = 1 << 18
# Characters of one element's text; more is no name and no description, and coordinates come in any number.
_MOST_TEXT: Final = 1 << 20
_SHAPES: Final = frozenset({"Point", "LineString", "LinearRing", "Polygon", "Track"})
_FOLDERS: Final = frozenset({"Folder", "Document"})
# Elements whose text is kept, and as what.
_TEXTS: Final = {
    "name": "name",
    "description": "description",
    "address": "address",
    "when": TIME_START,
    "begin": TIME_START,
    "end": TIME_END,
}


class Placemark(NamedTuple):
    """One placemark.

    Attributes:
        told: its texts by name; those of `ExtendedData` under their own names.
        shapes: kind ("Point", "LineString", "Polygon") and its points, ring by ring; a part without points
            cannot be read.
        track: times and places of a track, as documented.
    """

    told: dict[str, str]
    shapes: list[tuple[str, list[Points]]]
    track: list[tuple[str, tuple[float, float]]]


def placemarks(file: IO[bytes], name: str) -> Iterator[Placemark]:
    """Read a document to its end.

    Args:
        file: at the beginning of the XML.
        name: the file, for people.

    Raises:
        InputError: it is no well-formed XML, or declares entities, which KML has no use for.
    """
    reader = _Reader(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.refuse_entity
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            yield from reader.take()
        parser.Parse(b"", True)
        yield from reader.take()
    except expat.ExpatError as error:
        raise InputError(
            f"{name}: line {error.lineno} is no well-formed XML ({expat.ErrorString(error.code)})."
        ) from None
    except (LookupError, ValueError) as error:
        raise InputError(f"{name}: it is in an encoding that is not known ({error}).") from None


class _Reader:
    """What the parser calls."""

    def __init__(self, name: str) -> None:
        self._file = name
        self._ready: list[Placemark] = []
        self._open: list[str] = []
        self._folders: list[str] = []
        self._mark: Placemark | None = None
        self._whens: list[str] = []
        self._coords: Points = []
        self._key = ""
        self._kept: list[str] | None = None
        self._length = 0

    def take(self) -> list[Placemark]:
        """The placemarks that have ended since."""
        ready, self._ready = self._ready, []
        return ready

    def refuse_entity(self, *_: object) -> None:
        """An entity can name files and multiply itself."""
        raise InputError(f"{self._file}: it declares entities, which are not read.")

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        element = qualified.rpartition(" ")[2]
        self._open.append(element)
        if element in _FOLDERS:
            self._folders.append("")
        elif element == "Placemark":
            self._mark = Placemark({}, [], [])
        mark = self._mark
        if mark is not None and element in _SHAPES and not (element == "LinearRing" and self._in_polygon()):
            mark.shapes.append((element if element in {"Point", "Polygon"} else "LineString", []))
            self._whens, self._coords = [], []
        if element in {"Data", "SimpleData"}:
            self._key = attributes.get("name", "")
        keeps = element in _TEXTS or element in {"coordinates", "coord", "value", "SimpleData"}
        self._kept = [] if keeps else None
        self._length = 0

    def text(self, text: str) -> None:
        """Characters within an element."""
        if self._kept is None:
            return
        self._length += len(text)
        if self._length <= _MOST_TEXT or self._open[-1] == "coordinates":
            self._kept.append(text)

    def end(self, qualified: str) -> None:
        """An element ends."""
        element = qualified.rpartition(" ")[2]
        text = "".join(self._kept).strip() if self._kept is not None else ""
        self._kept = None
        self._open.pop()
        parent = self._open[-1] if self._open else ""
        mark = self._mark
        if element in _FOLDERS:
            self._folders.pop()
        elif element == "name" and parent in _FOLDERS:
            self._folders[-1] = text
        if mark is None:
            return
        if element == "Placemark":
            folder = next((one for one in reversed(self._folders) if one), "")
            if folder:
                mark.told["folder"] = folder
            self._ready.append(mark)
            self._mark = None
        elif element in {"coordinates", "coord"} and mark.shapes:
            self._place(mark, element, text)
        elif element == "when" and parent == "Track":
            self._whens.append(text)
        elif element == "Track":
            mark.track.extend(zip(self._whens, self._coords, strict=False))
        elif text:
            self._tell(mark, element, parent, text)

    def _tell(self, mark: Placemark, element: str, parent: str, text: str) -> None:
        if element in {"value", "SimpleData"} and self._key:
            mark.told[self._key] = text
        elif element in _TEXTS and (parent in {"Placemark", "TimeStamp", "TimeSpan"}):
            mark.told[_TEXTS[element]] = text

    def _place(self, mark: Placemark, element: str, text: str) -> None:
        rings = mark.shapes[-1][1]
        if element == "coordinates":
            rings.append([point for tuple_ in text.split() if (point := _point(tuple_.split(",")))])
            return
        point = _point(text.split())
        if point is None:
            return
        self._coords.append(point)
        if rings:
            rings[-1].append(point)
        else:
            rings.append([point])

    def _in_polygon(self) -> bool:
        return "Polygon" in self._open


def _point(parts: list[str]) -> tuple[float, float] | None:
    """Longitude, latitude; a height is left out."""
    try:
        return float(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        return None
