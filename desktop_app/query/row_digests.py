"""Digests of stored rows that are the same in every copy of a case: by names of columns, not by row numbers.

A row's digest covers every cell that is not NULL, under its column's name: a column that a later version adds
is NULL in rows of before and changes none. Evidence counts as what it cites, a geometry by its bytes.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, Final, NamedTuple

import apsw

from desktop_app.domain.manifest import MOST_LISTED
from desktop_app.query.reading import read
from desktop_app.query.shown_records import ShownRecords
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.keys import KIND_OF_TABLE, TABLES_OF_KIND

# Stands among the tables for what the rows of the large ones cite.
EVIDENCE: Final = "evidence"
# Columns of a citation that the digest of evidence covers, in this order.
_CITED: Final = ("source_id", "credibility", "location_accuracy", "passage", "note")
_ROWS_AT_ONCE: Final = 5_000
# Made once: `json.dumps` would make one a row.
_encoded: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_WHERE_FID: Final = "fid IN (SELECT value FROM json_each(?))"
_WHERE_ID: Final = "id IN (SELECT value FROM json_each(?))"


class TableDigest(NamedTuple):
    """All rows of one table that are shown.

    Attributes:
        rows: how many they are.
        sha256: of the lines "id digest" in order of the ids, hexadecimal; of many rows their digests' sum.
    """

    rows: int
    sha256: str


class Digests(NamedTuple):
    """Digests of the rows that a figure shows.

    Attributes:
        tables: by name of the table, sorted.
        rows: kind:id to digest, sorted; empty where they are more than `MOST_LISTED`.
        sha256: of the lines "table count digest" of all tables.
    """

    tables: Mapping[str, TableDigest]
    rows: Mapping[str, str]
    sha256: str


def digests_of(store: CaseStore, shown: ShownRecords, feedback: Feedback | None = None) -> Digests:
    """The digests of rows as they are stored now.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    if shown.size > MOST_LISTED:
        tables = summed_digests(store, shown, feedback)
        return Digests(tables, {}, data_digest(tables))
    found = {
        **{table: _few(store, table, ids, feedback) for table, ids in shown.ids.items()},
        **{
            table: dict(_rows(store, table, _WHERE_FID, numbers.tolist(), feedback))
            for table, numbers in shown.numbers.items()
        },
    }
    tables = {table: _of_table(rows) for table, rows in sorted(found.items())}
    keys = {row_key(table, ident): digest for table, rows in found.items() for ident, digest in rows.items()}
    return Digests(tables, dict(sorted(keys.items())), data_digest(tables))


def summed_digests(
    store: CaseStore, shown: ShownRecords, feedback: Feedback | None = None
) -> dict[str, TableDigest]:
    """The digests by table of rows that are too many to be listed.

    Rows of voyages, calls and sightings are told by SQLite and added up, so that they need no order; what
    they cite stands beside them, as a table of its own.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    small = {table: _of_table(_few(store, table, ids, feedback)) for table, ids in shown.ids.items()}
    cited = ((name, _hash(_encoded(one))) for name, one in _evidence(store, shown.evidence, feedback).items())
    with ThreadPoolExecutor(max(len(shown.numbers), 1)) as threads:
        asked = {
            table: threads.submit(_sum, store, table, numbers.tolist(), feedback)
            for table, numbers in shown.numbers.items()
        }
        large = {table: TableDigest(len(shown.numbers[table]), one.result()) for table, one in asked.items()}
    return {**small, **large, EVIDENCE: _of_table(dict(cited))}


def _few(store: CaseStore, table: str, ids: Iterable[str], feedback: Feedback | None) -> dict[str, str]:
    """Digests of rows of a small table by id; kept until the case changes, for pages share most of them."""
    known: dict[str, str] = store.cached(f"digests of {table}", dict)
    wanted = sorted(ids)
    known.update(_rows(store, table, _WHERE_ID, [one for one in wanted if one not in known], feedback))
    return {ident: known[ident] for ident in wanted if ident in known}


def _of_table(rows: Mapping[str, str]) -> TableDigest:
    """A table from the digests of its rows by id."""
    lines = (f"{ident} {digest}\n" for ident, digest in sorted(rows.items()))
    return TableDigest(len(rows), _hash("".join(lines)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sum(store: CaseStore, table: str, numbers: list[int], feedback: Feedback | None) -> str:
    """The sum of the rows' SHA-256 as numbers, modulo 2^256, hexadecimal."""
    ((count,),) = read(store, f"SELECT COUNT(*) FROM {table}", (), feedback)  # noqa: S608 - a declared table
    columns = ["hex(geom)" if name == "geom" else name for name in BY_NAME[table].stored_columns[1:]]
    chosen = "" if count == len(numbers) else f"WHERE {_WHERE_FID}"
    sql = f"SELECT json_array({', '.join(columns)}) FROM {table} {chosen}"  # noqa: S608 - declared names
    total = 0
    with store.reader(feedback) as connection:
        cursor = connection.execute(sql, (json.dumps(numbers),) if chosen else ())
        while part := _part(cursor):
            for (line,) in part:
                total += int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")
    return f"{total % (1 << 256):064x}"


