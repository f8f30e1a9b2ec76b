"""The filter: clauses, one of a kind, each of which a person can read and a row passes or not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from desktop_app.domain.place import LonLat
from desktop_app.domain.time_span import TimeSpan

NAMES_IN_SENTENCE: Final = 4


class ClauseKind(StrEnum):
    """What a clause is about, in the order in which a filter is read."""

    DATES = "dates"
    VESSEL = "vessel"
    OPERATOR = "operator"
    LISTING = "listing"
    LOADING = "loading"
    DISCHARGE = "discharge"
    PORT = "port"
    MODE = "mode"
    PRODUCT = "product"
    VOLUME = "volume"
    TRACKER = "tracker"
    HOW_KNOWN = "how_known"
    GRADE = "grade"
    DOUBT = "doubt"
    EVENT = "event"
    AREA = "area"
    TEXT = "text"
    VOYAGE = "voyage"


@dataclass(frozen=True, slots=True)
class DateClause:
    """Rows whose span shares a day with [first_day, last_day]; None leaves that side open."""

    first_day: date | None = None
    last_day: date | None = None

    @property
    def kind(self) -> ClauseKind:
        """What it is about."""
        return ClauseKind.DATES

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return self.first_day is not None or self.last_day is not None

    def covers(self, span: TimeSpan) -> bool:
        """Whether a span shares a day with the window."""
        if self.first_day is not None and span.last_day < self.first_day:
            return False
        return self.last_day is None or span.first_day <= self.last_day

    def sentence(self) -> str:
        """In words, with UTC."""
        if self.first_day is not None and self.last_day is not None:
            if self.first_day == self.last_day:
                return f"on {self.first_day.isoformat()} (UTC)"
            return f"{self.first_day.isoformat()} to {self.last_day.isoformat()} (UTC, both days included)"
        if self.first_day is not None:
            return f"from {self.first_day.isoformat()} (UTC)"
        if self.last_day is not None:
            return f"until {self.last_day.isoformat()} (UTC, day included)"
        return "all dates"


_EITHER: Final = "loading or discharging at"
# How a choice reads: before the values, with one value, and what stands for a value that is not documented.
_CHOICE_WORDS: Final = {
    ClauseKind.VESSEL: ("vessels", "vessel", "not named"),
    ClauseKind.OPERATOR: ("operated by", "operated by", "somebody not documented"),
    ClauseKind.LISTING: ("listed by", "listed by", "no list"),
    ClauseKind.LOADING: ("loading at", "loading at", "a port not documented"),
    ClauseKind.DISCHARGE: ("discharging at", "discharging at", "a port not documented"),
    ClauseKind.PORT: (_EITHER, _EITHER, "a port not documented"),
    ClauseKind.MODE: ("by", "by", "means not documented"),
    ClauseKind.PRODUCT: ("carrying", "carrying", "a product not documented"),
    ClauseKind.TRACKER: ("tracker", "tracker", "not documented"),
    ClauseKind.HOW_KNOWN: ("known from", "known from", "nothing documented"),
    ClauseKind.GRADE: ("with a source graded", "with a source graded", "not at all"),
    ClauseKind.DOUBT: ("flagged for", "flagged for", "nothing"),
    ClauseKind.EVENT: ("with AIS events", "with AIS events", "no event"),
}
CHOICE_KINDS: Final = tuple(_CHOICE_WORDS)
NOT_DOCUMENTED: Final = ""


@dataclass(frozen=True, slots=True)
class ChoiceClause:
    """Rows that have one of the values; no values means every row.

    What the values are: ids of vessels and ports (`PORT`: of either end); names of operators (`vessel.owner`)
    and products as documented; "sea" and "rail"; `AUTHORITIES`; values of `Tracker`, `HowKnown`,
    `Reliability`, `Check` and `EventKind`. `NOT_DOCUMENTED` stands for rows without a value.

    Attributes:
        names: what to call the values, in their order, for the sentence only; empty where values are names.
    """

    kind: ClauseKind
    values: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return bool(self.values)

    def sentence(self) -> str:
        """In words; a long list is counted after the first four."""
        several, one, nothing = _CHOICE_WORDS[self.kind]
        if not self.values:
            return "all vessels" if self.kind is ClauseKind.VESSEL else ""
        names = [name or nothing for name in self.names or self.values]
        shown, more = names[:NAMES_IN_SENTENCE], len(names) - NAMES_IN_SENTENCE
        text = ", ".join(shown) if self.kind is ClauseKind.VESSEL else " or ".join(shown)
        if more > 0:
            text = f"{', '.join(shown)} and {more} more"
        return f"{one if len(names) == 1 else several} {text}"


@dataclass(frozen=True, slots=True)
class VoyageClause:
    """One voyage alone, with its calls and positions.

    Attributes:
        voyage_id: empty for every voyage.
        name: what to call it, for the sentence only.
    """

    voyage_id: str = ""
    name: str = field(default="", compare=False)

    @property
    def kind(self) -> ClauseKind:
        """What it is about."""
        return ClauseKind.VOYAGE

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return bool(self.voyage_id)

    def sentence(self) -> str:
        """In words."""
        return f"the voyage “{self.name or self.voyage_id}” alone" if self.voyage_id else ""


@dataclass(frozen=True, slots=True)
class VolumeClause:
    """Rows whose estimated volume shares a barrel with [low_bbl, high_bbl]; None leaves that side open.

    Attributes:
        unknown: rows without an estimate pass as well.
    """

    low_bbl: float | None = None
    high_bbl: float | None = None
    unknown: bool = False

    @property
    def kind(self) -> ClauseKind:
        """What it is about."""
        return ClauseKind.VOLUME

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return self.low_bbl is not None or self.high_bbl is not None

    def sentence(self) -> str:
        """In words."""
        if self.low_bbl is not None and self.high_bbl is not None:
            text = f"volume {self.low_bbl:,.0f} to {self.high_bbl:,.0f} bbl"
        elif self.low_bbl is not None:
            text = f"volume of at least {self.low_bbl:,.0f} bbl"
        elif self.high_bbl is not None:
            text = f"volume of at most {self.high_bbl:,.0f} bbl"
        else:
            return ""
        return f"{text} or not estimated" if self.unknown else text


@dataclass(frozen=True, slots=True)
class AreaClause:
    """Rows with a documented place inside a ring: a port of a call, an end of the voyage, or a position.

    Attributes:
        ring: lon, lat; closed by itself, not crossing the antimeridian. Empty for the whole world.
        name: what to call it.
        follows_view: the ring is the extent of the map and moves with it.
    """

    ring: tuple[LonLat, ...] = ()
    name: str = field(default="", compare=False)
    follows_view: bool = False

    @property
    def kind(self) -> ClauseKind:
        """What it is about."""
        return ClauseKind.AREA

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return len(self.ring) > 2  # noqa: PLR2004 - two points enclose nothing

    def sentence(self) -> str:
        """In words; a rectangle with its edges."""
        if not self.is_active:
            return ""
        lons, lats = [lon for lon, _ in self.ring], [lat for _, lat in self.ring]
        north_south = f"{_degrees(min(lats), 'NS')}–{_degrees(max(lats), 'NS')}"
        east_west = f"{_degrees(min(lons), 'EW')}–{_degrees(max(lons), 'EW')}"
        what = "the map's extent" if self.follows_view else self.name or "the drawn area"
        return f"within {what} ({north_south}, {east_west})"


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.2f}° {letters[value < 0]}"


@dataclass(frozen=True, slots=True)
class TextClause:
    """Rows in whose words a text occurs, whatever its case: names, places, products and summaries."""

    text: str = ""

    @property
    def kind(self) -> ClauseKind:
        """What it is about."""
        return ClauseKind.TEXT

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return bool(self.text.strip())

    def sentence(self) -> str:
        """In words."""
        return f"with the text “{self.text.strip()}”" if self.is_active else ""


Clause = DateClause | VoyageClause | ChoiceClause | VolumeClause | AreaClause | TextClause
_PLACES: Final = {kind: place for place, kind in enumerate(ClauseKind)}


@dataclass(frozen=True, slots=True)
class Filter:
    """Active clauses, at most one of a kind; a row passes if it passes each. `Filter.of` makes one.

    Attributes:
        clauses: in the order of `ClauseKind`.
    """

    clauses: tuple[Clause, ...] = ()

    @classmethod
    def of(cls, *clauses: Clause) -> "Filter":
        """The filter of these clauses; of several of a kind the last one, inactive ones left out."""
        return cls._from(clauses)

    @classmethod
    def _from(cls, clauses: Iterable[Clause]) -> "Filter":
        chosen = {clause.kind: clause for clause in clauses}
        ordered = sorted(chosen.values(), key=lambda clause: _PLACES[clause.kind])
        return cls(tuple(clause for clause in ordered if clause.is_active))

    @property
    def is_active(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.clauses)

    @property
    def assumes(self) -> bool:
        """Whether what passes rests on assumptions, as every volume does, or on found events."""
        return any(clause.kind in (ClauseKind.VOLUME, ClauseKind.EVENT) for clause in self.clauses)

    @property
    def dates(self) -> DateClause:
        """The date clause, open on both sides where there is none."""
        return next((clause for clause in self.clauses if isinstance(clause, DateClause)), DateClause())

    def choice(self, kind: ClauseKind) -> ChoiceClause:
        """The choice of a kind, of no values where there is none."""
        chosen = (clause for clause in self.clauses if clause.kind is kind)
        return next((clause for clause in chosen if isinstance(clause, ChoiceClause)), ChoiceClause(kind))

    def clause(self, kind: ClauseKind) -> Clause | None:
        """The active clause of a kind."""
        return next((clause for clause in self.clauses if clause.kind is kind), None)

    def with_clause(self, clause: Clause) -> "Filter":
        """This filter with one clause put in the place of that of its kind; an inactive one takes it away."""
        return self._from((*self.clauses, clause))

    def without(self, *kinds: ClauseKind) -> "Filter":
        """This filter without the clauses of some kinds."""
        return Filter(tuple(clause for clause in self.clauses if clause.kind not in kinds))

    def sentence(self) -> str:
        """What the filter says, as one readable phrase without a full stop."""
        first = (self.dates.sentence(), self.choice(ClauseKind.VESSEL).sentence())
        others = self.without(ClauseKind.DATES, ClauseKind.VESSEL).clauses
        return "; ".join((*first, *(clause.sentence() for clause in others)))
