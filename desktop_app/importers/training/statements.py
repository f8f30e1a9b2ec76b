"""Made-up claims, notified figures, events, contradictions and remarks of the training case."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from desktop_app.domain.note import Note
from desktop_app.domain.statement import (
    Claim,
    Contradiction,
    Measure,
    Mode,
    NotifiedFigure,
    PublicEvent,
    Qualifier,
)
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training.fleet import ship_id
from desktop_app.importers.training.payments import ROUBLES
from desktop_app.importers.training.sailings import (
    DEADWEIGHTS_T,
    FIRST_DAY,
    FIRST_FIVE_UNTIL,
    LAST_DAY,
    Sailing,
)
from desktop_app.importers.training.sources import ANALYSIS, FIGURES, MARK, PRESS, cite
from desktop_app.importers.training.trains import RAIL_BBL

LOAD_FRACTION: Final = 0.9
_WINDOW: Final = TimeSpan.of_days(FIRST_DAY, LAST_DAY, Precision.WINDOW)
_YEAR: Final = TimeSpan.of_days(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR)
_MARCH: Final = TimeSpan.of_days(date(2024, 3, 1), date(2024, 3, 31), Precision.MONTH)
_FIRST_FIVE: Final = TimeSpan.of_days(FIRST_DAY, date(2024, 3, FIRST_FIVE_UNTIL), Precision.WINDOW)


def _claim(
    ident: str,
    figure: float,
    what: str,
    qualifier: Qualifier = Qualifier.MORE_THAN,
    measure: Measure = Measure.BARRELS,
    when: TimeSpan | None = _WINDOW,
    mode: Mode = Mode.SEA,
    source_id: str = ANALYSIS,
) -> Claim:
    return Claim(
        id=ident,
        claimant=f"EXAMPLE Institute ({MARK})",
        measure=measure,
        qualifier=qualifier,
        low=float(figure),
        high=float(figure),
        mode=mode,
        what=what,
        when=when,
        note="Made up for training.",
        citation=cite(source_id),
    )


def claims(outline: tuple[Sailing, ...], low_bbl_per_t: float) -> tuple[Claim, ...]:
    """Totals as a made-up institute states them, and one fleet a third, half and nine tenths full.

    The three degrees of filling are those of the submission of 2018 to the 1718 Committee.
    """
    full_bbl = sum(DEADWEIGHTS_T[sailing.ship - 1] for sailing in outline) * low_bbl_per_t
    exactly, about, at_least = Qualifier.EXACTLY, Qualifier.ABOUT, Qualifier.AT_LEAST
    calls, share = Measure.CALLS, Measure.SHARE
    # The last three cover no window: they say what a fleet could carry, and no chart draws them.
    return (
        _claim(
            "load-fraction", LOAD_FRACTION, "share of a tanker's deadweight that is cargo", exactly, share
        ),
        _claim("syn-43-calls", len(outline), "calls at Vostochny", exactly, calls),
        _claim("syn-over-40", 40, "calls at Vostochny", measure=calls, source_id=PRESS),
        _claim("syn-listed", 0.5, "share of the voyages by listed ships", measure=share),
        _claim("syn-over-1m", 1_000_000, "refined products"),
        _claim("syn-first-five", 125_000, "products aboard the first five tankers", about, when=_FIRST_FIVE),
        _claim("syn-march", 165_000, "refined products in March", when=_MARCH),
        _claim("syn-rail", RAIL_BBL, "refined products by rail", at_least, when=_YEAR, mode=Mode.RAIL),
        _claim("syn-roubles", ROUBLES, "payments for loading", at_least, Measure.ROUBLES, _YEAR),
        _claim("syn-third-full", full_bbl / 3, "43 tankers a third full", about, when=None),
        _claim("syn-half-full", full_bbl / 2, "43 tankers half full", about, when=None),
        _claim(
            "syn-nine-tenths-full", full_bbl * LOAD_FRACTION, "43 tankers nine tenths full", about, when=None
        ),
    )


def notified() -> tuple[NotifiedFigure, ...]:
    """One exporter stops after January, the other goes on by the month."""
    months = [("RU", 1, 15_000), *(("CN", month, 11_000 + 250 * (month % 5)) for month in range(1, 11))]
    return tuple(
        NotifiedFigure(
            id=f"syn-notified-{exporter.lower()}-{month:02}",
            exporter=exporter,
            when=TimeSpan.of_days(
                date(2024, month, 1), date(2024, month + 1, 1) - timedelta(days=1), Precision.MONTH
            ),
            volume_bbl=float(volume),
            mass_t=None,
            as_of=None,
            note=f"{MARK}: nobody notified this.",
            citation=cite(FIGURES),
        )
        for exporter, month, volume in months
    )


def public_events() -> tuple[PublicEvent, ...]:
    """Three days on the clock."""
    rows = (
        (date(2024, 2, 16), "Contract signed", "EXAMPLE Trading and EXAMPLE Terminal sign a contract."),
        (date(2024, 5, 2), "Statement", "The EXAMPLE Institute states a figure for March."),
        (date(2024, 12, 20), "Analysis", "The EXAMPLE Institute publishes its analysis of 43 voyages."),
    )
    return tuple(
        PublicEvent(
            id=f"syn-event-{number}",
            when=TimeSpan.of_days(day, day, Precision.DAY),
            title=f"{title} ({MARK})",
            text=f"{MARK}: {text}",
            citation=cite(PRESS),
        )
        for number, (day, title, text) in enumerate(rows, start=1)
    )


def contradictions() -> tuple[Contradiction, ...]:
    """Two counts of the same calls."""
    return (
        Contradiction(
            id="syn-contradiction-calls",
            topic="43 or over 40 calls",
            readings=f"{MARK}: the institute counts 43 calls, a newspaper that cites it writes over 40.",
            treatment="43 is used, since the count can be repeated; the other stands beside it as a claim.",
            refers_to=("syn-43-calls", "syn-over-40"),
            citation=cite(ANALYSIS, PRESS),
        ),
    )


def notes(outline: tuple[Sailing, ...]) -> Iterator[Note]:
    """A remark on the case, on its first voyage and on a ship that changed its name."""
    first = outline[0]
    rows = (
        (
            "",
            "Everything that happens in this case is made up. Ports, railway and sea routes are real places.",
        ),
        (f"voyage:voyage-{first.number:02}", "The first voyage: compare its payment, two weeks earlier."),
        (f"vessel:{ship_id(3)}", "Changed its name once and its flag twice: see the identities."),
    )
    for number, (subject, text) in enumerate(rows, start=1):
        yield Note(
            id=f"syn-note-{number}",
            subject=subject,
            text=f"{MARK}. {text}",
            author="EXAMPLE Trainer",
            written=datetime(2024, 12, 31, 12, number, tzinfo=UTC),
        )
