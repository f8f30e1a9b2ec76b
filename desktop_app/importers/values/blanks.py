"""Texts that say that there is no value."""

from typing import Final

# "No data" in English, Russian and Korean; compared in lower case without blanks around.
NOTHING: Final = frozenset(
    {
        *("", "-", "--", "---", "–", "—", "−", ".", "…", "?", "*", "/", "\\n"),
        *("n/a", "na", "n.a.", "n.a", "nan", "null", "none", "nil", "not available", "no data", "unknown"),
        *("not known", "tbd", "tbc", "undefined"),
        *("нет", "нет данных", "н/д", "н.д.", "неизвестно", "отсутствует", "не указано"),
        *("없음", "미상", "불명", "해당없음", "해당 없음", "자료없음", "알 수 없음"),
    }
)
# What a workbook shows for a formula that failed.
SHEET_ERRORS: Final = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "Err:502"}
)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().lower() in NOTHING


def sheet_error(text: str) -> str:
    """A clause where a cell holds a failed formula; empty for others."""
    plain = text.strip()
    return f"the sheet shows the error {plain}" if plain in SHEET_ERRORS else ""
