"""Names in one form for every script: a ship is the same in Latin, Cyrillic and Korean letters."""

import re
from typing import Final

from desktop_app.query.name_folding import fold

# BGN/PCGN romanisation of Russian, in the plain form that ships carry on the stern.
_CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ь": "",
        "ъ": "",
        "ё": "e",
    }
)
# McCune-Reischauer without its signs, syllable by syllable, as the DPRK names ships: 천마산 CHON MA SAN.
_INITIALS: Final = (
    *("k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h"),
)
_VOWELS: Final = (
    *("a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi"),
    *("yu", "u", "ui", "i"),
)
_FINALS: Final = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t"),
    *("t", "ng", "t", "t", "k", "t", "p", "t"),
)
_HANGUL: Final = range(0xAC00, 0xD7A4)
# Between vowels the same letters are heard as voiced, and written so or not: KUM GANG, KUMKANG.
_VOICED: Final = str.maketrans({"g": "k", "b": "p", "d": "t", "j": "c", "l": "r"})
# M/T and MV, and the Russian for motor ship and tanker, as they are folded.
_TITLE: Final = re.compile(r"^(?:m ?[tv]|ss|vessel|tanker|ship|t ?kh|t k|sudno)\s+(?=\S)")


def name_key(text: str) -> str:
    """The form by which names of ships and companies are compared; empty for a text without letters."""
    return _TITLE.sub("", fold(_romanised(text))).replace(" ", "")


def loose_key(text: str) -> str:
    """The same, voiced and unvoiced consonants alike, since Korean names are written either way."""
    return name_key(text).replace("ch", "c").translate(_VOICED)


def _romanised(text: str) -> str:
    if text.isascii():
        return text
    return "".join(_syllable(sign) for sign in text.lower().translate(_CYRILLIC))


def _syllable(sign: str) -> str:
    code = ord(sign) - _HANGUL.start
    if ord(sign) not in _HANGUL:
        return sign
    initial, rest = divmod(code, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
