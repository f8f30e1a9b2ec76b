"""Payments."""

from typing import Final

from desktop_app.domain.statement import Qualifier
from desktop_app.importers.tables.building.columns import rows_of, texts
from desktop_app.importers.tables.matching.companies import CompanyMatcher
from desktop_app.importers.tables.natural_keys import identify
from desktop_app.importers.tables.numbers_of_rows import number
from desktop_app.importers.tables.places_of_rows import companies
from desktop_app.importers.tables.table_rows import Firsts, TableRows
from desktop_app.importers.tables.times_of_rows import span_columns, spans
from desktop_app.importers.tables.work import TableWork

NOT_NAMED: Final = "not named in the file"
# ISO 4217: "no currency is involved", for payments whose amount is not published.
NO_CURRENCY: Final = "XXX"
_SIGNS: Final = {
    **dict.fromkeys(
        ("₽", "руб", "руб.", "рубль", "рубли", "рублей", "rouble", "roubles", "ruble", "rubles"), "RUB"
    ),
    **dict.fromkeys(("$", "us$", "dollar", "dollars", "долл", "долл.", "доллар", "долларов", "달러"), "USD"),
    **dict.fromkeys(("€", "euro", "euros", "евро", "유로"), "EUR"),
    **dict.fromkeys(("yuan", "rmb", "renminbi", "юань", "юаней", "위안", "元"), "CNY"),
    **dict.fromkeys(("won", "₩", "вон", "원"), "KRW"),
    **dict.fromkeys(("yen", "¥", "иена", "йен", "엔"), "JPY"),
}
_CODE_LETTERS: Final = 3


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Payments; one of an amount without a currency is refused, since it would say nothing."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    work.require()
    when = spans(work)
    said = texts(work, payer="payer", payee="payee", purpose="purpose")
    companies_of_case = CompanyMatcher(work.connection)
    for field in ("payer", "payee"):
        if work.has(field):
            said[f"{field}_id"] = companies(work, companies_of_case, field)
    amount, unit = number(work, "amount", least=0)
    currency = work.values("currency", currency_of)
    unit = pl.select(pl.when(unit == "").then(None).otherwise(unit)).to_series()
    currency = currency.fill_null(unit.cast(pl.String))
    lacking = amount.is_not_null() & currency.is_null()
    column = work.table.column_of("amount")
    work.findings.reject(
        lacking.to_numpy(), "the amount has no currency", column=column, values=work.table.texts("amount")
    )
    if work.has("qualifier"):
        said["qualifier"] = work.choice("qualifier", Qualifier)
    keys = identify(work, when)
    said |= {**span_columns(when), "amount": amount, "currency": currency}
    first: Firsts = {
        "payer": NOT_NAMED,
        "payee": NOT_NAMED,
        "purpose": work.summary(),
        "qualifier": Qualifier.EXACTLY.value,
        "currency": NO_CURRENCY,
    }
    return (rows_of(work, "payment", "payment", keys, said, first),)


def currency_of(text: str) -> str:
    """ISO 4217 code of a currency by code, sign or name.

    Raises:
        ValueError: it is none.
    """
    plain = text.strip()
    if plain.lower() in _SIGNS:
        return _SIGNS[plain.lower()]
    if len(plain) == _CODE_LETTERS and plain.isascii() and plain.isalpha():
        return plain.upper()
    raise ValueError("no currency; those have three letters, such as RUB")
