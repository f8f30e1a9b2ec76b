"""Which ship each row is about: vessels of the case, or new ones."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from desktop_app.domain.imports import Check
from desktop_app.domain.vessel import is_valid_imo
from desktop_app.importers.tables.distinct import Codes, codes_of_frame, spread
from desktop_app.importers.tables.matching.countries import Countries
from desktop_app.importers.tables.matching.ship_numbers import (
    imo_digits,
    imo_problem,
    mmsi_digits,
    mmsi_problem,
)
from desktop_app.importers.tables.matching.vessels import ShipMatch, ShipWords, VesselMatcher
from desktop_app.importers.tables.table_rows import NewThing
from desktop_app.importers.tables.work import NameMatch, TableWork
from desktop_app.storage.edits import Cell

if TYPE_CHECKING:
    import polars as pl

FIELDS: Final = ("vessel", "imo", "mmsi", "call_sign", "flag")
_DAY: Final = "\0day"
UNNAMED: Final = "unnamed ship"


class Ships(NamedTuple):
    """Ships of the rows.

    Attributes:
        vessel_id: null where no ship is named or several fit.
        label: what to call the row then; null where a vessel is named.
        different: the sets of words, each once.
        matches: what each set means.
        codes: of each row, the place in `different`.
    """

    vessel_id: "pl.Series"
    label: "pl.Series"
    different: tuple[ShipWords, ...]
    matches: tuple[ShipMatch, ...]
    codes: Codes


def ships(work: TableWork, start: "pl.Series | None", *, traded: bool, add_new: bool = True) -> Ships:
    """The ship of each row.

    Args:
        work: the table.
        start: when each row happened, for the MMSI that was in force; None where that does not matter.
        traded: new vessels count as documented in the trade.
        add_new: make vessels that the case does not know; else the target makes them itself.
    """
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    named = {field: work.words(field) for field in FIELDS}
    frame = pl.DataFrame({field: named[field].alias(field) for field in FIELDS})
    if work.has("mmsi") and start is not None:
        frame = frame.with_columns(start.dt.date().alias(_DAY))
    different, codes = codes_of_frame(frame)
    countries = Countries(work.resources, work.issuers) if work.has("flag") else None
    sets = [_words(row, countries) for row in different.iter_rows(named=True)]
    matcher = VesselMatcher(work.connection, work.ships)
    matches: list[ShipMatch] = []
    made: set[str] = set()
    for place, (words, day) in enumerate(sets):
        match = matcher.match(words, day)
        matches.append(match)
        if match.how == "new":
            matcher.learn(match.vessel_id, words)
            made.add(match.vessel_id)
        # Also for other words about a vessel that is new: all rows with the first may be refused.
        if add_new and match.vessel_id in made:
            work.new_things += _new_vessel(match.vessel_id, words, codes, place, traded=traded)
    plain = tuple(words for words, _ in sets)
    meant = [_meant(match, matcher) for match in matches]
    for field in ("vessel", "imo", "mmsi"):
        if work.has(field):
            work.shown[field] = lambda: spread(meant, codes, pl.String)
    _doubts(work, plain, matches, codes, matcher)
    _tell(work, plain, matches, codes, matcher)
    ids = [match.vessel_id or None for match in matches]
    labels = [
        None if match.vessel_id else (words.name or UNNAMED)
        for words, match in zip(plain, matches, strict=True)
    ]
    return Ships(
        spread(ids, codes, pl.String).alias("vessel_id"),
        spread(labels, codes, pl.String).alias("label"),
        plain,
        tuple(matches),
        codes,
    )


def _meant(match: ShipMatch, matcher: VesselMatcher) -> str | None:
    if match.candidates:
        return "one of " + ", ".join(matcher.names[one] for one in match.candidates)
    if not match.vessel_id:
        return None
    name = matcher.names[match.vessel_id]
    return f"new vessel {name}" if match.how == "new" else f"{name}, by {match.how}"


def _words(row: dict[str, object], countries: Countries | None) -> tuple[ShipWords, date | None]:
    texts = {field: str(row[field] or "") for field in FIELDS}
    day = row.get(_DAY)
    words = ShipWords(
        imo=imo_digits(texts["imo"]),
        mmsi=mmsi_digits(texts["mmsi"]),
        name=texts["vessel"],
        call_sign=texts["call_sign"],
        flag=(countries.code(texts["flag"]) or texts["flag"]) if countries is not None else "",
    )
    return words, day if isinstance(day, date) else None


def identity_id(vessel_id: str, words: ShipWords, owner: str = "") -> str:
    """The id of an identity that is made from a row: the same for the same words about the same vessel."""
    numbers = f"{words.imo}|{words.mmsi}|{words.call_sign}"
    text = f"{vessel_id}|{words.name}|{words.flag}|{numbers}|{owner}"
    return f"identity-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _new_vessel(
    vessel_id: str, words: ShipWords, codes: Codes, place: int, *, traded: bool
) -> list[NewThing]:
    """A vessel of which only this table speaks, and the identity under which it does."""
    name = words.name or words.shown
    imo = words.imo if is_valid_imo(words.imo) else None
    vessel: dict[str, Cell] = {"name": name, "imo_number": imo, "in_trade": int(traded)}
    identity: dict[str, Cell] = {
        "vessel_id": vessel_id,
        "name": words.name or None,
        "flag": words.flag or None,
        "imo_number": words.imo or None,
        "mmsi": words.mmsi or None,
        "call_sign": words.call_sign or None,
    }
    return [
        NewThing("vessel", vessel_id, vessel, codes, place),
        NewThing("vessel_identity", identity_id(vessel_id, words), identity, codes, place),
    ]


def _doubts(
    work: TableWork,
    sets: tuple[ShipWords, ...],
    matches: list[ShipMatch],
    codes: Codes,
    matcher: VesselMatcher,
) -> None:
    """Flags that follow from the words alone."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    mmsi_of: dict[str, str] = {}
    found: dict[Check, list[str | None]] = {check: [] for check in _FIELD_OF}
    for words, match in zip(sets, matches, strict=True):
        bad_mmsi = mmsi_problem(words.mmsi, work.issuers) if words.mmsi else ""
        found[Check.IMO_DIGIT].append((imo_problem(words.imo) if words.imo else "") or None)
        found[Check.MMSI_PATTERN].append(bad_mmsi or None)
        found[Check.MMSI_COUNTRY].append(_other_country(work, words) if not bad_mmsi else None)
        found[Check.IMO_TWO_MMSI].append(None if bad_mmsi else _two_mmsi(words, mmsi_of))
        several = ", ".join(matcher.names[one] for one in match.candidates)
        fits = f"“{words.shown}” fits several vessels by its {match.how}: {several}"
        found[Check.AMBIGUOUS].append(fits if match.candidates else None)
    for check, field in _FIELD_OF.items():
        if any(found[check]):
            reasons = spread(found[check], codes, pl.String)
            work.findings.doubt(
                reasons.is_not_null().to_numpy(),
                check,
                reasons,
                column=work.table.column_of(field),
                values=work.table.texts(field),
            )


