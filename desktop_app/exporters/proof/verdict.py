"""Whether a figure still holds: its picture, its manifest, and the rows that it shows, against a case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app import __version__
from desktop_app.domain.figure_design import Place, TableKind
from desktop_app.domain.manifest import Manifest
from desktop_app.exporters.proof.changed_rows import ChangedRow, Difference, changed_rows
from desktop_app.exporters.proof.manifest import short_hash
from desktop_app.exporters.wording import number
from desktop_app.query.assumed_json import Assumed, read_assumed
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.filter_json import read_filter
from desktop_app.query.periods import Period
from desktop_app.query.row_digests import Digests, TableDigest, data_digest, digests_of
from desktop_app.query.shown_records import Showing, shown_records
from desktop_app.query.volumes_results import Question, Shown, Split
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.ddl import SCHEMA_VERSION
from desktop_app.storage.row_words import counted
from desktop_app.storage.tables.all_tables import BY_NAME

_UNREADABLE: Final = (ValueError, TypeError, KeyError, AttributeError)


class Trouble(StrEnum):
    """What is not as it was, the worst first."""

    MANIFEST = "altered manifest"
    PICTURE = "altered picture"
    HASH = "other hash"
    DATA = "changed"
    NOT_COMPARED = "not compared"


class Carried(NamedTuple):
    """What a file carries.

    Attributes:
        name: of the file, for sentences.
        manifest: read from it.
        picture_fits: whether its picture is the one that Tumen wrote; None for a manifest that stands alone.
    """

    name: str
    manifest: Manifest
    picture_fits: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a figure.

    Attributes:
        troubles: what is not as it was; empty for an unchanged figure.
        sentences: the verdict first, then what else is to be known.
        rows: that differ.
        manifest: of the figure.
    """

    troubles: tuple[Trouble, ...]
    sentences: tuple[str, ...]
    rows: tuple[ChangedRow, ...]
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Asked:
    """What a manifest asks of a case.

    Attributes:
        filter: what passes.
        assumed: what every volume assumes.
        showing: what else is shown.
        place: the part of the world.
        layers: keys of the map layers.
        selection: keys of what is selected.
        language: of the names on the map, as the manifest has it.
    """

    filter: Filter
    assumed: Assumed
    showing: Showing
    place: Place
    layers: tuple[str, ...]
    selection: tuple[str, ...]
    language: str


def asked_of(manifest: Manifest) -> Asked:
    """What a figure shows, to be asked again.

    Raises:
        ValueError: it cannot be asked by this Tumen; the text says why.
    """
    try:
        view = manifest.view
        question = view["question"]
        layers, selection = tuple(map(str, view["layers"])), tuple(map(str, view["selection"]))
        return Asked(
            read_filter(manifest.filter),
            read_assumed(manifest.assumptions),
            Showing(
                layers=layers if view["shows_map"] else (),
                question=Question(
                    Period(question["period"]),
                    Split(question["split"]),
                    Shown(question["shown"]),
                    question["corrected"] is True,
                )
                if view["shows_chart"]
                else None,
                selection=selection if view["table"] == TableKind.SELECTION else (),
                vessels=view["table"] == TableKind.TOP_VESSELS,
                facts=view["shows_facts"] is True,
            ),
            _place(view["place"]),
            layers,
            selection,
            str(view["language"]),
        )
    except _UNREADABLE as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ValueError(reason) from None


def _place(edges: object) -> Place:
    if not isinstance(edges, list):
        raise TypeError("its place is no list of edges")
    place = Place(*(float(edge) for edge in edges))
    # NaN fails as well.
    if not (-360 <= place.west < place.east <= 360 and -90 <= place.south < place.north <= 90):  # noqa: PLR2004 - the world
        raise ValueError("its place is no part of the world")
    return place


