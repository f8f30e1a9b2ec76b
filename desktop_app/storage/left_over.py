"""Contents that no row names any more: of deleted attachments, and of imports that were taken back.

They stay in the file, so that undo can be undone; a copy has no undo of its own and needs none of them. In
the copy, the case as it was before the deletion tells of them and cannot show them.
"""

from typing import Final

import apsw

# Columns that name a content by its SHA-256.
_NAMED: Final = (
    ("attachment", "sha256"),
    ("track", "sha256"),
    ("reference_layer", "sha256"),
    ("import_run", "report_sha256"),
)
_LEFT_OVER: Final = "sha256 NOT IN ({})".format(
    " UNION ALL ".join(
        f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - the names above
        for table, column in _NAMED
    )
)


def size_left_over(connection: apsw.Connection) -> tuple[int, int]:
    """How many contents no row names, and their bytes."""
    sql = f"SELECT count(*), ifnull(sum(length(content)), 0) FROM tumen_file WHERE {_LEFT_OVER}"  # noqa: S608 - constant
    ((contents, size_bytes),) = connection.execute(sql).fetchall()
    return int(str(contents)), int(str(size_bytes))


def leave_out(connection: apsw.Connection) -> None:
    """Take them out of a whole copy that nobody has opened yet, and give their room back."""
    if not size_left_over(connection)[0]:
        return
    connection.execute(f"DELETE FROM tumen_file WHERE {_LEFT_OVER}")  # noqa: S608 - constant
    # SQLite rebuilds the file through a database that it attaches for as long.
    connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 1)
    connection.execute("VACUUM")
    connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)
