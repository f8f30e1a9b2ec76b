"""The draught that a ship told last before each of her position reports, which tell none themselves."""

from typing import TYPE_CHECKING, Final

import numpy as np

from desktop_app.importers.nmea.messages import SHIP
from desktop_app.importers.nmea.text_arrays import Places

if TYPE_CHECKING:
    import polars as pl

    from desktop_app.importers.nmea.ship_words import Records

# Ships send their static data every six minutes (ITU-R M.1371-5, annex 1); a day bridges what
# satellites miss.
_REACH_S: Final = 86_400


class Draughts:
    """Keeps what each ship told last, from piece to piece."""

    def __init__(self) -> None:
        self._last: pl.DataFrame | None = None

    def of(self, fixes: dict[str, Places], records: "Records", times: Places) -> Places:
        """Decimetres for each report, 0 for none told within the day before it.

        Args:
            fixes: columns "mmsi" and "t_s".
            records: static data of the piece.
            times: when they were heard, 0 for not told.
        """
        import polars as pl  # noqa: PLC0415 - 0.4 s, at the first import of AIS data

        heard = (records["part"] == SHIP) & (times > 0)
        told = pl.DataFrame(
            {
                "mmsi": records["mmsi"][heard].astype(np.int64),
                "t_s": times[heard],
                "draught": records["draught_dm"][heard].astype(np.int64),
            }
        )
        if self._last is not None:
            told = pl.concat((self._last, told))
        told = told.sort("t_s", maintain_order=True)
        self._last = told.group_by("mmsi", maintain_order=True).last()
        if told.is_empty() or not len(fixes["t_s"]):
            return np.zeros(len(fixes["t_s"]), np.int64)
        reports = pl.DataFrame({"mmsi": fixes["mmsi"], "t_s": fixes["t_s"]}).with_row_index()
        found = reports.sort("t_s").join_asof(
            told, on="t_s", by="mmsi", strategy="backward", tolerance=_REACH_S, check_sortedness=False
        )
        return found.sort("index")["draught"].fill_null(0).to_numpy()
