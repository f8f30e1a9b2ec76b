"""What a redaction profile comes to: which columns and tables go, and whose values may stand nowhere else."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from desktop_app.exporters.data.redaction import COORDINATES, Redaction, Whom, fields_named
from desktop_app.exporters.data.rows.all_tables import BY_NAME, TABLES
from desktop_app.exporters.data.tables import ID, IN_WORDS, DataColumn, Kind, Names

Field = tuple[str, str]  # table, column

# Facts that tables are there to tell; what they only repeat stays where another table tells it.
_FACTS_OF_TABLES: Final = {
    "vessels": ("vessel.",),
    "identities": ("vessel.mmsi", "vessel.flag", "vessel.call_sign"),
    "listings": ("listings.", "vessel.listed"),
    "companies": (
        "company.",
        "consignments.shipper",
        "consignments.consignee",
        "payments.payer",
        "payments.payee",
    ),
    "ports": ("port.", "ports.", "voyages.from", "voyages.to", "port_calls.port", "observations.port"),
}
# Tables whose words are names of things.
_NAMING: Final = frozenset({*_FACTS_OF_TABLES, "sources"})
# By these anybody can look a ship up, whatever she is called.
_FACTS_OF_SHIPS: Final = frozenset(
    {
        "vessel.imo_number",
        "vessel.mmsi",
        "vessel.call_sign",
        "vessel.deadweight",
        "vessel.gross_tonnage",
        "vessel.built",
        "vessel.owner",
        "listings.when",
    }
)
# And by these: where she was at what moment, and under which names, one after another.
_TABLES_OF_SHIPS: Final = frozenset({"tracks", "ais_fixes", "ais_events", "event_verdicts", "identities"})
_FACTS_OF_POSITIONS: Final = ("sightings.position", "ports.position", "tracks.position", "stations.position")


class Plan(NamedTuple):
    """What goes.

    Attributes:
        tables: that are left out.
        fields: that are left out of the other tables.
        secret: fields, left out or not, whose values may stand in no text.
        named: fields that the profile itself names, alone or with others of the same fact.
    pseudonyms: whose names are replaced.
        rounds_volumes: deadweights could be reckoned from volumes.
    """

    tables: frozenset[str]
    fields: frozenset[Field]
    secret: frozenset[Field]
    named: frozenset[Field]
    pseudonyms: frozenset[Whom]
    rounds_volumes: bool


def plan_of(redaction: Redaction) -> Plan:
    """What a profile comes to."""
    pseudonyms = frozenset(redaction.pseudonyms)
    ships = Whom.VESSELS in pseudonyms
    tables = frozenset(redaction.drop_tables) | (_TABLES_OF_SHIPS if ships else frozenset())
    named: set[Field] = set()
    for text in redaction.drop_fields:
        named |= _positions() if text == COORDINATES else fields_named(text)
    own = {_column(field).tells[0] for field in named if _column(field).tells}
    facts = own | (_FACTS_OF_SHIPS if ships else frozenset())
    facts |= {fact for table in redaction.drop_tables for fact in _facts_of(table)}
    fields = {*named, *(field for field, column in _all() if not facts.isdisjoint(column.tells))}
    fields |= {field for field, column in _all() if column.refers in redaction.drop_tables}
    if redaction.coarsens:
        fields |= {field for field, column in _all() if IN_WORDS in column.tells}
    if ships:
        fields.add(("vessels", "note"))
    kept_ids = {field for field in fields if field[1] == ID and field[0] not in tables}
    secret = {field for field in named if _is_typed(_column(field))}
    secret |= {field for field in fields if _column(field).tells[:1] and _column(field).tells[0] in facts}
    secret |= {field for table in redaction.drop_tables for field in _words_of(table)}
    return Plan(
        tables,
        frozenset(fields - kept_ids),
        frozenset(secret),
        frozenset(field for field in fields if not own.isdisjoint(_column(field).tells)),
        pseudonyms,
        "vessel.deadweight" in facts,
    )


def replaced(column: DataColumn, plan: Plan) -> bool:
    """Whether the cells of a column become pseudonyms."""
    whom = Whom.COMPANIES if column.names in {Names.COMPANY, Names.COMPANY_ID} else Whom.VESSELS
    return column.names is not None and whom in plan.pseudonyms


def _all() -> Iterator[tuple[Field, DataColumn]]:
    for table in TABLES:
        for column in table.columns:
            yield (table.name, column.name), column


def _column(field: Field) -> DataColumn:
    table, name = field
    return next(column for column in BY_NAME[table].columns if column.name == name)


def _positions() -> set[Field]:
    return {field for field, column in _all() if not set(column.tells).isdisjoint(_FACTS_OF_POSITIONS)}


def _facts_of(table: str) -> set[str]:
    """Facts that go with a table."""
    beginnings = _FACTS_OF_TABLES.get(table, (f"{table}.",))
    return {fact for _, column in _all() for fact in column.tells if fact.startswith(beginnings)}


def _words_of(table: str) -> Iterator[Field]:
    """Fields of a table that goes whose words may stand nowhere else."""
    for column in BY_NAME[table].columns:
        own = column.name == ID or not (column.refers or column.choices or column.tells)
        if _is_typed(column) and (own or (table in _NAMING and not column.refers)):
            yield table, column.name


def _is_typed(column: DataColumn) -> bool:
    """Whether the values are words of somebody, numbers, days or names, and no words of a closed list."""
    return not column.choices and column.kind not in {Kind.YES_NO, Kind.LON, Kind.LAT, Kind.PATH}
