"""Which value of a clause a person means: names as the case has them, matched as the search field does."""

import difflib
from typing import Final

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.imports import Check
from desktop_app.domain.movement import HowKnown, Tracker
from desktop_app.domain.provenance import Reliability
from desktop_app.domain.statement import Mode
from desktop_app.domain.vessel import AUTHORITIES
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind
from desktop_app.query.name_folding import fold
from desktop_app.query.vessel_search import resolve as resolve_vessel
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore

NONE: Final = "none"
# Kinds whose values are the same in every case.
CLOSED: Final = {
    ClauseKind.LISTING: AUTHORITIES,
    ClauseKind.MODE: (Mode.SEA.value, Mode.RAIL.value),
    ClauseKind.TRACKER: tuple(state.value for state in Tracker),
    ClauseKind.HOW_KNOWN: tuple(how.value for how in HowKnown),
    ClauseKind.GRADE: tuple(grade.value for grade in Reliability),
    ClauseKind.DOUBT: tuple(check.value for check in Check),
    ClauseKind.EVENT: tuple(kind.value for kind in EventKind),
}
WORDS: Final = {
    ClauseKind.VESSEL: "vessel",
    ClauseKind.OPERATOR: "operator",
    ClauseKind.LISTING: "sanctions list",
    ClauseKind.LOADING: "port",
    ClauseKind.DISCHARGE: "port",
    ClauseKind.PORT: "port",
    ClauseKind.MODE: "means of transport",
    ClauseKind.PRODUCT: "product",
    ClauseKind.TRACKER: "state of a tracker",
    ClauseKind.HOW_KNOWN: "kind of observation",
    ClauseKind.GRADE: "grade of a source",
    ClauseKind.DOUBT: "doubt",
    ClauseKind.EVENT: "kind of AIS event",
}


def resolve_value(store: CaseStore, kind: ClauseKind, text: str) -> str:
    """The one value that a person means; "none" stands for what is not documented.

    Raises:
        UsageError: none or several fit; names the nearest.
    """
    if fold(text) == NONE and kind is not ClauseKind.MODE:
        return NOT_DOCUMENTED
    if kind is ClauseKind.VESSEL:
        return resolve_vessel(store.record.vessels, text).id
    called = _called(store, kind)
    wanted = fold(text)
    found = {value for name, value in called.items() if fold(name) == wanted}
    if not found and wanted:
        found = {value for name, value in called.items() if wanted in fold(name)}
    if len(found) == 1:
        return found.pop()
    word = WORDS[kind]
    if found:
        names = ", ".join(sorted({name for name, value in called.items() if value in found}))
        raise UsageError(f"{word} {text!r} fits several: {names}")
    raise UsageError(f"no {word} {text!r}{_hint(kind, wanted, called)}")


def _called(store: CaseStore, kind: ClauseKind) -> dict[str, str]:
    """Every name under which a value may be asked for → the value."""
    if kind in CLOSED:
        return {value: value for value in CLOSED[kind]}
    if kind is ClauseKind.OPERATOR:
        return {vessel.owner: vessel.owner for vessel in store.record.vessels if vessel.owner}
    if kind is ClauseKind.PRODUCT:
        with store.reader() as reader:
            rows = reader.execute("SELECT product FROM voyage UNION SELECT product FROM consignment")
            return {str(product): str(product) for (product,) in rows if product}
    names: dict[str, str] = {}
    for port in (port for port in store.record.ports if not port.parent_id):
        for name in (port.names.en, port.names.ru, port.names.ko, port.locode, port.id):
            if name:
                names.setdefault(name, port.id)
    return names


def _hint(kind: ClauseKind, wanted: str, called: dict[str, str]) -> str:
    if kind in CLOSED:
        return f"; it is one of {', '.join(CLOSED[kind])}"
    folded = {fold(name): name for name in reversed(called)}  # of a port its English name
    near = difflib.get_close_matches(wanted, folded, n=3)
    if near:
        return f" in this case; did you mean {' or '.join(folded[name] for name in near)}?"
    return " in this case" if called else " in this case, which documents none"
