"""What stands near a thing in time, on its card, and how often chance comes as close: no proof."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop_app.domain.lag import NEAR_DAYS, Lag, lag_between
from desktop_app.domain.movement import Consignment, Voyage, VoyageKind
from desktop_app.domain.statement import Payment
from desktop_app.exporters import wording
from desktop_app.exporters.card import LISTED, Card, Link, Row, Section, Words, listed
from desktop_app.exporters.things import small_things, words_of
from desktop_app.query.months import month_of, next_month
from desktop_app.query.proximity_query import Near, dated_days, near_voyage, sailings_near
from desktop_app.query.reading import read
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

NOT_PROOF: Final = "Proximity, not proof."
NOT_YET: Final = f"{NOT_PROOF} How often chance comes as close is being computed."
_CHANCE: Final = "chance of proximity"
# Row numbers up to which the chance takes less time than a person notices; a million voyages take a second.
_SOON: Final = 20_000


class Nearness(NamedTuple):
    """What a card is to tell of things near in time.

    Attributes:
        days: how many days apart at most.
        waits: for the chance; else the card of a very large case says that it is being computed.
    """

    days: int = NEAR_DAYS
    waits: bool = True


def lag_words(low: int, high: int) -> str:
    """A lag in words: "3 days before", "the same day", "66 days before to 299 days after"."""
    if low == high:
        return _days_words(low)
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{near}–{far} days {'after' if low > 0 else 'before'}"
    return f"{_days_words(low)} to {_days_words(high)}"


def lag_mark(low: int, high: int) -> str:
    """The same for the side of a mark: "+3 d", "−66 to +299 d"."""
    ends = (_signed(low),) if low == high else (_signed(low), _signed(high))
    return f"{' to '.join(ends)}{wording.NO_BREAK_SPACE}d"


def _days_words(days: int) -> str:
    if not days:
        return "the same day"
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'after' if days > 0 else 'before'}"


def _signed(days: int) -> str:
    return f"{'−' if days < 0 else '+' if days else ''}{abs(days)}"


def near_a_sailing(
    store: CaseStore, voyage: Voyage, near: Nearness, feedback: Feedback | None = None
) -> Section | None:
    """Payments and consignments near a voyage; None where there can be none."""
    record = store.record
    if voyage.kind is VoyageKind.GROUP or not (record.payments or record.consignments):
        return None
    found = near_voyage(store, voyage, near.days)
    things = small_things(store)
    rows = tuple(_thing_row(store, things[one.key], one, near.days) for one in found[:LISTED])
    return _section(store, "payment or rail consignment", rows, len(found), near, feedback)


def near_a_payment(
    store: CaseStore, payment: Payment, near: Nearness, feedback: Feedback | None = None
) -> Section:
    """Sailings near a payment."""
    found = sailings_near(store, payment.when, near.days, LISTED, feedback)
    rows = tuple(
        Row(
            _label(lag_between(payment.when, row.when), near.days),
            Link(words_of(store, row), f"voyage:{row.id}"),
            row.citation.source_ids,
        )
        for row in store.voyages(found.ids)
    )
    return _section(store, "sailing", rows, found.total, near, feedback)


def _thing_row(store: CaseStore, row: Payment | Consignment, one: Near, days: int) -> Row:
    label = _label(Lag(one.lag_low, one.lag_high), days)
    link = Link(words_of(store, row), one.key)
    value: Words = (link, ", by rail") if isinstance(row, Consignment) else link
    return Row(label, value, row.citation.source_ids)


def _label(lag: Lag, days: int) -> str:
    words = lag_words(*lag)
    return words if lag.is_within(days) else f"perhaps, {words}"


def _section(
    store: CaseStore, what: str, rows: tuple[Row, ...], total: int, near: Nearness, feedback: Feedback | None
) -> Section:
    within = f"within ±{wording.NO_BREAK_SPACE}{near.days} days"
    none = () if rows else (f"No {what} {within}.",)
    section = listed(f"Near in time, {within}", rows, total, "the timeline shows all")
    return section._replace(paragraphs=(*none, chance_sentence(store, feedback, waits=near.waits)))


def is_waiting(card: Card) -> bool:
    """Whether a card says that the chance is being computed."""
    return any(NOT_YET in section.paragraphs for section in card.sections)


def _is_soon(store: CaseStore, feedback: Feedback | None) -> bool:
    if store.has_cached(_CHANCE):
        return True
    ((last,),) = read(store, "SELECT MAX(fid) FROM voyage", (), feedback)
    return last is None or int(last) <= _SOON


def chance_sentence(store: CaseStore, feedback: Feedback | None = None, *, waits: bool = True) -> str:
    """How often chance brings the sailings of the case as close to its payments, or why that is not told.

    Args:
        store: the case.
        feedback: stops it.
        waits: for the answer; else a very large case whose answer is not at hand says `NOT_YET`.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    if not waits and not _is_soon(store, feedback):
        return NOT_YET
    return store.cached(_CHANCE, lambda: _chance_words(store, feedback))


def _chance_words(store: CaseStore, feedback: Feedback | None) -> str:
    from desktop_app.analysis.proximity import (  # noqa: PLC0415 - numpy takes 0.1 s that the first picture has not got
        LEAST_PAYMENTS,
        LEAST_SAILINGS,
        TooFew,
        chance_of_proximity,
    )

    days = dated_days(store, feedback)
    ends = [
        *((first, last) for first, last, _ in days.sailings),
        *days.payments,
    ] or [(date.min, date.min)]
    first_day = month_of(min(first for first, _ in ends))
    last_day = next_month(month_of(max(last for _, last in ends))) - timedelta(days=1)
    found = chance_of_proximity(days.sailings, days.payments, first_day, last_day)
    if isinstance(found, TooFew):
        return (
            f"{NOT_PROOF} How often chance comes as close cannot be told: it takes {LEAST_SAILINGS} sailings "
            f"and {LEAST_PAYMENTS} payments that are dated to the day, and the case has "
            f"{wording.number(found.sailings)} and {wording.number(found.payments)}."
        )
    left_out = _left_out(days.all_sailings - found.sailings, days.all_payments - found.payments)
    return (
        f"{NOT_PROOF} From the {wording.number(found.sailings)} dated sailings of the case it is "
        f"{found.mean_days:.1f} days on average to the nearest of {wording.number(found.payments)} payments. "
        f"With all of them moved by the same number of days within {wording.days(first_day, last_day)}, past "
        f"its end back to its beginning, they come as close in {wording.number(found.as_close)} of "
        f"{wording.number(found.shifts)} shifts (p = {found.p_value:.2g}).{left_out}"
    )


def _left_out(sailings: int, payments: int) -> str:
    told = [
        f"{wording.number(count)} {name}{'' if count == 1 else 's'}"
        for count, name in ((sailings, "sailing"), (payments, "payment"))
        if count
    ]
    return f" Left out, since not dated to the day: {' and '.join(told)}." if told else ""
