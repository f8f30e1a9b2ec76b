"""Lays what a list says about ships into the case: listings, and identities as history."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from desktop_app.domain.imports import Check, Verdict
from desktop_app.domain.provenance import Citation, Reference
from desktop_app.domain.vessel import is_valid_imo
from desktop_app.importers.ais.case_ships import CaseShips, words_key
from desktop_app.importers.lists.entries import ListingEntry, OwnerEntry, ShipEntry, imo_of, is_mmsi
from desktop_app.storage.hand_edits import hand_edits

if TYPE_CHECKING:
    from desktop_app.importers.importing import Importing
    from desktop_app.storage.edits import Cell

_LISTING_COLUMNS: Final = ("measure", "listed_on", "delisted_on", "listed_as")
# Name, flag, IMO number, MMSI, call sign.
_Words = tuple[str, str, str, str, str]
_IDENTITY_COLUMNS: Final = ("vessel_id", "name", "flag", "imo_number", "mmsi", "call_sign")


class ShipList:
    """Takes the ships of one list."""

    def __init__(self, importing: "Importing") -> None:
        self._importing = importing
        self._desk = importing.desk
        self._tally = importing.tally
        self._ships = CaseShips(importing.desk.connection)
        self._names = {
            str(vessel): str(name)
            for vessel, name in importing.desk.connection.execute("SELECT id, name FROM vessel")
        }
        self._identities: set[tuple[str, ...]] = set()
        self._standing = {
            (str(vessel), str(authority))
            for vessel, authority in importing.desk.connection.execute(
                "SELECT vessel_id, authority FROM listing WHERE delisted_on IS NULL"
            )
        }
        self._by_hand = hand_edits(importing.desk.connection, "listing").before
        self._evidence = ""
        self._foreign: list[int] = []

    def take(self, ship: ShipEntry) -> None:
        """One ship: counts her row, and writes what is new."""
        self._tally.read += 1
        vessel_id = self._vessel_of(ship)
        if not vessel_id:
            return
        new = self._begin(ship, vessel_id)
        changed = False
        for listing in ship.listings:
            is_new, is_changed = self._take_listing(ship, vessel_id, listing)
            new, changed = new or is_new, changed or is_changed
        new |= self._take_identities(ship, vessel_id)
        verdict = Verdict.ACCEPTED if new else Verdict.UPDATED if changed else Verdict.UNCHANGED
        if verdict is Verdict.ACCEPTED:
            self._tally.accepted += 1
        elif verdict is Verdict.UPDATED:
            self._tally.updated += 1
        else:
            self._tally.unchanged += 1
        if not ship.listings:
            others = ", ".join(ship.other_datasets) or "none"
            self._tally.line(
                verdict,
                ship.line,
                "on no list of an authority that is known here; what it says of her identity is taken",
                column="datasets",
                value=others,
                subject=f"vessel:{vessel_id}",
            )

    def finish(self) -> None:
        """Tell of the ships that the case does not know."""
        import numpy as np  # noqa: PLC0415 - small lists do without

        lines = np.unique(np.array(self._foreign, np.int64))
        self._tally.runs(Verdict.REJECTED, lines, "no ship of the case has this IMO number")

    def _vessel_of(self, ship: ShipEntry) -> str:
        """The vessel with her IMO number; empty where the row is not taken."""
        imo = imo_of(ship.imo)
        if not is_valid_imo(imo):
            reason = "no right IMO number: nothing else joins a ship" if ship.imo else "no IMO number"
            self._tally.reject(ship.line, "imo", ship.imo, reason)
            return ""
        known = sorted(self._ships.with_imo(imo))
        if len(known) > 1:
            self._tally.reject(ship.line, "imo", ship.imo, f"{len(known)} ships of the case have this number")
            return ""
        if known:
            return known[0]
        vessel_id = f"vessel-imo-{imo}"
        if vessel_id not in self._ships.vessels and not self._importing.order.every_ship:
            self._tally.rejected += 1
            self._foreign.append(ship.line)
            return ""
        return vessel_id

    def _begin(self, ship: ShipEntry, vessel_id: str) -> bool:
        """Evidence for the rows of one ship, and the ship herself where she is new."""
        source_id = self._importing.citation.source_ids[0]
        self._citation = Citation((Reference(source_id, passage=ship.entity_id),), None)
        self._evidence = ""
        if vessel_id in self._ships.vessels:
            return False
        name = ship.name.upper() or f"IMO {imo_of(ship.imo)}"
        columns = ("id", "name", "imo_number", "in_trade", "evidence_id")
        self._desk.insert("vessel", columns, ((vessel_id, name, imo_of(ship.imo), 0, self._cited()),))
        self._ships.vessels.add(vessel_id)
        self._names[vessel_id] = name
        return True

    def _cited(self) -> str:
        """The ship's evidence, written when the first row needs it."""
        if not self._evidence:
            self._evidence = self._desk.evidence(self._citation)
        return self._evidence

    def _take_listing(self, ship: ShipEntry, vessel_id: str, listing: ListingEntry) -> tuple[bool, bool]:
        """Whether a row is new, and whether one was changed."""
        row_id = "listing-" + _digest(vessel_id, listing.authority, listing.key)
        listed_as = None if ship.name.upper() == self._names[vessel_id] else ship.name or None
        values = dict(
            zip(
                _LISTING_COLUMNS,
                (listing.measure, listing.listed_on or None, listing.delisted_on or None, listed_as),
                strict=True,
            )
        )
        stored = self._desk.connection.execute(
            f"SELECT fid, {', '.join(_LISTING_COLUMNS)} FROM listing WHERE id = ?",  # noqa: S608 - declared names
            (row_id,),
        ).fetchone()
        if stored:
            return False, self._update(
                ship,
                row_id,
                int(str(stored[0])),
                dict(zip(_LISTING_COLUMNS, stored[1:], strict=True)),
                values,
            )
        if not listing.listed_on and (vessel_id, listing.authority) in self._standing:
            # That she is listed is in the case, with more than a list without days can say.
            return False, False
        columns = ("id", "vessel_id", "authority", *values, "evidence_id")
        row = (row_id, vessel_id, listing.authority, *values.values(), self._cited())
        self._desk.insert("listing", columns, (row,))
        if not listing.delisted_on:
            self._standing.add((vessel_id, listing.authority))
        return True, False

    def _update(
        self, ship: ShipEntry, row_id: str, fid: int, stored: dict[str, "Cell"], said: dict[str, str | None]
    ) -> bool:
        """Write the cells that differ and that nobody changed by hand."""
        change: dict[str, Cell] = {}
        for name, value in said.items():
            if value is None or value == stored[name]:
                continue
            if self._by_hand.get((fid, name), stored[name]) == stored[name]:
                change[name] = value
                continue
            self._tally.line(
                Verdict.UNCHANGED,
                ship.line,
                f"{name} was changed here by hand and stays",
                column=name,
                value=value,
                check=Check.CHANGED_HERE,
                subject=f"listing:{row_id}",
            )
        if change:
            self._desk.update("listing", row_id, change)
        return bool(change)

    def _take_identities(self, ship: ShipEntry, vessel_id: str) -> bool:
        """Whether any is new: the present one, one for each other name, number, flag and owner."""
        for number in ship.numbers:
            if not is_mmsi(number):
                self._tally.line(
                    Verdict.DOUBTFUL,
                    ship.line,
                    "an MMSI has nine digits",
                    column="mmsi",
                    value=number,
                    check=Check.VALUE,
                )
        if not all(map(is_mmsi, ship.numbers)):
            self._tally.doubtful += 1
        found = [
            self._identity(vessel_id, words, note) for words, note in _identities(ship, imo_of(ship.imo))
        ]
        return any([*found, *(self._owner(vessel_id, owner, imo_of(ship.imo)) for owner in ship.owners)])

    def _owner(self, vessel_id: str, owner: OwnerEntry, imo: str) -> bool:
        """Lay an owner down; whether it was new."""
        row_id = "identity-" + _digest(vessel_id, "owner", *owner)
        if self._desk.has("vessel_identity", row_id):
            return False
        columns = ("id", "vessel_id", "imo_number", "owner", "first_day", "last_day", "note", "evidence_id")
        days = (owner.first_day or None, owner.last_day or None)
        row = (row_id, vessel_id, imo, owner.name, *days, owner.role or None, self._cited())
        self._desk.insert("vessel_identity", columns, (row,))
        return True

    def _identity(self, vessel_id: str, words: _Words, note: str) -> bool:
        """Lay an identity down unless the case has these very words; whether it was new."""
        key = words_key(vessel_id, *words)
        if key in self._identities or self._ships.identity(key) is not None:
            return False
        self._identities.add(key)
        row_id = "identity-" + _digest(*key)
        if self._desk.has("vessel_identity", row_id):
            return False
        cells = (vessel_id, *(word or None for word in words))
        self._desk.insert(
            "vessel_identity",
            ("id", *_IDENTITY_COLUMNS, "note", "evidence_id"),
            ((row_id, *cells, note or None, self._cited()),),
        )
        return True


def _identities(ship: ShipEntry, imo: str) -> Iterator[tuple[_Words, str]]:
    """Words of identities, each with a note: the present one, then each other name, flag and number."""
    numbers = [number for number in ship.numbers if is_mmsi(number)]
    flag, number, sign = (values[0] if values else "" for values in (ship.flags, numbers, ship.call_signs))
    yield (ship.name, flag, imo, number, sign), ""
    for name in ship.other_names:
        yield (name, "", imo, "", ""), "another name in the list, which tells no time"
    for name in ship.former_names:
        yield (name, "", imo, "", ""), "a former name by the list"
    for other in ship.flags[1:]:
        yield ("", other, imo, "", ""), "another flag in the list, which tells no time"
    for other in numbers[1:]:
        yield ("", "", imo, other, ""), "another MMSI in the list, which tells no time"
    for other in ship.call_signs[1:]:
        yield ("", "", imo, "", other), "another call sign in the list, which tells no time"


def _digest(*words: str) -> str:
    return hashlib.sha256("|".join(words).encode(errors="replace")).hexdigest()[:16]
