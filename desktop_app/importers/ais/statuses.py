"""Navigational status by its number, or in the words that publishers of AIS data write for it."""

from typing import Final

# ITU-R M.1371-5, table 45. The wording is that of the Danish Maritime Authority and of MarineCadastre before
# 2018; 99 is MarineTraffic's for "not told".
STATUSES: Final[dict[str, int]] = {
    **{str(code): code for code in range(16)},
    "99": 15,
    "": 15,
    "under way using engine": 0,
    "at anchor": 1,
    "not under command": 2,
    "restricted maneuverability": 3,
    "restricted manoeuverability": 3,
    "constrained by her draught": 4,
    "constrained by draught": 4,
    "moored": 5,
    "aground": 6,
    "engaged in fishing": 7,
    "under way sailing": 8,
    "reserved for future amendment [hsc]": 9,
    "reserved for future amendment of navigational status for hsc": 9,
    "reserved for high speed craft (hsc)": 9,
    "reserved for future amendment [wig]": 10,
    "reserved for future amendment of navigational status for wig": 10,
    "reserved for wing in ground (wig)": 10,
    "power-driven vessel towing astern": 11,
    "power-driven vessel pushing ahead or towing alongside": 12,
    "reserved for future use": 13,
    "reserved for future amendment": 13,
    "ais-sart": 14,
    "ais-sart (active)": 14,
    "undefined": 15,
    "not defined": 15,
    "not defined (default)": 15,
    "unknown": 15,
    "unknown value": 15,
}
