"""What ships say of themselves, gathered over a file: each set of words of a number once, with its times."""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import polars as pl

_WORDS: Final = ("mmsi", "imo", "name", "call_sign", "ship_type", "length_m", "beam_m")
# Rows that wait before equal ones are joined: 20 MB.
_WAITING: Final = 300_000


class StaticWords(NamedTuple):
    """A set of words under one number.

    Attributes:
        first_s, last_s: seconds of the first and the last report that told them, 0 where no time is told.
        imo, length_m, beam_m: 0 for none.
        name, call_sign, ship_type: empty for none.
    """

    first_s: int
    last_s: int
    imo: int
    name: str
    call_sign: str
    ship_type: str
    length_m: int
    beam_m: int


class StaticLog:
    """Takes the static data of chunk after chunk."""

    def __init__(self) -> None:
        self._frames: list[pl.DataFrame] = []
        self._waiting = 0

    def add(self, statics: "pl.DataFrame") -> None:
        """Take a frame of `STATIC_COLUMNS`."""
        if statics.is_empty():
            return
        self._frames.append(statics.select(*_WORDS, "first_s", "last_s"))
        self._waiting += statics.height
        if self._waiting > _WAITING:
            self._frames = [self._joined()]
            self._waiting = 0

    def by_number(self) -> dict[int, list[StaticWords]]:
        """The words under each number, in the order of their first time."""
        found: dict[int, list[StaticWords]] = {}
        if not self._frames:
            return found
        for mmsi, imo, name, call_sign, ship_type, length_m, beam_m, first_s, last_s in self._joined().rows():
            words = StaticWords(
                first_s, last_s, imo, name or "", call_sign or "", ship_type or "", length_m, beam_m
            )
            found.setdefault(mmsi, []).append(words)
        for rows in found.values():
            rows.sort()
        return found

    def _joined(self) -> "pl.DataFrame":
        import polars as pl  # noqa: PLC0415 - 0.4 s, at the first import of AIS data

        # A time of 0 is none: it must not become the first.
        first = pl.col("first_s").filter(pl.col("first_s") > 0).min().fill_null(0)
        return pl.concat(self._frames).group_by(_WORDS).agg(first.alias("first_s"), pl.col("last_s").max())
