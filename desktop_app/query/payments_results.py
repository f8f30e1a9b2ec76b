"""What is asked about payments: plain values."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop_app.domain.assumption import Range
from desktop_app.domain.statement import Payment, Qualifier


class Paid(NamedTuple):
    """Payments in one currency.

    Attributes:
        amount: what is published of them, added up; 0 where nothing is.
        qualifier: the word before that sum, as far as the words before its parts give one.
        payments: how many they are.
        without_amount: those of them whose amount is not published.
        ids: of all of them.
    """

    currency: str
    amount: float
    qualifier: Qualifier
    payments: int
    without_amount: int
    ids: tuple[str, ...]

    @property
    def has_amount(self) -> bool:
        """Whether the amount of any is published."""
        return self.payments > self.without_amount


class Payments(NamedTuple):
    """Payments under the dates and words of a filter, which are all that a payment can be asked about.

    Attributes:
        months: by month, then by currency in the order of the alphabet; months without one are absent.
        total: the months together, by currency.
        longer: payments whose time is longer than a month, by date. They are never added to the others, which
            they may contain.
    """

    months: Mapping[date, tuple[Paid, ...]]
    total: tuple[Paid, ...]
    longer: tuple[Payment, ...]


class NoPrice(StrEnum):
    """Why payments give no price of a barrel."""

    OTHER_CLAUSES = "the filter asks for more than dates, which payments cannot be asked about"
    CURRENCIES = "it was paid in more than one currency"
    NO_AMOUNT = "no amount is published"
    NO_BARRELS = "no volume is known"
    BOTH_PARTLY = "both the payments and the barrels are known in part only"


class ImpliedPrice(NamedTuple):
    """Payments divided by barrels of the same time: a check, not a finding.

    Attributes:
        per_bbl: in the currency; low is with the high volume, best with the best.
        qualifier: the word before it: a bound where payments or barrels are known in part only.
        paid: the payments.
        calls, estimated: by sea, and those of them with a volume.
        consignments, in_barrels: the same by rail.
    """

    currency: str
    per_bbl: Range
    qualifier: Qualifier
    paid: Paid
    calls: int
    estimated: int
    consignments: int
    in_barrels: int


Price = ImpliedPrice | NoPrice


class Prices(NamedTuple):
    """Implied prices under a filter.

    Attributes:
        months: of the months with payments.
        longer: of payments whose time is longer than a month, by id, with the barrels of that time.
        whole: of all months together, with the barrels of the whole filter; None without such a payment.
    """

    months: Mapping[date, Price]
    longer: Mapping[str, Price]
    whole: Price | None
