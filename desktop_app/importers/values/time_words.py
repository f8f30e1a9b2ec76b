"""Words for months, parts of a month and times in English, Russian and Korean."""

import re
from typing import Final

_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# Stems: the endings say the case. May is whole: its stem begins March's.
_RUSSIAN: Final = ("янв", "фев", "мар", "апр", "ма[йяе]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
MONTHS: Final = {
    **{name: number for number, name in enumerate(_ENGLISH, 1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)},
    "sept": 9,
    "juni": 6,
    "juli": 7,
}
_RUSSIAN_MONTH: Final = tuple(re.compile(stem if "[" in stem else stem + r"[а-я]*") for stem in _RUSSIAN)
MONTH_TITLES: Final = tuple(name.title() for name in _ENGLISH)

_ABOUT_BEFORE: Final = re.compile(
    r"(?:about|circa|ca?\.|approximately|approx\.?|around|roughly|~|≈|ок\.|около|приблизительно|"
    r"прибл\.?|примерно|ориентировочно|약|대략)\s*"
)
_ABOUT_AFTER: Final = re.compile(
    r"\s*(?:경|쯤|무렵|頃|ごろ|\(\?\)|\?|\(approx\.?\)|\(about\)|ориентировочно)$"
)
_OPEN_BEFORE: Final = re.compile(
    r"(before|prior to|until|till|not later than|no later than|by|up to|after|since|from|not before|"
    r"до|не позднее|после|не ранее|начиная с)\b"
)
_OPEN_AFTER: Final = re.compile(r"\s*(이전|이후|까지|부터|전|후)$")
_END_MISSING: Final = frozenset(
    {"after", "since", "from", "not before", "после", "не ранее", "начиная с", "이후", "부터", "후"}
)
_PARTS: Final = (
    (re.compile(r"(?:early|beginning of|start of|the beginning of|в начале|начало|нач\.)[\s-]+"), 0),
    (re.compile(r"(?:mid|middle of|the middle of|в середине|середина|сер\.)[\s-]+"), 1),
    (re.compile(r"(?:late|end of|the end of|в конце|конец|кон\.)[\s-]+"), 2),
    (re.compile(r"(?<=[월년])\s*(?:초순|초|상순)$"), 0),
    (re.compile(r"(?<=[월년])\s*(?:중순|중반)$"), 1),
    (re.compile(r"(?<=[월년])\s*(?:하순|말)$"), 2),
)


def month_of(word: str) -> int:
    """1 to 12 from the name of a month, lower case; 0 for another word."""
    plain = word.rstrip(".")
    if number := MONTHS.get(plain):
        return number
    return next((number for number, stem in enumerate(_RUSSIAN_MONTH, 1) if stem.fullmatch(plain)), 0)


def without_about(text: str) -> tuple[str, bool]:
    """The text without the words that say "about", and whether it had one."""
    plain = _ABOUT_AFTER.sub("", text)
    if found := _ABOUT_BEFORE.match(plain):
        plain = plain[found.end() :]
    return plain.strip(), plain.strip() != text.strip()


def without_part(text: str) -> tuple[str, int | None]:
    """The text without "early", "mid" or "late", and which it was: 0, 1 or 2."""
    for words, part in _PARTS:
        if found := words.search(text):
            if found.start() and found.end() != len(text):
                continue
            return (text[: found.start()] + text[found.end() :]).strip(), part
    return text, None


def refuse_open(text: str) -> None:
    """Refuse a time that has one end only.

    Raises:
        ValueError: "before", "after" and their like stand in it.
    """
    if found := _OPEN_BEFORE.match(text) or _OPEN_AFTER.search(text):
        missing = "an end" if found[1] in _END_MISSING else "a beginning"
        raise ValueError(f"“{found[1]}” leaves the time without {missing}; give both ends of the span")
