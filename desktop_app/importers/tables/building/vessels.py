"""Vessels: what a list says of each, the identity under which it goes there, and its dimensions."""

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np

from desktop_app.domain.vessel import is_valid_imo
from desktop_app.importers.tables.building.columns import texts
from desktop_app.importers.tables.natural_keys import identify
from desktop_app.importers.tables.numbers_of_rows import number, whole
from desktop_app.importers.tables.ships_of_rows import Ships, identity_id, ships
from desktop_app.importers.tables.table_rows import ID, ROW, Firsts, TableRows
from desktop_app.importers.tables.times_of_rows import field_spans
from desktop_app.importers.tables.work import TableWork
from desktop_app.storage.times import instant_text

if TYPE_CHECKING:
    import polars as pl

_FIRST_BUILT, _LAST_BUILT = 1800, 2100
_MOST_M: Final = 500  # the longest ship measured 458 m
_PARTICULARS: Final = {
    "length": ("length_m", "m"),
    "beam": ("beam_m", "m"),
    "draught_max": ("draught_max_m", "m"),
    "capacity": ("capacity_m3", "m3"),
}
_DAY: Final = slice(10)  # of an instant's text


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Vessels, identities and particulars."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    work.require()
    ship = ships(work, None, traded=False, add_new=False)
    work.findings.reject(
        ship.vessel_id.is_null().to_numpy(),
        "fits several vessels of the case; choose which is meant",
        column=work.table.column_of("vessel" if work.has("vessel") else "imo"),
    )
    said = texts(work, owner="owner", note="note")
    if work.has("dwt"):
        said["dwt_t"] = _in_unit(work, "dwt", "t", 1e6)
    if work.has("gross_tonnage"):
        said["gross_tonnage"] = number(work, "gross_tonnage", least=0, most=1e6)[0]
    if work.has("built"):
        said["built"] = whole(work, "built", least=_FIRST_BUILT, most=_LAST_BUILT)
    sizes = {
        column: _in_unit(work, field, unit, 1e6 if unit == "m3" else _MOST_M)
        for field, (column, unit) in _PARTICULARS.items()
        if work.has(field)
    }
    days = {
        "first_day": _days(work, "known_from", end=False),
        "last_day": _days(work, "known_to", end=True),
    }
    work.subjects = ship.vessel_id
    identify(work, None, keys=ship.vessel_id.fill_null(""), flag=False)
    imo = [words.imo if is_valid_imo(words.imo) else None for words in ship.different]
    names = [words.name or words.shown for words in ship.different]
    frame = pl.DataFrame(
        {
            ROW: np.arange(work.rows),
            ID: ship.vessel_id,
            "imo_number": pl.Series(imo, dtype=pl.String).gather(ship.codes),
            **said,
        }
    )[work.kept]
    first: Firsts = {"name": pl.Series(names, dtype=pl.String).gather(ship.codes), "in_trade": 0}
    vessels = TableRows("vessel", _joined(frame), first, shared=True)
    made = [vessels, _identities(work, ship, said.get("owner"), days)]
    if sizes:
        digests = [_digest("particulars", work.dataset, str(one)) for one in ship.vessel_id.to_list()]
        rows = pl.DataFrame(
            {ROW: np.arange(work.rows), ID: pl.Series(digests), "vessel_id": ship.vessel_id, **sizes}
        )[work.kept].filter(pl.any_horizontal([pl.col(name).is_not_null() for name in sizes]))
        made.append(TableRows("vessel_particulars", _joined(rows), {}))
    return tuple(made)


def _in_unit(work: TableWork, field: str, unit: str, most: float) -> "pl.Series":
    """A number in the one unit that the case keeps; without a unit it is taken to be in it."""
    import polars as pl  # noqa: PLC0415 - as above

    value, units = number(work, field, least=0, most=most)
    other = (units.is_not_null() & (units != "") & (units != unit) & value.is_not_null()).fill_null(
        value=False
    )
    if other.any():
        work.value_doubt(field, other, f"is not in {unit}")
        value = pl.select(pl.when(other).then(None).otherwise(value)).to_series()
    return value


def _days(work: TableWork, field: str, *, end: bool) -> "pl.Series":
    import polars as pl  # noqa: PLC0415 - as above

    if not work.has(field):
        return pl.Series([None], dtype=pl.String).new_from_index(0, work.rows)
    span = field_spans(work, field, needed=False)
    instants = (span.end if end else span.start).to_list()
    return pl.Series([None if one is None else instant_text(one)[_DAY] for one in instants], dtype=pl.String)


def _joined(frame: "pl.DataFrame") -> "pl.DataFrame":
    """One row for each id: what the first of its rows says that says anything."""
    import polars as pl  # noqa: PLC0415 - as above

    columns = [name for name in frame.columns if name not in {ID, ROW, "first_day", "last_day"}]
    made = [pl.col(ROW).first(), *(pl.col(name).drop_nulls().first() for name in columns)]
    if "first_day" in frame.columns:
        made += [pl.col("first_day").min(), pl.col("last_day").max()]
    return frame.group_by(ID, maintain_order=True).agg(made).select(frame.columns)


def _identities(
    work: TableWork, ship: Ships, owner: "pl.Series | None", days: "dict[str, pl.Series]"
) -> TableRows:
    """Names and numbers under which the list has each vessel; one that the case has is only widened."""
    import polars as pl  # noqa: PLC0415 - as above

    known = _known_identities(work)
    words = [
        (match.vessel_id, one.name, one.flag, one.imo, one.mmsi, one.call_sign)
        for one, match in zip(ship.different, ship.matches, strict=True)
    ]
    owners = owner.to_list() if owner is not None else [None] * work.rows
    ids = []
    for code, owned in zip(ship.codes.tolist(), owners, strict=True):
        key = (*words[code], owned or "")
        made = identity_id(words[code][0], ship.different[code], owned or "")
        ids.append(known.get(key) or known.get((*words[code], "")) or made)
    columns = ("vessel_id", "name", "flag", "imo_number", "mmsi", "call_sign")
    told = {
        name: pl.Series([row[place] or None for row in words], dtype=pl.String).gather(ship.codes)
        for place, name in enumerate(columns)
    }
    if owner is not None:
        told["owner"] = owner
    frame = pl.DataFrame({ROW: np.arange(work.rows), ID: pl.Series(ids), **told, **days})[work.kept]
    return TableRows("vessel_identity", _joined(frame), {}, shared=True)


def _known_identities(work: TableWork) -> dict[tuple[str, ...], str]:
    columns = "vessel_id, name, flag, imo_number, mmsi, call_sign, owner"
    sql = f"SELECT id, {columns} FROM vessel_identity ORDER BY fid DESC"  # noqa: S608 - constant
    return {tuple(str(word or "") for word in row[1:]): str(row[0]) for row in work.connection.execute(sql)}


def _digest(kind: str, *words: str) -> str:
    return f"{kind}-{hashlib.sha256('|'.join(words).encode()).hexdigest()[:16]}"
