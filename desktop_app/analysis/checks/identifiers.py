"""IMO numbers, Maritime Mobile Service Identities, codes of countries, ports and currencies."""

import re
from collections.abc import Mapping
from typing import Final

from desktop_app.analysis.checks.finding import Finding, error, note, warning
from desktop_app.domain.vessel import Issuer, is_valid_imo

_MMSI_DIGITS: Final = 9
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_LOCODE: Final = re.compile(r"[A-Z]{2}[A-Z2-9]{3}", re.ASCII)  # UN/LOCODE manual: digits 2 to 9 only
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_CALL_SIGN: Final = re.compile(r"[A-Z0-9]{3,8}", re.ASCII)
_IMO_WEIGHTS: Final = (7, 6, 5, 4, 3, 2)


def imo_number(field: str, text: str) -> tuple[Finding, ...]:
    """Whether a number is a ship's IMO number; tells which check digit its first six digits need."""
    if is_valid_imo(text):
        return ()
    if not (text.isascii() and text.isdigit()):
        return (error(field, "An IMO number is seven digits, without the letters IMO."),)
    if len(text) != len(_IMO_WEIGHTS) + 1:
        return (error(field, f"An IMO number has seven digits; this one has {len(text)}."),)
    total = sum(int(digit) * weight for digit, weight in zip(text[:6], _IMO_WEIGHTS, strict=True))
    return (
        error(
            field,
            f"The check digit does not fit: the first six digits {text[:6]} need {total % 10} "
            f"as the seventh, not {text[6]}. One digit is wrong, or two are swapped.",
        ),
    )


def mmsi(field: str, text: str, issuers: Mapping[str, Issuer], flag: str) -> tuple[Finding, ...]:
    """Whether nine digits are a ship's identity, and which country issues those that begin so.

    Args:
        field: column it is said of.
        text: what was typed.
        issuers: maritime identification digits → who issues them.
        flag: flag state entered beside it, ISO 3166 alpha-2, empty for none.
    """
    if not (text.isascii() and text.isdigit()):
        return (error(field, "An MMSI is nine digits."),)
    if len(text) != _MMSI_DIGITS:
        return (error(field, f"An MMSI has nine digits; this one has {len(text)}."),)
    if text[0] not in "234567":
        # ITU-R M.585: 0 coast stations and groups, 1 aircraft, 8 handhelds, 9 beacons and aids.
        return (
            warning(
                field, f"A ship’s MMSI begins with 2 to 7; {text[0]} stands for other kinds of stations."
            ),
        )
    issuer = issuers.get(text[:3])
    if issuer is None:
        return (warning(field, f"No country issues numbers that begin with {text[:3]}; it may be made up."),)
    if flag and flag != issuer.country:
        return (
            warning(
                field, f"{text[:3]} is issued by {issuer.name} ({issuer.country}); the flag says {flag}."
            ),
        )
    return (note(field, f"{text[:3]}: {issuer.name}"),)


def country(field: str, text: str) -> tuple[Finding, ...]:
    """Whether text has the form of an ISO 3166 alpha-2 code."""
    return _form(_COUNTRY, field, text, "Two capital letters, as RU, KP or CN (ISO 3166).")


def locode(field: str, text: str, country_code: str) -> tuple[Finding, ...]:
    """Whether text has the form of a UN/LOCODE of that country."""
    found = _form(_LOCODE, field, text, "Five signs without a space: the country, then three, as RUNJK.")
    if not found and country_code and not text.startswith(country_code):
        return (warning(field, f"It begins with {text[:2]}; the country says {country_code}."),)
    return found


def currency(field: str, text: str) -> tuple[Finding, ...]:
    """Whether text has the form of an ISO 4217 code."""
    return _form(_CURRENCY, field, text, "Three capital letters, as RUB, USD or CNY (ISO 4217).")


def call_sign(field: str, text: str) -> tuple[Finding, ...]:
    """Whether text has the form of a radio call sign."""
    return _form(_CALL_SIGN, field, text, "Three to eight capital letters and digits, as HMYN3.")


def _form(pattern: re.Pattern[str], field: str, text: str, sentence: str) -> tuple[Finding, ...]:
    return () if pattern.fullmatch(text) else (error(field, sentence),)
