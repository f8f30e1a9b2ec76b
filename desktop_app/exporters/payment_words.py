"""Payments in words, and what they make of a barrel: a check, never a finding."""

from collections.abc import Sequence

from desktop_app.domain.statement import Payment, Qualifier
from desktop_app.exporters.things import money
from desktop_app.exporters.wording import NO_BREAK_SPACE, calls, number
from desktop_app.query.payments_results import ImpliedPrice, NoPrice, Paid, Price

A_CHECK = (
    "A check, not a finding: what the payments are for is not documented beyond their own words, "
    "nor which cargo they go with."
)
# From here on a price is told in whole units of the currency.
_WHOLE = 100


def paid_words(sums: Sequence[Paid]) -> str:
    """Payments of one time with what they add up to, currency by currency."""
    return "; ".join(_paid(one) for one in sums) or "no payment published"


def amount_words(one: Paid) -> str:
    """What they add up to, with the word before it; that nothing is published."""
    if not one.has_amount:
        return "amount not published"
    word = "" if one.qualifier is Qualifier.EXACTLY else f"{one.qualifier.value} "
    return f"{word}{number(one.amount)}{NO_BREAK_SPACE}{one.currency}"


def price_words(price: Price) -> str:
    """The price of a barrel with its range, or why there is none."""
    if isinstance(price, NoPrice):
        return f"no implied price: {price.value}"
    word = "" if price.qualifier is Qualifier.EXACTLY else f"{price.qualifier.value} "
    told = f"{word}{price_figure(price)}{NO_BREAK_SPACE}{price.currency}/bbl"
    left = _left_out(price)
    return f"implied price {told}" + (f" ({left})" if left else "")


def price_figure(price: ImpliedPrice) -> str:
    """Best and range without the unit: 229 (212–532)."""
    low, best, high = (_figure(each) for each in price.per_bbl)
    return best if low == best == high else f"{best} ({low}–{high})"


def price_sentence(price: Price) -> str:
    """The same as a sentence, which says that it is a check."""
    words = price_words(price)
    sentence = f"{words[:1].upper()}{words[1:]}."
    return f"{sentence} {A_CHECK}" if isinstance(price, ImpliedPrice) else sentence


def payment_name(row: Payment) -> str:
    """Who pays whom how much."""
    return f"{row.payer} to {row.payee}, {money(row)}"


def _paid(one: Paid) -> str:
    count = f"{number(one.payments)} payment{'' if one.payments == 1 else 's'}"
    if not one.has_amount:
        return f"{count} in {one.currency}, amount not published"
    told = f"{amount_words(one)} in {count}"
    return f"{told}, {number(one.without_amount)} of them without an amount" if one.without_amount else told


def _left_out(price: ImpliedPrice) -> str:
    """What is known in part only: payments without an amount, calls without a volume."""
    parts = []
    if price.paid.without_amount:
        parts.append(f"{number(price.paid.without_amount)} of the payments without an amount")
    if price.estimated < price.calls:
        parts.append(f"volume of {number(price.estimated)} of {calls(price.calls, approximate=False)}")
    if price.in_barrels < price.consignments:
        parts.append(f"of {number(price.in_barrels)} of {number(price.consignments)} consignments by rail")
    return ", ".join(parts)


def _figure(value: float) -> str:
    return number(value) if value >= _WHOLE else f"{value:.2f}"
