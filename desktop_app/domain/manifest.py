"""A figure's proof: what it shows of which case, by digests, and how it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

FORMAT: Final = "tumen-figure"
VERSION: Final = 1
# Hexadecimal digits of the digest that a figure prints.
SHORT_DIGITS: Final = 12
NO_DIGEST: Final = "0" * 64
# Rows up to which each is listed by itself: as JSON a quarter of a megabyte.
MOST_LISTED: Final = 5_000


class RecordDigest(NamedTuple):
    """One row that is shown.

    Attributes:
        key: kind:id, such as "voyage:osc-2024-01".
        sha256: of its cells, the first 16 hexadecimal digits.
    """

    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that is needed to draw a figure again and to see what has changed since.

    Attributes:
        case_id: of the case file; the reported record's own for the record.
        case_title: its title.
        synthetic: whether it holds made-up data.
        as_of: day up to which its sources were read, ISO; empty: not stated.
        data_sha256: of all rows shown: of the digests in `tables`.
        records: the rows one by one, in order of their keys; empty where they are too many to list.
        record_count: how many they are.
        filter: as `filter_content` has it.
        assumptions: as `assumed_content` has it.
        view: place, layers, selection, chart's question, theme, language.
        design: the page, as `design_content` has it.
        sources: id and title of each numbered source, in printed order.
        versions: of Tumen, Qt, the tables and the base map.
        picture_sha256: of the picture that carries it; `NO_DIGEST` in a manifest that stands alone.
        tables: number of rows shown and their digest, by table.
    """

    case_id: str
    case_title: str
    synthetic: bool
    as_of: str
    data_sha256: str
    records: tuple[RecordDigest, ...]
    record_count: int
    filter: Mapping[str, Any]
    assumptions: Mapping[str, Any]
    view: Mapping[str, Any]
    design: Mapping[str, Any]
    sources: tuple[tuple[str, str], ...]
    versions: Mapping[str, str] = field(default_factory=dict)
    picture_sha256: str = NO_DIGEST
    tables: Mapping[str, tuple[int, str]] = field(default_factory=dict)
