"""The manifest of a figure: made from a filter and its page, told as canonical JSON, read back strictly."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop_app import __version__
from desktop_app.domain.figure_design import Design, ItemKind, Place, TableKind
from desktop_app.domain.manifest import (
    FORMAT,
    MOST_LISTED,
    NO_DIGEST,
    SHORT_DIGITS,
    VERSION,
    Manifest,
    RecordDigest,
)
from desktop_app.domain.provenance import Source
from desktop_app.query.assumed_json import Assumed, assumed_content
from desktop_app.query.clauses import Filter
from desktop_app.query.filter_json import filter_content
from desktop_app.query.map_events import drawn_on
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.ddl import SCHEMA_VERSION

# A design may hold pictures of 2 MB, as base64; 5,000 rows take half a megabyte.
LONGEST_TEXT: Final = 32_000_000
_HEXADECIMAL: Final = frozenset("0123456789abcdef")

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine
    from desktop_app.query.shown_records import Showing


class FigureFacts(NamedTuple):
    """What a manifest tells of a figure beside the rows; nothing of it is Qt's.

    Attributes:
        design: its page and items.
        design_content: the same as JSON types.
        place: the part of the world that was drawn.
        layers: keys of the map layers.
        selection: selected keys.
        question: how the chart cuts the volumes.
        theme, language: of the map.
        sources: in the order of their printed numbers.
        versions: of what else drew it, such as "qt" and "base_map".
    """

    design: Design
    design_content: Mapping[str, Any]
    place: Place
    layers: tuple[str, ...]
    selection: tuple[str, ...]
    question: Question
    theme: str
    language: str
    sources: tuple[Source, ...]
    versions: Mapping[str, str]


def showing_of(
    design: Design, layers: tuple[str, ...], selection: tuple[str, ...], question: Question
) -> "Showing":
    """What a page shows of a case beside what passes its filter."""
    from desktop_app.query.shown_records import Showing  # noqa: PLC0415 - numpy, 0.1 s of the start

    has_table = design.shows(ItemKind.TABLE)
    return Showing(
        layers=layers if design.shows(ItemKind.MAP) else (),
        question=question if design.shows(ItemKind.CHART) else None,
        selection=selection if has_table and design.table is TableKind.SELECTION else (),
        vessels=has_table and design.table is TableKind.TOP_VESSELS,
        facts=design.shows(ItemKind.FACTS),
    )


def manifest_of(
    engine: "QueryEngine", filter_: Filter, facts: FigureFacts, feedback: Feedback | None = None
) -> Manifest:
    """The manifest of a figure of a filter, without a picture's digest.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    from desktop_app.query.row_digests import digests_of  # noqa: PLC0415 - numpy, as above
    from desktop_app.query.shown_records import shown_records  # noqa: PLC0415 - as above

    store = engine.store
    showing = showing_of(facts.design, facts.layers, facts.selection, facts.question)
    shown = shown_records(engine, filter_, showing, feedback)
    found = digests_of(store, shown, feedback)
    info = store.info
    return Manifest(
        case_id=info.case_id,
        case_title=info.title,
        synthetic=info.synthetic,
        as_of="" if info.as_of is None else info.as_of.isoformat(),
        data_sha256=found.sha256,
        records=tuple(RecordDigest(key, digest[:16]) for key, digest in found.rows.items()),
        record_count=shown.size,
        filter=filter_content(filter_),
        assumptions=assumed_content(Assumed.of(engine.assumptions)),
        view={
            "place": list(facts.place),
            "layers": list(facts.layers),
            "selection": list(facts.selection),
            "question": facts.question._asdict(),
            "shows_map": facts.design.shows(ItemKind.MAP),
            "shows_chart": facts.design.shows(ItemKind.CHART),
            "shows_facts": facts.design.shows(ItemKind.FACTS),
            "table": facts.design.table.value if facts.design.shows(ItemKind.TABLE) else "",
            "theme": facts.theme,
            "language": facts.language,
        },
        design=facts.design_content,
        sources=tuple((source.id, source.title) for source in facts.sources),
        versions={
            "tumen": __version__,
            "tables": str(SCHEMA_VERSION),
            **_found_with(engine, facts.layers),
            **facts.versions,
        },
        tables={name: (one.rows, one.sha256) for name, one in found.tables.items()},
    )


def _found_with(engine: "QueryEngine", layers: tuple[str, ...]) -> Mapping[str, str]:
    """What the events on the map were found with: they are found anew, and in no table."""
    if not drawn_on(layers, has_tracks=bool(engine.store.record.tracks)):
        return {}
    from desktop_app.analysis.detector import VERSION as RULES  # noqa: PLC0415 - one of two; numpy, as above

    return {"event_rules": str(RULES), "event_parameters": engine.event_parameters.as_json()}


def manifest_text(manifest: Manifest) -> str:
    """Canonical JSON: keys sorted, no spaces, ASCII alone."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        **{name: getattr(manifest, name) for name in _FIELDS},
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), default=dict)


def short_hash(manifest: Manifest) -> str:
    """The digits that a figure prints: of everything but the picture's own digest."""
    text = manifest_text(replace(manifest, picture_sha256=NO_DIGEST))
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT_DIGITS]


def read_manifest(text: str) -> Manifest:
    """The manifest that a text is; whoever made the file may have written anything into it.

    Raises:
        InputError: it is none, or one of a later Tumen; the text says what is wrong.
    """
    try:
        return _read(text)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"The manifest in this file cannot be read: {reason[:200]}.") from None


def _read(text: str) -> Manifest:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"it is longer than {LONGEST_TEXT:,} letters")
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError("it is no manifest of a figure")
    version = content["version"]
    if not isinstance(version, int) or version > VERSION:
        raise ValueError("a later Tumen wrote it")
    records = tuple(RecordDigest(_text(key), _digits(sha, 16)) for key, sha in content["records"])
    tables = {
        name: (_count(rows), _digits(sha, 64)) for name, (rows, sha) in _object(content["tables"]).items()
    }
    record_count = _count(content["record_count"])
    if (
        len(records) > MOST_LISTED
        or len(records) not in {0, record_count}
        or _rows_in(tables) != record_count
    ):
        raise ValueError("the rows are not as many as it says")
    return Manifest(
        case_id=_text(content["case_id"]),
        case_title=_text(content["case_title"]),
        synthetic=content["synthetic"] is True,
        as_of=_text(content["as_of"]),
        data_sha256=_digits(content["data_sha256"], 64),
        records=records,
        record_count=record_count,
        filter=_object(content["filter"]),
        assumptions=_object(content["assumptions"]),
        view=_object(content["view"]),
        design=_object(content["design"]),
        sources=tuple((_text(ident), _text(title)) for ident, title in content["sources"]),
        versions={name: _text(value) for name, value in _object(content["versions"]).items()},
        picture_sha256=_digits(content["picture_sha256"], 64),
        tables=tables,
    )


def _rows_in(tables: Mapping[str, tuple[int, str]]) -> int:
    """Rows shown; what many rows cite stands beside them."""
    return sum(rows for name, (rows, _) in tables.items() if name != "evidence")


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("what stands for an object is none")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("what stands for a text is none")
    return value


def _digits(value: object, length: int) -> str:
    if not isinstance(value, str) or len(value) != length or not set(value) <= _HEXADECIMAL:
        raise ValueError(f"what stands for a digest is not {length} hexadecimal digits")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("what stands for a number of rows is none")
    return value


_FIELDS: Final = tuple(Manifest.__dataclass_fields__)