def verdicts_on(
    carried: Sequence[Carried],
    engine: QueryEngine | None,
    base_map: str,
    printed: str = "",
    feedback: Feedback | None = None,
) -> tuple[Verdict, ...]:
    """A verdict on each page of a file; a printed hash fits where it is that of any page.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    if printed.strip().casefold() in {short_hash(one.manifest) for one in carried}:
        printed = ""
    return tuple(verdict_on(one, engine, base_map, printed, feedback) for one in carried)


def verdict_on(
    carried: Carried,
    engine: QueryEngine | None,
    base_map: str,
    printed: str = "",
    feedback: Feedback | None = None,
) -> Verdict:
    """Compare a figure with its case.

    Args:
        carried: the file.
        engine: asks the case that is at hand; None where there is none.
        base_map: as `base_map_version` names the one in use.
        printed: the hash that is printed on the figure, as a person has read it; empty: not looked at.
        feedback: calls it off.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    manifest, store = carried.manifest, engine.store if engine is not None else None
    found: list[tuple[Trouble | None, str]] = []
    if (
        data_digest({name: TableDigest(*one) for name, one in manifest.tables.items()})
        != manifest.data_sha256
    ):
        found.append((Trouble.MANIFEST, "Altered manifest: its digests do not fit each other."))
    if carried.picture_fits is False:
        found.append((Trouble.PICTURE, f"Altered picture: {carried.name} is not as Tumen wrote it."))
    own = short_hash(manifest)
    if printed and printed.strip().casefold() != own:
        found.append(
            (Trouble.HASH, f"The hash printed does not fit: {printed} was read, the file's own is {own}.")
        )
    rows: tuple[ChangedRow, ...] = ()
    if engine is None or engine.store.info.case_id != manifest.case_id:
        found.append((Trouble.NOT_COMPARED, _other_case(manifest, store)))
    else:
        trouble, sentence, rows = _compared(manifest, engine, feedback)
        if trouble is None:
            sentence = f"{'Its records are unchanged' if found else 'Unchanged'}: {sentence}"
        found.append((trouble, sentence))
    order = list(Trouble)
    found.sort(key=lambda one: order.index(one[0]) if one[0] is not None else len(order))
    return Verdict(
        tuple(trouble for trouble, _ in found if trouble is not None),
        (*(sentence for _, sentence in found), *_also(manifest, store, base_map)),
        rows,
        manifest,
    )


def _other_case(manifest: Manifest, store: CaseStore | None) -> str:
    of = f"the case “{manifest.case_title}” (id {manifest.case_id})"
    if store is None:
        return f"Not compared with data: the figure is of {of}, which is not at hand."
    return f"Not compared with data: the figure is of {of}, not of “{store.info.title}”."


def _compared(
    manifest: Manifest, engine: QueryEngine, feedback: Feedback | None
) -> tuple[Trouble | None, str, tuple[ChangedRow, ...]]:
    try:
        asked = asked_of(manifest)
    except ValueError as error:
        return Trouble.NOT_COMPARED, f"Its filter can no longer be asked: {error}.", ()
    if not manifest.records and manifest.versions.get("tables") != str(SCHEMA_VERSION):
        told = "its rows are too many to be listed, and the tables had other columns then"
        return Trouble.NOT_COMPARED, f"Not compared with data: {told}.", ()
    store = engine.store
    engine = engine.under(asked.assumed.in_case(store))
    now = digests_of(store, shown_records(engine, asked.filter, asked.showing, feedback), feedback)
    title = store.info.title
    if now.sha256 == manifest.data_sha256:
        count = manifest.record_count
        rows = f"all {number(count)} records shown are" if count != 1 else "the one record shown is"
        return None, f"{rows} in “{title}” as then.", ()
    if not manifest.records or not now.rows:
        told = "; ".join(_by_table(manifest.tables, now))
        return Trouble.DATA, f"Records changed since in “{title}”: {told}.", ()
    changed = changed_rows(store, manifest.records, now.rows)
    counts = [(kind, sum(row.difference is kind for row in changed)) for kind in Difference]
    parts = ", ".join(f"{number(count)} {kind}" for kind, count in counts if count)
    noun = "record" if len(changed) == 1 else "records"
    return Trouble.DATA, f"{number(len(changed))} {noun} changed since in “{title}”: {parts}.", changed


def _by_table(then: Mapping[str, tuple[int, str]], now: Digests) -> Iterator[str]:
    """What differs where the rows are too many to be listed."""
    for name in sorted(then.keys() | now.tables.keys()):
        before, after = then.get(name, (0, "")), now.tables.get(name, TableDigest(0, ""))
        if before[1] != after.sha256 and name in BY_NAME:
            was = counted(name, before[0])
            yield f"{was} then, {number(after.rows)} now" if before[0] != after.rows else f"among {was}"


def _also(manifest: Manifest, store: CaseStore | None, base_map: str) -> Iterator[str]:
    """What else is to be known, without being a change of the data."""
    if manifest.synthetic:
        yield "SYNTHETIC: the case is made up."
    version = manifest.versions.get("tumen", "")
    if version != __version__:
        yield f"Made by Tumen {version or 'of no version'}; this is {__version__}, which may draw otherwise."
    if manifest.versions.get("base_map", base_map) != base_map:
        yield "It was drawn on another base map."
    if store is None or store.info.case_id != manifest.case_id:
        return
    info = store.info
    if info.title != manifest.case_title:
        yield f"The case was called “{manifest.case_title}” then."
    as_of = "" if info.as_of is None else info.as_of.isoformat()
    if as_of != manifest.as_of:
        yield f"Its sources were read up to {manifest.as_of or 'no day stated'} then, {as_of or 'none'} now."
    scenario = manifest.assumptions.get("scenario")
    if scenario and not any(row.id == scenario for row in store.record.scenarios):
        yield "The scenario that it was reckoned with is no longer in the case."
