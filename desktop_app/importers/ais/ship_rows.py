"""Rows of the ships that AIS data name: vessels, their identities over time, their dimensions.

An identity of the case is only widened in time; other words make another row, so that the history stays.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.domain.imports import Check
from desktop_app.domain.vessel import Issuer, is_valid_imo
from desktop_app.importers.ais.case_ships import CaseShips, words_key
from desktop_app.importers.ais.doubt_rows import DoubtRows
from desktop_app.importers.ais.numbers import NumberKind
from desktop_app.importers.ais.static_words import StaticWords

if TYPE_CHECKING:
    from desktop_app.importers.importing import Importing
    from desktop_app.storage.edits import Cell

_IMO_DIGITS: Final = 7
_LENGTH_NOTE: Final = "as the ship sends it by AIS: from bow to stern, not between perpendiculars"


class Sender(NamedTuple):
    """A ship that the file names.

    Attributes:
        mmsi: nine digits.
        kind: what the number says.
        words: all that was told under it.
        first_s, last_s: seconds of its first and last report, 0 where there is none with a time.
    """

    mmsi: str
    kind: NumberKind
    words: list[StaticWords]
    first_s: int
    last_s: int

    @property
    def imo_numbers(self) -> list[str]:
        """Right IMO numbers that it claims, the one that it claimed for the longest time first."""
        spans: dict[str, tuple[int, int]] = {}
        for words in self.words:
            imo = imo_text(words.imo)
            if is_valid_imo(imo):
                first, last = spans.get(imo, (words.first_s, words.last_s))
                spans[imo] = (min(first, words.first_s), max(last, words.last_s))
        return sorted(spans, key=lambda imo: (spans[imo][0] - spans[imo][1], imo))


class _Identity(NamedTuple):
    name: str
    call_sign: str
    imo: str


class ShipRows:
    """Finds or makes the vessel of each sender."""

    def __init__(self, importing: "Importing", issuers: Mapping[str, Issuer], doubts: DoubtRows) -> None:
        self._desk = importing.desk
        self._case = CaseShips(importing.desk.connection)
        self._issuers = issuers
        self._doubts = doubts
        self._evidence = importing.desk.evidence(importing.citation)
        self._source_id = importing.citation.source_ids[0]
        self._vessels: list[tuple[Cell, ...]] = []
        self._identities: dict[str, tuple[Cell, ...]] = {}
        self._particulars: dict[str, tuple[Cell, ...]] = {}

    def vessels_of(self, senders: Iterable[Sender]) -> dict[str, str]:
        """The vessel of each sender, by MMSI; whatever is new is laid down.

        Args:
            senders: by rising MMSI.
        """
        found: dict[str, str] = {}
        claims: dict[str, list[Sender]] = {}
        for sender in senders:
            vessel_id = self._vessel_of(sender)
            found[sender.mmsi] = vessel_id
            self._note_identities(sender, vessel_id)
            self._note_particulars(sender, vessel_id)
            self._doubt_numbers(sender, vessel_id)
            for imo in sender.imo_numbers:
                claims.setdefault(imo, []).append(sender)
        for imo, senders_of in claims.items():
            self._doubt_shared(imo, senders_of, found)
        self._write()
        return found

    def _vessel_of(self, sender: Sender) -> str:
        """By IMO number, then by MMSI in force at the time, else a new one; never a guess among several."""
        imo = (sender.imo_numbers or [""])[0]
        days = _days(sender)
        known = self._case.with_imo(imo) if imo else set()
        if not known:
            known = {
                vessel_id
                for vessel_id in self._case.with_mmsi(sender.mmsi, *days)
                if not imo or self._case.imo_of.get(vessel_id, imo) == imo
            }
        if len(known) == 1:
            return next(iter(known))
        vessel_id = f"vessel-imo-{imo}" if imo else f"vessel-mmsi-{sender.mmsi}"
        if len(known) > 1:
            number = f"IMO {imo}" if imo else f"MMSI {sender.mmsi}"
            self._doubts.add(
                f"vessel:{vessel_id}",
                Check.AMBIGUOUS,
                f"{number} belongs to {len(known)} vessels of the case, so the reports stand apart",
            )
        if vessel_id not in self._case.vessels:
            self._case.vessels.add(vessel_id)
            last_named = max(
                (words for words in sender.words if words.name),
                key=lambda words: (words.last_s, words.name),
                default=None,
            )
            name = last_named.name.upper() if last_named else f"MMSI {sender.mmsi}"
            self._vessels.append((vessel_id, name, imo or None, 0, self._evidence))
        return vessel_id

    def _note_identities(self, sender: Sender, vessel_id: str) -> None:
        issuer = self._issuers.get(sender.kind.mid)
        flag = issuer.country if issuer else ""
        for identity, (first, last, ship_type) in _identities(sender).items():
            key = words_key(vessel_id, identity.name, flag, identity.imo, sender.mmsi, identity.call_sign)
            known = self._case.identity(key)
            if known is None:
                row_id = "identity-" + _digest(*key)
                note = f"ship type sent by AIS: {ship_type}" if ship_type else None
                cells = (*(cell or None for cell in key[1:]), _iso(first), _iso(last), note, self._evidence)
                self._identities[row_id] = (row_id, vessel_id, *cells)
                continue
            wider: dict[str, Cell] = {}
            if first and known.first_day and first < known.first_day:
                wider["first_day"] = first.isoformat()
            if last and known.last_day and last > known.last_day:
                wider["last_day"] = last.isoformat()
            if wider:
                self._desk.update("vessel_identity", known.id, wider)

    def _note_particulars(self, sender: Sender, vessel_id: str) -> None:
        measured = max(
            (words for words in sender.words if words.length_m or words.beam_m),
            key=lambda words: (words.last_s, words.length_m, words.beam_m),
            default=None,
        )
        row_id = "particulars-" + _digest(vessel_id, self._source_id)
        if measured and row_id not in self._particulars and not self._desk.has("vessel_particulars", row_id):
            self._particulars[row_id] = (
                row_id,
                vessel_id,
                measured.length_m or None,
                measured.beam_m or None,
                _LENGTH_NOTE,
                self._evidence,
            )

    def _doubt_numbers(self, sender: Sender, vessel_id: str) -> None:
        """What is wrong with the numbers of one sender."""
        subject = f"vessel:{vessel_id}"
        if sender.kind.problem:
            check = Check.MMSI_COUNTRY if sender.kind.unissued else Check.MMSI_PATTERN
            self._doubts.add(subject, check, f"MMSI {sender.mmsi} {sender.kind.problem}")
        for imo in sorted({imo_text(words.imo) for words in sender.words if words.imo}):
            if not is_valid_imo(imo):
                self._doubts.add(
                    subject,
                    Check.IMO_DIGIT,
                    f"MMSI {sender.mmsi} claims IMO {imo}, which is no right IMO number; kept as claimed",
                )
        if len(sender.imo_numbers) > 1:
            self._doubts.add(
                subject,
                Check.AMBIGUOUS,
                f"MMSI {sender.mmsi} claims the IMO numbers {', '.join(sorted(sender.imo_numbers))}; "
                f"its reports are under {sender.imo_numbers[0]}, which it claimed longest",
            )

    def _doubt_shared(self, imo: str, senders: list[Sender], vessels: Mapping[str, str]) -> None:
        """One IMO number under several identities, of this file and of the case."""
        numbers = sorted({sender.mmsi for sender in senders} | self._case.numbers_of(imo))
        if len(numbers) > 1:
            for vessel_id in sorted({vessels[sender.mmsi] for sender in senders}):
                self._doubts.add(
                    f"vessel:{vessel_id}",
                    Check.IMO_TWO_MMSI,
                    f"IMO {imo} is claimed under the MMSI {', '.join(numbers)}",
                )

    def _write(self) -> None:
        desk = self._desk
        desk.insert("vessel", ("id", "name", "imo_number", "in_trade", "evidence_id"), self._vessels)
        desk.insert(
            "vessel_identity",
            (
                *("id", "vessel_id", "name", "flag", "imo_number", "mmsi", "call_sign"),
                *("first_day", "last_day", "note", "evidence_id"),
            ),
            self._identities.values(),
        )
        desk.insert(
            "vessel_particulars",
            ("id", "vessel_id", "length_m", "beam_m", "note", "evidence_id"),
            self._particulars.values(),
        )


def imo_text(imo: int) -> str:
    """An IMO number as sent, empty for none."""
    return f"{imo:0{_IMO_DIGITS}}" if imo else ""


def day_of(second: int) -> date | None:
    """The UTC day of a second, None for 0."""
    return datetime.fromtimestamp(second, UTC).date() if second else None


def _identities(sender: Sender) -> dict[_Identity, tuple[date | None, date | None, str]]:
    """First day, last day and ship type of each set of words; one that says less than another is left out.

    A ship of which nothing is told has one, without words, for the days of its reports.
    """
    found: dict[_Identity, tuple[date | None, date | None, str]] = {}
    for words in sender.words:
        identity = _Identity(words.name, words.call_sign, imo_text(words.imo))
        first, last, ship_type = found.get(identity, (None, None, ""))
        found[identity] = (
            _least(first, day_of(words.first_s)),
            _most(last, day_of(words.last_s)),
            words.ship_type or ship_type,
        )
    whole = {one: told for one, told in found.items() if not any(_says_less(one, more) for more in found)}
    return whole or {_Identity("", "", ""): (*_days(sender), "")}


def _says_less(one: _Identity, more: _Identity) -> bool:
    return one != more and all(mine in {"", theirs} for mine, theirs in zip(one, more, strict=True))


def _days(sender: Sender) -> tuple[date | None, date | None]:
    """Between which days it was heard."""
    first, last = day_of(sender.first_s), day_of(sender.last_s)
    for words in sender.words:
        first, last = _least(first, day_of(words.first_s)), _most(last, day_of(words.last_s))
    return first, last


def _least(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _most(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _digest(*words: str) -> str:
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]
