"""What others say: claims, notified figures, rules, payments, contradictions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.provenance import Citation
from desktop_app.domain.time_span import TimeSpan


class Mode(StrEnum):
    """How the oil moves."""

    SEA = "sea"
    RAIL = "rail"
    ALL = "all"  # the source does not separate, or names both


class Measure(StrEnum):
    """What a claim counts."""

    BARRELS = "barrels"
    CALLS = "calls"
    TANKERS = "tankers"
    SHARE = "share"
    TONNES = "tonnes"
    ROUBLES = "roubles"


class Qualifier(StrEnum):
    """The word that stands before the number in the source; it is always shown with it."""

    EXACTLY = "exactly"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    ABOUT = "about"
    UP_TO = "up to"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure somebody states for a window. Never added to observed or notified figures.

    Attributes:
        claimant: who says it (not who prints it).
        low, high: equal unless the source gives a range.
        what: the counted thing in our words.
        when: the window the figure covers; None where it covers no window (a rule of thumb).
        note: what the claim leaves open.
    """

    id: str
    claimant: str
    measure: Measure
    qualifier: Qualifier
    low: float
    high: float
    mode: Mode
    what: str
    when: TimeSpan | None
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class NotifiedFigure:
    """A quantity officially notified to the 1718 Committee, as published.

    Attributes:
        exporter: "RU", "CN", "RU+CN" or "all".
        volume_bbl: barrels; None where only tonnes are documented.
        mass_t: tonnes; None where only barrels are documented.
        as_of: state of the Committee's table, where the figure covers "so far"; else None.
    """

    id: str
    exporter: str
    when: TimeSpan
    volume_bbl: float | None
    mass_t: float | None
    as_of: date | None
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Rule:
    """A paragraph of a resolution, in our words.

    Attributes:
        limit: number with `unit` per `period`, None where the paragraph sets none.
    """

    id: str
    instrument: str
    paragraph: str
    subject: str
    limit: float | None
    unit: str
    period: str
    since: date | None
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ConversionFactor:
    """Barrels per tonne of one product after one authority."""

    id: str
    product: str
    bbl_per_t: float
    authority: str
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that a source connects with the trade.

    Attributes:
        amount: None where it is not published.
        payer_id, payee_id: companies of the case, empty where they are none.
    """

    id: str
    payer: str
    payee: str
    amount: float | None
    currency: str
    qualifier: Qualifier
    when: TimeSpan
    purpose: str
    citation: Citation
    payer_id: str = ""
    payee_id: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company named in connection with the trade."""

    id: str
    name: str
    name_ru: str
    role: str
    listings: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """Something political or legal that belongs on the clock."""

    id: str
    when: TimeSpan
    title: str
    text: str
    citation: Citation


class Visibility(StrEnum):
    """Whether a place could be watched in a period."""

    CLEAR = "clear"
    CLOUD = "cloud"
    NO_IMAGE = "no image"


@dataclass(frozen=True, slots=True)
class Observation:
    """Whether a port could be seen in a period: without a look, "none seen" says nothing.

    Attributes:
        cloud_share: share of the place under cloud, 0 to 1; None where it is not given.
    """

    id: str
    port_id: str
    when: TimeSpan
    visibility: Visibility
    text: str
    citation: Citation
    cloud_share: float | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Reports that do not agree, and what Tumen does about it.

    Attributes:
        refers_to: ids of the record's rows concerned.
    """

    id: str
    topic: str
    readings: str
    treatment: str
    refers_to: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that results rest on.

    Attributes:
        low, high: the range it can take; None where none is given.
        best: the value in use.
        unit: of all three; empty for a bare number.
        note: what it assumes.
    """

    id: str
    name: str
    low: float | None
    best: float
    high: float | None
    unit: str
    note: str
    citation: Citation
