"""What names a row across editions of its file, and which rows of a file say the same."""

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import Check
from desktop_app.importers.sheets.raw_table import LINE
from desktop_app.importers.tables.distinct import Codes, codes_of_frame, first_rows, mapped
from desktop_app.importers.tables.findings import Finding
from desktop_app.importers.tables.targets import FieldKind
from desktop_app.importers.tables.work import Spans, TableWork
from desktop_app.query.name_folding import fold

if TYPE_CHECKING:
    import polars as pl

# ASCII's unit separator: it stands in no name.
_BETWEEN: Final = "\x1f"
_ID_DIGITS: Final = 16
_KEY: Final = "\0key"


def keys_of(work: TableWork, when: Spans | None) -> "pl.Series":
    """The key of each row: its own one, or else what the natural key's fields say.

    Args:
        work: the table.
        when: the time of each row as it was read, so that another way of writing it makes no other row.
    """
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    parts: list[pl.Series] = []
    target = work.table.target
    with_time = False
    for name in target.natural_key:
        if not work.has(name):
            continue
        if target.field(name).kind is FieldKind.TIME and name in {"time", "time_start"} and when is not None:
            with_time = True
            continue
        parts.append(mapped(work.table.texts(name).alias(name), fold, pl.String).fill_null(""))
    if with_time and when is not None:
        parts += [one.cast(pl.Int64).cast(pl.String).fill_null("") for one in (when.start, when.end)]
    frame = pl.DataFrame({f"{place}": part for place, part in enumerate(parts)})
    natural = frame.select(pl.concat_str(pl.all(), separator=_BETWEEN).alias(_KEY))[_KEY]
    if not work.has("key"):
        return natural
    own = work.table.texts("key").str.strip_chars()
    told = pl.DataFrame({"own": own, "natural": natural})
    return told.select(
        pl.when(pl.col("own").is_null() | (pl.col("own") == ""))
        .then("natural\x1f" + pl.col("natural"))
        .otherwise("key\x1f" + pl.col("own"))
        .alias(_KEY)
    )[_KEY]


def identify(
    work: TableWork, when: Spans | None, *, keys: "pl.Series | None" = None, flag: bool = True
) -> "pl.Series":
    """A unique key for each row that stays; tells the work which do, and which say the same as another.

    Of rows with one key those that say the same in every cell become one; others stay, numbered, and are
    flagged. To be called when nothing can be refused any more.

    Args:
        work: the table.
        when: see `keys_of`.
        keys: what the rows are about; None for their natural keys.
        flag: whether two rows about the same are doubtful.
    """
    import polars as pl  # noqa: PLC0415 - as above

    keys = keys_of(work, when) if keys is None else keys
    work.kept = kept = np.flatnonzero(~work.findings.rejected)
    mine = keys.gather(kept)
    if mine.n_unique() == len(mine):
        return keys
    fields = [name for name in work.table.frame.columns if name != LINE]
    cells = work.table.frame.select(fields)[kept].with_columns(mine.alias(_KEY))
    different, same = codes_of_frame(cells)
    firsts = first_rows(same, len(different))
    stays = firsts[same] == np.arange(len(kept))
    _merge(work, kept, kept[firsts[same]], ~stays)
    number = pl.DataFrame({_KEY: mine.filter(pl.Series(stays))}).select(
        (pl.int_range(pl.len(), dtype=pl.Int64).over(_KEY)).alias("number"), pl.col(_KEY)
    )
    work.kept = rows = kept[stays]
    again = number["number"].to_numpy() > 0
    unique = number.select(
        pl.when(pl.col("number") > 0)
        .then(pl.col(_KEY) + _BETWEEN + pl.col("number").cast(pl.String))
        .otherwise(pl.col(_KEY))
        .alias(_KEY)
    )[_KEY]
    if again.any() and flag:
        _flag(work, rows, again, number[_KEY])
    whole = keys.to_list()
    for row, key in zip(rows[again].tolist(), unique.filter(pl.Series(again)).to_list(), strict=True):
        whole[row] = key
    return pl.Series(_KEY, whole, dtype=pl.String)


def ids_of(work: TableWork, kind: str, keys: "pl.Series") -> "pl.Series":
    """Ids made of dataset, table and key: the same for the same row in every edition of the file.

    Args:
        work: the table.
        kind: of the rows, which their ids begin with.
        keys: unique ones.
    """
    import polars as pl  # noqa: PLC0415 - as above

    digest, head = hashlib.sha256, f"{work.dataset}|{kind}|"
    texts = (head + keys).to_list()
    made = [digest(text.encode()).hexdigest() for text in texts]
    return f"{kind}-" + pl.Series("id", made, dtype=pl.String).str.slice(0, _ID_DIGITS)


def _merge(work: TableWork, kept: Codes, firsts: Codes, mask: NDArray[np.bool_]) -> None:
    if mask.any():
        lines = work.lines
        rows = kept[mask]
        reasons = [f"says the same as line {lines[first]}" for first in firsts[mask].tolist()]
        work.merged.append(Finding(rows, "", [""] * len(rows), reasons, None))


def _flag(work: TableWork, rows: Codes, again: NDArray[np.bool_], keys: "pl.Series") -> None:
    """Flag rows that are about the same as an earlier one and say something else."""
    import polars as pl  # noqa: PLC0415 - as above

    lines = work.lines[rows]
    firsts = pl.DataFrame({_KEY: keys, LINE: lines}).select(pl.col(LINE).first().over(_KEY))[LINE].to_numpy()
    told = [f"is about the same as line {first} and says something else" for first in firsts[again].tolist()]
    flagged = rows[again]
    work.findings.doubts.append(Finding(flagged, "", [""] * len(flagged), told, Check.DUPLICATE))
