"""Orders of the voyages: a rank a row for each column of the table, and the rows sorted by it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import HowKnown
from desktop_app.domain.vessel import AUTHORITIES
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.columns.choices import Choice
from desktop_app.query.columns.rows import Texts
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.voyage_rows import Order

Ranks = NDArray[np.intp]
"""From 0; -1 for rows without a value, which stay at the end in both directions."""


def ranks_of(columns: Columns, order: Order) -> Ranks:
    """The rank of each row by a column that rests on no assumption; equal rows stay in order of time."""
    return _RANKS[order](columns)


def stable(ranks: Ranks, *, descending: bool) -> NDArray[np.intp]:
    """Places of ranks in order, equal ones as they stand, -1 at the end."""
    if not len(ranks):
        return np.empty(0, np.intp)
    most = int(ranks.max()) + 1
    turned = most - 1 - ranks if descending else ranks
    turned = np.where(ranks < 0, most, turned)
    # Numbers of two bytes are sorted by radix: a tenth of the time.
    return np.argsort(turned.astype(np.uint16 if most < 1 << 16 else np.int64), kind="stable")


def ranked(texts: Iterable[str]) -> tuple[Ranks, int]:
    """The rank of each text whatever its case, -1 for an empty one; and how many ranks there are."""
    keys = [(text.casefold(), text) for text in texts]
    ranks = {key: rank for rank, key in enumerate(sorted({key for key in keys if key[1]}))}
    return np.array([ranks.get(key, -1) for key in keys], np.intp), len(ranks)


def _of_texts(codes: NDArray[Any], texts: Sequence[str]) -> Ranks:
    """Ranks of rows whose codes are places among texts, -1 for none."""
    # One more at the end, where -1 leads.
    return ranked((*texts, ""))[0].take(codes)


def _of_sets(choice: Choice, words: Sequence[str]) -> Ranks:
    """Ranks of rows that have several words, as they are read one after the other."""
    order = {word: place for place, word in enumerate(words)}
    texts = [" ".join(sorted(held, key=lambda word: order.get(word, len(order)))) for held in choice.members]
    return ranked(texts)[0].take(choice.codes)


def _destinations(columns: Columns) -> Ranks:
    names, places = columns.port_names, columns.to_place
    texts = (*names, *places.values, "")
    codes = np.where(
        columns.discharge >= 0,
        columns.discharge,
        np.where(places.codes >= 0, places.codes + len(names), len(texts) - 1),
    )
    return ranked(texts)[0].take(codes)


def _texts(texts: Texts) -> Ranks:
    return _of_texts(texts.codes, texts.values)


_RANKS: Final[dict[Order, Callable[[Columns], Ranks]]] = {
    Order.DATE: lambda columns: np.arange(len(columns)),
    Order.VESSEL: lambda columns: _of_texts(columns.vessel, columns.vessel_texts("name")),
    Order.IMO_NUMBER: lambda columns: _of_texts(columns.vessel, columns.vessel_texts("imo_number")),
    Order.LISTING: lambda columns: _of_sets(columns.choice(ClauseKind.LISTING), AUTHORITIES),
    Order.OPERATOR: lambda columns: _of_texts(columns.vessel, columns.vessel_texts("owner")),
    Order.FROM: lambda columns: _of_texts(columns.loading, columns.port_names),
    Order.TO: _destinations,
    Order.PRODUCT: lambda columns: _texts(columns.product),
    Order.HOW_KNOWN: lambda columns: _of_sets(
        columns.choice(ClauseKind.HOW_KNOWN), [word.value for word in HowKnown]
    ),
    Order.TRACKER: lambda columns: _of_sets(columns.choice(ClauseKind.TRACKER), ()),
    Order.CALLS: lambda columns: columns.ships.astype(np.intp),
    Order.PRECISION: lambda columns: columns.precision.astype(np.intp),
    Order.SOURCES: lambda columns: columns.sources.astype(np.intp),
    Order.GRADE: lambda columns: _of_sets(columns.choice(ClauseKind.GRADE), ()),
    Order.KIND: lambda columns: columns.kind.astype(np.intp),
}
