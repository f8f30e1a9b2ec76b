"""The ships that a case knows, as AIS data ask for them: by IMO number, then by MMSI at a time."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.vessel import is_valid_imo
from desktop_app.storage.times import read_day

if TYPE_CHECKING:
    import apsw


class KnownIdentity(NamedTuple):
    """A row of `vessel_identity`; empty or None is not documented."""

    id: str
    vessel_id: str
    name: str
    flag: str
    imo_number: str
    mmsi: str
    call_sign: str
    first_day: date | None
    last_day: date | None

    def in_force(self, first: date | None, last: date | None) -> bool:
        """Whether its days may meet these; a day that is not documented excludes nothing."""
        starts_later = self.first_day is not None and last is not None and self.first_day > last
        ended_before = self.last_day is not None and first is not None and self.last_day < first
        return not (starts_later or ended_before)


class CaseShips:
    """Vessels and identities of a case as they stand before the import.

    Attributes:
        imo_of: vessel → right IMO number, for those that have one.
        vessels: ids of all.
    """

    def __init__(self, connection: "apsw.Connection") -> None:
        self.imo_of: dict[str, str] = {}
        self.vessels: set[str] = set()
        self._by_imo: dict[str, set[str]] = {}
        self._by_mmsi: dict[str, list[KnownIdentity]] = {}
        self._mmsi_of: dict[str, set[str]] = {}
        self._by_words: dict[tuple[str, ...], KnownIdentity] = {}
        for vessel_id, imo in connection.execute("SELECT id, imo_number FROM vessel ORDER BY id"):
            self.vessels.add(vessel_id)
            if imo and is_valid_imo(imo):
                self.imo_of[vessel_id] = imo
                self._by_imo.setdefault(imo, set()).add(vessel_id)
        claimed: dict[str, set[str]] = {}
        for row in connection.execute(
            "SELECT id, vessel_id, name, flag, imo_number, mmsi, call_sign, first_day, last_day "
            "FROM vessel_identity ORDER BY id"
        ):
            row_id, vessel_id, name, flag, imo, mmsi, call_sign = (cell or "" for cell in row[:7])
            identity = KnownIdentity(
                row_id, vessel_id, name, flag, imo, mmsi, call_sign, _day(row[7]), _day(row[8])
            )
            self._by_words.setdefault(words_key(vessel_id, name, flag, imo, mmsi, call_sign), identity)
            if identity.mmsi:
                self._by_mmsi.setdefault(identity.mmsi, []).append(identity)
                self._mmsi_of.setdefault(identity.imo_number, set()).add(identity.mmsi)
            if is_valid_imo(identity.imo_number):
                claimed.setdefault(identity.imo_number, set()).add(identity.vessel_id)
        for imo, ships in claimed.items():
            self._by_imo.setdefault(imo, ships)

    def with_imo(self, imo: str) -> set[str]:
        """Vessels of this number; those that only claim it where none has it."""
        return self._by_imo.get(imo, set())

    def with_mmsi(self, mmsi: str, first: date | None, last: date | None) -> set[str]:
        """Vessels that went under an identity between two days."""
        return {row.vessel_id for row in self._by_mmsi.get(mmsi, ()) if row.in_force(first, last)}

    def numbers_of(self, imo: str) -> set[str]:
        """The identities under which a number was claimed."""
        return self._mmsi_of.get(imo, set())

    def identity(self, key: tuple[str, ...]) -> KnownIdentity | None:
        """The row with exactly these words, see `words_key`."""
        return self._by_words.get(key)


def words_key(
    vessel_id: str, name: str, flag: str, imo_number: str, mmsi: str, call_sign: str
) -> tuple[str, ...]:
    """What makes two rows of one vessel's identities the same."""
    return (vessel_id, name, flag, imo_number, mmsi, call_sign)


def _day(text: str | None) -> date | None:
    return read_day(text) if text else None
