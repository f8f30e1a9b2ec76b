"""What each layer looks like outside Tumen: the same colours and the same meanings as on its own map.

What is only inferred is dashed, what only computation places is hollow with a thin edge, and a sighting with
the tracker off is open.
"""

from typing import Final, NamedTuple

# The light theme's colours; a test holds them against `ui/palette.py`, which storage must not import.
PAPER: Final = "#FFFFFF"
INK: Final = "#1B2429"
LOADING: Final = "#C8460A"
DISCHARGE: Final = "#2671B6"
RAIL: Final = "#622F89"
NEUTRAL: Final = "#6C7A84"
SEA: Final = "#245F59"

# Up to here a stretch of railway is drawn as known; the map page has the same limit (`layers/rail.ts`).
CLOSE_KM: Final = 0.2
# Voyages and the routes that they follow have the same dashes, so that one lies over the other.
WAY_MM: Final = (2.4, 1.4)


class Mark(NamedTuple):
    """A sign at a point.

    Attributes:
        shape: a name that QML and SLD share.
        fill, edge: "#RRGGBB".
    """

    shape: str
    size_mm: float
    fill: str
    edge: str
    edge_mm: float


class Stroke(NamedTuple):
    """A line; `dash_mm` is stroke, gap; empty for unbroken."""

    colour: str
    width_mm: float
    dash_mm: tuple[float, ...] = ()


class Area(NamedTuple):
    """Ground with an edge."""

    fill: str
    opacity: float
    edge: str
    edge_mm: float


class Rule(NamedTuple):
    """Which rows look how.

    Attributes:
        title: for the legend.
        sign: what is drawn.
        condition: column, "=", "<>", ">" or "<=", value; None for every row.
    """

    title: str
    sign: Mark | Stroke | Area
    condition: tuple[str, str, str | float] | None = None


class Look(NamedTuple):
    """How a layer looks.

    Attributes:
        opacity: of the layer as a whole, 0 to 1, however many rows lie over one another.
        movement: its rows are movements; made-up ones say so even where they have no label.
        below: scale 1:n from which on rows are drawn; 0 for any.
        label: column whose text stands beside each row, empty for none.
        label_below: scale 1:n from which on names are written; 0 for any.
    """

    table: str
    rules: tuple[Rule, ...]
    opacity: float = 1.0
    movement: bool = False
    below: int = 0
    label: str = ""
    label_below: int = 0


def _disc(colour: str, size_mm: float) -> Mark:
    return Mark("circle", size_mm, colour, PAPER, 0.3)


def _square(colour: str, size_mm: float) -> Mark:
    return Mark("square", size_mm, colour, PAPER, 0.25)


_ROLES: Final = (
    ("loading", "loading", LOADING),
    ("discharge", "discharge", DISCHARGE),
    ("rail", "rail head", RAIL),
    ("other", "other", NEUTRAL),
)
# Hollow: computed. In the colour of ships what they did, in that of text what is not known of them.
_EVENTS: Final = (
    ("gap", "AIS gap", "circle", 2.8, INK),
    ("visit", "port visit", "square", 2.4, SEA),
    ("ais_voyage", "voyage by AIS", "triangle", 2.8, SEA),
    ("encounter", "encounter", "star", 3.4, SEA),
    ("loitering", "loitering", "circle", 2.8, SEA),
    ("sts_candidate", "ship-to-ship candidate", "star", 3.4, INK),
    ("identity_doubt", "identity doubt", "triangle", 2.8, INK),
    ("position_doubt", "position doubt", "cross", 2.8, INK),
    ("missed_call", "missed-call hint", "square", 2.4, INK),
)

LOOKS: Final = (
    Look(
        "port",
        tuple(
            Rule(
                f"{title} port" if role != "rail" else title,
                _disc(colour, 2.2 if role == "other" else 3.6),
                ("role", "=", role),
            )
            for role, title, colour in _ROLES
        ),
        label="name_en",
    ),
    Look(
        "terminal",
        tuple(
            Rule(f"terminal: {title}", _square(colour, 1.9), ("role", "=", role))
            for role, title, colour in _ROLES
        ),
        below=800_000,
        label="name_en",
        label_below=150_000,
    ),
    Look("port_outline", (Rule("ground of a port or terminal", Area(NEUTRAL, 0.18, NEUTRAL, 0.25)),)),
    Look("berth_point", (Rule("berth or anchorage", _disc(NEUTRAL, 1.1)),), below=300_000),
    Look(
        "rail_segment",
        (
            Rule("railway", Stroke(RAIL, 0.7), ("accuracy_km", "<=", CLOSE_KM)),
            Rule("railway, schematic", Stroke(RAIL, 0.7, (2.2, 1.2)), ("accuracy_km", ">", CLOSE_KM)),
        ),
    ),
    Look(
        "station",
        (
            Rule("station", Mark("circle", 2.0, PAPER, RAIL, 0.5), ("basis", "<>", "along")),
            Rule(
                "station, placed by its kilometre",
                Mark("circle", 2.0, PAPER, RAIL, 0.2),
                ("basis", "=", "along"),
            ),
        ),
        label="name_en",
        label_below=1_500_000,
    ),
    Look(
        "kilometre_post",
        (Rule("kilometre post, computed", Mark("circle", 0.9, PAPER, RAIL, 0.2)),),
        below=500_000,
    ),
    Look("sea_route", (Rule("inferred route, not a track", Stroke(NEUTRAL, 0.3, WAY_MM)),)),
    Look("voyage", (Rule("voyage, way inferred", Stroke(SEA, 0.5, WAY_MM)),), movement=True),
    Look(
        "sighting",
        (
            Rule("position, tracker off", Mark("circle", 2.6, PAPER, SEA, 0.5), ("tracker", "=", "off")),
            Rule("position", Mark("circle", 2.6, SEA, SEA, 0.5), ("tracker", "<>", "off")),
        ),
        label="place",
        label_below=1_500_000,
    ),
    Look("watch_area", (Rule("watched area", Area(SEA, 0.06, SEA, 0.4)),), label="name"),
    Look(
        "ais_event",
        tuple(
            Rule(
                f"{title}, found by computation",
                Mark(shape, size_mm, PAPER, colour, 0.5),
                ("kind", "=", kind),
            )
            for kind, title, shape, size_mm, colour in _EVENTS
        ),
        movement=True,
    ),
    Look("consignment", (Rule("rail consignment", Stroke(RAIL, 2.4)),), opacity=0.35, movement=True),
)
