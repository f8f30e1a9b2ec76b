"""Whether a merge left something open: asked of every case that is opened, so without the code of merging."""

import apsw


def has_open_conflicts(connection: apsw.Connection) -> bool:
    """Whether the case holds a conflict that nobody has settled."""
    sql = "SELECT EXISTS (SELECT 1 FROM tumen_conflict WHERE settled_utc IS NULL)"
    ((found,),) = connection.execute(sql)
    return bool(found)
