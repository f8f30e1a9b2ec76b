"""A redaction profile: what is left out of an export, made coarser or called otherwise."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from desktop_app.domain.provenance import Grade, Reliability
from desktop_app.exporters.data.rows.all_tables import BY_NAME
from desktop_app.exporters.data.tables import ID

NO_GRADE: Final = "none"
COORDINATES: Final = "coordinates"
"""Stands in `drop_fields` for every position, in numbers, lines and words."""
KM_LIMITS: Final = (0.1, 1_000.0)
MOST_DECIMALS: Final = 4
# Below it somebody could find the key, and with it the names, by trying.
SHORTEST_KEY: Final = 16
LONGEST_NAME: Final = 80
# Fields without which a row could not be read rightly.
_KEPT: Final = frozenset({ID, "synthetic"})
_FIELD: Final = re.compile(r"(?:(?P<table>\w+)\.)?(?P<field>\w+)")


class Whom(StrEnum):
    """Whose names are replaced by pseudonyms."""

    VESSELS = "vessels"
    COMPANIES = "companies"


class Redaction(NamedTuple):
    """One profile.

    Attributes:
        name: the user's own words.
        key: makes pseudonyms that are the same in every export, and that nobody can find out without it.
        coarsen_km: side of the squares on whose middles positions are put; None for positions as they are.
        decimals: the same as decimals of a degree, instead.
        drop_tables: names of tables.
        drop_fields: "table.field", "field" of every table, or `COORDINATES`.
        pseudonyms: whose names.
        without_sources: ids of sources; rows that rest on one of them are left out.
        without_grades: Admiralty grades of sources, or `NO_GRADE`, with the same effect.
        without_record_grades: the record's own grades of rows that are left out.
    """

    name: str
    key: str = ""
    coarsen_km: float | None = None
    decimals: int | None = None
    drop_tables: tuple[str, ...] = ()
    drop_fields: tuple[str, ...] = ()
    pseudonyms: tuple[Whom, ...] = ()
    without_sources: tuple[str, ...] = ()
    without_grades: tuple[str, ...] = ()
    without_record_grades: tuple[str, ...] = ()

    @property
    def coarsens(self) -> bool:
        """Whether positions are made coarser."""
        return self.coarsen_km is not None or self.decimals is not None


def read_redaction(content: object) -> Redaction:
    """A profile from what TOML or JSON holds; strict, since what was misspelt would not be removed.

    Raises:
        ValueError: the text says what is wrong.
    """
    if not isinstance(content, Mapping):
        raise ValueError("a redaction profile is a table of settings")  # noqa: TRY004 - one kind of error
    for name in content:
        if name not in Redaction._fields:
            raise ValueError(f"there is no setting “{name}”; there are {', '.join(Redaction._fields)}")
    redaction = Redaction(
        name=_text(content, "name"),
        key=_text(content, "key", required=False),
        coarsen_km=_number(content, "coarsen_km"),
        decimals=_whole(content, "decimals"),
        drop_tables=_chosen(content, "drop_tables", BY_NAME),
        drop_fields=_texts(content, "drop_fields"),
        pseudonyms=tuple(Whom(one) for one in _chosen(content, "pseudonyms", tuple(Whom))),
        without_sources=_texts(content, "without_sources"),
        without_grades=_chosen(content, "without_grades", (*Reliability, NO_GRADE)),
        without_record_grades=_chosen(content, "without_record_grades", tuple(Grade)),
    )
    _check(redaction)
    return redaction


def redaction_content(redaction: Redaction) -> dict[str, Any]:
    """What `read_redaction` reads; settings that say nothing left out."""
    found = {name: value for name, value in redaction._asdict().items() if value not in {None, "", ()}}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def fields_named(text: str) -> frozenset[tuple[str, str]]:
    """Tables and columns that an entry of `drop_fields` stands for; all but `COORDINATES`.

    Raises:
        ValueError: there is none of that name, or it cannot be left out.
    """
    match = _FIELD.fullmatch(text)
    found = frozenset(
        (table.name, column.name)
        for table in BY_NAME.values()
        for column in table.columns
        if match and column.name == match["field"] and match["table"] in {None, table.name}
    )
    if not found:
        raise ValueError(f"drop_fields: there is no field “{text}”")
    if any(name in _KEPT for _, name in found):
        raise ValueError(
            f"drop_fields: “{text}” cannot be left out; rows could not be told apart or understood"
        )
    return found


def _check(redaction: Redaction) -> None:
    for text in redaction.drop_fields:
        if text != COORDINATES:
            fields_named(text)
    if redaction.coarsen_km is not None and not KM_LIMITS[0] <= redaction.coarsen_km <= KM_LIMITS[1]:
        raise ValueError(f"coarsen_km is from {KM_LIMITS[0]:g} to {KM_LIMITS[1]:g} kilometres")
    if redaction.decimals is not None and not 0 <= redaction.decimals <= MOST_DECIMALS:
        raise ValueError(f"decimals is from 0 to {MOST_DECIMALS}")
    if redaction.coarsen_km is not None and redaction.decimals is not None:
        raise ValueError("coarsen_km and decimals mean the same; write one of them")
    if redaction.pseudonyms and len(redaction.key) < SHORTEST_KEY:
        raise ValueError(
            f"pseudonyms need a key of at least {SHORTEST_KEY} characters that you keep to yourself: with it "
            "they are the same in every export, and without it nobody can find the names by trying"
        )
    if redaction == Redaction(redaction.name, redaction.key):
        raise ValueError("the profile removes nothing")


def _text(content: Mapping[str, Any], name: str, *, required: bool = True) -> str:
    value = content.get(name, "")
    if not isinstance(value, str) or (required and not value.strip()) or len(value) > 10 * LONGEST_NAME:
        raise ValueError(f"{name} is a text" + (" that is not empty" if required else ""))
    return value.strip()


def _number(content: Mapping[str, Any], name: str) -> float | None:
    value = content.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} is a number")  # noqa: TRY004 - one kind of error
    return float(value)


def _whole(content: Mapping[str, Any], name: str) -> int | None:
    value = content.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} is a whole number")  # noqa: TRY004 - one kind of error
    return value


def _texts(content: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = content.get(name, [])
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value):
        raise ValueError(f"{name} is a list of texts")
    return tuple(dict.fromkeys(value))


def _chosen(content: Mapping[str, Any], name: str, choices: Iterable[str]) -> tuple[str, ...]:
    found, known = _texts(content, name), tuple(choices)
    for one in found:
        if one not in known:
            raise ValueError(f"{name}: there is no “{one}”; there are {', '.join(known)}")
    return found
