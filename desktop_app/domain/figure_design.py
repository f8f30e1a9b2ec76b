"""What a figure consists of: a page in millimetres and the items on it. A value; nothing is drawn here."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple

MM_PER_INCH: Final = 25.4
# CSS Values 4, 6.2: a CSS pixel is 1/96 inch; a PostScript point 1/72.
CSS_PX_PER_INCH: Final = 96.0
POINTS_PER_INCH: Final = 72.0
DPI_LIMITS: Final = (96, 600)
# Sides of a page: a stamp to A0's longer side.
SIDE_LIMITS_MM: Final = (40.0, 1_189.0)


class ItemKind(StrEnum):
    """What an item shows; a page has one of each but of texts, call-outs and pictures."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    FACTS = "facts"
    MAP = "map"
    LEGEND = "legend"
    SCALE_BAR = "scale_bar"
    NORTH = "north"
    INSET = "inset"
    CHART = "chart"
    TABLE = "table"
    SOURCES = "sources"
    IMPRINT = "imprint"
    CALL_OUT = "call_out"
    TEXT = "text"
    PICTURE = "picture"


MANY: Final = frozenset({ItemKind.CALL_OUT, ItemKind.TEXT, ItemKind.PICTURE})


class Arrangement(StrEnum):
    """Where items without a box lie: below each other, or chart, table and sources at the side."""

    STACKED = "stacked"
    BESIDE = "beside"


class TableKind(StrEnum):
    """Rows of the table item."""

    TOP_VESSELS = "top_vessels"
    SELECTION = "selection"


class Box(NamedTuple):
    """A rectangle on the page, millimetres from its upper left corner."""

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float


class Place(NamedTuple):
    """The part of the world in the map, degrees, EPSG:4326."""

    west: float
    south: float
    east: float
    north: float


class Anchor(NamedTuple):
    """Where on earth a call-out points, degrees, EPSG:4326."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a figure.

    Attributes:
        id: unique on the page; of an item that a page has once its kind's value.
        kind: what it shows.
        box: where a hand has laid it; None: where the arrangement lays it.
        shown: whether it is drawn.
        text: words of title, subtitle, text and call-out; empty: the suggested ones.
        anchor: of a call-out.
        picture: bytes of a picture's PNG, JPEG or SVG, such as a logo.
        size_pt: of its words; None: the design's.
    """

    id: str
    kind: ItemKind
    box: Box | None = None
    shown: bool = True
    text: str = ""
    anchor: Anchor | None = None
    picture: bytes = b""
    size_pt: float | None = None


class House(NamedTuple):
    """A publisher's own look; empty strings stand for Tumen's.

    Attributes:
        family: name of an installed font; Tumen's own is the same on every machine.
        accent: "#rrggbb" of the title and the rule below it.
        paper: "#rrggbb" of the page.
    """

    family: str = ""
    accent: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """A page and its items, in the order they are painted.

    Attributes:
        name: of the template it was made from, or its own.
        width_mm, height_mm: of the page.
        margin_mm: between its edge and what the arrangement lays.
        arrangement: of the items without a box.
        items: what is on it.
        place: part of the world; None: what the map shows.
        theme: colours, a value of `Theme`; empty: the window's.
        language: of names on the map, a value of `Language`; empty: the window's.
        graticule: lines of latitude and longitude on the map.
        table: rows of the table item.
        table_rows: at most so many.
        dpi: device pixels per inch of PNG, and of the map in the others.
        author: printed in the imprint and written into the file; empty: none.
        house: a publisher's look.
    """

    name: str
    width_mm: float
    height_mm: float
    margin_mm: float = 8.0
    arrangement: Arrangement = Arrangement.STACKED
    items: tuple[Item, ...] = ()
    place: Place | None = None
    theme: str = ""
    language: str = ""
    graticule: bool = False
    table: TableKind = TableKind.TOP_VESSELS
    table_rows: int = 8
    dpi: int = 192
    author: str = ""
    house: House = field(default_factory=House)

    @property
    def width_px(self) -> float:
        """Of the page in CSS pixels, the painter's unit."""
        return self.width_mm / MM_PER_INCH * CSS_PX_PER_INCH

    @property
    def height_px(self) -> float:
        """The same of its height."""
        return self.height_mm / MM_PER_INCH * CSS_PX_PER_INCH

    @property
    def scale(self) -> float:
        """Device pixels per CSS pixel."""
        return self.dpi / CSS_PX_PER_INCH

    def item(self, id_: str) -> Item | None:
        """The item of an id."""
        return next((item for item in self.items if item.id == id_), None)

    def shows(self, kind: ItemKind) -> bool:
        """Whether an item of a kind is drawn."""
        return any(item.kind is kind and item.shown for item in self.items)

    def with_item(self, item: Item) -> "Design":
        """The same with an item in the place of the one with its id, or added on top."""
        if self.item(item.id) is None:
            return replace(self, items=(*self.items, item))
        return replace(self, items=tuple(item if one.id == item.id else one for one in self.items))

    def without(self, id_: str) -> "Design":
        """The same without an item."""
        return replace(self, items=tuple(item for item in self.items if item.id != id_))
