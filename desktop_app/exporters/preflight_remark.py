"""One remark about a figure that is about to be written, and what remarks are made from."""

from typing import NamedTuple

from desktop_app.domain.figure_design import Design, Place
from desktop_app.domain.findings import Severity
from desktop_app.query.volumes_results import Question


class Remark(NamedTuple):
    """One thing to know or to mend.

    Attributes:
        key: names the kind of remark; once a figure.
        sentence: what it is.
        advice: what can be done about it.
    """

    key: str
    severity: Severity
    sentence: str
    advice: str


class OwnMapCredit(NamedTuple):
    """A map of the user's own that the figure shows, and whom its file names; empty where nobody."""

    name: str
    credit: str


class PreflightFacts(NamedTuple):
    """What is looked at beside the rows; nothing of it is Qt's.

    Attributes:
        design: its page and items.
        place: the part of the world that is drawn.
        map_width_mm: of the map on the page.
        layers: keys of the map layers.
        selection: selected keys.
        question: how the chart cuts the volumes.
        overflowing: ids of items whose words do not fit.
        missing_glyphs: characters that no font of Tumen's has.
        own_maps: that the map shows.
    """

    design: Design
    place: Place
    map_width_mm: float
    layers: tuple[str, ...]
    selection: tuple[str, ...]
    question: Question
    overflowing: tuple[str, ...] = ()
    missing_glyphs: frozenset[str] = frozenset()
    own_maps: tuple[OwnMapCredit, ...] = ()


def note(key: str, sentence: str, advice: str) -> Remark:
    """Something to know."""
    return Remark(key, Severity.NOTE, sentence, advice)


def warning(key: str, sentence: str, advice: str) -> Remark:
    """Something that a person should look at."""
    return Remark(key, Severity.WARNING, sentence, advice)