_FIELD_OF: Final = {
    Check.IMO_DIGIT: "imo",
    Check.MMSI_PATTERN: "mmsi",
    Check.MMSI_COUNTRY: "mmsi",
    Check.IMO_TWO_MMSI: "mmsi",
    Check.AMBIGUOUS: "vessel",
}


def _other_country(work: TableWork, words: ShipWords) -> str | None:
    issuer = work.issuers.get(words.mmsi[:3])
    if issuer is None or not words.flag or issuer.country == words.flag:
        return None
    return f"the MMSI {words.mmsi} was issued by {issuer.name}, the flag is {words.flag}"


def _two_mmsi(words: ShipWords, mmsi_of: dict[str, str]) -> str | None:
    if not (words.mmsi and is_valid_imo(words.imo)):
        return None
    first = mmsi_of.setdefault(words.imo, words.mmsi)
    if first == words.mmsi:
        return None
    return f"the IMO number {words.imo} goes under the MMSI {words.mmsi} here and {first} in another row"


def _tell(
    work: TableWork,
    sets: tuple[ShipWords, ...],
    matches: list[ShipMatch],
    codes: Codes,
    matcher: VesselMatcher,
) -> None:
    counts = np.bincount(codes, minlength=len(sets))
    for words, match, rows in zip(sets, matches, counts.tolist(), strict=True):
        if match.how:
            candidates = tuple((one, matcher.names[one]) for one in match.candidates)
            name = matcher.names.get(match.vessel_id, "")
            work.matches.append(
                NameMatch("vessel", words.shown, match.vessel_id, name, match.how, candidates, rows)
            )