def data_digest(tables: Mapping[str, TableDigest]) -> str:
    """The digest of all tables together."""
    lines = (f"{name} {one.rows} {one.sha256}\n" for name, one in sorted(tables.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def tables_of(key: str) -> tuple[tuple[str, ...], str]:
    """Tables that may hold a row, and its id; no table for a key that is none of ours."""
    kind, _, ident = key.partition(":")
    return TABLES_OF_KIND.get(kind, (kind,) if kind in BY_NAME else ()), ident


def row_key(table: str, ident: str) -> str:
    """A row's name across views; of a table without a kind of its own, the table's name stands for it."""
    return f"{KIND_OF_TABLE.get(table, table)}:{ident}"


def stored_digest(store: CaseStore, table: str, cells: Mapping[str, Any]) -> str:
    """The digest of a row with these stored cells, whether or not it stands in the case like this."""
    told = {name: value for name, value in cells.items() if name != "fid"}
    if BY_NAME[table].cited:
        name = str(told.get("evidence_id"))
        told["evidence_id"] = _evidence(store, (name,), None).get(name)
    return row_digest(told)


def row_digest(cells: Mapping[str, Any]) -> str:
    """The digest of a row's cells by column, evidence as what it cites."""
    told = {name: _told(value) for name, value in cells.items() if value is not None}
    return _hash(_encoded(told))


def _told(value: Any) -> Any:
    return {"sha256": hashlib.sha256(value).hexdigest()} if isinstance(value, bytes) else value


def _rows(
    store: CaseStore, table: str, where: str, values: Sequence[Any], feedback: Feedback | None
) -> Iterator[tuple[str, str]]:
    """Id and digest of the chosen rows of a table."""
    columns = [name for name in BY_NAME[table].stored_columns if name != "fid"]
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {where}"  # noqa: S608 - declared names
    found = read(store, sql, (json.dumps(values),), feedback) if values else []
    evidence = _evidence(store, {row[-1] for row in found}, feedback) if BY_NAME[table].cited else {}
    for row in found:
        cells = dict(zip(columns, row, strict=True))
        if "evidence_id" in cells:
            cells["evidence_id"] = evidence.get(cells["evidence_id"])
        yield str(row[0]), row_digest(cells)


def _part(cursor: apsw.Cursor) -> list[tuple[Any, ...]]:
    try:
        return list(islice(cursor, _ROWS_AT_ONCE))
    except apsw.InterruptError as error:
        raise Cancelled from error


def _evidence(store: CaseStore, names: Iterable[str], feedback: Feedback | None) -> Mapping[str, Any]:
    """What sets of citations say, by their names: the record's grade, and of each source what is cited."""
    wanted = (json.dumps(sorted(names)),)
    grades = read(store, f"SELECT id, record_grade FROM evidence WHERE {_WHERE_ID}", wanted, feedback)  # noqa: S608 - a constant
    found: dict[str, list[Any]] = {str(name): [grade] for name, grade in grades}
    sql = f"""SELECT evidence_id, {", ".join(_CITED)} FROM citation
        WHERE evidence_id IN (SELECT value FROM json_each(?)) ORDER BY evidence_id, place, source_id"""  # noqa: S608 - as above
    for name, *cited in read(store, sql, wanted, feedback):
        found.setdefault(name, []).append(cited)
    return found
