"""What a person or an importer wants changed: one edit is one transaction and one entry in the log."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from desktop_app.domain.provenance import Citation

Cell = str | int | float | bytes | None


class Insert(NamedTuple):
    """A new row. `values` names declared columns, and `geom` as a GeoPackage blob; others are NULL."""

    table: str
    id: str
    values: Mapping[str, Cell]


class Update(NamedTuple):
    """New values for some columns of a row."""

    table: str
    id: str
    values: Mapping[str, Cell]


class Delete(NamedTuple):
    """A row that goes; refused while others refer to it."""

    table: str
    id: str


Operation = Insert | Update | Delete


class Settlement(NamedTuple):
    """A conflict of a merge that an edit settles, and the JSON text of the value it is settled as."""

    conflict_id: str
    settled_as: str


class Edit(NamedTuple):
    """One change of the case.

    Attributes:
        what: a sentence for the log and the undo menu, such as "Add sighting of CHON MA SAN".
        operations: carried out in this order.
        citations: sets of evidence that the operations name by `evidence_id`; written where absent.
        why: the person's reason, may be empty.
        kind: "edit" or "import".
        settles: a conflict that is settled by it; such an edit need not change a row.
    """

    what: str
    operations: tuple[Operation, ...]
    citations: tuple[Citation, ...] = ()
    why: str = ""
    kind: str = "edit"
    settles: Settlement | None = None


def evidence_id(citation: Citation) -> str:
    """Name of a set of citations: 16 hexadecimal digits of the SHA-256 of its content.

    Equal citations have equal names in every case: sets are shared, never changed, and need no merging.
    """
    content = [
        citation.grade and citation.grade.value,
        [
            [
                reference.source_id,
                reference.credibility and int(reference.credibility),
                reference.location_accuracy and reference.location_accuracy.value,
                reference.passage,
                reference.note,
            ]
            for reference in citation.references
        ],
    ]
    import hashlib  # noqa: PLC0415 - 10 ms with OpenSSL, and only who writes needs it

    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
