"""Made-up payments, timed with the sailings; published for 2024 are more than 240 million roubles."""

from datetime import timedelta
from typing import Final

from desktop_app.domain.provenance import Credibility
from desktop_app.domain.statement import Payment, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training.chance import Chance, shares
from desktop_app.importers.training.fleet import TERMINAL, TRADER
from desktop_app.importers.training.sailings import DEADWEIGHTS_T, SEED, Sailing
from desktop_app.importers.training.sources import LEDGER, MARK, cite

ROUBLES: Final = 240_500_000


def payments(outline: tuple[Sailing, ...]) -> tuple[Payment, ...]:
    """One payment before each sailing, after the ship's size; the first two weeks before the first."""
    chance = Chance(SEED + 3)
    amounts = shares(ROUBLES, [DEADWEIGHTS_T[sailing.ship - 1] for sailing in outline])
    rows = []
    for sailing, amount in zip(outline, amounts, strict=True):
        early = 14 if sailing.number == 1 else chance.between(2, 14)
        day = sailing.day - timedelta(days=early)
        rows.append(
            Payment(
                id=f"payment-{sailing.number:02}",
                payer="EXAMPLE Trading",
                payee="EXAMPLE Terminal",
                amount=float(amount),
                currency="RUB",
                qualifier=Qualifier.EXACTLY,
                when=TimeSpan.of_days(day, day, Precision.DAY),
                purpose=f"{MARK}: “storage”, {early} days before sailing {sailing.number}.",
                citation=cite(
                    LEDGER, credibility=Credibility.POSSIBLY_TRUE, passage=f"line {sailing.number}"
                ),
                payer_id=TRADER,
                payee_id=TERMINAL,
            )
        )
    return tuple(rows)
